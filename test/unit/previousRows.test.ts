import { olderRowsNotice, previousRows } from '../../src/core/customers/previousRows';

const dates = ['asOf', 'since'];
const kept = (rows: Array<Record<string, unknown>>) =>
	previousRows(['a'], rows, 'customerId', dates).rows[0]?.mark;

it('takes the newest row of a customer, in whatever order and form the dates come', () => {
	const rows = [
		{ customerId: 'a', asOf: '2026-01-02', mark: 'z' },
		{ customerId: 'a', asOf: new Date('2026-01-03'), mark: 'newest' },
		{ customerId: 'a', asOf: '2026-01-03T00:30:00+02:00', mark: 'y' },
		{ customerId: 'a', mark: 'zz' },
	];
	expect(kept(rows)).toBe('newest');
	expect(kept([...rows].reverse())).toBe('newest');
});

it('uses the next date where the first is equal or missing', () => {
	expect(
		kept([
			{ customerId: 'a', since: '2026-01-01', mark: 'z' },
			{ customerId: 'a', since: '2026-02-01', mark: 'newest' },
		]),
	).toBe('newest');
});

it('keeps the same one of rows without dates, in whatever order they come', () => {
	const rows = [
		{ customerId: 'a', mark: 1 },
		{ customerId: 'a', mark: 2 },
	];
	expect(kept(rows)).toBe(kept([...rows].reverse()));
});

it('returns rows in the order of the IDs, none for a customer without one, and counts the older ones', () => {
	const { rows, older } = previousRows(
		['a', 'b', 'd'],
		[{ customerId: 'd' }, { customerId: 'c' }, { customerId: 'd' }, {}, { customerId: 'a' }],
		'customerId',
		dates,
	);
	expect(rows.map((row) => row?.customerId)).toEqual(['a', undefined, 'd']);
	expect(older).toBe(1);
	expect(olderRowsNotice(older, dates)[0].message).toMatch(
		/^1 row on "Previous" is not used.*"asOf", then "since"/,
	);
	expect(olderRowsNotice(0, dates)).toEqual([]);
});
