import { latestValue } from '../../src/core/orders/latestValue';

function latest(entries: Array<[instant: number, value: unknown]>): unknown {
	return latestValue(0, entries.length, {
		read: (at) => entries[at][1],
		instantAt: (at) => entries[at][0],
	});
}

describe('latestValue', () => {
	it('is the last value that is not empty', () => {
		expect(
			latest([
				[1, 'a'],
				[2, 'b'],
				[3, ''],
				[4, null],
			]),
		).toBe('b');
		expect(
			latest([
				[1, true],
				[2, false],
			]),
		).toBe(false);
		expect(
			latest([
				[1, 5],
				[2, 0],
			]),
		).toBe(0);
	});

	it('is empty for no values', () => {
		expect(latest([])).toBeUndefined();
		expect(
			latest([
				[1, ''],
				[2, undefined],
			]),
		).toBeUndefined();
	});

	it('is the greatest by text of several at one instant, in any order', () => {
		expect(
			latest([
				[1, 'z'],
				[2, 'a'],
				[2, 'b'],
			]),
		).toBe('b');
		expect(
			latest([
				[1, 'z'],
				[2, 'b'],
				[2, 'a'],
			]),
		).toBe('b');
		expect(
			latest([
				[2, 'b'],
				[2, ''],
			]),
		).toBe('b');
		expect(
			latest([
				[2, ''],
				[2, 'b'],
			]),
		).toBe('b');
	});

	it('looks no further back than the latest instant with a value', () => {
		expect(
			latest([
				[1, 'z'],
				[2, 'a'],
				[2, ''],
				[3, ''],
			]),
		).toBe('a');
	});

	it('compares objects that have no usable text', () => {
		const bare = Object.create(null) as object;
		expect(
			latest([
				[1, { toString: 1 }],
				[1, bare],
			]),
		).toEqual({});
	});
});
