import {
	amountColumns,
	convertedMinor,
	floorMinor,
	rateDivisor,
	rateProduct,
	restDigits,
	roundedMinor,
} from '../amounts';
import { phoneKey, trimmed } from '../cells';
import { type CurrencyPlan, planCurrencies, type PlannedCurrency } from '../currencyPlan';
import type { Frame } from '../frame';
import type { ColumnField } from '../options';
import { statusWords } from '../statusWords';
import { cases, columnOf, select, type Step } from '../step';
import { moneyFields } from './readOrders';

/**
 * Determines of each row who ordered, its value in minor units of the base currency, the meaning of its status, and why
 * it can't be used, if so.
 */
export function judgeOrders(frame: Frame): Step[] {
	const plan = planCurrencies(frame.rfm);
	return [
		{ name: 'order_words', sql: orderWords(frame, plan) },
		{ name: 'order_rates', sql: orderRates(frame, plan) },
		{ name: 'order_floors', sql: orderFloors(frame, plan) },
		{ name: 'order_amounts', sql: orderAmounts(frame, plan) },
		{ name: 'order_rows', sql: orderRows(frame, plan) },
	];
}

function orderWords(frame: Frame, plan: CurrencyPlan): string {
	const { dialect, rfm } = frame;
	const isKnown = isOneOf(frame, 'status_cell', [...statusWords(rfm).values()].flat());
	const plainWord = dialect.replacePattern('status_cell', '^wc_', '');
	const keyed = (id: string) =>
		dialect.key(
			withShop(
				rfm.shopField,
				id,
				dialect.joined(dialect.text(dialect.length('shop')), "':'", 'shop', id),
			),
		);
	return select(
		{
			'*': '*',
			currency_code: currencyCode(frame, plan),
			account_id: dialect.key(
				withShop(rfm.shopField, 'customer_id', dialect.joined('shop', "':'", 'customer_id')),
			),
			email_key: dialect.key('email_cell'),
			order_key: keyed('order_id'),
			refunded_key: keyed('refund_of'),
			status_word: `(CASE WHEN ${isKnown} THEN status_cell ELSE ${plainWord} END)`,
			phone_key: isByPhone(frame)
				? dialect.key(phoneKey(dialect, trimmed(dialect, 'phone')))
				: dialect.text('NULL'),
		},
		'FROM order_digits',
	);
}

function isByPhone({ columns, rfm }: Frame): boolean {
	return rfm.identifyBy === 'phone' && columns.phone !== undefined;
}

/** The currency of a row: by its code, or by a sign or word of a currency that counts. */
function currencyCode(frame: Frame, { marks, currencies }: CurrencyPlan): string {
	const { dialect, columns } = frame;
	if (columns.currency === undefined) return "''";
	const mark = dialect.replacePattern(dialect.lower('currency_cell'), '[.]($)', '');
	const meanings = currencies.flatMap(({ code }): Array<[string, string]> => {
		const own = marks.filter(([, meant]) => meant === code).map(([text]) => text);
		return own.length === 0 ? [] : [[isOneOf(frame, mark, own), dialect.quoteText(code)]];
	});
	return cases([['currency_cell IS NULL', "''"], ...meanings], dialect.upper('currency_cell'));
}

/** An id, prefixed with its shop where rows have one. */
function withShop(shopField: string, id: string, both: string): string {
	return shopField === '' ? id : `(CASE WHEN shop IS NULL THEN ${id} ELSE ${both} END)`;
}

function orderAmounts(frame: Frame, plan: CurrencyPlan): string {
	const { columns, dialect } = frame;
	const read: Record<string, string> = { '*': '*' };
	for (const field of moneyFields) {
		const column = columnOf(field);
		const isThere = columns[field] !== undefined;
		read[`${column}_minor`] = isThere ? baseMinor(frame, plan, field) : dialect.integer('NULL');
	}
	for (const field of ownFields) {
		read[`${field}_own`] =
			columns[field] === undefined
				? dialect.integer('NULL')
				: roundedMinor(dialect, `${field}_sign`, `${field}_own_floor`, `${field}_own_rest`);
	}
	return select(read, 'FROM order_floors');
}

/** Fields that must be readable in the row's own currency too. */
const ownFields = ['amount', 'refund'] as const;

/** Amounts rounded down, with the digits that decide the rounding, in the base currency and in the row's own. */
function orderFloors(frame: Frame, plan: CurrencyPlan): string {
	const { dialect, digits, columns } = frame;
	const read: Record<string, string> = { '*': '*' };
	for (const field of moneyFields) {
		if (columns[field] === undefined) continue;
		const column = columnOf(field);
		const amount = amountColumns(column);
		read[`${column}_floor`] = floorMinor(dialect, amount, String(digits));
		read[`${column}_rest`] = restDigits(dialect, amount, String(digits));
		if (needsConversion(frame, plan))
			read[`${column}_product`] = rateProduct(dialect, amount, 'rate_units');
	}
	for (const field of ownFields) {
		if (columns[field] === undefined) continue;
		const amount = amountColumns(field);
		read[`${field}_own_floor`] = floorMinor(dialect, amount, 'own_digits');
		read[`${field}_own_rest`] = restDigits(dialect, amount, 'own_digits');
	}
	return select(read, 'FROM order_rates');
}

/**
 * Digits of the minor unit, and the rate of a row's currency: 10 to the power of its digits, and the rate without its
 * decimal point.
 */
function orderRates(frame: Frame, plan: CurrencyPlan): string {
	const { dialect, digits } = frame;
	const rated = convertedOf(frame, plan);
	const byCode = (value: (currency: PlannedCurrency) => string) =>
		cases(
			rated.map((currency) => [
				`currency_code = ${dialect.quoteText(currency.code)}`,
				dialect.wide(dialect.quoteText(value(currency))),
			]),
		);
	return select(
		{
			'*': '*',
			own_digits: ownDigits(frame, plan),
			...(rated.length > 0 && {
				rate_units: byCode(({ units }) => units),
				rate_divisor: byCode(({ scale }) => rateDivisor(scale, digits)),
			}),
		},
		'FROM order_words',
	);
}

/** Digits of the minor unit of a row's own currency. */
function ownDigits(frame: Frame, { unusualDigits }: CurrencyPlan): string {
	if (frame.columns.currency === undefined) return '2';
	const groups = [...new Set(unusualDigits.map(([, digits]) => digits))];
	return cases(
		groups.map((digits) => {
			const codes = unusualDigits.filter(([, of]) => of === digits).map(([code]) => code);
			return [isOneOf(frame, 'currency_code', codes), String(digits)] as const;
		}),
		'2',
	);
}

/** The currencies whose amounts are multiplied by a rate, or whose digits differ from the base currency's. */
function convertedOf({ rfm, digits }: Frame, { currencies }: CurrencyPlan): PlannedCurrency[] {
	return currencies.filter(
		(currency) =>
			currency.digits !== digits || (currency.code !== rfm.baseCurrency && currency.code !== ''),
	);
}

function needsConversion(frame: Frame, plan: CurrencyPlan): boolean {
	const there =
		frame.columns.currency === undefined ? [''] : plan.currencies.map(({ code }) => code);
	return convertedOf(frame, plan).some(({ code }) => there.includes(code));
}

/** An amount in minor units of the base currency; NULL where it can't be read, and where its currency has no rate. */
function baseMinor(frame: Frame, plan: CurrencyPlan, field: ColumnField): string {
	const { dialect } = frame;
	const column = columnOf(field);
	const { sign } = amountColumns(column);
	const direct = roundedMinor(dialect, sign, `${column}_floor`, `${column}_rest`);
	if (!needsConversion(frame, plan)) return direct;
	const converted = convertedMinor(dialect, `${column}_product`, sign, 'rate_divisor');
	return cases([['rate_units IS NULL', direct]], converted);
}

function isOneOf({ dialect }: Frame, value: string, texts: readonly string[]): string {
	return `${value} IN (${texts.map((text) => dialect.quoteText(text)).join(', ')})`;
}

function orderRows(frame: Frame, plan: CurrencyPlan): string {
	const { asOf } = frame;
	const rated = isOneOf(
		frame,
		'currency_code',
		plan.currencies.map(({ code }) => code),
	);
	const isDue = `(refunded_at_ms IS NULL OR refunded_at_ms <= ${asOf})`;
	const isUnreadable = (minor: string) =>
		`${minor} IS NULL OR (refund IS NOT NULL AND ${isDue} AND ${minor.replace('amount', 'refund')} IS NULL)`;
	const isRefund = `(refunded_key IS NOT NULL AND amount_own <> 0 AND (order_key IS NULL OR refunded_key <> order_key))`;
	const size = (column: string) => `COALESCE(ABS(${column}), 0)`;
	return select(
		{
			account_id: 'account_id',
			email_key: 'email_key',
			buyer: buyer(frame),
			order_key: `(CASE WHEN ${isRefund} THEN refunded_key ELSE order_key END)`,
			instant: 'order_date_ms',
			updated: `COALESCE(updated_at_ms, -8640000000000000)`,
			amount: `(CASE WHEN ${isRefund} THEN -ABS(amount_minor) ELSE amount_minor END)`,
			own_amount: 'amount_own',
			currency_code: 'currency_code',
			discount: size('discount_minor'),
			refund: `(CASE WHEN ${isDue} THEN ${size('refund_minor')} ELSE 0 END)`,
			has_later_refund: `(CASE WHEN ${isDue} THEN 0 ELSE 1 END)`,
			paid: 'amount_paid_minor',
			outstanding: 'amount_outstanding_minor',
			tax: size('tax_minor'),
			shipping: size('shipping_minor'),
			cost_of_goods: 'ABS(cost_of_goods_minor)',
			meaning: meaning(frame),
			...Object.fromEntries(carriedTexts.map((column) => [column, column])),
			content: 'content',
			whole_row: 'whole_row',
			code: cases([
				[`${buyer(frame)} IS NULL`, "'missingIdentity'"],
				['has_date = 0', "'missingDate'"],
				['order_date_ms IS NULL', "'unparseableDate'"],
				[`order_date_ms > ${asOf}`, "'afterAsOf'"],
				['amount IS NULL', "'missingAmount'"],
				[isUnreadable('amount_own'), "'unparseableAmount'"],
				[`NOT (${rated})`, "'noFxRate'"],
				[isUnreadable('amount_minor'), "'unparseableAmount'"],
			]),
		},
		'FROM order_amounts',
	);
}

/** Texts of a row that may be copied to its customer. */
export const carriedTexts = [
	'email',
	'phone',
	'first_name',
	'last_name',
	'email_consent',
	'sms_consent',
	'push_consent',
	'region',
	'category',
	'brand',
	'product',
] as const;

/**
 * Who ordered: an account by its id, a guest by email or phone, distinguished by the first letter; NULL where nobody is
 * named.
 */
function buyer({ dialect, rfm }: Frame): string {
	const account = dialect.joined("'a'", 'account_id');
	const guest = dialect.joined("'g'", 'email_key');
	const phone = dialect.joined("'g'", 'phone_key');
	if (rfm.identifyBy === 'email') return `COALESCE(${guest}, ${account})`;
	return `COALESCE(${phone}, ${account}, ${guest})`;
}

/** The meaning of a row's status: canceled takes precedence over test, test over its word. */
function meaning(frame: Frame): string {
	const { rfm, asOf } = frame;
	const words = statusWords(rfm);
	const isWord = (of: 'paid' | 'cancelled' | 'test' | 'refunded' | 'partiallyPaid' | 'unpaid') =>
		isOneOf(frame, 'status_word', words.get(of) ?? ['']);
	const isTest = isOneOf(frame, 'test_word', ['true', 'yes', 'y', '1']);
	return cases(
		[
			[`${isWord('cancelled')} OR cancelled_at_ms <= ${asOf}`, "'cancelled'"],
			[`${isWord('test')} OR ${isTest}`, "'test'"],
			[isWord('refunded'), "'refunded'"],
			[isWord('partiallyPaid'), "'partiallyPaid'"],
			[isWord('unpaid'), "'unpaid'"],
		],
		"'paid'",
	);
}
