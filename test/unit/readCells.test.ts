import { cellReader } from '../../src/warehouse/readCells';

describe('cellReader', () => {
	it.each([
		['a number', 12],
		['a text, as PostgreSQL and BigQuery hand integers on', '12'],
		['a text with a fraction of nothing', '12.000'],
		['a big integer', 12n],
	])('reads %s', (_, cell) => {
		expect(cellReader()({ order_count: cell }).integer('order_count')).toBe(12);
	});

	it('finds columns in upper case, as Snowflake names them', () => {
		const row = cellReader()({ ORDER_COUNT: 3, CUSTOMER_ID: 'a', CHANGE: 'new' });
		expect([row.count('order_count'), row.text('customer_id'), row.change]).toEqual([
			3,
			'a',
			'new',
		]);
	});

	it('keeps NULL apart from 0 and from an empty text', () => {
		const row = cellReader()({
			order_count: 0,
			days_since_last_order: null,
			email: '',
			phone: null,
		});
		expect([row.integer('order_count'), row.integer('days_since_last_order')]).toEqual([0, null]);
		expect([row.text('email'), row.text('phone')]).toEqual(['', null]);
	});

	it.each([
		['a column is missing', {}],
		['a count is NULL', { order_count: null }],
		['a number has a fraction', { order_count: 1.5 }],
		['a text is no number', { order_count: 'twelve' }],
		['a number is too large to be exact', { order_count: '12345678901234567' }],
	])('refuses rows where %s', (_, row) => {
		expect(() => cellReader()(row).count('order_count')).toThrow(
			/"statement" needs .* "order_count" is a whole number/,
		);
	});

	it('refuses a number where a text is due', () => {
		expect(() => cellReader()({ email: 5 }).text('email')).toThrow(/"email" is a text/);
	});
});
