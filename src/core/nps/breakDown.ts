import { benjaminiHochberg } from '../stats/benjaminiHochberg';
import { tierCodes } from '../tier/tierCodes';
import { type Dimension, dimensionsOf, discountDimension } from './dimensions';
import { discountBands } from './discountBand';
import type { NpsJudgement } from './judgePerson';
import {
	addAnswer,
	answersIn,
	compareNps,
	estimateNps,
	noAnswers,
	type NpsCounts,
	type NpsDifference,
	type NpsEstimate,
} from './npsInterval';
import type { NpsRun } from './npsRun';
import type { NpsOptions } from './options';
import { type OrderMargins, orderMargins } from './orderMargins';

export type NpsVerdict = 'stronger' | 'weaker' | 'noDifference' | 'tooFew';

/** The answers of people with one value, compared with all others who have a value. */
export interface NpsFinding extends NpsEstimate {
	readonly dimension: string;
	readonly value: string;
	readonly counts: NpsCounts;
	/** Customers with the value, whether they answered or not; null for a field of the surveys. */
	readonly customers: number | null;
	/** Share of these customers who answered. */
	readonly answeredShare: number | null;
	/** Null where nobody else answered. */
	readonly toRest: NpsDifference | null;
	/** p adjusted for the values that are judged; null for others. */
	readonly adjustedP: number | null;
	readonly verdict: NpsVerdict;
	/** The margin of an order, on average over the customers' orders; null where it is not known. */
	readonly marginPerOrder: number | null;
	/**
	 * For a discount: the score is not weaker than the rest, and an order leaves a margin; null where either is not
	 * known.
	 */
	readonly contentAndProfitable: boolean | null;
}

export interface Breakdown {
	readonly findings: readonly NpsFinding[];
	/** Dimensions that nobody has a value in. */
	readonly missing: readonly string[];
	/** Dimensions with more values than are shown. */
	readonly crowded: readonly string[];
}

/** Values of a dimension that are shown; a field with more of them identifies people rather than groups. */
export const mostValues = 50;

const significantBelow = 0.05;

/** Compares the people with each value to all others, dimension by dimension. */
export function breakDown(
	run: NpsRun,
	judged: readonly NpsJudgement[],
	options: NpsOptions,
): Breakdown {
	const findings: NpsFinding[] = [];
	const missing: string[] = [];
	const crowded: string[] = [];
	const margins = orderMargins(run.table, options);
	for (const dimension of dimensionsOf(run, options)) {
		const tallies = tally(dimension, run, judged, margins);
		if (tallies.size === 0) missing.push(dimension.name);
		if (tallies.size > mostValues) crowded.push(dimension.name);
		findings.push(...judgeValues(dimension, tallies, options));
	}
	return { findings, missing, crowded };
}

interface Tally {
	readonly counts: NpsCounts;
	customers: number;
	answeredCustomers: number;
	margin: number;
	orders: number;
}

/** The people with each value that has an answer. */
function tally(
	{ of, valueOf, discountOf }: Dimension,
	{ table }: NpsRun,
	judged: readonly NpsJudgement[],
	margins: OrderMargins,
): Map<string, Tally> {
	const tallies = new Map<string, Tally>();
	if (of === undefined) return tallies;
	judged.forEach(({ band }, person) => {
		const value = valueOf(person);
		if (value === undefined) return;
		let found = tallies.get(value);
		if (found === undefined) {
			found = { counts: noAnswers(), customers: 0, answeredCustomers: 0, margin: 0, orders: 0 };
			tallies.set(value, found);
		}
		if (band !== undefined) addAnswer(found.counts, band);
		if (person >= table.ids.length) return;
		found.customers++;
		if (band !== undefined) found.answeredCustomers++;
		const orders = margins.orders[person];
		if (orders === 0) return;
		found.margin += orders * margins.at(person, discountOf(person));
		found.orders += orders;
	});
	for (const [value, { counts }] of tallies) if (answersIn(counts) === 0) tallies.delete(value);
	return tallies;
}

function judgeValues(
	dimension: Dimension,
	tallies: ReadonlyMap<string, Tally>,
	{ leastAnswers }: NpsOptions,
): NpsFinding[] {
	const total = noAnswers();
	for (const { counts } of tallies.values()) add(total, counts, 1);
	const compared = inOrder(dimension, tallies).map(([value, found]) => {
		const rest = add({ ...total }, found.counts, -1);
		const toRest = compareNps(found.counts, rest);
		const isJudged = answersIn(found.counts) >= leastAnswers && toRest !== null;
		return { value, found, toRest, p: isJudged ? toRest.p : undefined };
	});
	const family = compared.flatMap(({ p }) => (p === undefined ? [] : [p]));
	const adjusted = benjaminiHochberg(family);
	let place = 0;
	return compared.map(({ value, found, toRest, p }): NpsFinding => {
		const adjustedP = p === undefined ? null : adjusted[place++];
		const verdict = verdictOf(adjustedP, toRest);
		const marginPerOrder = found.orders > 0 ? found.margin / found.orders : null;
		const isOfCustomers = dimension.of === 'customers';
		return {
			dimension: dimension.name,
			value,
			counts: found.counts,
			...estimateNps(found.counts),
			customers: isOfCustomers ? found.customers : null,
			answeredShare: isOfCustomers ? found.answeredCustomers / found.customers : null,
			toRest,
			adjustedP,
			verdict,
			marginPerOrder,
			contentAndProfitable:
				dimension.name === discountDimension ? isContent(verdict, marginPerOrder) : null,
		};
	});
}

function verdictOf(adjustedP: number | null, toRest: NpsDifference | null): NpsVerdict {
	if (adjustedP === null || toRest === null) return 'tooFew';
	if (adjustedP >= significantBelow) return 'noDifference';
	return toRest.z > 0 ? 'stronger' : 'weaker';
}

/** A weaker score or an order without a margin is enough for no; yes needs both to be known. */
function isContent(verdict: NpsVerdict, marginPerOrder: number | null): boolean | null {
	if (verdict === 'weaker' || (marginPerOrder !== null && marginPerOrder <= 0)) return false;
	return verdict === 'tooFew' || marginPerOrder === null ? null : true;
}

/**
 * Values in the order of tiers or bands; others by number of answers, then by name. Only the largest if there are many.
 */
function inOrder({ name }: Dimension, tallies: ReadonlyMap<string, Tally>): Array<[string, Tally]> {
	const ladder: readonly string[] =
		name === discountDimension ? discountBands : name === 'tier' ? tierCodes : [];
	const rank = (value: string) => (ladder.includes(value) ? ladder.indexOf(value) : ladder.length);
	const largest = [...tallies].sort(
		([a, m], [b, n]) => answersIn(n.counts) - answersIn(m.counts) || (a < b ? -1 : 1),
	);
	return largest.slice(0, mostValues).sort(([a], [b]) => rank(a) - rank(b));
}

function add(sum: NpsCounts, counts: NpsCounts, times: 1 | -1): NpsCounts {
	sum.promoters += times * counts.promoters;
	sum.passives += times * counts.passives;
	sum.detractors += times * counts.detractors;
	return sum;
}
