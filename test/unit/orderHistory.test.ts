import { readOrderHistory } from '../../src/core/customers/orderHistory';

describe('readOrderHistory', () => {
	it('reads days and amounts, oldest first', () => {
		expect(readOrderHistory('1970-01-02:9.5;1970-01-03:20;1970-01-03:-3')).toEqual({
			days: [1, 2, 2],
			amounts: [9.5, 20, -3],
		});
	});

	it.each([undefined, null, ''])('reads no orders of %p', (text) => {
		expect(readOrderHistory(text)).toEqual({ days: [], amounts: [] });
	});

	it.each([
		'1970-01-02',
		'1970-01-02:',
		'1970-01-02:x',
		'1970-01-02:Infinity',
		'1970-02-30:5',
		'1970-01-02 5',
		'1970-01-03:5;1970-01-02:5',
		'1970-01-02:5;;1970-01-03:5',
		';',
		5,
		[],
		{},
	])('knows that %p is no history', (text) => {
		expect(readOrderHistory(text)).toBeUndefined();
	});
});
