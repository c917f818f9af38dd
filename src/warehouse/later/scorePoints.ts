import { engagementCapCode } from '../../core/score/scoreRule';
import { readScorePlan } from '../../core/score/scorePlan';
import type { ScoreOptions } from '../../core/score/options';
import type { Frame } from '../frame';
import { cases, select, type Step } from '../step';
import type { Dialect } from '../dialects/dialect';
import { daysOfLastOrder } from './numberFields';
import { type PointRule, pointRules } from './pointRules';
import { countWithinShare, leastWhole } from './wholeNumbers';

/** Computes the points of Score Customer and the band of each customer. */
export function scorePoints(frame: Frame, from: string, options: ScoreOptions): Step[] {
	const plan = readScorePlan(options);
	const giving = pointRules(frame, plan, rulesField(options));
	const ofOrders = giving.filter(({ ofOrder }) => ofOrder !== undefined);
	return [
		...(ofOrders.length === 0 ? [] : [{ name: 'order_points', sql: orderPoints(frame, ofOrders) }]),
		{ name: 'rule_points', sql: rulePoints(giving, ofOrders, from) },
		{ name: 'point_sums', sql: pointSums(giving, plan.settings.engagementCap) },
		{ name: 'summed_points', sql: summedPoints(frame, giving) },
		{ name: 'point_limits', sql: pointLimits(frame, options), isOneRow: true },
		{ name: 'pointed_customers', sql: pointedCustomers(plan.settings) },
	];
}

/** The option that holds the rules. */
export function rulesField({ use, rulesFrom }: ScoreOptions): string {
	if (use === 'savedModel') return 'points.savedModel';
	return rulesFrom === 'json' ? 'points.rulesJson' : 'points.ownRules';
}

/** What each rule on orders counts for a customer: orders, or their amounts. */
function orderPoints({ dialect }: Frame, rules: readonly PointRule[]): string {
	const sums = rules.map(
		({ rule, ofOrder }) =>
			[`rule_${rule.index}`, dialect.integer(`SUM(${ofOrder as string})`)] as const,
	);
	return select(
		{ customer_id: 'customer_id', ...Object.fromEntries(sums) },
		'FROM orders\nGROUP BY customer_id',
	);
}

/** Customers with the points of each rule, in hundredths. */
function rulePoints(
	giving: readonly PointRule[],
	ofOrders: readonly PointRule[],
	from: string,
): string {
	const points = giving.map(({ rule, hundredths }) => `${hundredths} AS points_${rule.index}`);
	const list = ['c.*', ...points].join(',\n  ');
	const join =
		ofOrders.length === 0
			? ''
			: '\nLEFT JOIN order_points ON order_points.customer_id = c.customer_id';
	return `SELECT\n  ${list}\nFROM ${from} AS c${join}`;
}

/** Adds up the points by kind. */
function pointSums(giving: readonly PointRule[], engagementCap: number): string {
	const sum = (group?: PointRule['rule']['group']) => {
		const rules = giving.filter(({ rule }) => group === undefined || rule.group === group);
		return `(${['0', ...rules.map(({ rule }) => `points_${rule.index}`)].join(' + ')})`;
	};
	const engagement = sum('engagement');
	return select(
		{
			'*': '*',
			all_points: sum(),
			transaction_score: sum('transaction'),
			over_cap: `GREATEST(0, ${engagement} - ${Math.round(engagementCap * 100)})`,
		},
		'FROM rule_points',
	);
}

function summedPoints({ dialect }: Frame, giving: readonly PointRule[]): string {
	const { joined, part, quoteText } = dialect;
	const given = giving.map(({ rule }) => {
		const points = `points_${rule.index}`;
		const reason = joined(quoteText(`,${rule.code}:`), signed(dialect, points));
		return `(CASE WHEN ${points} <> 0 THEN ${reason} ELSE '' END)`;
	});
	const over = joined(quoteText(`,${engagementCapCode}:`), signed(dialect, '(-over_cap)'));
	const reasons = joined("''", ...given, `(CASE WHEN over_cap > 0 THEN ${over} ELSE '' END)`);
	return select(
		{
			'*': '*',
			value_score: '(all_points - over_cap)',
			score_reasons: part(reasons, '2'),
		},
		'FROM point_sums',
	);
}

/** Hundredths as a number with its sign, as the reasons of a score have it: +50, -25, +2.5. */
function signed(
	{ text, joined, quotient, remainder, padStart, trimmedEnd }: Dialect,
	hundredths: string,
) {
	const size = `ABS(${hundredths})`;
	const decimals = padStart(text(remainder(size, '100')), '2', "'0'");
	const sign = `(CASE WHEN ${hundredths} < 0 THEN '-' ELSE '+' END)`;
	const fraction = `(CASE WHEN ${remainder(size, '100')} = 0 THEN '' ELSE ${joined("'.'", trimmedEnd(decimals, '0'))} END)`;
	return joined(sign, text(quotient(size, '100')), fraction);
}

/** The limits of the bands by the shop's own scores; NULL where they are fixed, or nobody has ordered. */
function pointLimits({ dialect }: Frame, options: ScoreOptions): string {
	const isFitted = options.use === 'fit' && options.bandLimits === 'percentiles';
	if (!isFitted) {
		const none = dialect.integer('NULL');
		return select(
			{ scored: 'COUNT(*)', vip_limit: none, reengage_limit: none },
			'FROM summed_points',
		);
	}
	const { vipTopPercent, reengageBottomPercent } = options;
	const above = countWithinShare(dialect, 'buyers', vipTopPercent, 'points.vipTopPercent');
	const below = countWithinShare(
		dialect,
		'buyers',
		reengageBottomPercent,
		'points.reengageBottomPercent',
	);
	const at = (place: string) => `MAX(CASE WHEN place = ${place} THEN value_score END)`;
	return select(
		{
			vip_limit: at(`(buyers - LEAST(buyers - 1, ${above}))`),
			reengage_limit: at(`(1 + LEAST(buyers - 1, ${below}))`),
		},
		`FROM (
  SELECT value_score, ROW_NUMBER() OVER (ORDER BY value_score) AS place, COUNT(*) OVER () AS buyers
  FROM summed_points
  WHERE has_orders = 1
) AS placed`,
	);
}

function pointedCustomers(settings: ReturnType<typeof readScorePlan>['settings']): string {
	const { vipAbove, reengageBelow, literalBands, recentOrderDays, newCustomerDays } = settings;
	const days = daysOfLastOrder('s.');
	const isOpen = literalBands
		? 'TRUE'
		: `s.has_orders = 1 AND ${days} > ${recentOrderDays} AND NOT s.customer_age_days < ${newCustomerDays}`;
	const leastVip = leastWhole(vipAbove * 100, (score) => score / 100 > vipAbove);
	const leastCore = leastWhole(reengageBelow * 100, (score) => score / 100 >= reengageBelow);
	return select(
		{
			's.*': 's.*',
			vip_limit: 'point_limits.vip_limit',
			reengage_limit: 'point_limits.reengage_limit',
			value_score_band: cases(
				[
					[`s.value_score >= COALESCE(point_limits.vip_limit + 1, ${leastVip})`, "'vip'"],
					[
						`s.value_score < COALESCE(point_limits.reengage_limit, ${leastCore}) AND ${isOpen}`,
						"'reengage'",
					],
				],
				"'core'",
			),
			score_at_risk: `(CASE WHEN s.has_orders = 1 AND ${days} >= ${settings.atRiskAfterDays} THEN 1 ELSE 0 END)`,
		},
		'FROM summed_points AS s\nCROSS JOIN point_limits',
	);
}
