import type { ChurnModel } from '../../core/churn/churnModel';
import { highestOrderNumber } from '../../core/churn/neverReturnShares';
import type { ChurnOptions } from '../../core/churn/options';
import type { Frame } from '../frame';
import type { Step } from '../step';

const orderNumbers = Array.from({ length: highestOrderNumber }, (_, i) => i + 1);

/** The days on which customers ordered, with their number and the next one, and what the base shows of them. */
export function returnCounts({ dialect }: Frame, { maturityDays }: ChurnOptions): Step[] {
	const { integer, text, joined, list } = dialect;
	const isMature = `age >= ${maturityDays}`;
	const isLost = `(CASE WHEN next_day IS NULL OR (next_day - day) > ${maturityDays} THEN 1 ELSE 0 END)`;
	const numbers = orderNumbers.map((n) => `SELECT ${n} AS n`).join(' UNION ALL ');
	const gap = '(next_day - day)';
	const pair = joined(text('mature'), "':'", text('lost'));
	return [
		{
			name: 'order_days_in_turn',
			sql: `SELECT customer_id, day, age, next_day, LEAST(n, ${highestOrderNumber}) AS n
FROM (
  SELECT customer_id, day, age, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY day) AS n, LEAD(day) OVER (PARTITION BY customer_id ORDER BY day) AS next_day, MIN(age) OVER (PARTITION BY customer_id) AS last_age
  FROM (SELECT customer_id, day, age FROM orders WHERE is_counted = 1 GROUP BY customer_id, day, age) AS days
) AS numbered
WHERE last_age <= 36525`,
		},
		{
			name: 'returns_by_number',
			sql: `SELECT numbers.n AS n, COALESCE(counted.mature, 0) AS mature, COALESCE(counted.lost, 0) AS lost
FROM (${numbers}) AS numbers
LEFT JOIN (SELECT n, COUNT(*) AS mature, ${integer(`SUM(${isLost})`)} AS lost FROM order_days_in_turn WHERE ${isMature} GROUP BY n) AS counted ON counted.n = numbers.n`,
		},
		{
			name: 'churn_base',
			isOneRow: true,
			sql: `SELECT ${integer('COALESCE(SUM(CASE WHEN next_day IS NULL THEN 0 ELSE 1 END), 0)')} AS churn_gaps, ${integer(`COALESCE(SUM(CASE WHEN next_day IS NULL THEN 0 ELSE ${gap} END), 0)`)} AS churn_gap_days, COALESCE(MAX(CASE WHEN ${isMature} THEN day END) - MIN(CASE WHEN ${isMature} THEN day END), 0) AS churn_span_days, (SELECT ${list(pair, ';', ['n'])} FROM returns_by_number) AS churn_counts, (SELECT ${integer('SUM(mature)')} FROM returns_by_number) AS mature_orders
FROM order_days_in_turn`,
		},
	];
}

/**
 * The share of customers who never return after their n-th order, by n.
 *
 * Made non-increasing without a loop: the pooled share of n is the least, over all beginnings up to n, of the greatest
 * mean from there to an end from n on.
 */
export function returnShares({ dialect }: Frame, options: ChurnOptions): Step[] {
	const { priorWeight, minimumMatureOrders, minimumMatureDays } = options;
	const prior = dialect.double(`'${priorWeight}'`);
	const usual = `(${dialect.double("'7'")} / ((3 * n) + 8))`;
	const weight = `(mature + ${prior})`;
	const lost = `(lost + (${prior} * ${usual}))`;
	const isKnown = `churn_base.mature_orders >= ${minimumMatureOrders} AND churn_base.churn_span_days >= ${minimumMatureDays}`;
	const mean = '(ends.lost_to - begins.lost_before) / (ends.weight_to - begins.weight_before)';
	return [
		{
			name: 'summed_returns',
			sql: `SELECT n, usual, weight_to, lost_to, (weight_to - weight) AS weight_before, (lost_to - lost) AS lost_before
FROM (
  SELECT n, usual, weight, lost, SUM(weight) OVER (ORDER BY n) AS weight_to, SUM(lost) OVER (ORDER BY n) AS lost_to
  FROM (SELECT n, ${usual} AS usual, ${weight} AS weight, ${lost} AS lost FROM returns_by_number) AS shrunk
) AS summed`,
		},
		{
			name: 'pooled_returns',
			sql: `SELECT n, usual, MIN(greatest_mean) AS share
FROM (
  SELECT here.n AS n, here.usual AS usual, begins.n AS first_n, MAX(${mean}) AS greatest_mean
  FROM summed_returns AS here
  CROSS JOIN summed_returns AS begins
  CROSS JOIN summed_returns AS ends
  WHERE begins.n <= here.n AND ends.n >= here.n
  GROUP BY here.n, here.usual, begins.n
) AS means
GROUP BY n, usual`,
		},
		{
			name: 'return_shares',
			sql: `SELECT pooled_returns.n AS n, (CASE WHEN ${isKnown} THEN pooled_returns.share ELSE pooled_returns.usual END) AS share
FROM pooled_returns
CROSS JOIN churn_base`,
		},
	];
}

/** The shares of a saved model. */
export function savedShares({ dialect }: Frame, { neverReturnShares }: ChurnModel): Step {
	const shares = neverReturnShares.map(
		(share, i) => `SELECT ${i + 1} AS n, ${dialect.double(`'${share}'`)} AS share`,
	);
	return { name: 'return_shares', sql: shares.join('\nUNION ALL\n') };
}
