import { paretoOrderChances } from '../../src/core/btyd/paretoOrderChances';
import { paretoExactlyWhileActive } from '../../src/core/btyd/paretoOrders';

const shapes = [
	{ r: 0.05, alpha: 0.5 },
	{ r: 0.55, alpha: 10.6 },
	{ r: 40, alpha: 200 },
];
const dropouts = [
	{ s: 0.02, beta: 0.01 },
	{ s: 0.6, beta: 11.7 },
	{ s: 300, beta: 3000 },
];
const customers = [
	{ repeatTransactions: 0, customerAge: 0 },
	{ repeatTransactions: 1, customerAge: 10 },
	{ repeatTransactions: 7, customerAge: 120 },
	{ repeatTransactions: 80, customerAge: 100 },
];

describe('paretoOrderChances', () => {
	it('gives each count the chance that its own integral gives', () => {
		let worst = 0;
		let compared = 0;
		for (const shape of shapes) {
			for (const dropout of dropouts) {
				const model = { family: 'paretoNbd', regularity: 1, ...shape, ...dropout } as const;
				for (const customer of customers) {
					for (const time of [1, 26, 150]) {
						const chances = paretoOrderChances(model, customer, time) ?? [];
						for (let n = 1; n <= chances.length; n += 1 + (chances.length >> 3)) {
							const exact = paretoExactlyWhileActive(model, customer, time, n);
							worst = Math.max(worst, Math.abs(chances[n - 1] - exact));
							compared++;
						}
					}
				}
			}
		}
		expect(compared).toBeGreaterThan(300);
		expect(worst).toBeLessThan(1e-9);
	});

	it('leaves out less than 1e-5', () => {
		const model = { family: 'paretoNbd', regularity: 1, r: 2, alpha: 4, s: 0.6, beta: 12 } as const;
		const customer = { repeatTransactions: 5, customerAge: 20 };
		const chances = paretoOrderChances(model, customer, 52) ?? [];
		const none = paretoExactlyWhileActive(model, customer, 52, 0);
		const sum = chances.reduce((total, chance) => total + chance, none);
		expect(sum).toBeLessThan(1 + 1e-9);
		expect(sum).toBeGreaterThan(1 - 1.1e-5);
	});

	it('ends where leaving is nearly instant', () => {
		const gone = { family: 'paretoNbd', regularity: 1, r: 1, alpha: 1e6, s: 1e9, beta: 1 } as const;
		expect(paretoOrderChances(gone, customers[0], 5)).toEqual([]);
	});

	it('has no chances over no time', () => {
		const model = { family: 'paretoNbd', regularity: 1, r: 2, alpha: 4, s: 0.6, beta: 12 } as const;
		expect(paretoOrderChances(model, customers[1], 0)).toEqual([]);
	});
});
