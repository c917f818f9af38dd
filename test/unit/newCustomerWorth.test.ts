import { collectOrders } from '../../src/core/btyd/orderHistories';
import { observeGroups } from '../../src/core/btyd/observeGroups';
import { fitClvModel } from '../../src/core/clv/fitClvModel';
import { fitShop } from '../../src/core/clv/fitShop';
import { newCustomerWorth } from '../../src/core/clv/newCustomerWorth';
import { shapingOptions } from '../../src/core/clv/options';

const options = shapingOptions.parse({ marginPercent: 40, horizonMonths: 6 });

function worthOf(
	customers: Array<[days: number[], amounts: number[]]>,
	groupOf: (place: number) => string = () => '',
) {
	const histories = collectOrders(
		customers.map(([days, amounts]) => ({ history: { days, amounts }, asOfDay: 20_400 })),
	);
	const { model } = fitClvModel(fitShop(histories, options), options);
	return newCustomerWorth(observeGroups(histories), model, groupOf);
}

describe('newCustomerWorth', () => {
	it('is the margin of what customers brought within the horizon, the first order included', () => {
		const worth = worthOf([
			[
				[20_000, 20_100, 20_300],
				[100, 50, 900],
			],
			[[20_010], [20]],
		]);
		expect(worth?.expectedMargin).toBeCloseTo((0.4 * (150 + 20)) / 2, 9);
		expect([worth?.customers, worth?.low]).toEqual([2, null]);
	});

	it('adds what customers younger than the horizon are still expected to bring', () => {
		const old = Array.from({ length: 40 }, (): [number[], number[]] => [
			[20_000, 20_050, 20_120],
			[30, 30, 30],
		]);
		const worth = worthOf([...old, [[20_390], [30]]], (place) => (place === 40 ? 'young' : 'old'));
		const young = worth?.byGroup.find(({ group }) => group === 'young');
		expect(young?.expectedMargin).toBeGreaterThan(0.4 * 60);
		expect(young?.expectedMargin).toBeLessThanOrEqual(0.4 * 90 + 1e-9);
	});

	it('is the mean of its cohort months, each with its customers, and lies in its range', () => {
		const worth = worthOf(
			Array.from({ length: 60 }, (_, i): [number[], number[]] => [
				[20_040 + i * 3, 20_200 + i * 3],
				[10 + i, 20 + ((i * 7) % 30)],
			]),
		);
		if (worth === null) throw new Error('no worth');
		const total = worth.byCohortMonth.reduce(
			(sum, { customers, expectedMargin }) => sum + customers * expectedMargin,
			0,
		);
		expect(worth.customers).toBe(60);
		expect(total / 60).toBeCloseTo(worth.expectedMargin, 9);
		expect(worth.low).toBeLessThan(worth.expectedMargin);
		expect(worth.high).toBeGreaterThan(worth.expectedMargin);
		expect(worth.byGroup).toEqual([]);
	});

	it('is nothing where nobody has ordered', () => {
		expect(worthOf([])).toBeNull();
	});
});
