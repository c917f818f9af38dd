import { fitRetention } from '../../src/core/clv/shiftedBetaGeometric';
import { readReference, relativeError } from '../../harness/data/referenceData';

/** Fader and Hardie (2007), "How to project customer retention": survivors of two groups of subscribers. */
const reference = readReference<{
	fits: Record<string, { survivors: number[]; gamma: number; delta: number; LL: number }>;
}>('sbg_reference.json');

describe('shifted Beta-Geometric model', () => {
	it.each(Object.entries(reference.fits))('fits %s', (_, expected) => {
		const fit = fitRetention(expected.survivors);
		expect(relativeError(fit.model.gamma, expected.gamma)).toBeLessThan(1e-9);
		expect(relativeError(fit.model.delta, expected.delta)).toBeLessThan(1e-9);
		expect(Math.abs(fit.logLikelihood - expected.LL)).toBeLessThan(1e-9);
	});

	it('prints what the paper printed', () => {
		const { gamma, delta } = fitRetention(
			reference.fits['High End|first_8_points'].survivors,
		).model;
		expect([gamma.toFixed(3), delta.toFixed(3)]).toEqual(['0.668', '3.806']);
	});

	it('converges where nobody leaves and where all leave', () => {
		for (const survivors of [
			[100, 100, 100],
			[100, 0],
			[5, 0, 0],
			[1, 1],
			[0, 0],
		]) {
			const { model } = fitRetention(survivors);
			expect(model.gamma).toBeGreaterThan(0);
			expect(model.delta).toBeGreaterThan(0);
			expect(Number.isFinite(model.gamma + model.delta)).toBe(true);
		}
	});
});
