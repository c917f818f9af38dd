import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleOrders } from '../../src/core/sampleShop/sampleOrders';
import type { SurveyRow } from '../../src/core/sampleShop/sampleSurveys';
import { sampleSurveys } from '../../src/core/sampleShop/sampleSurveys';

const options = sampleShopOptions.parse({
	customers: 20_000,
	asOf: '2026-06-30',
	timeZone: 'UTC',
	messyData: false,
});
const surveys = [...sampleSurveys(options)];
const orders = [...sampleOrders(options)];

function mean(isMeant: (row: SurveyRow) => boolean): number {
	const scores = surveys.filter(isMeant).map((row) => row.npsScore);
	return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

describe('sampleSurveys', () => {
	it('is answered after 12% of the orders that are old enough', () => {
		const asOf = Date.parse('2026-07-01T00:00:00Z');
		const old = new Set(
			orders
				.filter((row) => Date.parse(row.orderDate) < asOf - 18 * 86_400_000)
				.map((row) => row.orderId),
		);
		const share = surveys.filter((row) => old.has(row.orderId)).length / old.size;
		expect(Math.abs(share - 0.12)).toBeLessThan(4 * Math.sqrt((0.12 * 0.88) / old.size));
	});

	it('has whole scores from 0 to 10', () => {
		const scores = new Set(surveys.map((row) => row.npsScore));
		expect([...scores].every((score) => Number.isInteger(score) && score >= 0 && score <= 10)).toBe(
			true,
		);
	});

	// Scores end at 10, which reduces every effect.
	it.each<[string, number, (row: SurveyRow) => boolean, (row: SurveyRow) => boolean]>([
		['a refund', 1.9, (row) => row.isRefunded, (row) => !row.isRefunded],
		['late delivery', 0.5, (row) => row.isDeliveredLate, (row) => !row.isDeliveredLate],
		[
			'a deep discount',
			0.25,
			(row) => row.discountPercent > 30,
			(row) => row.discountPercent <= 30,
		],
	])('is worse after %s', (_, atLeast, isWorse, isBetter) => {
		expect(mean(isBetter) - mean(isWorse)).toBeGreaterThan(atLeast);
	});

	it('differs from brand to brand', () => {
		const brands = [...new Set(surveys.map((row) => row.brand))];
		expect(brands).toHaveLength(6);
		const means = brands.map((brand) => mean((row) => row.brand === brand));
		expect(Math.max(...means) - Math.min(...means)).toBeGreaterThan(0.3);
	});

	it('refers to orders of the shop, with their brand', () => {
		const byId = new Map(orders.map((row) => [row.orderId, row]));
		expect(surveys.every((row) => byId.get(row.orderId)?.brand === row.brand)).toBe(true);
	});
});
