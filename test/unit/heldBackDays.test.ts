import { collectOrders } from '../../src/core/btyd/orderHistories';
import { heldBackDays, historyDays, pastsBefore } from '../../src/core/clv/heldBackDays';

const histories = collectOrders(
	[[10, 40], [], [100]].map((days) => ({
		history: { days, amounts: days.map(() => 1) },
		asOfDay: 310,
	})),
);

describe('heldBackDays', () => {
	it('is the horizon, but at most a third of the longest history', () => {
		expect(historyDays(histories)).toBe(300);
		expect(heldBackDays(histories, 60)).toBe(60);
		expect(heldBackDays(histories, 365)).toBe(100);
	});
});

describe('pastsBefore', () => {
	it.each([
		[730, 243, [0, 81, 162, 243]],
		[1460, 365, [0, 202, 404, 606]],
		[200, 66, [0, 67]],
		[90, 30, [0, 30]],
		[60, 20, [0]],
	])('spreads the pasts of a history of %d days, %d held back', (history, days, pasts) => {
		expect(pastsBefore(history, days)).toEqual(pasts);
	});

	it('leaves a third of the history before the earliest', () => {
		for (let history = 90; history < 2000; history += 37) {
			const days = Math.min(365, Math.floor(history / 3));
			for (const before of pastsBefore(history, days)) {
				expect(history - days - before).toBeGreaterThanOrEqual(Math.floor(history / 3));
			}
		}
	});
});
