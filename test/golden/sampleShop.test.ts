import type { Buyer } from '../../src/core/sampleShop/simulateBuyers';
import { simulateBuyers } from '../../src/core/sampleShop/simulateBuyers';
import { ShopWindow } from '../../src/core/sampleShop/shopWindow';

/**
 * The figures in the shop's description: 20,000 customers of the buying model alone (its parts 1 to 4).
 *
 * They are one rounded draw from a shop whose last day isn't known. So twelve shops of 20,000 customers are drawn here
 * with last days through the year: their spread is the sampling error, and each figure has to be within three of it
 * from their mean (and half a unit of its last digit).
 */
const measured: Array<[name: string, figure: number, lastDigit: number]> = [
	['orders', 32_362, 1],
	['mean order value', 91.3, 0.1],
	['median order value', 56.9, 0.1],
	['customers with 1 order, %', 70, 0.1],
	['customers with 2 orders, %', 17.4, 0.1],
	['customers with 3 or 4 orders, %', 8.9, 0.1],
	['customers with 5 orders or more, %', 3.8, 0.1],
	['repeat rate, %', 30, 0.1],
	['revenue of the top 1%, %', 14.7, 0.1],
	['revenue of the top 10%, %', 46.3, 0.1],
	['revenue of the top 20%, %', 62.3, 0.1],
	['revenue of the bottom 20%, %', 2.8, 0.1],
];

const customers = 20_000;
const shops = Array.from({ length: 12 }, (_, index) => {
	const month = String(index + 1).padStart(2, '0');
	const window = new ShopWindow({
		asOf: `2025-${month}-28`,
		timeZone: 'UTC',
		isRoundTheClock: false,
	});
	return [
		...simulateBuyers(
			{ preset: 'standard', customers, seed: index + 1, withTraits: false },
			window,
		),
	];
});

function figuresOf(buyers: Buyer[]): Record<string, number> {
	const amounts = buyers.flatMap((buyer) => buyer.amounts).sort((a, b) => a - b);
	const revenue = sum(amounts);
	const spent = buyers.map((buyer) => sum(buyer.amounts)).sort((a, b) => b - a);
	const share = (least: number, most: number) =>
		(100 * buyers.filter(({ amounts: { length } }) => length >= least && length <= most).length) /
		customers;
	const ofRevenue = (from: number, to: number) =>
		(100 * sum(spent.slice(from * customers, to * customers))) / revenue;
	return {
		orders: amounts.length,
		'mean order value': revenue / amounts.length,
		'median order value': amounts[amounts.length >> 1],
		'customers with 1 order, %': share(1, 1),
		'customers with 2 orders, %': share(2, 2),
		'customers with 3 or 4 orders, %': share(3, 4),
		'customers with 5 orders or more, %': share(5, Infinity),
		'repeat rate, %': share(2, Infinity),
		'revenue of the top 1%, %': ofRevenue(0, 0.01),
		'revenue of the top 10%, %': ofRevenue(0, 0.1),
		'revenue of the top 20%, %': ofRevenue(0, 0.2),
		'revenue of the bottom 20%, %': ofRevenue(0.8, 1),
	};
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}

describe('the sample shop', () => {
	const figures = shops.map(figuresOf);

	it.each(measured)('has the measured %s (%d)', (name, figure, lastDigit) => {
		const values = figures.map((all) => all[name]);
		const mean = sum(values) / values.length;
		const spread = Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
		const error = spread * Math.sqrt(1 + 1 / values.length);
		expect(Math.abs(mean - figure)).toBeLessThan(3 * error + lastDigit / 2);
		// With a wider spread the test would accept anything.
		expect(error).toBeLessThan(0.15 * figure);
	});

	// Over an infinite horizon the chance is (b + n − 1) / (a + b + n − 1) with a = 7/3 and b = 4/3.
	it.each([
		[1, 36],
		[2, 50],
		[3, 59],
		[5, 70],
		[9, 80],
	])('lets customers stay after order %d in %d %% of cases', (order, percent) => {
		const reached = shops.flat().filter((buyer) => buyer.orderMoments.length >= order);
		const left = reached.filter(
			(buyer) => buyer.orderMoments.length === order && buyer.leftAt !== undefined,
		);
		const chance = 1 - left.length / reached.length;
		const error = Math.sqrt((chance * (1 - chance)) / reached.length);
		expect(Math.abs(chance - percent / 100)).toBeLessThan(4 * error + 0.005);
	});
});
