import { chooserOf } from './rankedGroups';
import type { TierCustomers } from './tierColumns';
import { roundAmount } from '../stats/rounding';
import type { CategoryLimits, VipRules } from './tierModel';

/** Whether a customer is a VIP by either rule, and why. */
export interface VipVerdict {
	readonly isStrict: boolean;
	readonly isRelaxed: boolean;
	/** Codes of the tests passed. */
	readonly reasons: string;
	readonly explanation: string;
	/** Whether the average order value was compared with all customers instead of the own category. */
	readonly isAgainstAll: boolean;
}

/** The tests of both rules, one bit each in a number that says which were passed. */
const strictTop = 1;
const strictOrder = 2;
const strictCount = 4;
const relaxedTop = 8;
const relaxedOrder = 16;
const allStrict = strictTop | strictOrder | strictCount;

/** The limits of a category with their texts, built once and not for every customer. */
interface Limits {
	readonly isOfAll: boolean;
	readonly strict: number;
	readonly relaxed: number;
	/** The limit in words, e.g. `101 (2 × the median of Coffee)`. */
	readonly strictInWords: string;
	readonly relaxedInWords: string;
	/** The remaining tests of the strict rule, by those that were passed. */
	readonly missing: readonly string[];
}

/**
 * Judges customers by the two VIP rules of a model.
 *
 * Strict: in the top share, and an average order value above a multiple of the category's median, and enough orders in
 * 365 days. Relaxed: in its top share, or an average order value above a percentile of the category. Limits have to be
 * exceeded, not reached; a test whose number is missing is failed.
 */
export function vipJudgeOf(rules: VipRules): (customers: TierCustomers, i: number) => VipVerdict {
	const cutsOf = chooserOf(new Map(rules.groups.map((cuts) => [cuts.group, cuts])));
	const limitsOfAll = limitsIn(rules, undefined, rules.all);
	const limits = new Map(
		rules.categories.map((found) => [found.category, limitsIn(rules, found.category, found)]),
	);
	const reasons = Array.from({ length: 32 }, (_, met) => reasonsOf(rules, met));
	const inStrictTop = `in the top ${rules.strictShare}%`;
	const inRelaxedTop = `in the top ${rules.relaxedShare}%`;

	return (customers, i) => {
		// An unknown value is NaN, which reaches no cut.
		const value = customers.values[i];
		const category = customers.categories[i];
		const averageOrderValue = customers.averageOrderValue[i];
		const ordersLast365 = customers.ordersLast365[i];
		const cuts = cutsOf(customers.isNew[i] === 1, customers.cohortMonths[i]);
		const own = category === undefined ? limitsOfAll : (limits.get(category) ?? limitsOfAll);
		const met =
			(reaches(value, cuts?.strict) ? strictTop : 0) |
			(exceeds(averageOrderValue, own.strict) ? strictOrder : 0) |
			(ordersLast365 >= rules.strictOrders ? strictCount : 0) |
			(reaches(value, cuts?.relaxed) ? relaxedTop : 0) |
			(exceeds(averageOrderValue, own.relaxed) ? relaxedOrder : 0);
		const isStrict = (met & allStrict) === allStrict;
		const isRelaxed = met >= relaxedTop;
		const order = Number.isNaN(averageOrderValue)
			? 'average order unknown'
			: `average order of ${averageOrderValue}`;
		return {
			isStrict,
			isRelaxed,
			reasons: reasons[met],
			explanation: isStrict
				? `Strict VIP: ${inStrictTop}, ${order} above ${own.strictInWords}, ${ordersLast365} orders in 365 days.`
				: isRelaxed
					? `Relaxed VIP: ${relaxedFacts(met, order)}. ${own.missing[met & allStrict]}`
					: `Meets neither VIP rule: not ${inRelaxedTop}, ${order}${notAbove(averageOrderValue, own)}.`,
			isAgainstAll: own.isOfAll,
		};

		function relaxedFacts(tests: number, orderInWords: string): string {
			const large = `${orderInWords} above ${own.relaxedInWords}`;
			if ((tests & relaxedOrder) === 0) return inRelaxedTop;
			return (tests & relaxedTop) === 0 ? large : `${inRelaxedTop}, ${large}`;
		}
	};
}

function limitsIn(
	{ strictShare, strictTimesMedian, strictOrders, relaxedPercentile }: VipRules,
	category: string | undefined,
	found: CategoryLimits | null,
): Limits {
	const { median, percentile } = found ?? { median: NaN, percentile: NaN };
	const among = category ?? 'all customers';
	const strict = strictTimesMedian * median;
	const inWords = (limit: number, source: string) =>
		`${roundAmount(limit) ?? 'an unknown limit'} (${source} of ${among})`;
	const strictInWords = inWords(strict, `${strictTimesMedian} × the median`);
	const demands: Array<[number, string]> = [
		[strictTop, `the top ${strictShare}%`],
		[strictOrder, `an average order above ${strictInWords}`],
		[strictCount, `${strictOrders} orders in 365 days`],
	];
	return {
		isOfAll: category === undefined,
		strict,
		relaxed: percentile,
		strictInWords,
		relaxedInWords: inWords(percentile, `percentile ${relaxedPercentile}`),
		missing: Array.from({ length: allStrict }, (_, met) => {
			const unmet = demands.filter(([test]) => (met & test) === 0);
			return `The strict rule also asks for ${unmet.map(([, demand]) => demand).join(' and ')}.`;
		}),
	};
}

function reasonsOf(rules: VipRules, met: number): string {
	const codes: Array<[number, string]> = [
		[strictTop, `top:${rules.strictShare}`],
		[strictOrder, `order:${rules.strictTimesMedian}xMedian`],
		[strictCount, `orders:${rules.strictOrders}`],
		[relaxedTop, `top:${rules.relaxedShare}`],
		[relaxedOrder, `order:p${rules.relaxedPercentile}`],
	];
	const found = codes.filter(([test]) => (met & test) !== 0).map(([, code]) => code);
	return [...new Set(found)].join(',');
}

function reaches(value: number, cut: number | null | undefined): boolean {
	return cut !== null && cut !== undefined && value >= cut;
}

/** A limit such as 1.1 × 100 is slightly above its true value, which must not decide. */
function exceeds(amount: number, limit: number): boolean {
	return amount - limit > 1e-12 * Math.abs(limit);
}

function notAbove(amount: number, { relaxedInWords }: Limits): string {
	return Number.isNaN(amount) ? '' : ` not above ${relaxedInWords}`;
}
