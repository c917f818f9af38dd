import { recordIn } from '../facts/readCell';
import type { SummaryName } from '../facts/readSummaries';
import { versionText } from '../publicText';
import { phrase } from '../texts/texts';
import { columnsOf } from './rows';
import type { SectionMaker } from './section';

/** Nodes whose numbers depend on a model with a version. */
const modelled: ReadonlyArray<readonly [name: SummaryName, node: string, field: string]> = [
	['computeRfm', 'Compute RFM', 'rfmModelVersion'],
	['scoreCustomer', 'Score Customer', 'scoreModelVersion'],
	['predictClv', 'Predict CLV', 'clvModelVersion'],
	['assignTier', 'Assign Tier', 'tierModelVersion'],
	['churnCheck', 'Churn Check', 'churnModelVersion'],
];

/** The versions of the models behind the numbers. */
export const versionsSection: SectionMaker = ({ tally, summaries }, texts) => {
	const rows = modelled.flatMap(([name, node, field]) => {
		const own = versionText(recordIn(summaries.of[name], 'model')?.version);
		const versions = new Set(own === '' ? tally.versions.get(field) : [own]);
		return [...versions].slice(0, 5).map((version) => [node, version]);
	});
	if (rows.length === 0) return undefined;
	const words = texts.sections.versions;
	return {
		title: phrase(words.title),
		sentence: phrase(words.sentence),
		columns: columnsOf(texts, 'node', 'version'),
		rows,
		facts: {},
		weight: 0,
	};
};
