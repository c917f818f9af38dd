import { fitRecalibration } from '../../src/core/churn/fitRecalibration';
import { churnOptions } from '../../src/core/churn/options';
import { readRhythms } from '../../src/core/churn/readRhythms';

const shares = Array.from({ length: 15 }, () => 0.5);
const asOf = '2025-12-31';

/** First-time buyers: with q = 1/2 and g = 10 days the log-odds are a tenth of the days of silence. */
function firstTimeBuyers(groups: Array<{ silentDays: number; returned: number; left: number }>) {
	const customers = groups.flatMap(({ silentDays, returned, left }) => [
		...Array.from({ length: returned }, () => ({ silentDays, hasReturned: true })),
		...Array.from({ length: left }, () => ({ silentDays, hasReturned: false })),
	]);
	const rows = customers.map(({ silentDays }) => ({
		asOf,
		daysSinceLastOrder: silentDays,
		orderCountLifetime: 1,
	}));
	const rhythms = readRhythms(
		rows,
		rows.map((_, i) => i),
		churnOptions.parse({}),
	);
	return fitRecalibration(rhythms, (i) => customers[i].hasReturned, shares, 10, 2);
}

describe('fitRecalibration', () => {
	it('finds the line through two groups', () => {
		// Log-odds 0 left in 1 of 4 (logit −ln 3), log-odds 2 in 3 of 4 (logit ln 3): intercept −ln 3, slope ln 3.
		const line = firstTimeBuyers([
			{ silentDays: 0, returned: 75_000, left: 25_000 },
			{ silentDays: 20, returned: 25_000, left: 75_000 },
		]);
		expect(line?.intercept).toBeCloseTo(-Math.log(3), 3);
		expect(line?.slope).toBeCloseTo(Math.log(3), 3);
	});

	it('has an answer for groups that are told apart completely', () => {
		const line = firstTimeBuyers([
			{ silentDays: 1, returned: 60, left: 0 },
			{ silentDays: 400, returned: 0, left: 60 },
		]);
		expect(line?.slope).toBeGreaterThan(0);
		expect(Number.isFinite(line?.intercept)).toBe(true);
	});

	it.each([
		['fewer than 50 returned', [{ silentDays: 5, returned: 49, left: 500 }]],
		['fewer than 50 left', [{ silentDays: 5, returned: 500, left: 49 }]],
		[
			'the risk told the opposite',
			[
				{ silentDays: 0, returned: 100, left: 900 },
				{ silentDays: 20, returned: 900, left: 100 },
			],
		],
	])('gives none when %s', (_, groups) => {
		expect(firstTimeBuyers(groups)).toBeUndefined();
	});
});
