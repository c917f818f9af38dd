import { orderSources } from '../../src/core/orders/presets';
import type { JsonRecord } from '../../src/values/jsonRecord';
import fc from 'fast-check';
import { readOrderHistory } from '../../src/core/customers/orderHistory';
import type { RfmResult } from '../../src/core/rfm/computeRfm';
import { customersById, runRfm } from '../support/runRfm';

/** Order rows as real exports have them: duplicates, guests, refunds, several currencies, bad values. */
const hostileIds = ['__proto__', 'constructor', 'toString', '😀', 'x'.repeat(10_240)];
const day = fc.integer({ min: 0, max: 900 }).map((age) => 20_269 + 5 - age);
const date = fc.oneof(
	{ weight: 8, arbitrary: day.map((number) => new Date(number * 86_400_000).toISOString()) },
	{
		weight: 4,
		arbitrary: day.map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10)),
	},
	{ weight: 2, arbitrary: day.map((number) => number * 86_400) },
	{ weight: 1, arbitrary: fc.constantFrom(null, '', '2025-02-30', 'soon', 12, true, {}) },
);
const money = fc.integer({ min: 0, max: 50_000 }).map((cents) => cents / 100);
const amount = fc.oneof(
	{ weight: 10, arbitrary: money },
	{ weight: 3, arbitrary: money.map((value) => value.toFixed(2)) },
	{ weight: 2, arbitrary: money.map((value) => -value) },
	{
		weight: 1,
		arbitrary: fc.constantFrom(
			0,
			'1,234.50',
			'(12.00)',
			'12,34',
			'',
			null,
			'free',
			{},
			'$12.00',
			'EUR 7',
			'9 kr',
		),
	},
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const orderRow: fc.Arbitrary<JsonRecord> = fc.record(
	{
		orderId: maybe(fc.oneof(fc.integer({ min: 1, max: 25 }), fc.constantFrom(...hostileIds))),
		lineId: maybe(fc.constantFrom('1', '2', '3')),
		refundOf: fc.constantFrom(undefined, undefined, undefined, undefined, 1, 2, 3),
		shop: maybe(fc.constantFrom('de', 'fr')),
		customerId: maybe(
			fc.oneof(
				fc.constantFrom('a', 'b', 'c', 'guest_1', 'guest_2', 7),
				fc.constantFrom(...hostileIds),
			),
		),
		email: maybe(fc.constantFrom('a@example.com', ' A@Example.com', 'b@example.com', 'none', '')),
		orderDate: fc.oneof(
			{ weight: 6, arbitrary: date },
			{ weight: 1, arbitrary: fc.constantFrom('02/03/2025', '13/02/2025', '02/14/2025', 45700) },
		),
		amount,
		currency: fc.constantFrom('USD', 'USD', 'usd', 'EUR', 'JPY', 'GBP', '$', '€', '', undefined),
		status: fc.constantFrom(
			'paid',
			'paid',
			'paid',
			'refunded',
			'cancelled',
			'pending',
			'odd',
			undefined,
		),
		updatedAt: maybe(date),
		isTest: fc.constantFrom(undefined, undefined, false, true),
		discount: maybe(amount),
		refund: maybe(amount),
		refundedAt: maybe(date),
		tax: maybe(money),
		shipping: maybe(money),
		costOfGoods: maybe(amount),
		category: maybe(fc.constantFrom('tea', 'cups', '__proto__')),
		product: maybe(fc.array(fc.constantFrom('x', 'y', '😀'), { maxLength: 3 })),
		phone: maybe(fc.constantFrom('1', 1, '+49 30 123456', '004930123456')),
		firstName: maybe(fc.constantFrom('Ann', 'Bob')),
		emailConsent: maybe(fc.boolean()),
		region: maybe(fc.constantFrom('US', 'DE')),
		note: maybe(fc.constantFrom('5', 5, { b: 1 }, { a: 1 })),
	},
	{ noNullPrototype: true },
);
const orderRows = fc.array(orderRow, { maxLength: 40 });

const options: fc.Arbitrary<JsonRecord> = fc.record({
	bins: fc.integer({ min: 3, max: 10 }),
	baseCurrency: fc.constantFrom('', 'USD', 'JPY'),
	monetaryBasis: fc.constantFrom('gross', 'net', 'profit'),
	rowsAre: fc.constantFrom('orders', 'orderLines'),
	identifyBy: fc.constantFrom('automatic', 'automatic', 'email', 'id', 'phone'),
	orphanRefunds: fc.constantFrom('setAside', 'earlierOrders'),
	shopField: fc.constantFrom('', '', 'shop'),
	fields: fc.constantFrom({}, { lineId: 'lineId' }),
	windowDays: fc.constantFrom(0, 365),
	countFreeOrders: fc.boolean(),
	leaveOutPromotions: fc.boolean(),
	excludeTax: fc.boolean(),
	frequencyMethod: fc.constantFrom('orderCounts', 'quantiles'),
	segmentMap: fc.constantFrom('standard', 'sixGroups', 'reveal'),
	keepFields: fc.constantFrom('', 'note', '__proto__, orderCount, category'),
	costOfGoodsPercent: fc.constantFrom(0, 40),
	timeZone: fc.constantFrom('UTC', 'America/Los_Angeles', 'Asia/Kolkata'),
});
const exchangeRates = [
	{ currency: 'EUR', rate: 1.0837 },
	{ currency: 'KWD', rate: 3.25 },
];
const run = (rows: JsonRecord[], given: JsonRecord = {}) =>
	runRfm(rows, { exchangeRates, ...given });

/** The whole result, without the rows' positions in the input. */
function output(result: RfmResult): string {
	return JSON.stringify({
		customers: result.customers.map(({ row }) => row),
		setAside: result.setAside.map(({ code, explanation, row }) => ({ code, explanation, row })),
		summary: result.summary,
		notices: result.notices,
	});
}

/**
 * The same rows with an order and an email address each of one customer only. Where rows contradict each other about
 * these, rows of one customer contain facts about another, and the result of a customer's rows alone would differ.
 */
function withoutContradictions(rows: readonly JsonRecord[]): JsonRecord[] {
	const firstOfOrder = new Map<unknown, JsonRecord>();
	return rows.map((row) => {
		const { orderId } = row;
		if (orderId !== undefined && !firstOfOrder.has(orderId)) firstOfOrder.set(orderId, row);
		const { customerId, email } = firstOfOrder.get(orderId) ?? row;
		const owned = email && customerId !== undefined ? `${customerId}@example.com` : email;
		// Refunds that a row makes on other orders are not in its customer's rows.
		return { ...row, customerId, email: owned, refundOf: undefined };
	});
}

/** Rows in any order, with their order. */
const shuffled = orderRows.chain((rows) =>
	fc.tuple(
		fc.constant(rows),
		fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
	),
);

const scoreNames = ['recencyScore', 'frequencyScore', 'monetaryScore'] as const;

/** Amounts as whole units of a thousandth, so that sums are exact. */
const minor = (value: unknown) => Math.round((value as number) * 1000);

describe('the laws of Compute RFM', () => {
	it('permuting the input changes no output byte', () => {
		fc.assert(
			fc.property(shuffled, options, ([rows, permuted], given) => {
				expect(output(run(permuted, given))).toBe(output(run(rows, given)));
			}),
			{ numRuns: 300 },
		);
	});

	it('every row is used or set aside, once', () => {
		fc.assert(
			fc.property(orderRows, options, (rows, given) => {
				const { customers, setAside, summary, sources } = run(rows, {
					...given,
					pairAllOrders: true,
				});
				const refused = setAside.map(({ source }) => source);
				expect(new Set(refused).size).toBe(refused.length);
				expect(summary.rowsIn).toBe(rows.length);
				expect(summary.rowsUsed).toBe(rows.length - refused.length);
				const used = (sources ?? []).flat();
				expect(new Set([...used, ...refused]).size).toBe(used.length + refused.length);
				const refunds = rows.length - used.length - refused.length;
				const isRefund = (row: JsonRecord) =>
					/^[-(]/.test(String(row.amount)) || row.refundOf !== undefined;
				const unaccounted = rows.filter((_, i) => !used.includes(i) && !refused.includes(i));
				expect(unaccounted).toHaveLength(refunds);
				expect(unaccounted.every(isRefund)).toBe(true);
				expect(setAside.every(({ row, source }) => row === rows[source])).toBe(true);
				customers.forEach(({ source }, c) => expect(sources?.[c]).toContain(source));
			}),
		);
	});

	it('money reconciles', () => {
		fc.assert(
			fc.property(orderRows, options, (rows, given) => {
				const { customers, summary } = run(rows, given);
				expect(minor(summary.amountIn)).toBe(
					minor(summary.amountUsed) + minor(summary.amountSetAside),
				);
				expect(minor(summary.charged)).toBe(
					minor(summary.counted) +
						minor(summary.notCounted) +
						minor(summary.refundsDeducted) +
						minor(summary.otherDeductions),
				);
				let lifetime = 0;
				let history = 0;
				for (const { row } of customers) {
					const { amounts = [], days = [] } = readOrderHistory(row.orderHistory) ?? {};
					const total = amounts.reduce((sum, value) => sum + minor(value), 0);
					expect(total).toBe(minor(row.monetaryLifetime));
					expect(days).toHaveLength(row.orderCountLifetime as number);
					lifetime += minor(row.monetaryLifetime);
					history += total;
				}
				expect([lifetime, history]).toEqual([minor(summary.counted), minor(summary.counted)]);
				const segments = summary.segments as JsonRecord[];
				expect(segments.reduce((sum, { revenue }) => sum + minor(revenue), 0)).toBe(lifetime);
				expect(segments.reduce((sum, row) => sum + (row.customers as number), 0)).toBe(
					customers.length,
				);
			}),
		);
	});

	it('customers come by id, each once, all with the same fields, and no number is NaN', () => {
		fc.assert(
			fc.property(orderRows, options, (rows, given) => {
				const { customers } = run(rows, given);
				const ids = customers.map(({ row }) => row.customerId as string);
				expect(ids).toEqual([...new Set(ids)].sort((a, b) => (a < b ? -1 : 1)));
				for (const { row } of customers) {
					expect(Object.keys(row)).toEqual(Object.keys(customers[0].row));
					expect(Object.values(row).some((value) => Number.isNaN(value))).toBe(false);
					expect(row.refundRate).toBeGreaterThanOrEqual(0);
					expect(row.refundRate).toBeLessThanOrEqual(1);
					expect(row.discountShare).toBeLessThanOrEqual(1);
				}
			}),
		);
	});

	it('scores stay within bounds, tie what is equal, and never favour the worse', () => {
		fc.assert(
			fc.property(orderRows, options, (rows, given) => {
				const { customers } = run(rows, given);
				const columns = [
					['recencyScore', (row: JsonRecord) => -(row.daysSinceLastOrder as number)],
					['frequencyScore', (row: JsonRecord) => row.orderCount as number],
					['monetaryScore', (row: JsonRecord) => row.monetaryTotal as number],
				] as const;
				for (const [score, valueOf] of columns) {
					const scored = customers
						.map(({ row }) => row)
						.filter((row) => row.daysSinceLastOrder !== null)
						.filter((row) => score === 'recencyScore' || row.orderCount !== 0)
						.sort((a, b) => valueOf(a) - valueOf(b));
					scored.forEach((row, i) => {
						const own = row[score] as number;
						const bins = score === 'frequencyScore' && given.bins === 5 ? 5 : given.bins;
						expect(own).toBeGreaterThanOrEqual(1);
						expect(own).toBeLessThanOrEqual(bins as number);
						if (i === 0) return;
						const before = scored[i - 1];
						if (valueOf(before) === valueOf(row)) expect(own).toBe(before[score]);
						else expect(own).toBeGreaterThanOrEqual(before[score] as number);
					});
				}
				for (const { row } of customers) {
					const isScored = row.daysSinceLastOrder !== null;
					expect(scoreNames.every((name) => (row[name] !== null) === isScored)).toBe(true);
					expect(row.rfmSegment === 'noOrders').toBe(!isScored);
					if (isScored && row.orderCount === 0)
						expect([row.frequencyScore, row.monetaryScore]).toEqual([1, 1]);
				}
			}),
		);
	});

	it('a change of the currency’s unit changes no score', () => {
		const tenfold = (value: unknown) => (typeof value === 'number' ? value * 10 : value);
		const plain = fc.array(
			fc.record({
				customerId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
				orderDate: day.map((number) => number * 86_400),
				amount: fc.integer({ min: 0, max: 9999 }),
				refund: fc.integer({ min: 0, max: 9999 }),
				discount: fc.integer({ min: 0, max: 999 }),
			}),
			{ maxLength: 30 },
		);
		const unscaled = [
			...scoreNames,
			'rfmCell',
			'rfmScore',
			'rfmSegment',
			'spendBand',
			'refundRate',
			'discountShare',
		];
		fc.assert(
			fc.property(plain, fc.constantFrom('gross', 'net'), (rows, monetaryBasis) => {
				const scaled = rows.map((row) => ({
					...row,
					amount: tenfold(row.amount),
					refund: tenfold(row.refund),
					discount: tenfold(row.discount),
				}));
				const pick = ({ customers }: RfmResult) =>
					customers.map(({ row }) => unscaled.map((name) => row[name]));
				expect(pick(run(scaled, { monetaryBasis }))).toEqual(pick(run(rows, { monetaryBasis })));
			}),
		);
	});

	it('a saved model gives every single customer the row of its batch', () => {
		fc.assert(
			fc.property(orderRows.map(withoutContradictions), options, (rows, chosen) => {
				// The date order is determined from all rows, unless it is set.
				const given = { ...chosen, dateFormat: 'dayFirst' };
				const batch = run(rows, { ...given, pairAllOrders: true });
				const used = new Set(batch.setAside.map(({ source }) => source));
				const byId = customersById(batch);
				batch.customers.forEach(({ row }, c) => {
					const own = new Set(batch.sources?.[c]);
					const orderIds = new Set([...own].map((source) => String(rows[source].orderId)));
					// A customer's refund rows may have no buyer: they belong to their order by its ID.
					const theirs = rows.filter(
						(candidate, i) =>
							own.has(i) ||
							(!used.has(i) &&
								!(batch.sources ?? []).some((sources) => sources.includes(i)) &&
								orderIds.has(String(candidate.orderId))),
					);
					const single = run(theirs, { ...given, use: 'savedModel', savedModel: batch.summary });
					expect(customersById(single).get(row.customerId)).toEqual(byId.get(row.customerId));
					expect(single.summary.model).toEqual(batch.summary.model);
				});
			}),
			{ numRuns: 60 },
		);
	});
});

describe('hostile rows', () => {
	const names = [
		'orderId',
		'orderDate',
		'amount',
		'currency',
		'status',
		'isTest',
		'cancelledAt',
		'updatedAt',
		'customerId',
		'email',
		'phone',
		'firstName',
		'emailConsent',
		'discount',
		'refund',
		'refundedAt',
		'tax',
		'costOfGoods',
		'category',
		'region',
		'note',
	];
	const anything = fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true });
	const valid: JsonRecord = { orderDate: '2025-01-05', amount: 5, customerId: 'a' };
	const hostileRow = fc
		.tuple(fc.dictionary(fc.constantFrom(...names), anything), fc.boolean())
		.map(([row, isBacked]) => (isBacked ? { ...row, ...valid } : row));

	it.each(['custom', 'shopify', 'wooCommerce', 'bigCommerce', 'stripe'])(
		'never stop a run, and none is lost: %s',
		(source) => {
			fc.assert(
				fc.property(fc.array(hostileRow, { maxLength: 12 }), options, (rows, given) => {
					const result = run(rows, {
						...given,
						source,
						keepFields: 'note, phone',
						monetaryBasis: 'profit',
					});
					expect((result.summary.rowsUsed as number) + result.setAside.length).toBe(rows.length);
				}),
			);
		},
	);

	const paths = [
		'id',
		'total_price',
		'created_at',
		'date_created_gmt',
		'total',
		'created',
		'amount_captured',
		'currency',
		'financial_status',
		'customer',
		'email',
		'billing',
		'line_items',
		'refunds',
		'customer_id',
		'billing_details',
		'shipping_address',
		'livemode',
		'latest_charge',
		'totalPriceSet',
		'totalRefundedSet',
		'lineItems',
		'displayFinancialStatus',
		'discount_amount',
		'refunded_amount',
		'status_id',
		'billing_address',
		'products',
		'current_total_price',
		'currentTotalPriceSet',
		'total_outstanding',
		'__parentId',
		'dispute',
		'disputed',
		'Total',
		'Name',
		'Dispute Status',
		'type',
		'parent_order_id',
		'returns',
		'return_amounts',
		'total_money',
		'grandtotal',
		'Adjusted Order Total',
		'Total Price',
		'item-price',
		'item-promotion-discount',
		'current_state',
		'conversion_rate',
		'cancelStatus',
		'paymentSummary',
		'base_grand_total',
	];
	const anyRow = fc.dictionary(fc.constantFrom(...paths), anything).map((row) => ({
		total_price: 5,
		total: 5,
		amount_captured: 5,
		created_at: '2025-01-05',
		date_created_gmt: '2025-01-05',
		created: 1_700_000_000,
		createdAt: '2025-01-05',
		totalPriceSet: { shopMoney: { amount: '5' } },
		date_created: 'Sun, 05 Jan 2025 00:00:00 +0000',
		total_inc_tax: '5.0000',
		customer: { id: 'a' },
		customer_id: 'a',
		'Created at': '2025-01-05',
		'Created (UTC)': '2025-01-05 10:00:00',
		Email: 'a@example.com',
		Amount: '5.00',
		total_amount: '5.00',
		billing_email: 'a@example.com',
		receipt_id: 1,
		created_timestamp: 1_700_000_000,
		'Sale Date': '01/05/25',
		'Order Total': '5.00',
		'Buyer Username': 'a',
		'purchase-date': '2025-01-05',
		'buyer-email': 'a@example.com',
		total_paid: '5.00',
		id_customer: 1,
		date_add: '2025-01-05 10:00:00',
		...row,
	}));

	it.each(orderSources)('in the layout of %s never stop a run', (source) => {
		fc.assert(
			fc.property(fc.array(anyRow, { maxLength: 12 }), (rows) => {
				const { summary, setAside } = run(rows, { source });
				expect((summary.rowsUsed as number) + setAside.length).toBe(summary.rowsIn);
			}),
		);
	});

	it('in pages of a GraphQL answer never stop a run, and no order is lost', () => {
		const order = anyRow.map((row) => ({ id: 'gid://shopify/Order/1', ...row }));
		const orders = fc.array(order, { maxLength: 5 });
		const page = fc.oneof(
			orders.map((nodes) => ({ count: nodes.length, row: { data: { orders: { nodes } } } })),
			orders.map((nodes) => ({
				count: nodes.length,
				row: { orders: { edges: nodes.map((node) => ({ node })), pageInfo: nodes[0] } },
			})),
			order.map((row) => ({ count: 1, row })),
			anything.map((orders) => ({ count: undefined, row: { orders } })),
		);
		fc.assert(
			fc.property(fc.array(page, { maxLength: 6 }), (pages) => {
				const { summary, setAside } = run(
					pages.map(({ row }) => row as JsonRecord),
					{ source: 'shopifyGraphql' },
				);
				const taken = (summary.rowsUsed as number) + setAside.length;
				expect(taken).toBe(summary.rowsIn);
				const counts = pages.map(({ count }) => count);
				if (!counts.includes(undefined)) {
					expect(taken).toBe(counts.reduce((sum: number, count) => sum + (count ?? 0), 0));
				}
				expect(setAside.every(({ source }) => source >= 0 && source < pages.length)).toBe(true);
			}),
		);
	});

	it('with ids of all kinds are data', () => {
		const rows = hostileIds.map((customerId) => ({
			customerId,
			orderId: customerId,
			orderDate: '2025-01-05',
			amount: 5,
		}));
		const { customers } = run(rows);
		expect(customers.map(({ row }) => row.customerId).sort()).toEqual([...hostileIds].sort());
		expect(({} as JsonRecord).polluted).toBeUndefined();
	});
});
