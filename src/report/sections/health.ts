import { listIn, recordIn } from '../facts/readCell';
import { figure } from '../figures';
import { publicText } from '../publicText';
import { named, phrase } from '../texts/texts';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

const goodVerdicts: ReadonlySet<string> = new Set(['good', 'healthy']);
const unjudged: ReadonlySet<string> = new Set(['unknown', 'uncertain', 'insufficientSample', '']);

/** Verdicts of Assign Tier and Track Migration on the base as a whole. */
export const healthSection: SectionMaker = ({ summaries }, texts) => {
	const words = texts.sections.health;
	const moves = recordIn(summaries.of.trackMigration, 'verdicts') ?? {};
	const verdicts = [
		...listIn(summaries.of.assignTier, 'verdicts').map(({ code, verdict }) => ({ code, verdict })),
		...Object.keys(moves).map((code) => ({ code, verdict: recordIn(moves, code)?.verdict })),
	].map(({ code, verdict }) => ({ code: publicText(code), verdict: publicText(verdict) }));
	const judged = verdicts.filter(({ verdict }) => !unjudged.has(verdict));
	if (judged.length === 0) return undefined;
	const good = judged.filter(({ verdict }) => goodVerdicts.has(verdict)).length;
	const facts = { good: figure('count', good), all: figure('count', judged.length) };
	return {
		title: phrase(words.title, facts),
		sentence: phrase(words.sentence),
		columns: columnsOf(texts, 'check', 'verdict'),
		rows: judged
			.slice(0, 20)
			.map(({ code, verdict }) => [named(texts.checks, code), named(texts.verdicts, verdict)]),
		facts,
		weight: good < judged.length ? 0.45 : 0.2,
	};
};
