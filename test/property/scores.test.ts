import type { JsonRecord } from '../../src/values/jsonRecord';
import fc from 'fast-check';
import { asOf, runScore } from '../support/runScore';

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__', 'guest_1', '🛒');
const day = fc.integer({ min: 0, max: 500 });
const date = (days: number) =>
	new Date(Date.UTC(2025, 5, 30) - days * 86_400_000).toISOString().slice(0, 10);
const amount = fc.integer({ min: 0, max: 40_000 }).map((cents) => cents / 100);

const history = fc.array(fc.tuple(day, amount), { maxLength: 6 }).map((orders) =>
	[...orders]
		.sort((a, b) => b[0] - a[0])
		.map(([days, value]) => `${date(days)}:${value}`)
		.join(';'),
);
const customer: fc.Arbitrary<JsonRecord> = fc.record(
	{
		customerId: id,
		email: fc.constantFrom('one@example.com', 'two@example.com', ''),
		asOf: fc.constantFrom(asOf, '2025-06-01T12:00:00Z'),
		orderHistory: history,
		npsScore: fc.oneof(fc.integer({ min: -1, max: 11 }), fc.anything()),
		emailOpenCount: fc.oneof(fc.nat(100), fc.anything()),
		lastIntentAt: fc.oneof(day.map(date), fc.anything()),
		previousValueScore: fc.oneof(fc.integer({ min: -100, max: 900 }), fc.anything()),
	},
	{ requiredKeys: [] },
);
const event: fc.Arbitrary<JsonRecord> = fc.record(
	{
		customerId: fc.oneof(id, fc.constantFrom('x', 'y')),
		email: fc.constantFrom('one@example.com', 'three@example.com'),
		type: fc.constantFrom('email_open', 'Clicked Email', 'unsubscribe', 'cart_abandoned', 'other'),
		time: fc.oneof(
			day.map((days) => `${date(days)}T10:00:00Z`),
			fc.constantFrom('2025-07-01', 'never'),
		),
		isMachineOpen: fc.boolean(),
	},
	{ requiredKeys: [] },
);
const options = fc.record({
	bandLimits: fc.constantFrom('points', 'percentiles'),
	unknownPeople: fc.constantFrom('setAside', 'score'),
	literalBands: fc.boolean(),
});
const rows = fc.array(customer, { maxLength: 12 });
const events = fc.array(event, { maxLength: 25 });
const output = (result: ReturnType<typeof runScore>): string =>
	JSON.stringify([
		result.customers.map(({ row }) => row),
		result.setAside.map(({ code, row }) => [code, row]),
		result.setAsideEvents.map(({ code, row }) => [code, row]),
		result.summary,
	]);

describe('scores', () => {
	it('keep every row and event', () => {
		fc.assert(
			fc.property(rows, events, options, (given, happened, chosen) => {
				const result = runScore(given, chosen, happened);
				const known = result.customers.filter(({ input }) => input === undefined);
				const used = [...known, ...result.setAside].map(({ source }) => source);
				expect(used.sort((a, b) => a - b)).toEqual(given.map((_, index) => index));
				expect(result.summary.eventsUsed).toBe(happened.length - result.setAsideEvents.length);
				const ids = result.customers.map(({ row }) => row.customerId);
				expect(new Set(ids).size).toBe(ids.length);
			}),
		);
	});

	it('do not depend on the order of the input', () => {
		fc.assert(
			fc.property(
				rows,
				events,
				options,
				fc.infiniteStream(fc.nat()),
				(given, happened, chosen, keys) => {
					const shuffled = <T>(list: T[]): T[] =>
						list
							.map((value) => ({ value, key: keys.next().value as number }))
							.sort((a, b) => a.key - b.key)
							.map(({ value }) => value);
					const again = runScore(shuffled(given), chosen, shuffled(happened));
					expect(output(again)).toBe(output(runScore(given, chosen, happened)));
				},
			),
		);
	});

	it('are the sum of their reasons, finite and within bounds', () => {
		fc.assert(
			fc.property(rows, events, options, (given, happened, chosen) => {
				for (const { row } of runScore(given, chosen, happened).customers) {
					const reasons = String(row.scoreReasons).split(',').filter(Boolean);
					const hundredths = reasons.map((reason) =>
						Math.round(Number(reason.split(':')[1]) * 100),
					);
					const sum = hundredths.reduce((total, points) => total + points, 0);
					expect(sum).toBe(Math.round(Number(row.valueScore) * 100));
					expect(Number.isFinite(row.valueScore)).toBe(true);
					expect(row.healthScore).toBeGreaterThanOrEqual(0);
					expect(row.healthScore).toBeLessThanOrEqual(100);
					expect(['vip', 'core', 'reengage']).toContain(row.valueScoreBand);
				}
			}),
		);
	});

	it('are the same alone with the saved model as in the batch', () => {
		fc.assert(
			fc.property(rows, events, options, (given, happened, chosen) => {
				const dated = given.filter((row) => row.asOf !== undefined && row.email === '');
				const batch = runScore(dated, { ...chosen, unknownPeople: 'setAside' }, happened);
				const apply = { use: 'savedModel', savedModel: batch.summary.model };
				for (const { row, source } of batch.customers) {
					expect(runScore([dated[source]], apply, happened).customers[0].row).toEqual(row);
				}
			}),
		);
	});

	it('never move the date of the last intent back', () => {
		fc.assert(
			fc.property(rows, events, options, (given, happened, chosen) => {
				for (const { row, source, input } of runScore(given, chosen, happened).customers) {
					const before = input === 1 ? '' : String(given[source].lastIntentAt);
					if (happened.length === 0 || !/^\d{4}-\d{2}-\d{2}$/.test(before)) continue;
					expect(Date.parse(String(row.lastIntentAt))).toBeGreaterThanOrEqual(Date.parse(before));
				}
			}),
		);
	});

	it('never fall by one more engagement event', () => {
		fc.assert(
			fc.property(customer, events, day, (given, happened, days) => {
				const one = { asOf, ...given, customerId: 'a', orderHistory: given.orderHistory ?? '' };
				const more = { customerId: 'a', type: 'Clicked Email', time: `${date(days)}T09:00:00Z` };
				const own = happened.filter((item) => item.customerId === 'a');
				const score = (list: JsonRecord[]) =>
					Number(runScore([one], {}, list).customers[0].row.valueScore);
				expect(score([...own, more])).toBeGreaterThanOrEqual(score(own));
			}),
		);
	});

	it('in percentiles: no band exceeds its share, and equals share a band', () => {
		fc.assert(
			fc.property(fc.array(history, { minLength: 1, maxLength: 40 }), (histories) => {
				const given = histories.map((orderHistory, i) => ({
					customerId: `${i}`,
					asOf,
					orderHistory,
				}));
				const result = runScore(given, { bandLimits: 'percentiles', literalBands: true });
				const ordered = result.customers.filter(({ row }) => row.orderHistory !== '');
				const bandsByScore = new Map<unknown, unknown>();
				for (const { row } of ordered) {
					expect(bandsByScore.get(row.valueScore) ?? row.valueScoreBand).toBe(row.valueScoreBand);
					bandsByScore.set(row.valueScore, row.valueScoreBand);
				}
				if (ordered.length === 0) return;
				const count = (band: string) =>
					ordered.filter(({ row }) => row.valueScoreBand === band).length;
				expect(count('vip')).toBeLessThanOrEqual(ordered.length * 0.1);
				expect(count('reengage')).toBeLessThanOrEqual(ordered.length * 0.2);
			}),
		);
	});
});
