import { DateReader } from '../../src/core/orders/dateReader';
import { ShopCalendar } from '../../src/values/shopCalendar';

const reader = () => new DateReader(new ShopCalendar('Europe/Berlin'), 'automatic');

describe('DateReader', () => {
	it('counts each spreadsheet day, also one that follows its like', () => {
		const dates = reader();
		for (const date of ['46053', '46053', 46_053, '2026-01-31', '2026-01-31'])
			dates.orderInstant(date);
		expect(dates.sheetDays).toBe(3);
	});

	it('lets each ambiguous date wait until one proves that the day comes first', () => {
		const dates = reader();
		const read = ['01/02/2026', '01/02/2026', '13/02/2026'].map((date) => dates.orderInstant(date));
		expect(read).toEqual([undefined, undefined, undefined]);
		expect(dates.instant('01/02/2026')).toBe(Date.UTC(2026, 0, 31, 23));
	});
});
