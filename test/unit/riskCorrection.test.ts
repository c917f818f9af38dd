import fc from 'fast-check';
import { observeGroups } from '../../src/core/btyd/observeGroups';
import { collectOrders, daysPerWeek } from '../../src/core/btyd/orderHistories';
import { probabilityOfNoOrder } from '../../src/core/btyd/orderProbabilities';
import { riskCorrector, riskSigns, type RiskCorrection } from '../../src/core/churn/riskCorrection';

const model = { family: 'mbgNbd', regularity: 1, r: 0.8, alpha: 6, a: 1, b: 2 } as const;
const loss = { logLoss: 0.5, brierScore: 0.2 };

const corrections = fc
	.record({
		constant: fc.double({ min: -4, max: 4, noNaN: true }),
		sizes: fc.array(fc.double({ min: 0, max: 2, noNaN: true }), {
			minLength: riskSigns.length,
			maxLength: riskSigns.length,
		}),
		blend: fc.double({ min: 0.01, max: 1, noNaN: true }),
	})
	.map(
		({ constant, sizes, blend }): RiskCorrection => ({
			constant,
			weights: sizes.map((size, i) => (riskSigns[i] === 'negative' ? -size : size)),
			blend,
			typicalGapDays: 30,
			typicalSpend: 40,
			days: 90,
			pasts: 2,
			uncorrected: loss,
			corrected: loss,
		}),
	);

/** A customer who ordered on the given days, watched up to a later day. */
function watched(days: readonly number[], silence: number) {
	const last = days[days.length - 1];
	const amounts = days.map(() => 20);
	const observed = observeGroups(
		collectOrders([{ history: { days: [...days], amounts }, asOfDay: last + silence }]),
	);
	const risk = probabilityOfNoOrder(
		model,
		{
			repeatTransactions: days.length - 1,
			ageAtLastOrder: (last - days[0]) / daysPerWeek,
			customerAge: (last + silence - days[0]) / daysPerWeek,
		},
		90 / daysPerWeek,
	);
	return { observed, risk };
}

const orderDays = fc
	.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 })
	.map((days) => days.sort((one, other) => one - other));

describe('riskCorrector', () => {
	it('never lowers a risk because another day passed without an order', () => {
		fc.assert(
			fc.property(
				corrections,
				orderDays,
				fc.nat({ max: 300 }),
				fc.integer({ min: 1, max: 60 }),
				(correction, days, silence, more) => {
					const risks = [silence, silence + more].map((silent) => {
						const { observed, risk } = watched(days, silent);
						return riskCorrector(correction, observed)(0, risk);
					});
					expect(risks[1]).toBeGreaterThanOrEqual(risks[0] - 1e-12);
				},
			),
		);
	});

	it('stays a probability, and changes the odds by ten times at most', () => {
		fc.assert(
			fc.property(corrections, orderDays, fc.nat({ max: 300 }), (correction, days, silence) => {
				const { observed, risk } = watched(days, silence);
				const corrected = riskCorrector(correction, observed)(0, risk);
				expect(corrected).toBeGreaterThan(0);
				expect(corrected).toBeLessThanOrEqual(1);
				const odds = Math.log(corrected / (1 - corrected)) - Math.log(risk / (1 - risk));
				expect(Math.abs(odds)).toBeLessThanOrEqual(Math.log(10) + 1e-6);
			}),
		);
	});

	it('leaves a risk of 0 or 1 as it is', () => {
		fc.assert(
			fc.property(corrections, fc.constantFrom(0, 1), (correction, sure) => {
				expect(riskCorrector(correction, watched([0, 40], 20).observed)(0, sure)).toBe(sure);
			}),
		);
	});
});
