import type { Frame } from '../frame';
import { summaryGroups } from '../later/laterSteps';
import type { Step } from '../step';

/**
 * Accounts for all rows and money: customers and revenue by segment and by the groups of later steps, set-aside rows and
 * their money by reason, and totals that reconcile like those of Compute RFM's summary.
 */
export function summarySteps(frame: Frame, from: string): Step[] {
	const { dialect, rfm } = frame;
	const sum = (value: string) => dialect.integer(`COALESCE(SUM(${value}), 0)`);
	const deducted =
		rfm.monetaryBasis === 'gross' ? '0' : '(CASE WHEN is_counted = 1 THEN refund ELSE 0 END)';
	const counted = '(CASE WHEN is_counted = 1 THEN value ELSE 0 END)';
	const total = (code: string, number: string, amount: string, from: string) =>
		`SELECT 'total' AS kind, '${code}' AS code, ${number} AS number, ${amount} AS amount_minor\nFROM ${from}`;
	const group = (kind: string, column: string) =>
		`SELECT '${kind}' AS kind, ${column} AS code, COUNT(*) AS number, ${sum('monetary_lifetime')} AS amount_minor\nFROM ${from}\nGROUP BY ${column}`;
	const notCounted = '(CASE WHEN is_counted = 1 THEN 0 ELSE charged END)';
	return [
		{
			name: 'orphan_rows',
			sql: `SELECT (CASE WHEN r.order_id IS NULL THEN 'negativeAmount' ELSE 'orphanRefund' END) AS code, r.amount AS amount
FROM open_rows AS r
LEFT JOIN (SELECT DISTINCT order_id FROM open_rows WHERE amount >= 0 AND order_id IS NOT NULL) AS used_orders ON used_orders.order_id = r.order_id
WHERE r.amount < 0 AND used_orders.order_id IS NULL`,
		},
		{
			name: 'refused_rows',
			sql: `SELECT code, 0 AS amount
FROM order_rows
WHERE code IS NOT NULL
UNION ALL
SELECT code, amount
FROM settled_rows
WHERE code IS NOT NULL
UNION ALL
SELECT code, amount
FROM orphan_rows`,
		},
		{
			name: 'summary',
			sql: [
				group('segment', 'rfm_segment'),
				...summaryGroups(frame).map(([kind, column]) => group(kind, column)),
				`SELECT 'setAside' AS kind, code, COUNT(*) AS number, ${sum('amount')} AS amount_minor\nFROM refused_rows\nGROUP BY code`,
				total('rowsIn', 'COUNT(*)', '0', 'order_rows'),
				total('amountIn', 'COUNT(*)', sum('amount'), 'usable_rows'),
				total('charged', 'COUNT(*)', sum('charged'), 'orders'),
				total('counted', sum('is_counted'), sum(counted), 'orders'),
				total('notCounted', sum('1 - is_counted'), sum(notCounted), 'orders'),
				total('refundsDeducted', '0', sum(deducted), 'orders'),
				total(
					'otherDeductions',
					'0',
					sum(`(CASE WHEN is_counted = 1 THEN charged - value ELSE 0 END) - ${deducted}`),
					'orders',
				),
			].join('\nUNION ALL\n'),
		},
	];
}
