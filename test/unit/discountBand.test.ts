import { discountBandOf } from '../../src/core/nps/discountBand';

it.each([
	[0, 'none'],
	[-5, 'none'],
	[0.5, 'upTo10'],
	[10, 'upTo10'],
	[10.1, 'upTo20'],
	[20, 'upTo20'],
	[30, 'upTo30'],
	[30.01, 'above30'],
	[100, 'above30'],
	[NaN, undefined],
])('%p%% belongs to the band %p', (percent, band) => {
	expect(discountBandOf(percent)).toBe(band);
});
