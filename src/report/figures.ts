/** The kind of a number, which determines how it is written. */
export type FigureKind =
	| 'count'
	| 'customers'
	| 'rows'
	| 'answers'
	| 'days'
	| 'months'
	| 'decimal'
	| 'money'
	| 'moneyShort'
	| 'share'
	| 'points'
	| 'date'
	| 'month'
	| 'monthShort';

/** A number of the report: the Summary holds its value, the page shows it. A date or month is a day number; null is not known. */
export interface Figure {
	readonly value: number | null;
	readonly as: FigureKind;
	/** Whether a plus is written before a number above 0. */
	readonly isChange?: boolean;
}

/** No shop counts or earns more: such a number is a data error, and pictures can't be drawn to its scale. */
const most = 1e15;

/** Whether a number may be shown in a report. */
export function isShowable(value: number): boolean {
	return Math.abs(value) <= most;
}

/** A figure of a kind; a number that can't be shown counts as unknown. */
export function figure(as: FigureKind, value: number | null | undefined): Figure {
	const isKnown = typeof value === 'number' && isShowable(value);
	// Adding 0 turns -0 into 0.
	return { as, value: isKnown ? value + 0 : null };
}

/** A change of a kind, with its sign. */
export function change(as: FigureKind, value: number | null | undefined): Figure {
	return { ...figure(as, value), isChange: true };
}
