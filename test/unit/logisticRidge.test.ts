import { fitLogisticRidge, logOddsOf, type Sign } from '../../src/core/stats/logisticRidge';

const none = 1e-12;
const free = (count: number) => new Array<Sign>(count).fill('either');

/** Observations of one yes-or-no feature: how many of each kind had the event. */
function table(counts: ReadonlyArray<readonly [feature: number, happened: number, count: number]>) {
	const rows: number[][] = [];
	const happened: number[] = [];
	for (const [feature, event, count] of counts) {
		for (let i = 0; i < count; i++) {
			rows.push([feature]);
			happened.push(event);
		}
	}
	return { rows, happened };
}

const known = table([
	[0, 1, 20],
	[0, 0, 60],
	[1, 1, 30],
	[1, 0, 10],
]);

describe('fitLogisticRidge', () => {
	it('gives the log odds and the log odds ratio of a two-by-two table', () => {
		const { constant, weights } = fitLogisticRidge(known.rows, known.happened, none, free(1));
		expect(constant).toBeCloseTo(Math.log(20 / 60), 8);
		expect(weights[0]).toBeCloseTo(Math.log(30 / 10) - Math.log(20 / 60), 8);
	});

	it('keeps the mean whatever the penalty, and shrinks the weight', () => {
		const fit = fitLogisticRidge(known.rows, known.happened, 0.1, free(1));
		const plain = fitLogisticRidge(known.rows, known.happened, none, free(1));
		const expected = known.rows.map((row) => 1 / (1 + Math.exp(-logOddsOf(fit, row))));
		const sum = expected.reduce((total, one) => total + one, 0);
		expect(sum).toBeCloseTo(50, 6);
		expect(fit.weights[0]).toBeGreaterThan(0);
		expect(fit.weights[0]).toBeLessThan(plain.weights[0]);
	});

	it('has a finite answer where a feature tells the event for sure', () => {
		const sure = table([
			[0, 0, 40],
			[1, 1, 40],
		]);
		const { constant, weights } = fitLogisticRidge(sure.rows, sure.happened, 0.001, free(1));
		expect(Number.isFinite(constant)).toBe(true);
		expect(weights[0]).toBeGreaterThan(1);
	});

	it('gives a feature that never varies no weight', () => {
		const rows = known.rows.map(([feature]) => [feature, 0.1]);
		const { weights } = fitLogisticRidge(rows, known.happened, none, free(2));
		expect(weights[1]).toBe(0);
		expect(weights[0]).toBeGreaterThan(1);
	});

	it('holds a weight at 0 that has not the sign it may have', () => {
		const { constant, weights } = fitLogisticRidge(known.rows, known.happened, none, ['negative']);
		expect(weights[0]).toBeCloseTo(0, 12);
		expect(constant).toBeCloseTo(Math.log(50 / 70), 8);
		const { weights: right } = fitLogisticRidge(known.rows, known.happened, none, ['positive']);
		expect(right[0]).toBeGreaterThan(1);
	});
});
