import { trimmed } from '../cells';
import type { Frame } from '../frame';
import { columnOf, select, type Step } from '../step';
import { latestFields, topFields } from './readOrders';

/** 0001-01-01 in ms: instants plus this are never negative and have at most 15 digits. */
const shift = '62135596800000';

/** Adds up the orders of each customer, and determines the latest texts and the most frequent products. */
export function totalCustomers(frame: Frame): Step[] {
	const tops = topFields.filter((field) => frame.columns[field] !== undefined);
	return [
		{ name: 'sequenced_orders', sql: sequencedOrders },
		{ name: 'customer_totals', sql: customerTotals(frame) },
		...tops.map((field) => ({ name: `top_${columnOf(field)}`, sql: topOf(frame, field) })),
		{ name: 'customers', sql: customers(frame, tops) },
	];
}

/** Orders with the day of the counted order before; partitioned by customer alone, as they are then added up. */
const sequencedOrders = `SELECT orders.*, LAG(CASE WHEN is_counted = 1 THEN day END) OVER (PARTITION BY customer_id ORDER BY is_counted, instant, value, gross, discount) AS day_before
FROM orders`;

function customerTotals(frame: Frame): string {
	const { dialect, rfm } = frame;
	const { integer, text, padStart, joined, ordered } = dialect;
	const window = rfm.windowDays > 0 ? `age < ${rfm.windowDays}` : 'TRUE';
	const counted = 'is_counted = 1';
	const sum = (value: string, condition: string) =>
		integer(`SUM(CASE WHEN ${condition} THEN ${value} ELSE 0 END)`);
	const at = padStart(text(`(instant + ${shift})`), '15', "'0'");
	const latest = (field: string) => {
		const isFull = `${trimmed(dialect, field)} <> ''`;
		const value = `MAX(${ordered(`(CASE WHEN ${isFull} THEN ${joined(at, field)} END)`)})`;
		return dialect.part(value, '16');
	};
	const firstMark = `MIN(${ordered(`(CASE WHEN ${counted} THEN ${joined(at, "(CASE WHEN discount > 0 THEN '0' ELSE '1' END)")} END)`)})`;
	const entry = `(CASE WHEN ${counted} THEN ${joined(text('day'), "':'", text('value'))} END)`;
	return select(
		{
			customer_id: 'customer_id',
			first_instant: `MIN(CASE WHEN ${counted} THEN instant END)`,
			last_instant: `MAX(CASE WHEN ${counted} THEN instant END)`,
			order_count: sum('1', `${counted} AND ${window}`),
			order_count_lifetime: sum('1', counted),
			order_count_last365: sum('1', `${counted} AND age < 365`),
			order_days: sum('1', `${counted} AND (day_before IS NULL OR day_before <> day)`),
			full_price_order_count: sum('1', `${counted} AND ${window} AND discount = 0`),
			recent_orders: sum('1', `${counted} AND age < ${rfm.trendDays}`),
			orders_before: sum(
				'1',
				`${counted} AND age >= ${rfm.trendDays} AND age < ${2 * rfm.trendDays}`,
			),
			monetary_total: sum('value', `${counted} AND ${window}`),
			monetary_lifetime: sum('value', counted),
			monetary_last365: sum('value', `${counted} AND age < 365`),
			gross: sum('gross', window),
			refund: sum('refund', window),
			discount: sum('discount', window),
			first_order_discounted: `(CASE WHEN ${dialect.part(firstMark, '16')} = '0' THEN 1 ELSE 0 END)`,
			...Object.fromEntries(
				latestFields.map((field) => [
					columnOf(field),
					frame.columns[field] === undefined ? text('NULL') : latest(columnOf(field)),
				]),
			),
			orders: dialect.list(entry, ';', ['instant', 'value']),
		},
		'FROM sequenced_orders\nGROUP BY customer_id',
	);
}

/** The most frequent text among a customer's orders in the window; of several the smallest. */
function topOf({ dialect, rfm }: Frame, field: string): string {
	const window = rfm.windowDays > 0 ? ` AND age < ${rfm.windowDays}` : '';
	const order = `times DESC, ${dialect.ordered('value')}`;
	return `SELECT customer_id, value
FROM (
  SELECT customer_id, value, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY ${order}) AS place
  FROM (
    SELECT customer_id, ${field} AS value, COUNT(*) AS times
    FROM orders
    WHERE is_counted = 1${window} AND ${field} IS NOT NULL
    GROUP BY customer_id, ${field}
  ) AS counts
) AS places
WHERE place = 1`;
}

function customers({ dialect }: Frame, tops: readonly string[]): string {
	const columns = topFields.map((field) =>
		tops.includes(field)
			? `top_${columnOf(field)}.value AS top_${columnOf(field)}`
			: `${dialect.text('NULL')} AS top_${columnOf(field)}`,
	);
	const joins = tops.map(
		(field) =>
			`LEFT JOIN top_${columnOf(field)} ON top_${columnOf(field)}.customer_id = totals.customer_id`,
	);
	return `SELECT totals.*, ${columns.join(', ')}\nFROM customer_totals AS totals\n${joins.join('\n')}`;
}
