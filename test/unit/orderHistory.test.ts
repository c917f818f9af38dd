import fc from 'fast-check';
import { readOrderHistory, walkOrderHistory } from '../../src/core/customers/orderHistory';

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

	it('reads each amount as Number does', () => {
		const decimals = fc
			.tuple(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 9 }))
			.map(([amount, places]) => amount.toFixed(places));
		const odd = fc.constantFrom('.5', '5.', '-0', '00012.50', '1e3', '0.1234567890123456789', ' 7');
		fc.assert(
			fc.property(fc.oneof(decimals, odd), (text) => {
				expect(readOrderHistory(`1970-01-02:${text}`)?.amounts[0]).toBe(Number(text));
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('walkOrderHistory', () => {
	it('visits each order, oldest first', () => {
		const visited: number[][] = [];
		const visit = (day: number, amount: number) => visited.push([day, amount]);
		expect(walkOrderHistory('1970-01-02:9.5;1970-01-03:20', visit)).toBe(true);
		expect(visited).toEqual([
			[1, 9.5],
			[2, 20],
		]);
	});

	it('is false for a text whose fault comes after good orders', () => {
		expect(walkOrderHistory('1970-01-02:9.5;soon', () => undefined)).toBe(false);
	});
});
