import fc from 'fast-check';
import { ShopCalendar } from '../../src/values/shopCalendar';
import { offsetAt, offsetAtLocal, zoneOffsets } from '../../src/warehouse/zoneOffsets';

const until = Date.UTC(2026, 0, 1);
const zones = [
	'UTC',
	'Europe/Berlin',
	'America/New_York',
	'Africa/Casablanca',
	'Pacific/Apia',
	'Asia/Kolkata',
	'Australia/Lord_Howe',
	'America/St_Johns',
];

/** What a CASE of conditions `n >= literal` is for a number. */
function evaluate(sql: string, value: number): number {
	for (const [, least, result] of sql.matchAll(/WHEN n >= (-?\d+) THEN (-?\d+)/g)) {
		if (value >= Number(least)) return Number(result);
	}
	return Number(/(-?\d+)\)?$/.exec(sql.replace(/ END\)$/, ''))?.[1]);
}

describe.each(zones)('the offsets of %s as literals', (zone) => {
	const calendar = new ShopCalendar(zone);
	const offsets = zoneOffsets(calendar, until);
	const instants = fc.integer({ min: 0, max: until - 3 * 86_400_000 });

	it('are those of the shop’s calendar at every instant', () => {
		const sql = offsetAt(offsets, 'n');
		fc.assert(
			fc.property(instants, (at) => evaluate(sql, at) === calendar.offsetMinutes(at) * 60_000),
			{ numRuns: 2000 },
		);
	});

	it('read local times as the calendar does, also around each change', () => {
		const sql = offsetAtLocal(offsets, 'n');
		const near = fc
			.tuple(
				fc.constantFrom(...offsets.slice(1), { from: 1e12 }),
				fc.integer({ min: -200, max: 200 }),
			)
			.map(([{ from }, minutes]) => from + minutes * 60_000);
		const locals = fc.oneof(instants, near).filter((at) => at > 2 * 86_400_000);
		fc.assert(
			fc.property(
				locals,
				(local) => local - evaluate(sql, local) === calendar.instantOfLocal(local),
			),
			{ numRuns: 2000 },
		);
	});
});
