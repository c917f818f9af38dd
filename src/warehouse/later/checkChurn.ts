import type { ChurnModel } from '../../core/churn/churnModel';
import { lapsePresets } from '../../core/churn/lapseRules';
import { highestOrderNumber } from '../../core/churn/neverReturnShares';
import type { ChurnOptions } from '../../core/churn/options';
import { readChurnModel } from '../../core/churn/readChurnModel';
import { InvalidInputError } from '../../values/invalidInputError';
import type { Frame } from '../frame';
import { cases, select, type Step } from '../step';
import { trendOf } from '../steps/scoreCustomers';
import { daysOfLastOrder } from './numberFields';
import { returnCounts, returnShares, savedShares } from './returnShares';
import { daysByTier, tierWords } from './tierWords';
import { leastWhole } from './wholeNumbers';

/** Computes the risk, the level and the status of Churn Check. */
export function checkChurn(frame: Frame, from: string, options: ChurnOptions): Step[] {
	const saved = savedChurn(options);
	return [
		...returnCounts(frame, options),
		...(saved === undefined ? returnShares(frame, options) : [savedShares(frame, saved)]),
		{ name: 'recent_orders', sql: recentOrders(frame, options) },
		{ name: 'churn_inputs', sql: churnInputs(frame, from, options, saved) },
		{ name: 'churn_risks', sql: churnRisks(frame, options) },
		{ name: 'churned_customers', sql: churnedCustomers(frame, options) },
	];
}

/** The saved model, where one is used; one with a recalibration is an `InvalidInputError`. */
export function savedChurn(options: ChurnOptions): ChurnModel | undefined {
	if (options.use !== 'savedModel') return undefined;
	const saved = readChurnModel(options);
	if (saved.recalibration !== null)
		throw new InvalidInputError(
			'savedModel',
			'a model without recalibration to compute risks in SQL',
			'one with a recalibration',
		);
	return saved;
}

/** Orders of each customer in the last window of days, and in the one before it. */
function recentOrders({ dialect }: Frame, { trendWindowDays: days }: ChurnOptions): string {
	const sum = (condition: string) =>
		dialect.integer(`SUM(CASE WHEN is_counted = 1 AND ${condition} THEN 1 ELSE 0 END)`);
	return select(
		{
			customer_id: 'customer_id',
			orders_now: sum(`age < ${days}`),
			orders_earlier: sum(`age >= ${days} AND age < ${2 * days}`),
		},
		'FROM orders\nGROUP BY customer_id',
	);
}

/** What a risk is computed from. */
function churnInputs(
	frame: Frame,
	from: string,
	options: ChurnOptions,
	saved: ChurnModel | undefined,
): string {
	const { dialect, later } = frame;
	const { double } = dialect;
	const shopGap =
		saved !== undefined
			? double(`'${saved.meanGapDays}'`)
			: `(CASE WHEN churn_base.churn_gaps = 0 THEN ${double(`'${options.fallbackGapDays}'`)} ELSE (${double('churn_base.churn_gap_days')} / churn_base.churn_gaps) END)`;
	const prior = double(`'${options.gapPriorWeight}'`);
	const ownGapDays = '(c.customer_age_days - c.days_since_last_order)';
	const counted = trendOf('c.order_count_lifetime', 'r.orders_now', 'r.orders_earlier');
	// With Essential, the nodes of earlier steps drop the trend that Compute RFM wrote.
	const isFirst = later.points === undefined && later.tiers === undefined;
	const isWritten = isFirst || options.outputFields === 'all';
	return select(
		{
			'c.*': 'c.*',
			silent_days: daysOfLastOrder('c.'),
			expected_gap: `(((${prior} * ${shopGap}) + ${ownGapDays}) / (${prior} + (c.order_days - 1)))`,
			return_share: 'return_shares.share',
			trend: isWritten ? 'c.frequency_trend' : counted,
			orders_now: 'r.orders_now',
			orders_earlier: 'r.orders_earlier',
			churn_counts: 'churn_base.churn_counts',
			churn_span_days: 'churn_base.churn_span_days',
			churn_gap_days: 'churn_base.churn_gap_days',
			churn_gaps: 'churn_base.churn_gaps',
		},
		`FROM (SELECT p.*, LEAST(order_days, ${highestOrderNumber}) AS order_number FROM ${from} AS p) AS c
LEFT JOIN return_shares ON return_shares.n = c.order_number
LEFT JOIN recent_orders AS r ON r.customer_id = c.customer_id
CROSS JOIN churn_base`,
	);
}

/** The risk of those whose last order is known, unrounded; NULL for others. */
function churnRisks({ dialect }: Frame, options: ChurnOptions): string {
	const { double } = dialect;
	const days = double('silent_days');
	const number = (value: number) => double(`'${value}'`);
	const half = (value: string) => `((${number(1)} - (${value} / ${number(365)})) * ${number(50)})`;
	const trendPoints = cases(
		[
			["trend = 'increasing'", number(5)],
			["trend = 'declining'", number(0)],
		],
		number(2.5),
	);
	const growth = `(${double('(10 * (orders_now - orders_earlier))')} / GREATEST(orders_earlier, 1))`;
	const repeat = cases(
		[["trend = 'none'", number(5)]],
		`LEAST(${number(10)}, GREATEST(${number(0)}, ${growth}))`,
	);
	const activity = `(((${trendPoints} / ${number(5)}) * ${number(30)}) + ((${repeat} / ${number(10)}) * ${number(20)}))`;
	const year = `LEAST(${number(365)}, GREATEST(${number(0)}, ${days}))`;
	const bounded = `LEAST(${number(100)}, GREATEST(${number(0)}, ((${number(100)} - ${half(year)}) - ${activity})))`;
	// Beyond e^-700 nothing is left of the share that may return; some engines refuse to compute it.
	const stays = `(CASE WHEN (${days} / expected_gap) > 700 THEN ${number(0)} ELSE EXP((-${days}) / expected_gap) END)`;
	const risks = {
		ownRhythm: `(${number(100)} * (return_share / (return_share + ((${number(1)} - return_share) * ${stays}))))`,
		formula: `((${number(100)} - ${half(days)}) - ${activity})`,
		formulaBounded: cases(
			[["trend = 'none'", `((${year} / ${number(365)}) * ${number(100)})`]],
			bounded,
		),
		silence: `(CASE WHEN silent_days >= ${options.silenceDays} THEN ${number(100)} ELSE ${number(0)} END)`,
	};
	const risk = risks[options.method as keyof typeof risks];
	return select(
		{ '*': '*', risk: `(CASE WHEN silent_days IS NOT NULL THEN ${risk} END)` },
		'FROM churn_inputs',
	);
}

function churnedCustomers(frame: Frame, options: ChurnOptions): string {
	const { dialect } = frame;
	const { riskThreshold, riskOperator, activeDays, mediumFrom, highAbove } = options;
	const number = (value: number) => dialect.double(`'${value}'`);
	const isHigh = `s.risk ${riskOperator === 'above' ? '>' : '>='} ${number(riskThreshold)}`;
	const isFading = `(s.trend = 'declining' AND s.silent_days <= ${activeDays})`;
	const watched = tierWords(frame, options.watchedTiers, 'watchedTiers');
	const hasTier = frame.later.tiers !== undefined;
	const isWatched = hasTier
		? `(s.tier IS NULL${watched.length > 0 ? ` OR s.tier IN (${watched.join(', ')})` : ''})`
		: 'TRUE';
	const isJudged = 's.silent_days IS NOT NULL';
	const lapse = lapseDays(frame, options);
	const inner = `(SELECT churn_risks.*, ${lapse} AS lapse_days FROM churn_risks)`;
	return select(
		{
			's.*': 's.*',
			churn_risk: dialect.integer(`FLOOR((s.risk * ${number(100)}) + ${number(0.5)})`),
			churn_level: cases([
				[`s.risk < ${number(mediumFrom)}`, "'low'"],
				[`s.risk <= ${number(highAbove)}`, "'medium'"],
				[isJudged, "'high'"],
			]),
			churn_status: cases(
				[
					['s.silent_days >= s.lapse_days', "'lapsed'"],
					[`${isJudged} AND ${isWatched} AND (${isHigh} OR ${isFading})`, "'atRisk'"],
				],
				"'ok'",
			),
			lapse_after_days: `(CASE WHEN ${isJudged} THEN s.lapse_days END)`,
		},
		`FROM ${inner} AS s`,
	);
}

/** Days until a customer lapses; NULL for never. */
function lapseDays(frame: Frame, options: ChurnOptions): string {
	const { dialect, digits, later } = frame;
	const never = dialect.integer('NULL');
	const orNever = (days: number) => (days === 0 ? never : String(days));
	const uniform = orNever(options.uniformLapseDays);
	if (options.lapseRule === 'byMoney') {
		const scale = 10 ** digits;
		const rows = options.moneyLapseTable.toSorted((a, b) => b.from - a.from);
		return cases(
			rows.map(({ from, days }) => {
				const least = leastWhole(from * scale, (whole) => whole / scale >= from);
				return [`monetary_total >= ${least}`, orNever(days)];
			}),
			never,
		);
	}
	if (options.lapseRule === 'uniform' || later.tiers === undefined) return uniform;
	const { lapsePreset, lapseTable } = options;
	const table = lapsePreset === 'custom' ? lapseTable : lapsePresets[lapsePreset];
	return cases([['tier IS NULL', uniform]], daysByTier(frame, 'tier', table, 'lapseTable'));
}
