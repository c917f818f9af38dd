import { collectOrders } from '../../src/core/btyd/orderHistories';
import { earlierCuts, pastErrors } from '../../src/core/clv/earlierCuts';
import { fitShop } from '../../src/core/clv/fitShop';
import { clvOptions, shapingOptions } from '../../src/core/clv/options';
import { predictClv } from '../../src/core/clv/predictClv';
import { dateOfDay } from '../../src/values/days';
import { Draws, simulateOrderTimes } from '../../harness/data/simulateOrders';

const truth = { family: 'mbgNbd', regularity: 1, r: 1.2, alpha: 50, a: 1.2, b: 2.4 } as const;
const lastOrderDay = 20_000;
const draws = new Draws(3);

/** Order days of 1,500 customers won over 900 days. */
const customers = Array.from({ length: 1500 }, (_, i) => {
	const age = 1 + ((i * 37) % 900);
	const times = [0, ...simulateOrderTimes(truth, age, draws)];
	return [...new Set(times.map((time) => lastOrderDay - age + Math.floor(time)))];
});

const options = shapingOptions.parse({ orderModel: 'mbgNbd', horizonMonths: 6 });

function shopAt(asOfDay: number) {
	const histories = collectOrders(
		customers.map((days) => ({ history: { days, amounts: days.map(() => 20) }, asOfDay })),
	);
	return { histories, shop: fitShop(histories, options) };
}

const rowsAt = (asOfDay: number) =>
	customers.map((days, i) => ({
		customerId: `c${i}`,
		asOf: dateOfDay(asOfDay),
		orderHistory: days.map((day) => `${dateOfDay(day)}:20`).join(';'),
	}));

describe('earlierCuts', () => {
	it('predicts from four earlier dates, each from what was known then', () => {
		const { histories, shop } = shopAt(lastOrderDay);
		const { cuts, days } = earlierCuts(histories, shop, options);
		expect([cuts.length, days]).toEqual([4, 183]);
		cuts.forEach(({ observed, actual, predictedOrders, predictedSpend }, i) => {
			const end = observed.histories.asOfDays[0];
			expect(end).toBeLessThanOrEqual(lastOrderDay - 183);
			if (i > 0) expect(end).toBeLessThan(cuts[i - 1].observed.histories.asOfDays[0]);
			expect(Math.max(...observed.histories.days)).toBeLessThanOrEqual(end);
			const happened = actual.orders.reduce((sum, count) => sum + count, 0);
			expect(predictedOrders / happened).toBeGreaterThan(0.75);
			expect(predictedOrders / happened).toBeLessThan(1.33);
			expect(predictedSpend / predictedOrders).toBeCloseTo(20, 2);
		});
	});

	it('has none where the shop is too small or too young', () => {
		const young = collectOrders(
			customers.map((days) => ({
				history: { days: [lastOrderDay - 80], amounts: [20] },
				asOfDay: lastOrderDay - (days.length % 2),
			})),
		);
		const cuts = earlierCuts(young, fitShop(young, options), options);
		expect(cuts.cuts).toEqual([]);
		expect(pastErrors(cuts)).toBeNull();
	});
});

describe('predictClv beside earlier dates', () => {
	const farOff = ({ code }: { code: string }) => /^backtest(Too)?FarOff$/.test(code);

	it('says nothing where they would have been met', () => {
		const { notices, summary } = predictClv(rowsAt(lastOrderDay), clvOptions.parse(options));
		expect(notices.filter(farOff)).toEqual([]);
		expect(summary.pastErrors).toMatchObject({ periods: 4, days: 183 });
	});

	it('warns without being asked where the shop has since stopped selling', () => {
		const { notices } = predictClv(rowsAt(lastOrderDay + 250), clvOptions.parse(options));
		const [warning] = notices.filter(farOff);
		expect(warning.level).toBe('danger');
		expect(warning.message).toMatch(
			/^For 4 earlier periods of 183 days, this model would have missed the total by \d+% on average \([−+]\d+% to \+100%; the latest period by \+100%\)\. Do not use it for budgets\.$/,
		);
	});

	it('leaves it to the test that was asked for', () => {
		const { notices } = predictClv(
			rowsAt(lastOrderDay + 250),
			clvOptions.parse({ ...options, backtest: true, backtestDays: 250 }),
		);
		expect(notices.filter(farOff)).toHaveLength(1);
		expect(notices.filter(farOff)[0].message).toContain('In the test on the past');
	});
});
