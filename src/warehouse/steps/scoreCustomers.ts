import { noOrdersSegment, segmentMap } from '../../core/rfm/segments';
import type { Frame } from '../frame';
import { quotedText } from '../safeNames';
import { knownCuts, leastMinor, type ScoredValue, scoredValues } from '../scorePlan';
import { cases, select, type Step } from '../step';
import { offsetAt } from '../zoneOffsets';
import { dayOf } from './valueOrders';

/** The value that each score is cut from, of the customers of an alias; large is good. */
const valueOf = {
	recency: (alias = '') => `(-${alias}days_since_last_order)`,
	frequency: (alias = '') => `${alias}order_count`,
	monetary: (alias = '') => `${alias}monetary_total`,
} as const satisfies Record<ScoredValue, (alias?: string) => string>;

/** Scores customers and puts them into segments. */
export function scoreCustomers(frame: Frame): Step[] {
	return [
		{ name: 'dated_customers', sql: datedCustomers(frame) },
		{ name: 'base', sql: base(frame), isOneRow: true },
		...valueRanks(frame),
		{ name: 'ranked_customers', sql: rankedCustomers(frame) },
		{ name: 'cut_customers', sql: cutCustomers(frame) },
		{ name: 'score_cuts', sql: scoreCuts(frame), isOneRow: true },
		{ name: 'scored_customers', sql: scoredCustomers(frame) },
	];
}

function quantiles(frame: Frame): ScoredValue[] {
	const cuts = knownCuts(frame);
	return scoredValues.filter((score) => cuts[score] === null);
}

function datedCustomers({ dialect, offsets, calendar, asOf }: Frame): string {
	const age = (instant: string) =>
		`(${calendar.dayOf(asOf)} - ${dayOf(dialect, `(${instant} + ${offsetAt(offsets, instant)})`)})`;
	return select(
		{
			'*': '*',
			has_orders: '(CASE WHEN last_instant IS NULL THEN 0 ELSE 1 END)',
			days_since_last_order: age('last_instant'),
			customer_age_days: age('first_instant'),
		},
		'FROM customers',
	);
}

function base({ dialect }: Frame): string {
	const columns: Record<string, string> = {
		base_customers: 'COUNT(*)',
		base_monetary: dialect.integer('COALESCE(SUM(monetary_total), 0)'),
	};
	for (const score of scoredValues) {
		columns[`least_${score}`] = `MIN(${valueOf[score]()})`;
		columns[`most_${score}`] = `MAX(${valueOf[score]()})`;
	}
	return select(columns, 'FROM dated_customers\nWHERE has_orders = 1');
}

/**
 * How many customers have a lower value, for each value of a score by quantiles: distinct values are sorted, which are
 * few, instead of customers with all of their columns.
 */
function valueRanks(frame: Frame): Step[] {
	const lower = frame.dialect.integer('(SUM(number) OVER (ORDER BY value) - number)');
	return quantiles(frame).map((score) => ({
		name: `${score}_ranks`,
		sql: `SELECT value, ${lower} AS worse
FROM (SELECT ${valueOf[score]()} AS value, COUNT(*) AS number FROM dated_customers WHERE has_orders = 1 GROUP BY ${valueOf[score]()}) AS counts`,
	}));
}

function rankedCustomers(frame: Frame): string {
	const scores = quantiles(frame);
	const ranks = scores.map((score) => `${score}_ranks.worse AS worse_${score}`);
	const joins = scores.map(
		(score) => `\nLEFT JOIN ${score}_ranks ON ${score}_ranks.value = ${valueOf[score]('c.')}`,
	);
	return `SELECT ${['c.*', ...ranks].join(', ')}\nFROM dated_customers AS c${joins.join('')}`;
}

/** Scores by the values alone: 1 + min(bins − 1, ⌊bins · worse / n⌋), or by cut points. */
function cutCustomers(frame: Frame): string {
	const { dialect, rfm, digits } = frame;
	const cuts = knownCuts(frame);
	const columns: Record<string, string> = {
		'c.*': 'c.*',
		'base.base_customers': 'base.base_customers',
		'base.base_monetary': 'base.base_monetary',
	};
	for (const score of scoredValues) {
		const known = cuts[score];
		const quantile = dialect.quotient(`(${rfm.bins} * c.worse_${score})`, 'base.base_customers');
		const byQuantiles = `(CASE WHEN base.least_${score} = base.most_${score} THEN ${Math.ceil(rfm.bins / 2)} ELSE 1 + LEAST(${rfm.bins - 1}, ${quantile}) END)`;
		const steps = (known ?? []).flatMap((cut, i): Array<[string, string]> => {
			if (i === 0 || cut === null) return [];
			const least = score === 'monetary' ? leastMinor(cut, 10 ** digits) : Math.ceil(cut);
			const condition =
				score === 'recency'
					? `c.days_since_last_order <= ${Math.floor(-cut)}`
					: `${valueOf[score]('c.')} >= ${least}`;
			return [[condition, String(i + 1)]];
		});
		const raw = known === null ? byQuantiles : cases(steps.reverse(), '1');
		columns[`cut_${score}`] = `(CASE WHEN c.has_orders = 1 THEN ${raw} END)`;
	}
	return select(columns, 'FROM ranked_customers AS c\nCROSS JOIN base');
}

/**
 * The lowest value of each score, for scores that are cut here, comma-separated; empty for a score that no customer
 * has.
 */
function scoreCuts(frame: Frame): string {
	const { dialect, rfm } = frame;
	// COUNT makes it one row, also where nothing is cut here.
	const columns: Record<string, string> = { scored: 'COUNT(*)' };
	const byQuantiles = quantiles(frame);
	for (const score of scoredValues) {
		const cuts = Array.from({ length: rfm.bins }, (_, i) => {
			const least = `MIN(CASE WHEN cut_${score} = ${i + 1} THEN ${valueOf[score]()} END)`;
			return `COALESCE(${dialect.text(least)}, '')`;
		});
		const text = cuts.flatMap((cut, i) => (i === 0 ? [cut] : ["','", cut]));
		columns[`${score}_cuts`] = byQuantiles.includes(score)
			? dialect.joined(...text)
			: dialect.text('NULL');
	}
	return select(columns, 'FROM cut_customers\nWHERE has_orders = 1');
}

function scoredCustomers(frame: Frame): string {
	const scored = (score: ScoredValue) =>
		score === 'recency'
			? 'cut_recency'
			: `(CASE WHEN has_orders = 1 AND order_count = 0 THEN 1 ELSE cut_${score} END)`;
	const inner = select(
		{
			'cut_customers.*': 'cut_customers.*',
			as_of_ms: frame.dialect.integer(String(frame.asOf)),
			frequency_trend: trendOf('order_count_lifetime', 'recent_orders', 'orders_before'),
			recency_score: scored('recency'),
			frequency_score: scored('frequency'),
			monetary_score: scored('monetary'),
		},
		'FROM cut_customers',
	);
	return `SELECT s.*, ${segmentOf(frame)} AS rfm_segment, score_cuts.recency_cuts, score_cuts.frequency_cuts, score_cuts.monetary_cuts\nFROM (${inner}) AS s\nCROSS JOIN score_cuts`;
}

/** The trend of orders, from columns: all of them, those in a window of days, and those in the one before it. */
export function trendOf(lifetime: string, now: string, earlier: string): string {
	return cases(
		[
			[`${lifetime} < 2`, "'none'"],
			[`${now} < ${earlier} OR (${now} = 0 AND ${earlier} = 0)`, "'declining'"],
			[`${now} > ${earlier}`, "'increasing'"],
		],
		"'stable'",
	);
}

/** The segment of three scores: by recency and frequency, and by monetary where the map uses it. */
function segmentOf({ dialect, rfm }: Frame): string {
	const { bins } = rfm;
	const map = segmentMap(rfm.segmentMap, rfm.segments, bins);
	const scores = Array.from({ length: bins }, (_, i) => i + 1);
	const byMonetary = rfm.segmentMap === 'reveal';
	const cells = new Map<string, number[]>();
	for (const recency of scores) {
		for (const frequency of scores) {
			for (const monetary of byMonetary ? scores : [1]) {
				const segment = map(recency, frequency, monetary);
				const cell = (recency * 11 + frequency) * 11 + (byMonetary ? monetary : 0);
				cells.set(segment, [...(cells.get(segment) ?? []), cell]);
			}
		}
	}
	const cell = `(((s.recency_score * 11) + s.frequency_score) * 11${byMonetary ? ' + s.monetary_score' : ''})`;
	return cases([
		['s.has_orders = 0', dialect.quoteText(noOrdersSegment)],
		...[...cells].map(([segment, numbers]): [string, string] => [
			`${cell} IN (${numbers.join(', ')})`,
			quotedText(dialect, segment, 'segments'),
		]),
	]);
}
