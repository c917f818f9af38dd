import { isoOfReportDay } from '../../src/core/orders/sources/isoOfReportDay';

describe('isoOfReportDay', () => {
	it.each<[unknown, unknown]>([
		['01/31/26', '2026-01-31'],
		['1/5/2026', '2026-01-05'],
		['Jan-31-26', '2026-01-31'],
		['31-Jan-26', '2026-01-31'],
		['31 jan 2026', '2026-01-31'],
		['Sep-04-26 10:15:00', '2026-09-04 10:15:00'],
		['2026-01-31', '2026-01-31'],
		['10-Dez-25', '10-Dez-25'],
		['soon', 'soon'],
		[46027, 46027],
	])('of %j is %j', (day, iso) => {
		expect(isoOfReportDay(day)).toBe(iso);
	});
});
