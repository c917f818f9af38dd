import { codeList } from '../../values/codeList';
import type { JsonRecord } from '../../values/jsonRecord';
import { cellText } from '../../values/cellText';
import { readConsent } from '../../values/yesOrNo';
import { storedDay } from '../../values/storedDay';
import { bandOfScore, type NpsBand } from './npsBand';
import type { NpsRun } from './npsRun';
import type { NpsOptions } from './options';
import type { Answer } from './readAnswers';

/** How soon a detractor should hear from the shop. */
export type CareUrgency = 'high' | 'medium' | 'normal';

/** The result for one person. */
export interface NpsJudgement {
	/** The latest answer; undefined: never answered. */
	readonly answer: Answer | undefined;
	readonly band: NpsBand | undefined;
	/** Points up or down since the previous answer; undefined where there is none. */
	readonly change: number | undefined;
	readonly isAmbassador: boolean;
	/** Undefined where no care is needed. */
	readonly careUrgency: CareUrgency | undefined;
	readonly surveyDue: boolean;
	/** Empty: none. */
	readonly tier: string;
}

/**
 * Returns the function that judges a person of the run: customers by their position in the table, then the other
 * respondents.
 */
export function npsJudge(run: NpsRun, options: NpsOptions): (person: number) => NpsJudgement {
	const { answers, table } = run;
	const { tier: tierField, valueScoreBand } = options.fieldNames;
	const ambassadorTiers = new Set(codeList(options.ambassadorTiers));
	const urgentTiers = new Set(codeList(options.urgentTiers));
	const isDue = surveyDueJudge(run, options);
	const nobody: JsonRecord = {};
	return (person) => {
		const isCustomer = person < table.ids.length;
		const row = isCustomer ? table.row(person) : nobody;
		const given = answers.ofPerson[person] ?? [];
		const answer = given.at(-1);
		const before = given.at(-2);
		const band = answer && bandOfScore(answer.score);
		const tier = cellText(row, tierField);
		const isVip = cellText(row, valueScoreBand) === 'vip';
		const isTop = ambassadorTiers.has(tier) || isVip;
		const isUrgent = urgentTiers.has(tier) || isVip;
		return {
			answer,
			band,
			change: answer && before && answer.score - before.score,
			isAmbassador: band === 'promoter' && isTop,
			careUrgency:
				band === 'detractor' ? (isUrgent ? 'high' : isTop ? 'medium' : 'normal') : undefined,
			surveyDue: isCustomer && isDue(person, answer),
			tier,
		};
	};
}

/**
 * Whether a customer should be surveyed: has ordered, may be emailed, and has never answered, or has ordered after a
 * latest answer that is old enough.
 */
function surveyDueJudge(
	{ table, reference }: NpsRun,
	{ surveyEveryDays, fieldNames }: NpsOptions,
): (person: number, answer: Answer | undefined) => boolean {
	const { emailConsent, suppressedChannels, lastOrderAt } = fieldNames;
	const lastOrderDay = (person: number) => {
		const written = storedDay(table.row(person)[lastOrderAt]);
		if (written !== undefined && written <= reference.day) return written;
		return table.lastOrderDay(person, reference.day, table.history(person));
	};
	return (person, answer) => {
		const row = table.row(person);
		if (readConsent(row[emailConsent]) === false) return false;
		const suppressed = cellText(row, suppressedChannels);
		if (suppressed !== '' && codeList(suppressed).includes('email')) return false;
		const ordered = lastOrderDay(person);
		if (!(ordered <= reference.day)) return false;
		if (answer === undefined) return true;
		return ordered > answer.day && reference.day - answer.day >= surveyEveryDays;
	};
}
