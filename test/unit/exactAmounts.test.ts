import { ratioOf, sizeOf, sumOf } from '../../src/core/orders/sources/exactAmounts';

describe('sumOf', () => {
	it.each<[unknown[], unknown[], number]>([
		[['19.90', '4.00'], ['2.50'], 21.4],
		[[0.1, 0.2], [], 0.3],
		[['10', undefined, null, ''], [], 10],
		[['5'], ['7.25'], -2.25],
		[[], [], 0],
		[['1,5'], [], NaN],
		[['1'], [{}], NaN],
		[[Infinity], [], NaN],
	])('of %j less %j is %p', (added, takenOff, sum) => {
		expect(sumOf(added, takenOff)).toBe(sum);
	});
});

describe('ratioOf', () => {
	it.each<[unknown, unknown, unknown, number]>([
		['92.00', '100.00', '92.00', 100],
		['1500', '100.00', '15000', 10],
		[1999, 1, 100, 19.99],
		['1', '1', '3', 0.333333333],
		['-4.00', 1, '2.000000', -2],
		['1', '1', 0, NaN],
		['1', '', '2', NaN],
		['x', '1', '2', NaN],
	])('of %j × %j ÷ %j is %p', (amount, times, over, ratio) => {
		expect(ratioOf(amount, times, over)).toBe(ratio);
	});
});

describe('sizeOf', () => {
	it.each<[unknown, number]>([
		['12.50', 12.5],
		['-3', -3],
		[7, 7],
		['', NaN],
		['$5', NaN],
		[Object.create(null), NaN],
	])('of %j is %p', (amount, size) => {
		expect(sizeOf(amount)).toBe(size);
	});
});
