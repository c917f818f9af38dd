import { dateOfDay } from '../../src/values/days';
import { storedDay, storedDayReader } from '../../src/values/storedDay';

const dateOf = (day: number | undefined) => (day === undefined ? undefined : dateOfDay(day));

it.each([
	['2026-01-31', '2026-01-31'],
	[' 2026-01-31 ', '2026-01-31'],
	['2026-01-31T23:59:59+14:00', '2026-01-31'],
	[46_053, '2026-01-31'],
	['46053.75', '2026-01-31'],
	['31.01.2026', '2026-01-31'],
	[new Date('2026-01-31T00:00:00Z'), '2026-01-31'],
	['', undefined],
	[null, undefined],
	[new Date(NaN), undefined],
	['soon', undefined],
	[7, undefined],
])('reads %j as %s', (cell, date) => {
	expect(dateOf(storedDay(cell))).toBe(date);
});

describe('storedDayReader', () => {
	const endOfJanuary = '2026-02-01T04:59:59.999Z';

	it('moves instants that a store wrote in UTC back to the day of the shop, by the zone of that day', () => {
		const dayOf = storedDayReader('2026-07-31T23:59:59.999-04:00', 'America/New_York');
		expect(dateOf(dayOf(endOfJanuary))).toBe('2026-01-31');
		expect(dateOf(dayOf(new Date(endOfJanuary)))).toBe('2026-01-31');
	});

	it("goes by today's offset where the workflow's zone is not the shop's", () => {
		const dayOf = storedDayReader('2026-02-28T23:59:59.999-05:00', 'Europe/Berlin');
		expect(dateOf(dayOf(endOfJanuary))).toBe('2026-01-31');
	});

	it('reads midnight in UTC and texts with an offset as the day they name', () => {
		const dayOf = storedDayReader('2026-02-28T23:59:59.999-05:00', 'America/New_York');
		expect(dateOf(dayOf(new Date('2026-01-31T00:00:00Z')))).toBe('2026-01-31');
		expect(dateOf(dayOf('2026-01-31T23:59:59.999-05:00'))).toBe('2026-01-31');
	});

	it('leaves the days of a shop that writes UTC, or a date alone, as they are', () => {
		for (const asOf of ['2026-02-28T23:59:59.999Z', '2026-02-28', undefined]) {
			const dayOf = storedDayReader(asOf, 'America/New_York');
			expect(dateOf(dayOf(endOfJanuary))).toBe('2026-02-01');
		}
	});
});
