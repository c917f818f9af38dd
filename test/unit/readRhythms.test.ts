import type { JsonRecord } from '../../src/values/jsonRecord';
import { churnOptions } from '../../src/core/churn/options';
import { CustomerTable } from '../../src/core/customers/customerTable';
import { readRhythms } from '../support/readRhythms';

function read(rows: JsonRecord[], given: JsonRecord = {}, daysBack = 0) {
	const options = churnOptions.parse(given);
	const customers = rows.map((row, i) => ({ customerId: `c${i}`, ...row }));
	return readRhythms(new CustomerTable(customers, {}, options.asOf), options, daysBack);
}

const asOf = '2025-12-31T23:59:59+01:00';

describe('readRhythms', () => {
	it('takes several orders on one day as one order day', () => {
		const rhythms = read([
			{ asOf, orderHistory: '2025-11-01:10;2025-11-01:20;2025-12-01:5;2025-12-21:7' },
		]);
		expect(rhythms.orderDays[0]).toBe(3);
		expect(rhythms.ownGaps[0]).toBe(2);
		expect(rhythms.ownGapDays[0]).toBe(50);
		expect(rhythms.daysSinceLastOrder[0]).toBe(10);
		expect(rhythms.recentOrders[0]).toBe(4);
	});

	it('counts an order once it is as old as the days ahead', () => {
		// 365 days before 2025-12-31 is 2024-12-31.
		const rhythms = read([
			{ asOf, orderHistory: '2024-12-31:1' },
			{ asOf, orderHistory: '2025-01-01:1' },
			{ asOf, orderHistory: '2024-12-31:1;2025-12-31:1' },
			{ asOf, orderHistory: '2024-12-30:1;2025-12-31:1' },
		]);
		expect(rhythms.counts.mature[0]).toBe(3);
		// The first never returned; the third came back on day 365; the fourth a day too late.
		expect(rhythms.counts.notReturned[0]).toBe(2);
		expect(rhythms.counts.mature[1]).toBe(0);
	});

	it('pools all orders from the fifteenth on', () => {
		const days = Array.from(
			{ length: 17 },
			(_, i) => `2023-01-${String(i + 1).padStart(2, '0')}:1`,
		);
		const rhythms = read([{ asOf, orderHistory: days.join(';') }]);
		expect(rhythms.counts.mature[13]).toBe(1);
		expect(rhythms.counts.mature[14]).toBe(3);
		expect(rhythms.counts.notReturned[14]).toBe(1);
		expect(rhythms.orderDays[0]).toBe(17);
	});

	it('uses the days since the last order as given, unless measured against another day', () => {
		const row = { asOf, daysSinceLastOrder: 11, orderHistory: '2025-11-01:1;2025-12-21:1' };
		expect(read([row]).daysSinceLastOrder[0]).toBe(11);
		expect(read([row], { asOf: '2025-12-01' }).daysSinceLastOrder[0]).toBe(30);
		expect(read([row], { asOf: '2025-12-01' }).orderDays[0]).toBe(1);
		expect(read([row], {}, 31).daysSinceLastOrder[0]).toBe(29);
		expect(read([row], { asOf: '2025-10-31' }).daysSinceLastOrder[0]).toBeNaN();
	});

	it('reads order count and mean gap where there is no history', () => {
		const rhythms = read([
			{ asOf, orderCountLifetime: '4', daysSinceLastOrder: '20', meanGapDays: 30 },
			{ asOf, orderCountLifetime: 2, lastOrderAt: '2025-12-01T08:00:00+01:00' },
			{ asOf, orderCountLifetime: 0 },
			{ asOf },
		]);
		expect([...rhythms.orderDays]).toEqual([4, 2, 0, 0]);
		expect([...rhythms.daysSinceLastOrder]).toEqual([20, 30, NaN, NaN]);
		expect([...rhythms.ownGapDays]).toEqual([90, 0, 0, 0]);
		expect([...rhythms.ownGaps]).toEqual([3, 0, 0, 0]);
		expect(rhythms.withoutHistory).toBe(2);
	});

	it('counts a history that can not be read', () => {
		const rhythms = read([
			{ asOf, orderHistory: 'soon', orderCountLifetime: 1, daysSinceLastOrder: 3 },
		]);
		expect(rhythms.unreadableHistory).toBe(1);
		expect(rhythms.orderDays[0]).toBe(1);
	});

	it('pools all gaps of the base', () => {
		const rhythms = read([
			{ asOf, orderHistory: '2025-01-01:1;2025-01-11:1;2025-01-31:1' },
			{ asOf, orderHistory: '2025-01-01:1;2025-03-02:1' },
		]);
		expect(rhythms.gapDays / rhythms.gaps).toBe(30);
	});
});
