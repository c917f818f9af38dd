import type { JsonRecord } from '../../src/values/jsonRecord';
import { createHash } from 'node:crypto';
import { codesBySource, customersById, noticeCodes, onlyCustomer, runRfm } from '../support/runRfm';

const order = (changes: JsonRecord = {}): JsonRecord => ({
	orderId: 'o1',
	customerId: 'c1',
	orderDate: '2025-06-01',
	amount: 100,
	...changes,
});
/** The counted amount of one order, and whether it counts. */
const worth = (changes: JsonRecord, options: JsonRecord = {}) => {
	const customer = onlyCustomer(runRfm([order(changes)], options));
	return [customer.monetaryTotal, customer.orderCount, customer.refundRate];
};

describe('who ordered', () => {
	const guest = (changes: JsonRecord) => order({ customerId: null, ...changes });

	it('is the customer id, trimmed, numbers as they print', () => {
		const rows = [' c1 ', 'c1', 7, '7'].map((customerId, i) => order({ customerId, orderId: i }));
		expect([...customersById(runRfm(rows)).keys()]).toEqual(['7', 'c1']);
	});

	it('is the email where there is no id, whatever its case and spaces', () => {
		const rows = ['Ann@Example.com', ' ann@example.com '].map((email, i) =>
			guest({ email, orderId: i }),
		);
		const customer = onlyCustomer(runRfm(rows));
		expect(customer).toMatchObject({ email: 'ann@example.com', orderCount: 2 });
		const digest = createHash('sha256').update('ann@example.com').digest('hex');
		expect(customer.customerId).toBe(`guest_${digest.slice(0, 16)}`);
	});

	it('gives a guest the same id in every run', () => {
		const id = (rows: JsonRecord[]) => runRfm(rows).customers[0].row.customerId;
		expect(id([guest({ email: 'a@example.com' })])).toBe(
			id([guest({ email: 'A@example.com', amount: 1 })]),
		);
	});

	it('keeps plus-tags apart', () => {
		const rows = [
			guest({ email: 'a+x@example.com' }),
			guest({ email: 'a@example.com', orderId: 2 }),
		];
		expect(runRfm(rows).customers).toHaveLength(2);
	});

	it('is the account with the guest’s email', () => {
		const rows = [
			order({ email: 'ann@example.com' }),
			guest({ email: 'Ann@example.com', orderId: 2, orderDate: '2025-06-05' }),
		];
		expect(onlyCustomer(runRfm(rows))).toMatchObject({ customerId: 'c1', orderCount: 2 });
	});

	it('is the account that ordered last of several, at a tie the smaller ID', () => {
		const rows = [
			order({ customerId: 'a', email: 'x@example.com', orderId: 1 }),
			order({ customerId: 'b', email: 'x@example.com', orderId: 2, orderDate: '2025-06-10' }),
			guest({ email: 'x@example.com', orderId: 3, orderDate: '2024-01-01' }),
		];
		expect(customersById(runRfm(rows)).get('b')?.orderCount).toBe(2);
		expect(runRfm(rows).customers).toHaveLength(2);
		const tied = rows.map((row) => ({ ...row, orderDate: '2025-06-10' }));
		for (const permuted of [tied, [...tied].reverse()])
			expect(customersById(runRfm(permuted)).get('a')?.orderCount).toBe(2);
	});

	it('two accounts that share an email stay two', () => {
		const rows = ['a', 'b'].map((customerId) =>
			order({ customerId, orderId: customerId, email: 'x@example.com' }),
		);
		expect([...customersById(runRfm(rows)).keys()]).toEqual(['a', 'b']);
	});

	it('takes no account from a row that is set aside', () => {
		const rows = [
			order({ email: 'x@example.com', status: 'cancelled' }),
			guest({ email: 'x@example.com', orderId: 2 }),
		];
		expect(onlyCustomer(runRfm(rows)).customerId).toMatch(/^guest_/);
	});
});

/** Every code with a row that has it, in the order in which the first that applies is reported. */
const faults: Array<[code: string, fault: JsonRecord]> = [
	['missingIdentity', { customerId: null, email: 'no address' }],
	['missingDate', { orderDate: '' }],
	['unparseableDate', { orderDate: '2025-02-30' }],
	['afterAsOf', { orderDate: '2025-07-01' }],
	['missingAmount', { amount: null }],
	['unparseableAmount', { amount: '12,34' }],
	['noFxRate', { currency: 'EUR' }],
	['statusCancelled', { status: 'cancelled' }],
	['statusTest', { isTest: true, status: 'paid' }],
	['statusUnpaid', { status: 'pending', isTest: false }],
	['negativeAmount', { amount: -5, orderId: null }],
	['orphanRefund', { amount: -5, orderId: 'unknown' }],
];

describe('set-aside codes', () => {
	const others = [
		order({ orderId: 'x1', customerId: 'x', currency: 'USD' }),
		order({ orderId: 'x2', customerId: 'x', currency: 'USD' }),
	];
	const codeOf = (row: JsonRecord) =>
		codesBySource(runRfm([order({ currency: 'USD', ...row }), ...others]))[0];

	it.each(faults)('%s', (code, fault) => {
		expect(codeOf(fault)).toBe(code);
	});

	/** Two faults in the same field can't be in one row. */
	const pairs = faults.flatMap(([code, fault], i) =>
		faults
			.slice(i + 1)
			.filter(([, later]) => !Object.keys(later).some((key) => key in fault))
			.map(([later, laterFault]): [string, string, JsonRecord] => [
				code,
				later,
				{ ...laterFault, ...fault },
			]),
	);
	it.each(pairs)('%s comes before %s', (code, _, row) => {
		expect(codeOf(row)).toBe(code);
	});

	it('names the currency that has no rate', () => {
		const { setAside } = runRfm([order({ currency: 'eur' }), ...others]);
		expect(setAside[0].explanation).toContain('EUR');
	});

	it('counts an order at exactly asOf, and none after', () => {
		const asOf = '2025-06-01T10:00:00Z';
		const rows = [
			order({ orderDate: asOf }),
			order({ orderId: 2, orderDate: '2025-06-01T10:00:00.001Z' }),
		];
		const result = runRfm(rows, { asOf });
		expect(onlyCustomer(result)).toMatchObject({ orderCount: 1, daysSinceLastOrder: 0 });
		expect(codesBySource(result)).toEqual({ 1: 'afterAsOf' });
	});

	it('return the input row with a sentence', () => {
		const row = order({ amount: null, note: 'kept' });
		const [entry] = runRfm([row]).setAside;
		expect(entry.row).toBe(row);
		expect(entry.explanation).toMatch(/^The .*\.$/);
	});
});

describe('the same order twice', () => {
	it('counts once, without a notice where both are the same', () => {
		const result = runRfm([order(), order()]);
		expect(onlyCustomer(result)).toMatchObject({ orderCount: 1, monetaryTotal: 100 });
		expect(result.setAside.map(({ code }) => code)).toEqual(['duplicateOrderId']);
		expect(noticeCodes(result)).not.toContain('conflictingDuplicate');
	});

	it.each([
		[
			'the newest update',
			{ updatedAt: '2025-06-02', orderDate: '2025-05-01' },
			{ updatedAt: '2025-06-01' },
		],
		['an update before none', { updatedAt: '2025-06-01', orderDate: '2025-05-01' }, {}],
		[
			'then the later order date',
			{ orderDate: '2025-06-02' },
			{ orderDate: '2025-06-01', amount: 999 },
		],
	])('keeps %s', (_, winner, loser) => {
		const rows = [order({ ...winner, note: 'winner' }), order({ ...loser, note: 'loser' })];
		for (const permuted of [rows, [...rows].reverse()]) {
			const result = runRfm(permuted, { keepFields: 'note' });
			expect(result.customers[0].row.note).toBe('winner');
			expect(noticeCodes(result)).toContain('conflictingDuplicate');
		}
	});

	it('keeps the greater canonical JSON of equally new rows, and says that they look like order lines', () => {
		const rows = [order({ amount: 7 }), order({ amount: 5 })];
		for (const permuted of [rows, [...rows].reverse()]) {
			const result = runRfm(permuted);
			expect(onlyCustomer(result).monetaryTotal).toBe(7);
			expect(noticeCodes(result)).toContain('looksLikeOrderLines');
			expect(noticeCodes(result)).not.toContain('conflictingDuplicate');
		}
	});

	it('is resolved before statuses: a newer cancelled version removes the order', () => {
		const rows = [order(), order({ status: 'cancelled', updatedAt: '2025-06-02' })];
		const result = runRfm(rows);
		expect(result.customers).toEqual([]);
		expect(codesBySource(result)).toEqual({ 0: 'duplicateOrderId', 1: 'statusCancelled' });
	});

	it('is resolved among readable rows only', () => {
		const rows = [order(), order({ amount: 'x', updatedAt: '2025-06-02' })];
		expect(codesBySource(runRfm(rows))).toEqual({ 1: 'unparseableAmount' });
	});

	it('does not apply where orders have no ID', () => {
		const rows = [order({ orderId: '' }), order({ orderId: '' })];
		expect(onlyCustomer(runRfm(rows)).orderCount).toBe(2);
	});

	it('treats a number and its text as one ID', () => {
		expect(runRfm([order({ orderId: 5 }), order({ orderId: ' 5' })]).setAside).toHaveLength(1);
	});
});

describe('refunds', () => {
	it.each([
		['a field', { refund: 30 }, [70, 1, 0.3]],
		['a negative field', { refund: -30 }, [70, 1, 0.3]],
		['a text', { refund: '30.00' }, [70, 1, 0.3]],
		['a dated field', { refund: 30, refundedAt: '2025-06-05' }, [70, 1, 0.3]],
		['a date after asOf', { refund: 30, refundedAt: '2025-07-01' }, [100, 1, 0]],
		['a date that cannot be read', { refund: 30, refundedAt: 'soon' }, [70, 1, 0.3]],
		['the whole order', { refund: 100 }, [0, 0, 1]],
		['a status', { status: 'refunded' }, [0, 0, 1]],
		['a status with an amount', { status: 'refunded', refund: 40 }, [60, 1, 0.4]],
		['a status dated after asOf', { status: 'refunded', refundedAt: '2025-07-01' }, [100, 1, 0]],
		[
			'a status with an amount dated after asOf',
			{ status: 'refunded', refund: 100, refundedAt: '2025-07-01' },
			[100, 1, 0],
		],
	])('as %s', (_, changes, expected) => {
		expect(worth(changes)).toEqual(expected);
	});

	it('as a negative row with the order’s id', () => {
		const rows = [order(), order({ amount: -30, orderDate: '2025-06-05' })];
		for (const permuted of [rows, [...rows].reverse()]) {
			const result = runRfm(permuted);
			expect(onlyCustomer(result)).toMatchObject({
				monetaryTotal: 70,
				orderCount: 1,
				refundRate: 0.3,
				lastOrderAt: '2025-06-01T00:00:00Z',
			});
			expect(result.setAside).toEqual([]);
			expect(result.summary).toMatchObject({
				amountIn: 70,
				amountUsed: 70,
				charged: 100,
				refundsDeducted: 30,
			});
		}
	});

	it('as several negative rows, the same row only once', () => {
		const refund = order({ amount: -30, orderDate: '2025-06-05' });
		const result = runRfm([
			order(),
			refund,
			{ ...refund },
			order({ amount: -30, orderDate: '2025-06-06' }),
		]);
		expect(onlyCustomer(result).monetaryTotal).toBe(40);
		expect(result.setAside.map(({ code }) => code)).toEqual(['duplicateOrderId']);
	});

	it('as a negative row after asOf wait', () => {
		const result = runRfm([order(), order({ amount: -30, orderDate: '2025-07-05' })]);
		expect(onlyCustomer(result).monetaryTotal).toBe(100);
		expect(codesBySource(result)).toEqual({ 1: 'afterAsOf' });
	});

	it('of an order that is set aside are orphans', () => {
		const result = runRfm([order({ status: 'cancelled' }), order({ amount: -30 })]);
		expect(codesBySource(result)).toEqual({ 0: 'statusCancelled', 1: 'orphanRefund' });
	});

	it('above the order are clamped, with a notice', () => {
		const result = runRfm([order({ refund: 130 })]);
		expect(onlyCustomer(result)).toMatchObject({ monetaryTotal: 0, orderCount: 0, refundRate: 1 });
		expect(noticeCodes(result)).toContain('overRefunded');
		const both = runRfm([order({ refund: 60 }), order({ amount: -60 })]);
		expect(onlyCustomer(both).refundRate).toBe(1);
		expect(noticeCodes(both)).toContain('overRefunded');
	});

	it('of a whole order remove it from frequency and recency, but not from the refund rate', () => {
		const rows = [order({ orderDate: '2025-05-01' }), order({ orderId: 2, refund: 100 })];
		expect(onlyCustomer(runRfm(rows))).toMatchObject({
			orderCount: 1,
			lastOrderAt: '2025-05-01T00:00:00Z',
			refundRate: 0.5,
			orderHistory: '2025-05-01:100',
		});
	});

	it('that cannot be read set the order aside, with the field named', () => {
		for (const currency of ['EUR', 'USD']) {
			const result = runRfm([order({ refund: 'x', currency })], {
				baseCurrency: 'USD',
				exchangeRates: [{ currency: 'EUR', rate: 2 }],
			});
			expect(result.setAside).toMatchObject([
				{ code: 'unparseableAmount', explanation: expect.stringContaining('refund') },
			]);
		}
	});
});

describe('what an order is worth', () => {
	const costs = { tax: 19, shipping: 5, costOfGoods: 40, refund: 10 };
	it.each([
		['gross', {}, 100],
		['net', {}, 90],
		['profit', {}, 90 - 19 - 5 - 40],
		['gross', { excludeTax: true }, 81],
		['net', { excludeTax: true, excludeShipping: true }, 66],
		['profit', { excludeTax: true }, 26],
		['profit', { costOfGoodsPercent: 90 }, 26],
	])('%s with %j', (monetaryBasis, options, expected) => {
		expect(worth(costs, { monetaryBasis, ...options })[0]).toBe(expected);
	});

	it('takes the cost of goods as a percentage of net where there is no cost field', () => {
		const options = { monetaryBasis: 'profit', costOfGoodsPercent: 40 };
		expect(worth({ refund: 10 }, options)[0]).toBe(54);
		expect(worth({ refund: 10, costOfGoods: 0 }, options)[0]).toBe(90);
		expect(worth({ amount: 0.25 }, { ...options, costOfGoodsPercent: 50 })[0]).toBe(0.13);
	});

	it('may be a loss, which counts', () => {
		const customer = onlyCustomer(
			runRfm([order({ costOfGoods: 130 })], { monetaryBasis: 'profit' }),
		);
		expect(customer).toMatchObject({
			monetaryTotal: -30,
			orderCount: 1,
			orderHistory: '2025-06-01:-30',
		});
	});

	it('keeps refund and discount rates shares of what was charged, whatever is excluded', () => {
		const changes = { tax: 19, refund: 100, discount: 25 };
		const customer = onlyCustomer(runRfm([order(changes)], { excludeTax: true }));
		expect(customer).toMatchObject({ refundRate: 1, discountShare: 0.2 });
	});

	it('does not count free orders, unless asked to', () => {
		expect(worth({ amount: 0 })).toEqual([0, 0, 0]);
		expect(worth({ amount: 0 }, { countFreeOrders: true })).toEqual([0, 1, 0]);
		expect(runRfm([order({ amount: 0 })]).setAside).toEqual([]);
	});

	it.each([
		['what was paid', { amountPaid: 40 }, 40],
		['nothing paid', { amountPaid: 0 }, 0],
		['more paid than charged', { amountPaid: 140 }, 100],
		['what is owed', { amountOutstanding: 30 }, 70],
		['paid before owed', { amountPaid: 40, amountOutstanding: 30 }, 40],
		['neither', {}, 100],
	])('counts of a partially paid order %s', (_, changes, expected) => {
		const fields = { amountPaid: 'amountPaid', amountOutstanding: 'amountOutstanding' };
		const result = runRfm([order({ status: 'partially_paid', ...changes })], { fields });
		expect(onlyCustomer(result).monetaryTotal).toBe(expected);
		expect(noticeCodes(result).includes('partialAmountUnknown')).toBe(_ === 'neither');
	});

	it('leaves promotions out where asked to, from the share on', () => {
		const rows = [
			order({ discount: 30, amount: 70 }),
			order({ orderId: 2, discount: 29, amount: 71 }),
		];
		expect(onlyCustomer(runRfm(rows)).orderCount).toBe(2);
		expect(onlyCustomer(runRfm(rows, { leaveOutPromotions: true }))).toMatchObject({
			orderCount: 1,
			monetaryTotal: 71,
			discountShare: 0.29,
		});
		const strict = { leaveOutPromotions: true, promotionSharePercent: 29 };
		expect(onlyCustomer(runRfm(rows, strict)).orderCount).toBe(0);
	});

	it('counts an unknown status as paid, with a notice that names it', () => {
		const result = runRfm([order({ status: 'Gift Wrapped' })]);
		expect(onlyCustomer(result).orderCount).toBe(1);
		expect(result.notices.find(({ code }) => code === 'unknownStatus')?.message).toContain(
			'gift_wrapped',
		);
	});
});

describe('currencies', () => {
	const exchangeRates = [{ currency: 'EUR', rate: 1.1 }];

	it('are converted row by row and rounded half even', () => {
		const rows = [
			order({ currency: 'EUR', amount: 0.05 }),
			order({ currency: 'EUR', amount: 0.15, orderId: 2 }),
			order({ currency: 'USD', amount: 1, orderId: 3 }),
		];
		const customer = onlyCustomer(runRfm(rows, { baseCurrency: 'USD', exchangeRates }));
		// 0.055 → 0.06 and 0.165 → 0.16
		expect(customer.orderHistory).toBe('2025-06-01:0.06;2025-06-01:0.16;2025-06-01:1');
		expect(customer.monetaryTotal).toBe(1.22);
	});

	it('base is the one that most orders name, at a tie the first by code', () => {
		const rows = ['EUR', 'USD', 'USD'].map((currency, i) => order({ currency, orderId: i }));
		expect(runRfm(rows).summary).toMatchObject({
			currency: 'USD',
			amountWithoutRate: { EUR: 100 },
		});
		expect(runRfm(rows.slice(0, 2)).summary.currency).toBe('EUR');
	});

	it('base is none that has an exchange rate', () => {
		const rows = ['EUR', 'EUR', 'USD'].map((currency, i) => order({ currency, orderId: i }));
		expect(onlyCustomer(runRfm(rows, { exchangeRates }))).toMatchObject({
			currency: 'USD',
			monetaryTotal: 320,
		});
	});

	it('base is meant by an order that names none', () => {
		const rows = [order({ currency: '' }), order({ orderId: 2, currency: 'KWD', amount: 0.125 })];
		expect(onlyCustomer(runRfm(rows, { baseCurrency: 'KWD' })).monetaryTotal).toBe(100.125);
		expect(onlyCustomer(runRfm([order()])).currency).toBeNull();
	});

	it.each([
		['JPY', 100.5, 100],
		['USD', 100.505, 100.5],
		['KWD', 100.505, 100.505],
	])('come out at the digits of %s', (currency, amount, expected) => {
		expect(worth({ currency, amount })[0]).toBe(expected);
	});

	it('convert between currencies of different digits', () => {
		const options = { baseCurrency: 'USD', exchangeRates: [{ currency: 'JPY', rate: 0.0067 }] };
		expect(worth({ currency: 'JPY', amount: 1000, refund: 100 }, options)[0]).toBe(6.03);
	});

	it('convert at the base currency at 1 only', () => {
		const given = { baseCurrency: 'EUR', exchangeRates };
		expect(() => runRfm([order()], given)).toThrow(/"exchangeRates" needs a rate of 1 for EUR/);
		const one = { baseCurrency: 'EUR', exchangeRates: [{ currency: 'EUR', rate: 1 }] };
		expect(onlyCustomer(runRfm([order({ currency: 'EUR' })], one)).monetaryTotal).toBe(100);
	});
});

describe('order lines', () => {
	const lines = [
		order({ lineId: 'a', amount: 60, category: 'tea', discount: 5 }),
		order({ lineId: 'b', amount: 40, category: 'cups', orderDate: '2025-06-02' }),
		order({ orderId: 'o2', lineId: 'a', amount: 10, category: 'cups' }),
	];
	const byLine = { rowsAre: 'orderLines' };

	it('of one order are added up', () => {
		const result = runRfm(lines, byLine);
		expect(onlyCustomer(result)).toMatchObject({
			orderCount: 2,
			monetaryTotal: 110,
			orderHistory: '2025-06-01:10;2025-06-01:100',
			topCategory: 'cups',
			discountShare: 0.0435,
		});
		expect(result.summary).toMatchObject({ rowsIn: 3, rowsUsed: 3, orders: 2 });
	});

	it('are de-duplicated only by a line id', () => {
		const rows = [...lines, { ...lines[0] }];
		expect(onlyCustomer(runRfm(rows, byLine)).monetaryTotal).toBe(170);
		const result = runRfm(rows, { ...byLine, fields: { lineId: 'lineId' } });
		expect(onlyCustomer(result).monetaryTotal).toBe(110);
		expect(result.setAside.map(({ code }) => code)).toEqual(['duplicateOrderId']);
	});

	it('that are negative are refunds of their order, each of them without a line id', () => {
		const refund = order({ lineId: 'b', amount: -20 });
		expect(onlyCustomer(runRfm([...lines, refund, { ...refund }], byLine)).monetaryTotal).toBe(70);
		const byId = { ...byLine, fields: { lineId: 'lineId' } };
		expect(onlyCustomer(runRfm([...lines, refund], byId)).monetaryTotal).toBe(90);
	});

	it('all identify the customer, in any order', () => {
		const rows = [
			order({ lineId: 1, phone: '1' }),
			order({ lineId: 2, phone: '2', email: 'a@example.com' }),
		];
		for (const permuted of [rows, [...rows].reverse()])
			expect(onlyCustomer(runRfm(permuted, byLine))).toMatchObject({
				phone: '2',
				email: 'a@example.com',
			});
	});

	it('without an order id are orders of their own', () => {
		const rows = lines.map((row) => ({ ...row, orderId: null }));
		expect(onlyCustomer(runRfm(rows, byLine)).orderCount).toBe(3);
	});
});

describe('rows that are read with care', () => {
	const profit = { monetaryBasis: 'profit', costOfGoodsPercent: 40 };

	it('takes the cost percentage on the net of the order, refund rows included', () => {
		const rows = [order(), order({ amount: -50 })];
		expect(onlyCustomer(runRfm(rows, profit)).monetaryTotal).toBe(30);
		expect(worth({ refund: 50 }, profit)[0]).toBe(30);
		const lines = [order({ amount: 50, refund: 80 }), order({ amount: 50 })];
		expect(onlyCustomer(runRfm(lines, { ...profit, rowsAre: 'orderLines' })).monetaryTotal).toBe(
			12,
		);
	});

	it('lets refunds neither lower money nor decide what counts on the basis gross', () => {
		expect(worth({ refund: 100 }, { monetaryBasis: 'gross' })).toEqual([100, 1, 1]);
	});

	it('has no notice about an unknown status that only an old version of an order has', () => {
		const rows = [
			order({ status: 'on its way', updatedAt: '2025-06-01' }),
			order({ status: 'paid', updatedAt: '2025-06-02' }),
		];
		expect(noticeCodes(runRfm(rows))).not.toContain('unknownStatus');
		expect(noticeCodes(runRfm(rows.slice(0, 1)))).toContain('unknownStatus');
	});

	it('compares what is bought most often without the blanks at its ends', () => {
		const categories = ['Shoes ', 'Shoes ', 'Shoes', 'Bags', 'Bags'];
		const rows = categories.map((category, orderId) => order({ category, orderId }));
		expect(onlyCustomer(runRfm(rows)).topCategory).toBe('Shoes');
	});

	it('multiplies quantity and unit price where there is no amount', () => {
		const fields = { quantity: 'pieces', unitPrice: 'price' };
		const row = order({ amount: null, pieces: '3', price: '1.255' });
		expect(onlyCustomer(runRfm([row], { fields })).monetaryTotal).toBe(3.76);
		expect(codesBySource(runRfm([{ ...row, pieces: '' }], { fields }))).toEqual({
			0: 'missingAmount',
		});
	});
});

describe('an order id that several people use', () => {
	it('is an order of each, in Orders and in Order Lines', () => {
		const rows = [order(), order({ customerId: 'c2', amount: 40 })];
		for (const rowsAre of ['orders', 'orderLines']) {
			const result = runRfm(rows, { rowsAre });
			expect(result.customers.map(({ row }) => row.monetaryTotal)).toEqual([100, 40]);
			expect(noticeCodes(result)).toContain('sharedOrderIds');
		}
	});

	it('is one order where the email is the same', () => {
		const rows = [
			order({ email: 'ann@example.com', updatedAt: '2025-06-03' }),
			order({ customerId: null, email: 'Ann@example.com', amount: 40 }),
		];
		expect(onlyCustomer(runRfm(rows))).toMatchObject({ orderCount: 1, monetaryTotal: 100 });
	});

	it('is an order of each shop where a field names the shop, and so is a customer id', () => {
		const rows = [order({ shop: 'de' }), order({ shop: 'fr', amount: 40 })];
		const result = runRfm(rows, { shopField: 'shop' });
		expect([...customersById(result).keys()]).toEqual(['de:c1', 'fr:c1']);
		expect(noticeCodes(result)).not.toContain('sharedOrderIds');
	});
});

describe('refund rows without their order', () => {
	const rows = [
		order({ orderId: 1, orderDate: '2025-05-01', amount: 60 }),
		order({ orderId: 2, orderDate: '2025-05-02', amount: 50 }),
		order({ orderId: 3, orderDate: '2025-06-20', amount: 30 }),
		order({ orderId: 'R1', orderDate: '2025-06-10', amount: -70 }),
	];

	it('are set aside, with the money and its share of the revenue', () => {
		const result = runRfm(rows);
		expect(onlyCustomer(result).monetaryTotal).toBe(140);
		const notice = result.notices.find(({ code }) => code === 'orphanRefunds');
		expect(notice?.message).toMatch(/1 refund row .* 70\.00 \(50% of the revenue\)/);
		expect(noticeCodes(result)).not.toContain('manySetAside');
	});

	it('are taken off earlier orders on request, latest first, and never off later ones', () => {
		const result = runRfm(rows, { orphanRefunds: 'earlierOrders' });
		expect(onlyCustomer(result).orderHistory).toBe('2025-05-01:40;2025-06-20:30');
		expect(result.setAside).toEqual([]);
		const more = runRfm([...rows, order({ orderId: 'R2', orderDate: '2025-06-11', amount: -90 })], {
			orphanRefunds: 'earlierOrders',
		});
		expect(onlyCustomer(more).monetaryTotal).toBe(30);
		expect(more.summary).toMatchObject({ amountIn: -20, amountUsed: 30, amountSetAside: -50 });
	});

	it('are refunds of the order that Refund Of names, whatever their sign', () => {
		for (const amount of [-20, 20]) {
			const refund = order({ orderId: 'R1', amount, refundOf: 'o1' });
			expect(onlyCustomer(runRfm([order(), refund]))).toMatchObject({
				orderCount: 1,
				monetaryTotal: 80,
			});
		}
	});
});

describe('dates with the day and the month in figures', () => {
	const dated = (...dates: string[]) =>
		dates.map((orderDate, orderId) => order({ orderDate, orderId, amount: 10 }));

	it('are read in the order that a day above 12 shows, with a notice', () => {
		const result = runRfm(dated('02/03/2025', '13/02/2025'));
		expect(onlyCustomer(result).orderHistory).toBe('2025-02-13:10;2025-03-02:10');
		expect(noticeCodes(result)).toContain('dateFormatFound');
		expect(onlyCustomer(runRfm(dated('02/03/2025', '02/13/2025'))).orderHistory).toBe(
			'2025-02-03:10;2025-02-13:10',
		);
	});

	it('are set aside where none shows it, or some contradict others', () => {
		expect(runRfm(dated('02/03/2025')).setAside[0].explanation).toContain('Date Format');
		const mixed = runRfm(dated('02/03/2025', '13/02/2025', '02/14/2025'));
		expect(mixed.setAside).toHaveLength(1);
		expect(onlyCustomer(mixed).orderHistory).toBe('2025-02-13:10;2025-02-14:10');
	});

	it('are read as Date Format says', () => {
		const read = (dateFormat: string) =>
			onlyCustomer(runRfm(dated('02/03/2025'), { dateFormat })).lastOrderAt;
		expect(read('dayFirst')).toBe('2025-03-02T00:00:00Z');
		expect(read('monthFirst')).toBe('2025-02-03T00:00:00Z');
	});
});

describe('who is one customer', () => {
	const bought = (changes: JsonRecord, orderId: number) => order({ orderId, ...changes });
	const people = (rows: JsonRecord[], options: JsonRecord) =>
		runRfm(rows, options).customers.map(({ row }) => row.orderCount);
	const rows = [
		bought({ customerId: 'a', email: 'x@example.com', phone: '+49 30 123456' }, 1),
		bought({ customerId: 'b', email: 'x@example.com', phone: '0049 30-123456' }, 2),
		bought({ customerId: 'guest_9', email: 'x@example.com', phone: '+49 40 123456' }, 3),
	];

	it('is told by ID, email or phone as Identify By says', () => {
		expect(people(rows, { identifyBy: 'id' })).toEqual([1, 1, 1]);
		expect(people(rows, { identifyBy: 'email' })).toEqual([3]);
		expect(people(rows, { identifyBy: 'phone' }).sort()).toEqual([1, 2]);
	});

	it('is by default told by ID, an ID that looks like a guest’s by its email', () => {
		const result = runRfm(rows.slice(1), {});
		expect(onlyCustomer(result)).toMatchObject({ customerId: 'b', orderCount: 2 });
		expect(noticeCodes(result)).toContain('joinedByEmail');
	});
});

describe('currencies as signs', () => {
	it('are the one code that they can mean, from the currency field or beside the amount', () => {
		const rows = [order({ currency: '€' }), order({ orderId: 2, amount: '€ 20', currency: null })];
		const customer = onlyCustomer(runRfm(rows));
		expect(customer).toMatchObject({ currency: 'EUR', monetaryTotal: 120 });
	});

	it('are never added to another currency 1:1', () => {
		const rows = [order({ currency: 'EUR' }), order({ orderId: 2, amount: '$20.00' })];
		expect(codesBySource(runRfm(rows))).toEqual({ 1: 'noFxRate' });
		expect(onlyCustomer(runRfm(rows.slice(1))).monetaryTotal).toBe(20);
		const dollars = [order({ currency: '$' }), order({ orderId: 2, currency: 'USD' })];
		expect(onlyCustomer(runRfm(dollars)).monetaryTotal).toBe(200);
	});

	it('that contradict the currency field are reported', () => {
		const result = runRfm([order({ amount: 'CHF 12.50', currency: 'USD' })]);
		expect(onlyCustomer(result).monetaryTotal).toBe(12.5);
		expect(noticeCodes(result)).toContain('amountCurrencyDiffers');
	});
});
