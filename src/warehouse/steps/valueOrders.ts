import { decimalOfNumber } from '../../core/money/decimal';
import { InvalidInputError } from '../../values/invalidInputError';
import { halfEven } from '../amounts';
import type { Frame } from '../frame';
import { cases, select, type Step } from '../step';
import { offsetAt } from '../zoneOffsets';
import { carriedTexts } from './judgeOrders';

/** Assigns refund rows to their orders and values each order on the monetary basis. */
export function valueOrders(frame: Frame): Step[] {
	return [
		{
			name: 'refund_rows',
			sql: `SELECT order_id, SUM(-amount) AS refunded
FROM owned_rows
WHERE amount < 0 AND order_id IS NOT NULL
GROUP BY order_id`,
		},
		{ name: 'charged_orders', sql: chargedOrders(frame) },
		{ name: 'costed_orders', sql: costedOrders(frame) },
		{ name: 'paid_orders', sql: paidOrders(frame) },
		{ name: 'orders', sql: orders(frame) },
	];
}

const maxZero = (value: string) => `GREATEST(0, ${value})`;

function chargedOrders({ dialect, rfm }: Frame): string {
	const isProfit = rfm.monetaryBasis === 'profit';
	const refund = cases(
		[
			["r.meaning = 'refunded' AND r.refund = 0 AND r.has_later_refund = 1", '0'],
			["r.meaning = 'refunded' AND r.refund = 0", 'r.amount'],
		],
		'r.refund',
	);
	const owed = cases(
		[
			["r.meaning <> 'partiallyPaid'", '0'],
			['r.paid >= 0', maxZero('(r.amount - r.paid)')],
			['r.outstanding >= 0', 'LEAST(r.amount, r.outstanding)'],
		],
		'0',
	);
	const costs = [
		rfm.excludeTax || isProfit ? 'r.tax' : '0',
		rfm.excludeShipping || isProfit ? 'r.shipping' : '0',
		isProfit ? 'COALESCE(r.cost_of_goods, 0)' : '0',
	];
	const isUncosted = isProfit && rfm.costOfGoodsPercent > 0;
	return select(
		{
			customer_id: 'r.customer_id',
			instant: 'r.instant',
			charged: 'r.amount',
			discount: 'r.discount',
			refund: dialect.integer(`(${refund} + COALESCE(refund_rows.refunded, 0))`),
			owed,
			costs: `(${costs.join(' + ')})`,
			uncosted: isUncosted ? '(CASE WHEN r.cost_of_goods IS NULL THEN r.amount ELSE 0 END)' : '0',
			...Object.fromEntries(carriedTexts.map((column) => [column, `r.${column}`])),
		},
		'FROM owned_rows AS r\nLEFT JOIN refund_rows ON refund_rows.order_id = r.order_id\nWHERE r.amount >= 0',
	);
}

function costedOrders({ dialect, rfm }: Frame): string {
	const hundredths = Math.round(rfm.costOfGoodsPercent * 100);
	const net = maxZero('(charged - refund)');
	const percent = halfEven(dialect, `(${net} * ${hundredths})`, '10000');
	const costs =
		hundredths === 0 ? 'costs' : `(costs + (CASE WHEN uncosted = 0 THEN 0 ELSE ${percent} END))`;
	return `SELECT customer_id, instant, charged, discount, refund, ${costs} AS costs, (charged - owed) AS paid, ${carriedTexts.join(', ')}\nFROM charged_orders`;
}

function paidOrders({ rfm, offsets, dialect }: Frame): string {
	const isProfit = rfm.monetaryBasis === 'profit';
	const refund = 'LEAST(refund, paid)';
	const gross = isProfit ? 'paid' : maxZero('(paid - costs)');
	const net = isProfit ? `(paid - ${refund})` : maxZero(`(paid - costs - ${refund})`);
	const value = rfm.monetaryBasis === 'gross' ? gross : isProfit ? `(${net} - costs)` : net;
	const kept = rfm.monetaryBasis === 'gross' ? gross : net;
	const share = promotionShare(rfm.promotionSharePercent);
	const promotion = rfm.leaveOutPromotions
		? `(CASE WHEN discount > 0 AND (discount * ${share.of}) >= (${share.least} * (paid + discount)) THEN 1 ELSE 0 END)`
		: '0';
	const free = rfm.countFreeOrders ? '1' : '0';
	return select(
		{
			customer_id: 'customer_id',
			instant: 'instant',
			day: dayOf(dialect, `(instant + ${offsetAt(offsets, 'instant')})`),
			charged: 'charged',
			paid: 'paid',
			discount: 'discount',
			refund,
			value,
			is_promotion: promotion,
			counts_as_is: `(CASE WHEN paid = 0 THEN ${free} WHEN ${kept} > 0 THEN 1 ELSE 0 END)`,
			...Object.fromEntries(carriedTexts.map((column) => [column, column])),
		},
		'FROM costed_orders',
	);
}

/**
 * A share in percent as a quotient of whole numbers; one with more than four digits after its decimal point is an
 * `InvalidInputError`.
 */
function promotionShare(percent: number): { readonly least: string; readonly of: string } {
	const { units, scale } = decimalOfNumber(percent);
	if (scale > 4)
		throw new InvalidInputError('promotionSharePercent', 'at most four decimals', percent);
	return { least: String(units), of: String(100 * 10 ** scale) };
}

/**
 * The day number of an instant that is already in the shop's local time; shifted so that the dividend is never
 * negative.
 */
export function dayOf(dialect: Frame['dialect'], local: string): string {
	return `(${dialect.quotient(`(${local} + 62135683200000)`, '86400000')} - 719163)`;
}

function orders({ asOf, calendar }: Frame): string {
	return select(
		{
			customer_id: 'customer_id',
			instant: 'instant',
			day: 'day',
			age: `(${calendar.dayOf(asOf)} - day)`,
			charged: 'charged',
			gross: '(CASE WHEN is_promotion = 1 THEN 0 ELSE paid END)',
			discount: '(CASE WHEN is_promotion = 1 THEN 0 ELSE discount END)',
			refund: '(CASE WHEN is_promotion = 1 THEN 0 ELSE refund END)',
			value: 'value',
			is_counted: '(CASE WHEN is_promotion = 1 THEN 0 ELSE counts_as_is END)',
			...Object.fromEntries(carriedTexts.map((column) => [column, column])),
		},
		'FROM paid_orders',
	);
}
