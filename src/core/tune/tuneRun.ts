import type { JsonRecord } from '../../values/jsonRecord';
import { ownCell } from '../../values/ownCell';
import { dateOfDay } from '../../values/days';
import { InvalidInputError } from '../../values/invalidInputError';
import { readNumber } from '../../values/readNumber';
import { sha256 } from '../../values/sha256';
import { storedDay } from '../../values/storedDay';
import { cellText } from '../../values/cellText';
import { lastDayOver } from '../customers/lastDayOver';
import { latestDay } from '../customers/latestDay';
import { matchIds } from '../customers/matchIds';
import { purchaseReader } from '../customers/purchaseReader';
import { readCustomers } from '../customers/readCustomers';
import type { SetAsideRow } from '../result';
import { sparseRows, type SparseRows } from '../stats/sparseRows';
import { type Entry, type FeatureSet, featureSet } from './features';
import type { TuneOptions } from './options';

/** The number of folds; each customer belongs to one of them. */
export const foldCount = 5;

/** Customers scored on a past day, and what they did in the days after; one entry per customer, by ID. */
export interface TuneRun {
	readonly set: FeatureSet;
	readonly ids: readonly string[];
	/** `patternOf[i]` is the row of customer i in `patterns`: customers with the same points share one. */
	readonly patternOf: Int32Array;
	/** Units of each feature. */
	readonly patterns: SparseRows;
	readonly fold: Uint8Array;
	readonly bands: readonly string[];
	/** Scores to compare, greater is better; NaN where not known. */
	readonly scores: Readonly<Record<GivenScore, Float64Array>>;
	readonly revenue: Float64Array;
	readonly margin: Float64Array;
	readonly orders: Float64Array;
	/** The measure of later value: one of the three above. */
	readonly target: Float64Array;
	/** Day numbers. */
	readonly dayThen: number | undefined;
	readonly dayNow: number | undefined;
	/** Today's customers who were not among those scored. */
	readonly newSince: number;
	readonly setAside: SetAsideRow[];
}

export const givenScores = [
	'todaysScore',
	'rfmScore',
	'daysSinceLastOrder',
	'monetaryTotal',
] as const;
export type GivenScore = (typeof givenScores)[number];

/**
 * Reads the customers as they were scored, and what each bought in days 1 to H after that day.
 *
 * A customer counts if it has a score, readable reasons, and a later row with a readable order history; others are set
 * aside. Everybody is measured from the day of the run.
 *
 * @param later the same customers today
 */
export function readTuneRun(
	rows: readonly JsonRecord[],
	later: readonly JsonRecord[],
	options: TuneOptions,
): TuneRun {
	const { fieldNames } = options;
	const then = readCustomers(rows, fieldNames.customerId);
	const now = readCustomers(later, fieldNames.customerId);
	checkReasons(then.rows, options);
	const dayThen = storedDay(options.asOfThen) ?? latestDay(then.rows, fieldNames.asOf, storedDay);
	const dayNow = storedDay(options.asOf) ?? latestDay(now.rows, fieldNames.asOf, storedDay);
	const lastDay = lastDayOver(options.asOf) ?? latestDay(now.rows, fieldNames.asOf, lastDayOver);
	checkHorizon(dayThen, lastDay, later.length > 0, options);
	const columns = new RunColumns(then.ids.length, featureSet(options), options);
	const setAside: SetAsideRow[] = [...then.setAside];
	for (const each of now.setAside) setAside.push({ ...each, input: 1 });

	let known = 0;
	const places = matchIds(then.ids, now.ids);
	for (let i = 0; i < then.ids.length; i++) {
		const laterRow = places[i] < 0 ? undefined : now.rows[places[i]];
		if (laterRow !== undefined) known++;
		const fault = columns.add(then.ids[i], then.rows[i], laterRow, dayThen ?? NaN);
		if (fault !== undefined) {
			setAside.push({ ...faultOf(fault, fieldNames), source: then.sources[i], row: then.rows[i] });
		}
	}
	const newSince = now.ids.length - known;
	return { ...columns.finished(), dayThen, dayNow, newSince, setAside };
}

/** Nodes after Score Customer drop the reasons by default; without them every rule would look useless. */
function checkReasons(
	rows: readonly JsonRecord[],
	{ featuresFrom, fieldNames: { scoreReasons } }: TuneOptions,
): void {
	if (featuresFrom !== 'rules' || rows.length === 0) return;
	if (rows.some((row) => ownCell(row, scoreReasons) !== undefined)) return;
	throw new InvalidInputError(
		'fieldNames.scoreReasons',
		'a field that the scored customers have (connect Score Customer itself to input Customers: the nodes after it drop its reasons, unless their "Fields" is All)',
		scoreReasons,
	);
}

function checkHorizon(
	dayThen: number | undefined,
	lastDay: number | undefined,
	hasLater: boolean,
	{ horizonDays, fieldNames }: TuneOptions,
): void {
	if (!hasLater) return;
	if (dayThen === undefined) {
		throw new InvalidInputError(
			'asOfThen',
			`the day of scoring, because no scored customer has a date in "${fieldNames.asOf}"`,
			'',
		);
	}
	if (lastDay === undefined) {
		throw new InvalidInputError(
			'asOf',
			`the day up to which orders are known, because no customer on input What Followed has a date in "${fieldNames.asOf}"`,
			'',
		);
	}
	if (dayThen + horizonDays <= lastDay) return;
	const most = lastDay - dayThen;
	throw new InvalidInputError(
		'horizonDays',
		most < 1
			? `customers on input What Followed of a later day than those scored (scored as of ${dateOfDay(dayThen)}, orders known to ${dateOfDay(lastDay)})`
			: `at most ${most} days: customers were scored as of ${dateOfDay(dayThen)}, and orders are known to ${dateOfDay(lastDay)}`,
		horizonDays,
	);
}

type Fault = keyof typeof followReasons;

/** Why a scored customer can't be counted. */
const followReasons = {
	noLaterRow: () =>
		'The customer is not on input What Followed, so it is not known what it bought.',
	noValueScore: ({ valueScore }) =>
		`"${valueScore}" is not a number, so there is no score to compare.`,
	unreadableReasons: ({ scoreReasons }) =>
		`"${scoreReasons}" is not as Score Customer writes it, such as order50To200:+25,recentOrder:+30.`,
	unreadableOrderHistory: ({ orderHistory }) =>
		`The customer has no readable "${orderHistory}" on input What Followed, so it is not known what it bought.`,
} as const satisfies Record<string, (names: TuneOptions['fieldNames']) => string>;

function faultOf(code: Fault, names: TuneOptions['fieldNames']) {
	return { code, explanation: followReasons[code](names) };
}

/** The columns of a run while they are filled. */
class RunColumns {
	private readonly ids: string[] = [];
	private readonly bands: string[] = [];
	private readonly patternOf: Int32Array;
	private readonly patternByKey = new Map<string, number>();
	private readonly entries: Entry[][] = [];
	private readonly fold: Uint8Array;
	private readonly revenue: Float64Array;
	private readonly margin: Float64Array;
	private readonly orders: Float64Array;
	private readonly readPurchases: ReturnType<typeof purchaseReader>;
	private readonly scores: Record<GivenScore, Float64Array>;

	constructor(
		count: number,
		private readonly set: FeatureSet,
		private readonly options: TuneOptions,
	) {
		const numbers = () => new Float64Array(count);
		this.patternOf = new Int32Array(count);
		this.fold = new Uint8Array(count);
		this.revenue = numbers();
		this.margin = numbers();
		this.orders = numbers();
		const { revenue, orders } = this;
		this.readPurchases = purchaseReader([{ from: 1, to: options.horizonDays, revenue, orders }]);
		this.scores = {
			todaysScore: numbers(),
			rfmScore: numbers(),
			daysSinceLastOrder: numbers(),
			monetaryTotal: numbers(),
		};
	}

	/** Adds a customer, or returns why it can't be counted. */
	add(
		id: string,
		row: JsonRecord,
		later: JsonRecord | undefined,
		dayThen: number,
	): Fault | undefined {
		const names = this.options.fieldNames;
		if (later === undefined) return 'noLaterRow';
		const score = readNumber(row[names.valueScore]);
		if (Number.isNaN(score)) return 'noValueScore';
		const pattern = this.patternFor(row);
		if (pattern === undefined) return 'unreadableReasons';
		const at = this.ids.length;
		if (!this.readPurchases(at, ownCell(later, names.orderHistory), dayThen)) {
			return 'unreadableOrderHistory';
		}
		const ownMargin = readNumber(row[names.marginPercent]);
		const percent = Number.isNaN(ownMargin) ? this.options.marginPercent : ownMargin;
		this.margin[at] = (this.revenue[at] * percent) / 100;
		this.scores.todaysScore[at] = score;
		this.scores.rfmScore[at] = readNumber(row[names.rfmScore]);
		// Fewer days are better.
		this.scores.daysSinceLastOrder[at] = -readNumber(row[names.daysSinceLastOrder]);
		this.scores.monetaryTotal[at] = readNumber(row[names.monetaryTotal]);
		this.patternOf[at] = pattern;
		this.fold[at] = foldOf(id);
		this.bands.push(cellText(row, names.valueScoreBand));
		this.ids.push(id);
		return undefined;
	}

	private patternFor(row: JsonRecord): number | undefined {
		const key = this.set.keyOf(row);
		const known = this.patternByKey.get(key);
		if (known !== undefined) return known;
		const entries = this.set.entriesOf(row);
		if (entries === undefined) return undefined;
		const pattern = this.entries.length;
		this.entries.push(entries);
		this.patternByKey.set(key, pattern);
		return pattern;
	}

	finished(): Omit<TuneRun, 'dayThen' | 'dayNow' | 'newSince' | 'setAside'> {
		const count = this.ids.length;
		const cut = (column: Float64Array) => column.subarray(0, count);
		const amounts = {
			revenue: cut(this.revenue),
			margin: cut(this.margin),
			orders: cut(this.orders),
		};
		return {
			set: this.set,
			ids: this.ids,
			bands: this.bands,
			patternOf: this.patternOf.subarray(0, count),
			patterns: sparseRows(this.set.features.length, this.entries),
			fold: this.fold.subarray(0, count),
			scores: {
				todaysScore: cut(this.scores.todaysScore),
				rfmScore: cut(this.scores.rfmScore),
				daysSinceLastOrder: cut(this.scores.daysSinceLastOrder),
				monetaryTotal: cut(this.scores.monetaryTotal),
			},
			...amounts,
			target: amounts[this.options.target],
		};
	}
}

/**
 * The fold of a customer, by its ID alone: the first 8 hex digits of its SHA-256, modulo 5.
 *
 * @example foldOf('C0001') // 2
 */
export function foldOf(customerId: string): number {
	return parseInt(sha256(customerId).slice(0, 8), 16) % foldCount;
}
