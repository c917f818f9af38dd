import { fitTransactions } from '../../src/core/btyd/fitTransactions';
import { groupTransactions } from '../../src/core/btyd/groupTransactions';
import { Draws, simulateOrderTimes } from '../../harness/data/simulateOrders';

describe('fitTransactions', () => {
	it('converges for Pareto/NBD where all leave at one rate, and says so', () => {
		// s and β are huge: every customer leaves at 1 in 100 days.
		const truth = {
			family: 'paretoNbd',
			regularity: 1,
			r: 1.4,
			alpha: 10,
			s: 4e4,
			beta: 4e6,
		} as const;
		const draws = new Draws(6);
		const customers = Array.from({ length: 2000 }, (_, i) => {
			const age = 30 + (i % 200);
			const times = simulateOrderTimes(truth, age, draws);
			return { x: times.length, last: times.at(-1) ?? 0, age };
		});
		const groups = groupTransactions(
			customers.map(({ x }) => x),
			customers.map(({ last }) => last),
			customers.map(({ age }) => age),
		);
		const fit = fitTransactions(groups, 'paretoNbd');
		expect([fit?.isConverged, fit?.boundary]).toEqual([true, 'equalDropout']);
		const [, , s, beta] = fit?.parameters ?? [];
		expect(s / beta).toBeCloseTo(0.01, 3);
	});
});
