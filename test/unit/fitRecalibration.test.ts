import { fitRecalibration } from '../../src/core/churn/fitRecalibration';
import { CustomerTable } from '../../src/core/customers/customerTable';
import { churnOptions } from '../../src/core/churn/options';
import { readRhythms } from '../support/readRhythms';

const shares = Array.from({ length: 15 }, () => 0.5);
const asOf = '2025-12-31';

/** First-time buyers: with q = 1/2 and g = 10 days the log-odds are a tenth of the days without an order. */
function firstTimeBuyers(
	groups: Array<{ daysSinceLastOrder: number; returned: number; left: number }>,
) {
	const customers = groups.flatMap(({ daysSinceLastOrder, returned, left }) => [
		...Array.from({ length: returned }, () => ({ daysSinceLastOrder, hasReturned: true })),
		...Array.from({ length: left }, () => ({ daysSinceLastOrder, hasReturned: false })),
	]);
	const rows = customers.map(({ daysSinceLastOrder }, i) => ({
		customerId: String(i).padStart(6, '0'),
		asOf,
		daysSinceLastOrder,
		orderCountLifetime: 1,
	}));
	const rhythms = readRhythms(new CustomerTable(rows, {}), churnOptions.parse({}));
	return fitRecalibration(rhythms, (i) => customers[i].hasReturned, shares, 10, 2);
}

describe('fitRecalibration', () => {
	it('finds the line through two groups', () => {
		// Log-odds 0 left in 1 of 4 (logit −ln 3), log-odds 2 in 3 of 4 (logit ln 3): intercept −ln 3, slope ln 3.
		const line = firstTimeBuyers([
			{ daysSinceLastOrder: 0, returned: 75_000, left: 25_000 },
			{ daysSinceLastOrder: 20, returned: 25_000, left: 75_000 },
		]);
		expect(line?.intercept).toBeCloseTo(-Math.log(3), 3);
		expect(line?.slope).toBeCloseTo(Math.log(3), 3);
	});

	it('has an answer for perfectly separated groups', () => {
		const line = firstTimeBuyers([
			{ daysSinceLastOrder: 1, returned: 60, left: 0 },
			{ daysSinceLastOrder: 400, returned: 0, left: 60 },
		]);
		expect(line?.slope).toBeGreaterThan(0);
		expect(Number.isFinite(line?.intercept)).toBe(true);
	});

	it.each([
		['fewer than 50 returned', [{ daysSinceLastOrder: 5, returned: 49, left: 500 }]],
		['fewer than 50 left', [{ daysSinceLastOrder: 5, returned: 500, left: 49 }]],
		[
			'the risk told the opposite',
			[
				{ daysSinceLastOrder: 0, returned: 100, left: 900 },
				{ daysSinceLastOrder: 20, returned: 900, left: 100 },
			],
		],
	])('gives none when %s', (_, groups) => {
		expect(firstTimeBuyers(groups)).toBeUndefined();
	});
});
