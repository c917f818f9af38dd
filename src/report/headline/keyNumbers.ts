import { numberIn } from '../facts/readCell';
import type { ReportFacts } from '../facts/reportFacts';
import { change, figure, type Figure, type FigureKind } from '../figures';
import { phrase, type Prose, type Texts } from '../texts/texts';
import { earlierNumbers } from './earlierNumbers';
import { type KeyNumberName, keyNumberNames } from './keyNumberNames';

/** One of the five numbers at the top. */
export interface KeyNumber {
	readonly name: KeyNumberName;
	readonly label: string;
	readonly note: Prose;
	readonly figure: Figure;
	/**
	 * Since the earlier report; as a share, or in points where the number is a share itself. Null value: none to compare
	 * with.
	 */
	readonly change: Figure;
	/** Whether a higher number is good news. */
	readonly isHigherBetter: boolean;
	/** The node that provides the number, where it is not known. */
	readonly node: string;
}

/** The five numbers, and the day of the report that they are compared with. */
export interface KeyNumbers {
	readonly numbers: readonly KeyNumber[];
	readonly since: number | undefined;
	/** Months of the expected margin; null where unknown. */
	readonly horizonMonths: number | null;
	/** The field of the revenue, so that the next report can compare the same. */
	readonly revenueField: string;
}

/** How each number is written, and the node that provides it. */
const kinds = {
	active: ['count', 'Compute RFM'],
	revenue: ['moneyShort', 'Compute RFM'],
	repeat: ['share', 'Compute RFM'],
	predicted: ['moneyShort', 'Predict CLV'],
	atRisk: ['share', 'Churn Check'],
} as const satisfies Record<KeyNumberName, readonly [FigureKind, node: string]>;

/** The five key numbers, with their change since an earlier report. */
export function keyNumbers(facts: ReportFacts, texts: Texts): KeyNumbers {
	const { revenueField } = facts.tally;
	const values = valuesOf(facts);
	const before = earlierNumbers(facts);
	const horizonMonths = numberIn(facts.summaries.of.predictClv, 'horizonMonths');
	const words = texts.numbers;
	const notes: Record<KeyNumberName, string> = {
		active: words.activeNote,
		revenue: texts.periods[revenueField],
		repeat: words.repeatNote,
		predicted: horizonMonths === null ? words.predictedNoteOpen : words.predictedNote,
		atRisk: words.atRiskNote,
	};
	const numbers = keyNumberNames.map((name): KeyNumber => {
		const [as, node] = kinds[name];
		return {
			name,
			label: words[name],
			note: phrase(notes[name], { months: figure('months', horizonMonths) }),
			figure: figure(as, values[name]),
			change: changeOf(as, values[name], before?.values[name] ?? null),
			isHigherBetter: name !== 'atRisk',
			node,
		};
	});
	return { numbers, since: before?.day, horizonMonths, revenueField };
}

function valuesOf({ tally, summaries }: ReportFacts): Record<KeyNumberName, number | null> {
	const { has, all } = tally;
	const hasRevenue = has.has(tally.revenueField);
	const isJudged = has.has('churnStatus') && hasRevenue && all.revenue > 0;
	const predicted = tally.predicted.reduce((sum, value) => sum + value, 0);
	const isCounted = has.has('orderCount') && tally.withOrders > 0;
	return {
		active: has.has('daysSinceLastOrder') ? tally.active : null,
		revenue: hasRevenue ? all.revenue : null,
		repeat: isCounted ? tally.repeat / tally.withOrders : null,
		predicted:
			tally.predicted.length > 0 ? predicted : numberIn(summaries.of.predictClv, 'predictedClv'),
		atRisk: isJudged ? (all.atRiskRevenue + all.lapsedRevenue) / all.revenue : null,
	};
}

function changeOf(as: FigureKind, now: number | null, before: number | null): Figure {
	if (now === null || before === null) return change('share', null);
	if (as === 'share') return change('points', now - before);
	return change('share', before > 0 ? now / before - 1 : null);
}
