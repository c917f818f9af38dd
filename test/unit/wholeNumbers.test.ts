import { duckDb } from '../../src/warehouse/dialects/duckDb';
import {
	countWithinShare,
	floorQuotient,
	fractionOf,
	leastWhole,
	roundedQuotient,
} from '../../src/warehouse/later/wholeNumbers';
import { type Engine, startDuckDb } from '../support/warehouseEngines';

describe('whole numbers in SQL', () => {
	let engine: Engine;

	beforeAll(async () => {
		engine = await startDuckDb();
	}, 60_000);

	afterAll(() => engine.stop());

	const numberOf = async (sql: string) => {
		const [{ number }] = await engine.query(`SELECT ${sql} AS number`);
		return Number(number);
	};

	it.each([-7, -6, -5, -1, 0, 1, 5, 14])('round %d / 3 down as Math.floor does', async (n) => {
		expect(await numberOf(floorQuotient(duckDb, String(n), 3))).toBe(Math.floor(n / 3) + 0);
	});

	it.each([-25, -15, -14, -5, 0, 5, 14, 15, 26])(
		'round %d / 10 to the nearest, halves up, as Math.round does',
		async (n) => {
			expect(await numberOf(roundedQuotient(duckDb, String(n), 10))).toBe(Math.round(n / 10) + 0);
		},
	);

	it.each([
		[100, 12.5, 12],
		[1000, 1.1, 11],
		[3, 100, 3],
		[99, 1, 0],
	])('count, of %d customers, those within %d%%: %d', async (count, percent, expected) => {
		expect(await numberOf(countWithinShare(duckDb, String(count), percent, 'share'))).toBe(
			expected,
		);
	});
});

it('finds the least whole number by the comparison of the core, not by a rounded product', () => {
	expect(leastWhole(1.15 * 100, (cents) => cents / 100 >= 1.15)).toBe(115);
	expect(leastWhole(1.15 * 100, (cents) => cents / 100 > 1.15)).toBe(116);
	expect(leastWhole(-0.5, (whole) => whole >= -0.5) + 0).toBe(0);
});

it('ends for limits that no column reaches', () => {
	expect(leastWhole(1e300, (whole) => whole >= 1e300)).toBe(4e15);
	expect(leastWhole(-1e300, (whole) => whole >= -1e300)).toBe(-4e15);
});

it('refuses a number with more decimals than SQL computes exactly, by the name of its option', () => {
	expect(fractionOf(-7.25, 2, 'points')).toEqual({ units: -725, digits: 2 });
	expect(() => fractionOf(0.001, 2, 'points')).toThrow('"points" needs at most 2 decimals');
});
