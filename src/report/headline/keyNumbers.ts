import { storedDay } from '../../values/storedDay';
import { numberIn, recordIn } from '../facts/readCell';
import type { ReportFacts } from '../facts/reportFacts';
import { change, figure, type Figure, type FigureKind } from '../figures';
import { phrase, type Prose, type Texts } from '../texts/texts';

export const keyNumberNames = ['active', 'revenue', 'repeat', 'predicted', 'atRisk'] as const;
export type KeyNumberName = (typeof keyNumberNames)[number];

/** One of the five numbers at the top. */
export interface KeyNumber {
	readonly name: KeyNumberName;
	readonly label: string;
	readonly note: Prose;
	readonly figure: Figure;
	/** Since the earlier report; a share of it, or points where the number is a share itself. Null value: none to compare with. */
	readonly change: Figure;
	/** Whether a higher number is good news. */
	readonly isHigherBetter: boolean;
	/** The node that would give the number, where it is not known. */
	readonly node: string;
}

/** The five numbers, and the day of the report that they are compared with. */
export interface KeyNumbers {
	readonly numbers: readonly KeyNumber[];
	readonly since: number | undefined;
	/** Months that the expected margin is for; null where nothing tells. */
	readonly horizonMonths: number | null;
}

/**
 * The five numbers that matter, with their change since an earlier report whose Summary came in; without one revenue is
 * compared by the summary of Track Migration.
 */
export function keyNumbers(facts: ReportFacts, texts: Texts): KeyNumbers {
	const { tally, summaries, day } = facts;
	const words = texts.numbers;
	const isYear = tally.revenueField === 'monetaryLast365';
	const hasChurn = tally.has.has('churnStatus') && tally.has.has(tally.revenueField);
	const predicted = tally.predicted.reduce((sum, value) => sum + value, 0);
	const values: Record<KeyNumberName, number | null> = {
		active: tally.has.has('daysSinceLastOrder') ? tally.active : null,
		revenue: tally.has.has(tally.revenueField) ? tally.all.revenue : null,
		repeat:
			tally.has.has('orderCount') && tally.withOrders > 0 ? tally.repeat / tally.withOrders : null,
		predicted:
			tally.predicted.length > 0 ? predicted : numberIn(summaries.of.predictClv, 'predictedClv'),
		atRisk:
			hasChurn && tally.all.revenue > 0
				? (tally.all.atRiskRevenue + tally.all.lapsedRevenue) / tally.all.revenue
				: null,
	};
	const horizon = numberIn(summaries.of.predictClv, 'horizonMonths');
	const months = figure('months', horizon);
	const predictedNote = horizon === null ? words.predictedNoteOpen : words.predictedNote;
	const found = earlier(facts);
	const isEarlier = found !== undefined && (day === undefined || found.day < day);
	const before = isEarlier ? found : undefined;
	const number = (
		name: KeyNumberName,
		as: FigureKind,
		node: string,
		label: string,
		note: string,
	): KeyNumber => ({
		name,
		label,
		note: phrase(note, { months }),
		node,
		figure: figure(as, values[name]),
		change: changeOf(as, values[name], before?.values[name] ?? null),
		isHigherBetter: name !== 'atRisk',
	});
	return {
		numbers: [
			number('active', 'count', 'Compute RFM', words.active, words.activeNote),
			isYear
				? number('revenue', 'moneyShort', 'Compute RFM', words.revenue, words.revenueNote)
				: number(
						'revenue',
						'moneyShort',
						'Compute RFM',
						words.revenueTotal,
						words.revenueTotalNote,
					),
			number('repeat', 'share', 'Compute RFM', words.repeat, words.repeatNote),
			number('predicted', 'moneyShort', 'Predict CLV', words.predicted, predictedNote),
			number('atRisk', 'share', 'Churn Check', words.atRisk, words.atRiskNote),
		],
		since: before?.day,
		horizonMonths: horizon,
	};

	function earlier({ summaries: { of } }: ReportFacts) {
		const report = recordIn(of.valueReport, 'numbers');
		const reportDay = storedDay(of.valueReport?.asOf);
		const isSameMoney = (of.valueReport?.currency ?? '') === facts.currency;
		if (
			report !== undefined &&
			isSameMoney &&
			reportDay !== undefined &&
			!(reportDay >= (day ?? Infinity))
		)
			return {
				day: reportDay,
				values: Object.fromEntries(keyNumberNames.map((name) => [name, numberIn(report, name)])),
			};
		const moves = summaries.of.trackMigration;
		const then = storedDay(moves?.asOfThen);
		const revenue = numberIn(moves, 'revenueThen');
		if (then === undefined || revenue === null || revenue === 0 || !isYear) return undefined;
		return { day: then, values: { revenue } as Partial<Record<KeyNumberName, number | null>> };
	}
}

function changeOf(as: FigureKind, now: number | null, before: number | null): Figure {
	if (now === null || before === null) return change('share', null);
	if (as === 'share') return change('points', now - before);
	return change('share', before > 0 ? now / before - 1 : null);
}
