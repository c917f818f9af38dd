import { guessFields } from '../../src/core/orders/sources/guessFields';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { noticeCodes, onlyCustomer, runRfm } from '../support/runRfm';

const row = {
	'Order No.': 'A-1',
	'Order Date': '2025-01-05',
	Total: '10.00',
	'E-Mail': 'ann@example.com',
};

describe('guessFields', () => {
	it('knows columns by their names, whatever their case, blanks and points', () => {
		expect(guessFields([{ ...row, 'Order No': 'A-1' }])).toEqual({
			orderId: 'Order No',
			orderDate: 'Order Date',
			amount: 'Total',
			email: 'E-Mail',
		});
	});

	it.each<[string, JsonRecord, JsonRecord]>([
		[
			'a flag for an amount',
			{ refunded: 'TRUE', amount_refunded: '3.00' },
			{ refund: 'amount_refunded' },
		],
		[
			'a name for an email',
			{ mail: 'weekly', contact_email: 'a@example.com' },
			{ email: 'E-Mail' },
		],
		['words for an amount', { amount: 'one hundred' }, { amount: 'Total' }],
		['an object for a customer', { customer: { id: 1 }, buyer_id: 7 }, { customerId: 'buyer_id' }],
	])('does not take %s', (_, columns, fields) => {
		expect(guessFields([{ ...row, ...columns }])).toMatchObject(fields);
	});

	it.each<[string, JsonRecord]>([
		['a date', { 'Order Date': '' }],
		['an amount', { Total: undefined }],
		['somebody who ordered', { 'E-Mail': null }],
	])('guesses nothing without %s', (_, changes) => {
		expect(guessFields([{ ...row, ...changes }])).toBeUndefined();
	});

	it('leaves the price of one piece alone', () => {
		const { Total: _, ...line } = row;
		expect(guessFields([{ ...line, UnitPrice: '5.00', Quantity: 2 }])).toBeUndefined();
	});

	it('takes a single ID column as the order ID', () => {
		expect(guessFields([{ ...row, id: 5 }])).toMatchObject({ orderId: 'id' });
	});
});

describe('rows of no known source', () => {
	it('are read by the names of their columns, which are listed', () => {
		const result = runRfm([row]);
		expect(onlyCustomer(result)).toMatchObject({ email: 'ann@example.com', monetaryTotal: 10 });
		expect(result.notices[0]).toMatchObject({
			code: 'fieldsGuessed',
			message: expect.stringContaining('Order Date from "Order Date", Amount from "Total"'),
		});
	});

	it('are read by the field names the user sets, without a guess', () => {
		const fields = { orderDate: 'Order Date', amount: 'Total', email: 'E-Mail', status: 'none' };
		const result = runRfm([row], { fields });
		expect(onlyCustomer(result).monetaryTotal).toBe(10);
		expect(noticeCodes(result)).not.toContain('fieldsGuessed');
	});

	it.each<[string, JsonRecord[]]>([
		['rows', [{ when: '2025-01-05', howMuch: 5 }]],
		['pages', [{ data: [{ when: '2025-01-05', howMuch: 5 }] }]],
		['webhooks', [{ headers: {}, body: { when: '2025-01-05', howMuch: 5 } }]],
	])('that say nothing are answered with what they hold and what to set: %s', (_, rows) => {
		const [notice] = runRfm(rows).notices;
		expect(notice.code).toBe('nothingRead');
		expect(notice.message).toContain('"when", "howMuch"');
		expect(notice.message).toContain('Order Fields');
	});

	it.each([
		[{ amount: '1.234,50' }, 'The only row was set aside because: ', 'Number Format'],
		[{ orderDate: '2025/31/31' }, 'The only row was set aside because: ', 'Date Format'],
	])(
		'that have the fields, but values that cannot be read, name the option: %j',
		(value, start, option) => {
			const plain = { customerId: 'a', orderId: '1', orderDate: '2025-01-05', amount: '5' };
			const [notice] = runRfm([{ ...plain, ...value }]).notices;
			expect(notice.message.startsWith(start)).toBe(true);
			expect(notice.message).toContain(option);
			expect(notice.message).not.toContain('Order Fields');
		},
	);
});
