import { frequencyBand, recencyBand, spendBand } from '../../src/core/rfm/bands';

describe('recencyBand', () => {
	it.each([
		[0, 'active'],
		[30, 'active'],
		[31, 'warm'],
		[90, 'warm'],
		[91, 'cool'],
		[180, 'cool'],
		[181, 'cold'],
		[5000, 'cold'],
	])('of %d days is %s', (days, band) => {
		expect(recencyBand(days)).toBe(band);
	});
});

describe('frequencyBand', () => {
	it.each([
		[0, '0'],
		[1, '1'],
		[2, '2'],
		[3, '3-4'],
		[4, '3-4'],
		[5, '5+'],
		[500, '5+'],
	])('of %d orders is %s', (orders, band) => {
		expect(frequencyBand(orders)).toBe(band);
	});
});

describe('spendBand', () => {
	it.each([
		[0, 'below'],
		[74.99, 'below'],
		[75, 'average'],
		[125, 'average'],
		[125.01, 'above'],
		[250, 'above'],
		[250.01, 'wellAbove'],
	])('of %d against a mean of 100 is %s', (spend, band) => {
		expect(spendBand(spend, 100)).toBe(band);
	});
});
