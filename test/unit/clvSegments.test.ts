import { bandOf, clvSegmentOf, orderLikelihoodOf } from '../../src/core/clv/segments';

describe('bands', () => {
	it.each([
		[74.99, 'below'],
		[75, 'average'],
		[125, 'average'],
		[125.01, 'above'],
		[250, 'above'],
		[250.01, 'wellAbove'],
	])('calls %d of a mean of 100 %s', (value, band) => {
		expect(bandOf(value, 100)).toBe(band);
	});

	it('calls everything average where the mean is 0', () => {
		expect(bandOf(0, 0)).toBe('average');
	});
});

describe('order likelihood', () => {
	it.each([
		[0.49, 0.1, 'unlikely'],
		[0.5, 0.49, 'likely'],
		[0.9, 0.5, 'several'],
	])('P(≥1) = %d and P(≥2) = %d is %s', (one, several, expected) => {
		expect(orderLikelihoodOf(one, several, 0.5)).toBe(expected);
	});
});

describe('segments', () => {
	const facts = {
		orderCount: 1,
		spendBand: 'average',
		predictedSpendBand: 'average',
		orderLikelihood: 'unlikely',
	} as const;

	it.each([
		[{}, ''],
		[{ orderLikelihood: 'likely' }, 'oneTimeLikelyToRepeat,becomingLoyal'],
		[{ orderCount: 2, orderLikelihood: 'several' }, 'becomingLoyal'],
		[{ orderCount: 3, orderLikelihood: 'likely' }, 'staysLoyal'],
		[{ spendBand: 'above', predictedSpendBand: 'wellAbove' }, 'vip'],
		[{ predictedSpendBand: 'above' }, 'futureVip'],
		[{ spendBand: 'wellAbove' }, ''],
		[
			{
				orderCount: 5,
				orderLikelihood: 'several',
				spendBand: 'above',
				predictedSpendBand: 'above',
			},
			'vip,staysLoyal',
		],
	] as const)('%j is in "%s"', (change, expected) => {
		expect(clvSegmentOf({ ...facts, ...change })).toBe(expected);
	});
});
