import { computeRfm } from '../../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../../src/core/rfm/options';
import { sampleShopOptions } from '../../../src/core/sampleShop/options';
import { sampleRows } from '../../../src/core/sampleShop/sampleRows';
import { scoreReader } from '../../../src/report/facts/scoreReader';
import { readNumber } from '../../../src/values/readNumber';

const orders = sampleRows(
	sampleShopOptions.parse({
		customers: 400,
		asOf: '2026-06-30',
		preset: 'consumables',
		timeZone: 'UTC',
	}),
);
const host = { timeZone: 'UTC', now: Date.UTC(2026, 5, 30, 12) };

describe('scoreReader', () => {
	it.each([0, 365])(
		'reads from the cut points the scores that Compute RFM gave, with a window of %d days',
		(windowDays) => {
			const options = rfmOptions.parse({ asOf: '2026-06-30', windowDays });
			const { customers, summary } = computeRfm(orders, options, host);
			const reader = scoreReader(summary);
			let compared = 0;
			for (const { row } of customers) {
				const { recencyScore, frequencyScore, ...others } = row;
				if (typeof recencyScore !== 'number') continue;
				compared++;
				expect([
					reader.recency(others, readNumber(others.daysSinceLastOrder)),
					reader.frequency(others, readNumber(others.orderCountLifetime)),
				]).toEqual([recencyScore, frequencyScore]);
			}
			expect(compared).toBeGreaterThan(300);
		},
	);

	it('takes the scores of the row where they are, and knows none without cut points', () => {
		const reader = scoreReader(undefined);
		expect(reader.recency({ recencyScore: 4 }, 10)).toBe(4);
		expect(reader.frequency({}, 3)).toBeNaN();
	});

	it('knows no frequency score of another window, as its orders are not on the row', () => {
		const model = { options: { windowDays: 90 }, frequencyCuts: [1, 2, 3], recencyCuts: [1, 2, 3] };
		expect(scoreReader({ model }).frequency({ orderCountLast365: 9 }, 3)).toBeNaN();
	});
});
