import fc from 'fast-check';
import { migrationOptions } from '../../src/core/migration/options';
import { trackMigration } from '../../src/core/migration/trackMigration';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { jsonFaults } from '../support/jsonFaults';

const options = migrationOptions.parse({});
const groups = ['champions', 'vip', 'highValue', 'midTier', 'lowValue', 'own', ''];

const run = (asOf: string) =>
	fc
		.uniqueArray(
			fc.record({
				id: fc.nat(30),
				tier: fc.constantFrom(...groups),
				cents: fc.integer({ min: 0, max: 1_000_000 }),
				tierValue: fc.option(fc.nat(1000), { nil: null }),
			}),
			{ maxLength: 25, selector: ({ id }) => id },
		)
		.map((list) =>
			list.map(
				({ id, tier, cents, tierValue }): JsonRecord => ({
					customerId: `c${id}`,
					asOf,
					tier,
					tierValue,
					monetaryLast365: cents / 100,
				}),
			),
		);
const then = run('2026-04-01');
const now = run('2026-05-01');
const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
const cents = (amount: unknown) => Math.round(Number(amount) * 100);

it('adds the parts of the bridge up to the change of revenue, to the cent', () => {
	fc.assert(
		fc.property(then, now, (before, after) => {
			const { summary } = trackMigration(after, options, before);
			const parts = Object.values(summary.revenueBridge as Record<string, number>).map(cents);
			const money = (rows: readonly JsonRecord[]) =>
				sum(rows.map(({ monetaryLast365 }) => cents(monetaryLast365)));
			expect(sum(parts)).toBe(money(after) - money(before));
		}),
	);
});

it('counts everybody of both runs in one move, and each row of the matrix as its group', () => {
	fc.assert(
		fc.property(then, now, (before, after) => {
			const { customers, moves, summary } = trackMigration(after, options, before);
			expect(customers).toHaveLength(after.length);
			const ids = new Set([...before, ...after].map(({ customerId }) => customerId));
			expect(sum(moves.map((move) => Number(move.customers)))).toBe(ids.size);
			const order = summary.groups as string[];
			const stayed = new Set(after.filter(({ tier }) => tier !== '').map((row) => row.customerId));
			(summary.transitionCounts as number[][]).forEach((row, i) => {
				const members = before.filter(
					({ tier, customerId }) => tier === order[i] && stayed.has(customerId),
				);
				expect(sum(row)).toBe(members.length);
			});
		}),
	);
});

it('gives plain JSON without NaN, whatever the sizes', () => {
	fc.assert(
		fc.property(then, now, (before, after) => {
			const { summary, moves } = trackMigration(after, options, before);
			expect(jsonFaults(summary, 'summary', () => false)).toEqual([]);
			expect(jsonFaults(moves, 'moves', () => false)).toEqual([]);
		}),
	);
});

it('does not depend on the order of rows', () => {
	fc.assert(
		fc.property(then, now, (before, after) => {
			const one = trackMigration(after, options, before);
			const other = trackMigration([...after].reverse(), options, [...before].reverse());
			expect(other.moves).toEqual(one.moves);
			expect(other.summary).toEqual(one.summary);
		}),
	);
});

it('compares with the newest run before today out of a store that holds many', () => {
	const row = (customerId: string, asOf: string, tier: string) => ({ customerId, asOf, tier });
	const today = [row('a', '2026-05-01', 'vip'), row('b', '2026-05-01', 'vip')];
	const april = [row('a', '2026-04-01', 'midTier'), row('c', '2026-04-01', 'vip')];
	const march = [
		row('a', '2026-03-01', 'vip'),
		row('b', '2026-03-01', 'vip'),
		row('d', '2026-03-01', 'vip'),
	];
	const direct = trackMigration(today, options, april);
	const fromStore = trackMigration(today, options, [...today, ...april, ...march]);
	expect(fromStore.moves).toEqual(direct.moves);
	expect(fromStore.setAside).toEqual([]);
	expect(fromStore.summary.asOfThen).toBe('2026-04-01');
	expect(fromStore.notices.map(({ code }) => code)).toContain('otherPreviousRuns');
	expect(direct.notices.map(({ code }) => code)).not.toContain('otherPreviousRuns');

	const asked = trackMigration(today, { ...options, asOfThen: '2026-03-01' }, [...april, ...march]);
	expect(asked.moves).toEqual(trackMigration(today, options, march).moves);
});
