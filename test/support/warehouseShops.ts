import fc from 'fast-check';
import { orderFieldPaths } from '../../src/core/orders/orderFields';
import type { JsonRecord } from '../../src/values/jsonRecord';
import type { DateKind } from '../../src/warehouse/dialects/dialect';

/** Columns of the shops that tests draw, and what each is in a database. */
export const columns = {
	orderId: 'text',
	refundOf: 'text',
	shop: 'text',
	orderDate: 'date',
	amount: 'money',
	amountPaid: 'money',
	amountOutstanding: 'money',
	currency: 'text',
	status: 'text',
	isTest: 'boolean',
	cancelledAt: 'date',
	updatedAt: 'date',
	customerId: 'text',
	email: 'text',
	phone: 'text',
	firstName: 'text',
	lastName: 'text',
	emailConsent: 'text',
	smsConsent: 'text',
	pushConsent: 'text',
	discount: 'money',
	refund: 'money',
	refundedAt: 'date',
	tax: 'money',
	shipping: 'money',
	costOfGoods: 'money',
	category: 'text',
	brand: 'text',
	product: 'text',
	region: 'text',
} as const;

export type Column = keyof typeof columns;
export type MoneyColumn = 'decimal' | 'double' | 'text';

/** A shop as drawn: dates are instants in ms, money is text. */
export interface DrawnShop {
	readonly rows: ReadonlyArray<Partial<Record<Column, string | number | boolean | null>>>;
	readonly dateColumns: DateKind;
	readonly money: MoneyColumn;
	readonly options: JsonRecord;
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 3) =>
	fc.option(arbitrary, { nil: null, freq });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
	fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
const hostileTexts = ['__proto__', '😀', "O'Brien", 'a\\b', '"', 'ä', ' x ', 'end\n', '', '  '];
const dayMs = 86_400_000;
/** 2025-03-30 and 2024-10-27 are days on which Berlin moves its clocks. */
const days = fc.oneof(
	{ weight: 5, arbitrary: fc.integer({ min: 0, max: 900 }).map((age) => 20_275 - age) },
	{ weight: 1, arbitrary: fc.constantFrom(20_177, 20_023, 19_812) },
);
const instant = fc.oneof(
	{ weight: 3, arbitrary: days.map((day) => day * dayMs) },
	{
		weight: 3,
		arbitrary: fc
			.tuple(days, fc.integer({ min: 0, max: 47 }), fc.constantFrom(0, 0, 1, 999, 59_123))
			.map(([day, half, ms]) => day * dayMs + half * 1_800_000 + ms),
	},
	{ weight: 1, arbitrary: fc.constantFrom(20_200 * dayMs, 20_100 * dayMs + 43_200_000) },
);
const cents = fc.integer({ min: 0, max: 40_000 });
const plainMoney = fc.oneof(
	{ weight: 6, arbitrary: cents.map((value) => (value / 100).toFixed(2)) },
	{ weight: 2, arbitrary: fc.constantFrom('0.00', '10.00', '20.00', '5.00') },
	{
		weight: 1,
		arbitrary: fc.integer({ min: 0, max: 99_999 }).map((value) => (value / 1000).toFixed(3)),
	},
	{ weight: 1, arbitrary: fc.constantFrom('0.005', '0.015', '2.675', '1.00500001') },
);
const signedMoney = fc.oneof(
	{ weight: 8, arbitrary: plainMoney },
	{ weight: 2, arbitrary: plainMoney.map((text) => `-${text}`) },
);
const wildMoney = fc.constantFrom(
	'free',
	'1,234.50',
	'12,34',
	'',
	'.5',
	'5.',
	'+7',
	'99999999999.99',
	'10000000000',
	'1e5',
	'-',
	'007.10',
);
const words = (...texts: Array<string | null>) => fc.constantFrom(...texts);
const email = words(
	null,
	'a@example.com',
	' A@Example.com',
	'b@example.com',
	'c@example.com',
	'none',
	'',
	'a@b',
	'c@\u200bexample.com',
	'b@example.com\n',
);

const row = (money: MoneyColumn) => {
	const amounts =
		money === 'text'
			? fc.oneof({ weight: 12, arbitrary: signedMoney }, { weight: 1, arbitrary: wildMoney })
			: signedMoney;
	const sizes =
		money === 'text'
			? fc.oneof({ weight: 12, arbitrary: plainMoney }, { weight: 1, arbitrary: wildMoney })
			: signedMoney;
	return fc.record({
		orderId: maybe(
			fc.oneof(
				{ weight: 5, arbitrary: fc.integer({ min: 1, max: 14 }).map(String) },
				{ weight: 1, arbitrary: words(...hostileTexts) },
			),
			8,
		),
		refundOf: rarely(words('1', '2', '3')),
		shop: words(null, 'de', 'fr', 'de '),
		orderDate: maybe(instant, 30),
		amount: maybe(amounts, 30),
		amountPaid: maybe(sizes),
		amountOutstanding: maybe(sizes),
		currency: words('USD', 'USD', 'usd', 'EUR', 'JPY', 'GBP', 'KWD', '$', '€', '', null),
		status: words(
			'paid',
			'paid',
			null,
			'Refunded',
			'cancelled',
			'pending',
			'odd',
			'wc-completed',
			'wc-on-hold',
			'partially paid',
			'Partially-Paid',
			'own word',
			'test',
		),
		isTest: words(null, null, 'false', 'false', 'true').map((text) =>
			text === null ? null : text === 'true',
		),
		cancelledAt: maybe(instant, 2).map((at) => (at !== null && at % 5 === 0 ? at : null)),
		updatedAt: maybe(instant, 2),
		customerId: maybe(
			fc.oneof(
				{
					weight: 4,
					arbitrary: words('a', 'b', 'c', 'd', 'e', 'f', 'guest_1', 'guest-2', 'Temp', 'tempo'),
				},
				{ weight: 1, arbitrary: words(...hostileTexts) },
			),
			4,
		),
		email,
		phone: words(null, '+49 170 1234567', '0049-170-1234567', '12345', '0170 123 45 67', ''),
		firstName: words(null, 'Ann', ' Bo ', '', ...hostileTexts),
		lastName: words(null, 'Lee', 'Kim'),
		emailConsent: words(null, 'true', 'false', 'subscribed', 'never', 'odd', ''),
		smsConsent: words(null, 'yes', 'no'),
		pushConsent: words(null, '1', '0'),
		discount: maybe(sizes),
		refund: rarely(sizes),
		refundedAt: maybe(instant, 2),
		tax: maybe(sizes),
		shipping: maybe(sizes),
		costOfGoods: maybe(sizes),
		category: words(null, 'tea', 'cups', ' tea', ''),
		brand: words(null, 'x', 'y'),
		product: words(null, 'p1', 'p2', 'p3', ...hostileTexts),
		region: words(null, 'north', 'south', ' '),
	});
};

const thresholdsOf = (bins: number, step: number, digits = 0) =>
	Array.from({ length: bins - 1 }, (_, i) => ((i + 1) * step).toFixed(digits)).join(', ');

const options = fc
	.record({
		bins: fc.constantFrom(3, 5, 5, 5, 7, 10),
		identifyBy: fc.constantFrom('automatic', 'automatic', 'email', 'id', 'phone'),
		shopField: fc.constantFrom('', '', 'shop'),
		baseCurrency: fc.constantFrom('USD', 'USD', 'JPY', 'KWD', 'EUR'),
		monetaryBasis: fc.constantFrom('net', 'net', 'gross', 'profit'),
		costOfGoodsPercent: fc.constantFrom(0, 12.5, 33.33),
		excludeTax: fc.boolean(),
		excludeShipping: fc.boolean(),
		countFreeOrders: fc.boolean(),
		leaveOutPromotions: fc.boolean(),
		promotionSharePercent: fc.constantFrom(30, 12.5),
		windowDays: fc.constantFrom(0, 0, 365, 90),
		trendDays: fc.constantFrom(180, 30),
		timeZone: fc.constantFrom(
			'UTC',
			'Europe/Berlin',
			'America/New_York',
			'Asia/Kolkata',
			'Pacific/Auckland',
			'Africa/Casablanca',
		),
		asOf: fc.constantFrom('2025-07-06', '2025-06-30', '2025-03-30T08:30:00Z'),
		recencyMethod: fc.constantFrom('quantiles', 'quantiles', 'thresholds'),
		frequencyMethod: fc.constantFrom('orderCounts', 'quantiles', 'thresholds'),
		monetaryMethod: fc.constantFrom('quantiles', 'quantiles', 'thresholds'),
		segmentMap: fc.constantFrom('standard', 'sixGroups', 'reveal'),
		recencyWeight: fc.constantFrom(1, 2),
	})
	.map((drawn) => ({
		...drawn,
		exchangeRates: [
			['USD', 1.25],
			['EUR', 1.0837],
			['JPY', 0.0063],
		]
			.filter(([currency]) => currency !== drawn.baseCurrency)
			.map(([currency, rate]) => ({ currency, rate })),
		statusWords: [{ word: 'Own Word', meaning: 'unpaid' }],
		recencyThresholds: thresholdsOf(drawn.bins, 40),
		frequencyThresholds: thresholdsOf(drawn.bins, 1),
		monetaryThresholds: thresholdsOf(drawn.bins, 33.335, 3),
		outputFields: 'all',
	}));

/** Shops with all that goes wrong in them, and the options that a statement takes. */
export const drawnShop: fc.Arbitrary<DrawnShop> = fc
	.record({
		money: fc.constantFrom<MoneyColumn>('decimal', 'double', 'text'),
		dateColumns: fc.constantFrom<DateKind>(
			'instant',
			'instant',
			'localTime',
			'utcTime',
			'date',
			'unix',
		),
	})
	.chain(({ money, dateColumns }) =>
		fc.record({
			money: fc.constant(money),
			dateColumns: fc.constant(dateColumns),
			rows: fc.array(row(money), { minLength: 1, maxLength: 60, size: 'max' }),
			options,
		}),
	);

/** Every column mapped by its own name. */
export const allFields = {
	...Object.fromEntries(Object.keys(orderFieldPaths).map((field) => [field, field])),
	lineId: '',
	quantity: '',
	unitPrice: '',
};
