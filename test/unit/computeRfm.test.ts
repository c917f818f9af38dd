import type { JsonRecord } from '../../src/values/jsonRecord';
import type { RfmResult } from '../../src/core/rfm/computeRfm';
import { RfmComputation } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import { customersById, noticeCodes, now, onlyCustomer, runRfm } from '../support/runRfm';

const msPerDay = 86_400_000;
/** The date N days before 2025-06-30. */
const daysAgo = (days: number) => new Date(now - days * msPerDay).toISOString().slice(0, 10);

/** An order per entry: `[customer, days ago, amount]`. */
function orders(...entries: Array<[customer: string, ago: number, amount: number]>): JsonRecord[] {
	return entries.map(([customerId, ago, amount], i) => ({
		orderId: i,
		customerId,
		orderDate: daysAgo(ago),
		amount,
	}));
}
const row = (result: RfmResult, id: string) => customersById(result).get(id) ?? {};

describe('the fields of a customer', () => {
	const history: JsonRecord[] = [
		{
			orderId: 1,
			customerId: 'c1',
			email: 'Old@example.com',
			phone: '1',
			firstName: 'Ann',
			lastName: 'Doe',
			emailConsent: 'subscribed',
			smsConsent: 'no',
			orderDate: '2024-05-01T09:00:00Z',
			amount: 100,
			discount: 25,
			currency: 'USD',
			category: 'tea',
			brand: 'Acme',
			product: 'Pot',
			region: 'US',
		},
		{
			orderId: 2,
			customerId: 'c1',
			email: 'new@example.com',
			orderDate: '2025-01-10T23:30:00Z',
			amount: 50.5,
			refund: 10.1,
			currency: 'USD',
			category: 'cups',
			brand: 'Bodum',
			product: 'Cup',
			emailConsent: false,
		},
		{
			orderId: 3,
			customerId: 'c1',
			orderDate: '2025-01-10T23:45:00Z',
			amount: 30,
			currency: 'USD',
			category: 'cups',
			brand: 'Acme',
			pushConsent: 1,
			region: '',
		},
	];

	it('are those of the requirements, each of a plain type', () => {
		const customer = onlyCustomer(runRfm(history, { timeZone: 'America/New_York' }));
		expect(customer).toMatchObject({
			customerId: 'c1',
			email: 'new@example.com',
			phone: '1',
			firstName: 'Ann',
			lastName: 'Doe',
			emailConsent: false,
			smsConsent: false,
			pushConsent: true,
			asOf: '2025-06-30T23:59:59.999-04:00',
			currency: 'USD',
			firstOrderAt: '2024-05-01T05:00:00-04:00',
			lastOrderAt: '2025-01-10T18:45:00-05:00',
			daysSinceLastOrder: 171,
			customerAgeDays: 425,
			orderCount: 3,
			orderCountLifetime: 3,
			orderCountLast365: 2,
			monetaryTotal: 170.4,
			monetaryLifetime: 170.4,
			monetaryLast365: 70.4,
			averageOrderValue: 56.8,
			refundRate: 0.056,
			discountShare: 0.1217,
			firstOrderDiscounted: true,
			fullPriceOrderCount: 2,
			meanGapDays: 254,
			frequencyTrend: 'increasing',
			cohortMonth: '2024-05',
			topCategory: 'cups',
			topBrand: 'Acme',
			topProduct: 'Cup',
			region: 'US',
			recencyBand: 'cool',
			frequencyBand: '3-4',
			spendBand: 'average',
			orderHistory: '2024-05-01:100;2025-01-10:40.4;2025-01-10:30',
			recencyScore: 3,
			frequencyScore: 3,
			monetaryScore: 3,
			rfmCell: '333',
			rfmScore: 3,
			rfmSegment: 'needsAttention',
			rfmReasons: 'recency:3,frequency:3,monetary:3',
			rfmExplanation: expect.stringMatching(/^Needs Attention .*171 days ago.*\.$/),
			rfmModelVersion: expect.stringMatching(/^[0-9a-f]{12}$/),
		});
		const plain = ['string', 'number', 'boolean'];
		for (const value of Object.values(customer))
			expect(value === null || plain.includes(typeof value)).toBe(true);
	});

	it('count the orders of the window that had no discount', () => {
		const order = (orderId: number, orderDate: string, discount?: number) => ({
			customerId: 'c1',
			orderId,
			orderDate,
			amount: 10,
			discount,
		});
		const orders = [
			order(1, '2024-01-01'),
			order(2, '2025-06-01', 5),
			order(3, '2025-06-02', 0),
			order(4, '2025-06-03'),
		];
		const counts = (options: JsonRecord) =>
			onlyCustomer(runRfm(orders, options)).fullPriceOrderCount;
		expect(counts({})).toBe(3);
		expect(counts({ windowDays: 365 })).toBe(2);
		expect(counts({ windowDays: 10 })).toBe(0);
	});

	it('take days from the shop’s calendar, wherever the shop is', () => {
		const inTokyo = onlyCustomer(runRfm(history, { timeZone: 'Asia/Tokyo' }));
		expect(inTokyo).toMatchObject({
			daysSinceLastOrder: 170,
			lastOrderAt: '2025-01-11T08:45:00+09:00',
			orderHistory: '2024-05-01:100;2025-01-11:40.4;2025-01-11:30',
		});
	});

	it('give averages two digits more than the currency, half to even', () => {
		const average = (amounts: number[]) =>
			onlyCustomer(
				runRfm(orders(...amounts.map((amount): [string, number, number] => ['a', 1, amount]))),
			).averageOrderValue;
		expect(average([10, 10, 10.01])).toBe(10.0033);
		expect(average([0.01, 0.01, 0.02])).toBe(0.0133);
		expect(average([0.01, 0.02])).toBe(0.015);
	});

	it('measure gaps between days with orders', () => {
		const gap = (...days: number[]) =>
			onlyCustomer(runRfm(orders(...days.map((ago): [string, number, number] => ['a', ago, 5]))))
				.meanGapDays;
		expect(gap(10)).toBeNull();
		expect(gap(10, 10)).toBeNull();
		expect(gap(30, 20, 20, 5)).toBe(12.5);
		expect(gap(30, 20, 19, 0)).toBe(10);
	});

	it('call the last 365 days those of an age below 365', () => {
		const customer = onlyCustomer(runRfm(orders(['a', 364, 5], ['a', 365, 7])));
		expect(customer).toMatchObject({ orderCountLast365: 1, monetaryLast365: 5 });
	});

	it('judge the trend by the span asked for', () => {
		const rows = orders(['a', 179, 5], ['a', 180, 5], ['a', 359, 5]);
		expect(onlyCustomer(runRfm(rows)).frequencyTrend).toBe('declining');
		expect(onlyCustomer(runRfm(rows, { trendDays: 360 })).frequencyTrend).toBe('increasing');
		expect(onlyCustomer(runRfm(orders(['a', 400, 5], ['a', 500, 5]))).frequencyTrend).toBe(
			'declining',
		);
	});

	it('hold null where there is no order that counts', () => {
		const rows = [
			...orders(['b', 5, 10]),
			{ customerId: 'a', orderId: 'x', orderDate: daysAgo(3), amount: 0, email: 'a@example.com' },
		];
		const result = runRfm(rows);
		const customer = row(result, 'a');
		expect(customer).toMatchObject({
			email: 'a@example.com',
			orderCount: 0,
			orderCountLifetime: 0,
			monetaryTotal: 0,
			averageOrderValue: null,
			daysSinceLastOrder: null,
			customerAgeDays: null,
			firstOrderAt: null,
			lastOrderAt: null,
			cohortMonth: null,
			frequencyTrend: 'none',
			recencyBand: null,
			spendBand: null,
			orderHistory: '',
			recencyScore: null,
			rfmCell: null,
			rfmScore: null,
			rfmSegment: 'noOrders',
		});
		expect(Object.keys(customer)).toEqual(Object.keys(row(result, 'b')));
		expect(result.summary.model).toMatchObject({ customers: 1 });
	});

	it('include further fields of the orders that are asked for, and never replace a computed one', () => {
		const [first] = orders(['a', 5, 10]);
		const extended = {
			...first,
			loyalty: { level: 'gold' },
			birthday: '1990-01-01',
			meanGapDays: 7,
		};
		const kept = { keepFields: 'loyalty.level, birthday, meanGapDays, missing' };
		expect(onlyCustomer(runRfm([extended], kept))).toMatchObject({
			level: 'gold',
			birthday: '1990-01-01',
			meanGapDays: null,
			missing: null,
		});
	});

	it.each([
		[true, true],
		['TRUE', true],
		['Subscribed', true],
		['opted in', true],
		[1, true],
		[false, false],
		['unsubscribed', false],
		['opt-out', false],
		[0, false],
		['pending', false],
		['perhaps', null],
		['', null],
		[{}, null],
		[7, null],
	])('read the consent %p as %p', (emailConsent, expected) => {
		const [first] = orders(['a', 5, 10]);
		expect(onlyCustomer(runRfm([{ ...first, emailConsent }])).emailConsent).toBe(expected);
	});
});

describe('the window', () => {
	const rows = [
		...orders(
			['a', 364, 10],
			['a', 365, 100],
			['b', 400, 70],
			['b', 800, 30],
			['c', 5, 20],
			['c', 3, 30],
		),
		{
			customerId: 'a',
			orderId: 'r',
			orderDate: daysAgo(500),
			amount: 50,
			refund: 50,
			category: 'old',
			discount: 10,
		},
	];

	it('bounds counts, money, rates, tops and bands; all else is lifetime', () => {
		expect(row(runRfm(rows, { windowDays: 365 }), 'a')).toMatchObject({
			orderCount: 1,
			orderCountLifetime: 2,
			monetaryTotal: 10,
			monetaryLifetime: 110,
			averageOrderValue: 10,
			refundRate: 0,
			discountShare: 0,
			frequencyBand: '1',
			spendBand: 'below',
			customerAgeDays: 365,
			meanGapDays: 1,
			orderHistory: `${daysAgo(365)}:100;${daysAgo(364)}:10`,
		});
		expect(row(runRfm(rows), 'a')).toMatchObject({
			orderCount: 2,
			monetaryTotal: 110,
			refundRate: 0.3125,
		});
	});

	it('keeps the recency of a customer without an order in it, with the lowest F and M', () => {
		const customer = row(runRfm(rows, { windowDays: 365 }), 'b');
		expect(customer).toMatchObject({
			orderCount: 0,
			monetaryTotal: 0,
			averageOrderValue: null,
			daysSinceLastOrder: 400,
			frequencyScore: 1,
			monetaryScore: 1,
			frequencyBand: '0',
			topCategory: null,
		});
		expect(customer.recencyScore).toBe(1);
		expect(customer.rfmSegment).toBe('lost');
	});
});

describe('scores', () => {
	const ten = orders(
		...Array.from({ length: 10 }, (_, i): [string, number, number] => [
			`c${i}`,
			10 * i,
			10 * (10 - i),
		]),
	);

	it('rank recency and money in equal shares, the recent and the large best', () => {
		const { customers } = runRfm(ten);
		expect(customers.map(({ row }) => row.recencyScore)).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
		expect(customers.map(({ row }) => row.monetaryScore)).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
		expect(customers.map(({ row }) => row.frequencyScore)).toEqual(Array(10).fill(1));
	});

	it('count orders 1, 2, 3, 4, 5+ at five bins', () => {
		const rows = orders(
			...Array.from({ length: 7 }, (_, c) =>
				Array.from({ length: c + 1 }, (__, i): [string, number, number] => [`c${c}`, i, 5]),
			).flat(),
		);
		expect(runRfm(rows).customers.map(({ row }) => row.frequencyScore)).toEqual([
			1, 2, 3, 4, 5, 5, 5,
		]);
		const quantiles = runRfm(rows, { frequencyMethod: 'quantiles' });
		expect(quantiles.customers.map(({ row }) => row.frequencyScore)).toEqual([1, 1, 2, 3, 3, 4, 5]);
		const seven = runRfm(rows, { bins: 7 });
		expect(seven.customers.map(({ row }) => row.frequencyScore)).toEqual([1, 2, 3, 4, 5, 6, 7]);
	});

	it('follow thresholds where they are set', () => {
		const result = runRfm(ten, {
			recencyMethod: 'thresholds',
			recencyThresholds: '10, 30, 50, 80',
			monetaryMethod: 'thresholds',
			monetaryThresholds: '20, 20.01, 50, 100',
			frequencyMethod: 'thresholds',
			frequencyThresholds: '1, 2, 3, 4',
		});
		const column = (name: string) => result.customers.map(({ row }) => row[name]);
		expect(column('recencyScore')).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 2, 1]);
		expect(column('monetaryScore')).toEqual([5, 4, 4, 4, 4, 4, 3, 3, 2, 1]);
		expect(column('frequencyScore')).toEqual(Array(10).fill(2));
	});

	it.each([
		['recencyMethod', 'recencyThresholds'],
		['frequencyMethod', 'frequencyThresholds'],
		['monetaryMethod', 'monetaryThresholds'],
	])('by thresholds need them before any row is read: %s', (method, thresholds) => {
		const construct = () =>
			new RfmComputation(rfmOptions.parse({ [method]: 'thresholds' }), { timeZone: 'UTC', now });
		expect(construct).toThrow(expect.objectContaining({ field: thresholds }));
	});

	it('give an RFM cell and a weighted mean', () => {
		const one = row(runRfm(ten, { recencyWeight: 2, frequencyWeight: 1, monetaryWeight: 0 }), 'c2');
		expect(one).toMatchObject({ rfmCell: '414', rfmScore: 3, rfmSegment: 'promising' });
		const tens = row(runRfm(ten, { bins: 10, frequencyMethod: 'quantiles' }), 'c0');
		expect(tens).toMatchObject({ rfmCell: '10-5-10', rfmScore: 8.33 });
		expect(() => runRfm(ten, { recencyWeight: 0, frequencyWeight: 0, monetaryWeight: 0 })).toThrow(
			/"recencyWeight" needs weights that are not all 0/,
		);
	});

	it('of one customer are in the middle, with notices', () => {
		const result = runRfm(orders(['a', 5, 10]));
		expect(onlyCustomer(result)).toMatchObject({
			recencyScore: 3,
			frequencyScore: 1,
			monetaryScore: 3,
		});
		expect(noticeCodes(result)).toEqual(['smallBase', 'shortHistory', 'degenerate', 'degenerate']);
	});

	it('of identical customers are the same, in the middle, and nobody is a champion', () => {
		const rows = orders(
			...'abcdefg'.split('').flatMap(
				(id): Array<[string, number, number]> => [
					[id, 5, 9],
					[id, 3, 9],
				],
			),
		);
		const { customers } = runRfm(rows, { frequencyMethod: 'quantiles' });
		expect(new Set(customers.map(({ row }) => row.rfmCell))).toEqual(new Set(['333']));
	});
});

describe('notices', () => {
	const base = (count: number, ago = 600) =>
		orders(
			...Array.from({ length: count }, (_, i): [string, number, number] => [
				`c${i}`,
				i === 0 ? ago : i % 90,
				10 + (i % 7),
			]),
		);

	it('are empty for a healthy base', () => {
		expect(runRfm(base(100)).notices).toEqual([]);
	});

	it.each([
		['smallBase', base(99)],
		['shortHistory', base(100, 547)],
		[
			'whale',
			[...base(100), ...orders(['whale', 1, 1400])].map((order, orderId) => ({
				...order,
				orderId,
			})),
		],
		['manySetAside', [...base(100), ...Array<JsonRecord>(6).fill({})]],
		[
			'noFxRate',
			[
				...base(100).map((order) => ({ ...order, currency: 'USD' })),
				{ ...base(1)[0], orderId: 'x', currency: 'EUR' },
			],
		],
	])('include %s', (code, rows) => {
		expect(noticeCodes(runRfm(rows))).toContain(code);
	});

	it('leave out what is just within the limits', () => {
		expect(runRfm([...base(100, 548), ...Array<JsonRecord>(5).fill({})]).notices).toEqual([]);
	});

	it('do not count orders after asOf as a fault of the data', () => {
		const later = orders(
			...Array.from({ length: 50 }, (_, i): [string, number, number] => [`c${i}`, -5, 5]),
		);
		const rows = [...base(100), ...later.map((order, i) => ({ ...order, orderId: `later${i}` }))];
		expect(runRfm(rows).notices).toEqual([]);
	});

	it('advise another source where rows look like its', () => {
		const rows = Array.from({ length: 20 }, (_, id) => ({
			id,
			total_price: '5.00',
			financial_status: 'paid',
			created_at: daysAgo(1),
		}));
		expect(runRfm(rows, { source: 'bigCommerce' }).notices[0]).toMatchObject({
			code: 'wrongSource',
			message: expect.stringContaining('Shopify'),
		});
	});

	it('are in the summary too', () => {
		const result = runRfm(base(5));
		expect(result.summary.notices).toBe(result.notices);
	});

	it('about the base are off where a saved model is applied, those about rows stay', () => {
		const { summary } = runRfm(base(100));
		const [first] = base(1);
		const applied = runRfm([{ ...first, status: 'odd' }], {
			use: 'savedModel',
			savedModel: summary.model,
		});
		expect(noticeCodes(applied)).toEqual(['unknownStatus']);
	});
});

describe('the summary', () => {
	const rows = [
		...orders(['a', 5, 10], ['a', 50, 20], ['b', 300, 5], ['c', 5, 7.5], ['c', 900, 1]),
		{ customerId: 'c', orderDate: 'x', amount: 1 },
		{ customerId: 'c', amount: 1 },
		{ orderId: 4, customerId: 'c', orderDate: daysAgo(800), amount: -0.4 },
	].map((row, i) => ({ ...row, currency: 'USD', category: `k${i % 3}`, region: 'US' }));

	it('has totals that reconcile and counts by code', () => {
		const { summary } = runRfm(rows);
		expect(summary).toMatchObject({
			node: 'computeRfm',
			asOf: '2025-06-30T23:59:59.999Z',
			timeZone: 'UTC',
			currency: 'USD',
			customers: 3,
			customersWithOrders: 3,
			rowsIn: 8,
			rowsUsed: 6,
			rowsSetAside: 2,
			orders: 5,
			ordersNotCounted: 0,
			amountIn: 43.1,
			amountUsed: 43.1,
			amountSetAside: 0,
			charged: 43.5,
			counted: 43.1,
			refundsDeducted: 0.4,
			notCounted: 0,
			otherDeductions: 0,
		});
		expect(Object.values(summary)).toContainEqual({ missingDate: 1, unparseableDate: 1 });
	});

	it('describes each segment, most revenue first', () => {
		const { summary, customers } = runRfm(rows);
		const segments = summary.segments as JsonRecord[];
		for (const { segment, customers: size, revenue, meanSpend } of segments) {
			const members = customers.filter(({ row }) => row.rfmSegment === segment);
			const spend = members.reduce((sum, { row }) => sum + (row.monetaryLifetime as number), 0);
			expect(size).toBe(members.length);
			expect(revenue).toBeCloseTo(spend, 10);
			expect(meanSpend).toBeCloseTo(spend / members.length, 4);
		}
		const revenues = segments.map(({ revenue }) => revenue as number);
		expect(revenues).toEqual([...revenues].sort((a, b) => b - a));
		expect(segments[0]).toMatchObject({
			topRegions: 'US',
			topCategories: expect.stringMatching(/^k\d/),
		});
	});

	it('names at most five tops, the most frequent first', () => {
		const many = orders(
			...Array.from({ length: 21 }, (_, i): [string, number, number] => [`c${i}`, 5, 5]),
		);
		const counts = many.map((row, i) => ({
			...row,
			product: `p${Math.floor(Math.sqrt(2 * i + 0.25) - 0.5)}`,
		}));
		const [segment] = runRfm(counts).summary.segments as JsonRecord[];
		expect(segment.topProducts).toBe('p5, p4, p3, p2, p1');
	});

	it('exists for zero rows', () => {
		const { summary, customers, setAside, notices } = runRfm([]);
		expect([customers, setAside, notices]).toEqual([[], [], []]);
		expect(summary).toMatchObject({ rowsIn: 0, customers: 0, charged: 0, segments: [] });
	});
});

describe('fit and apply', () => {
	const batch = orders(
		...Array.from({ length: 40 }, (_, i): [string, number, number] => [
			`c${i % 23}`,
			(i * 37) % 500,
			(i * 13) % 90,
		]),
	);
	const model = (options: JsonRecord = {}) => runRfm(batch, options).summary.model as JsonRecord;

	it('gives one customer the numbers of the batch', () => {
		const fitted = runRfm(batch, { bins: 7, windowDays: 300, segmentMap: 'sixGroups' });
		for (const { row: expected } of fitted.customers) {
			const own = batch.filter(({ customerId }) => customerId === expected.customerId);
			const savedModel = JSON.stringify(fitted.summary.model);
			expect(onlyCustomer(runRfm(own, { use: 'savedModel', savedModel }))).toEqual(expected);
		}
	});

	it('never fits again when the model is missing', () => {
		for (const savedModel of ['', undefined, null, {}, 'null']) {
			expect(() => runRfm(batch, { use: 'savedModel', savedModel })).toThrow(/"savedModel" needs/);
		}
	});

	it('passes the model on unchanged', () => {
		const saved = model();
		expect(
			runRfm(batch.slice(0, 1), { use: 'savedModel', savedModel: saved }).summary.model,
		).toEqual(saved);
	});

	it('survives JSON', () => {
		expect(JSON.parse(JSON.stringify(model()))).toEqual(JSON.parse(JSON.stringify(model())));
		expect(model().version).toMatch(/^[0-9a-f]{12}$/);
	});

	it.each([
		['bins', { bins: 4 }],
		['the window', { windowDays: 100 }],
		['weights', { recencyWeight: 2 }],
		['the segment map', { segmentMap: 'reveal' }],
		['the monetary basis', { monetaryBasis: 'gross' }],
	])('has another version with other %s', (_, options) => {
		expect(model(options).version).not.toBe(model().version);
	});

	it.each([
		['fields to keep', { keepFields: 'note' }],
		['pairing', { pairAllOrders: true }],
		['names of fields', { fields: { note: 'x', brand: 'maker' } }],
	])('has the same version with other %s', (_, options) => {
		expect(model(options).version).toBe(model().version);
	});

	it('has the same version on another day that cuts the same', () => {
		const fixed = {
			recencyMethod: 'thresholds',
			recencyThresholds: '30,90,180,365',
			monetaryMethod: 'thresholds',
			monetaryThresholds: '10,20,30,40',
		};
		expect(model({ ...fixed, asOf: '2025-07-05' }).version).toBe(model(fixed).version);
	});
});

describe('chunks', () => {
	it('one after the other equal all rows at once', () => {
		const rows = orders(['a', 5, 10], ['b', 50, 20], ['a', 300, 5], ['c', 5, 7]);
		const options = rfmOptions.parse({ asOf: '2025-06-30', outputFields: 'all' });
		const computation = new RfmComputation(options, { timeZone: 'UTC', now });
		computation.add(rows.slice(0, 1));
		computation.add([]);
		computation.add(rows.slice(1));
		expect(computation.finish()).toEqual(runRfm(rows));
	});
});

describe('asOf', () => {
	it('is now without a setting, and a past day gives its numbers again', () => {
		const rows = orders(['a', 20, 10], ['a', 5, 20]);
		expect(onlyCustomer(runRfm(rows, { asOf: '' })).asOf).toBe('2025-06-30T12:00:00Z');
		expect(onlyCustomer(runRfm(rows, { asOf: daysAgo(10) }))).toMatchObject({
			orderCount: 1,
			daysSinceLastOrder: 10,
		});
	});
});
