import fc from 'fast-check';
import { longestSum, risingLog, risingLogGamma } from '../../src/core/btyd/risingLogGamma';

describe('risingLog', () => {
	it('is ln Γ(r+n) − ln Γ(r) without the derivatives, to 12 digits', () => {
		fc.assert(
			fc.property(
				fc.double({ min: -12, max: 12, noNaN: true }).map(Math.exp),
				fc.integer({ min: 0, max: longestSum + 500 }),
				(r, n) => {
					const { value } = risingLogGamma(r, n);
					expect(Math.abs(risingLog(r, n) - value)).toBeLessThanOrEqual(
						1e-12 * Math.max(1, Math.abs(value)),
					);
				},
			),
		);
	});
});
