import fc from 'fast-check';
import { holdoutGroup } from '../../src/core/holdout/holdoutGroup';
import { parseOptions } from '../../src/core/parseOptions';
import type { JsonRecord } from '../../src/core/result';
import { assignTiers } from '../../src/core/tier/assignTiers';
import { tierOptions, type TierOptions } from '../../src/core/tier/options';
import { tierCodes } from '../../src/core/tier/tierCodes';

/** Few distinct amounts, so that ties are common. */
const amount = fc.oneof(
	fc.integer({ min: 0, max: 12 }),
	fc.double({ min: -50, max: 5000, noNaN: true }),
);

const customer = fc.record(
	{
		monetaryTotal: fc.oneof({ weight: 9, arbitrary: amount }, fc.constantFrom(null, 'x', '7.5')),
		orderCountLifetime: fc.constantFrom(0, 1, 1, 2, 5),
		averageOrderValue: amount,
		customerAgeDays: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.constant(null)),
		cohortMonth: fc.constantFrom('2026-04', '2026-05', '2026-06', '__proto__'),
		daysSinceLastOrder: fc.integer({ min: 0, max: 400 }),
		previousTier: fc.constantFrom(...tierCodes, 'platinum', '', null),
		email: fc.constantFrom('a@example.com', 'B@example.com', '', null),
	},
	{ requiredKeys: [] },
);

const customers = fc
	.array(customer, { minLength: 1, maxLength: 120 })
	.map((rows) => rows.map((row, i): JsonRecord => ({ ...row, customerId: `c${i}` })));

const shares = fc
	.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 100 })))
	.map(([a, b, c, d]) => {
		const [champions, vip, highValue, rest] = [a, b, c, d].sort((x, y) => x - y);
		return {
			championsShare: champions,
			vipShare: vip,
			highValueShare: highValue,
			lowValueShare: 100 - rest,
		};
	});

const options = fc
	.tuple(
		shares,
		fc.record({
			rankNewSeparately: fc.boolean(),
			cohortMinimum: fc.integer({ min: 1, max: 20 }),
			holdoutShare: fc.constantFrom(0, 20),
		}),
	)
	.map(([given, others]) =>
		parseOptions(tierOptions, { ...given, ...others, value: 'monetaryTotal' }),
	);

const together = (given: TierOptions) => ({ ...given, rankNewSeparately: false });

interface Tiered {
	value: number;
	rank: number;
	tier: string;
}

/** The customers who have a tier. */
function tiered(rows: readonly JsonRecord[], given: TierOptions): Tiered[] {
	return assignTiers(rows, given)
		.customers.filter(({ row }) => row.tier !== null)
		.map(({ row }) => ({
			value: row.tierValue as number,
			rank: row.tierRank as number,
			tier: row.tier as string,
		}));
}

describe('tiers', () => {
	it('are those of the definition by shares at or above and at or below', () => {
		fc.assert(
			fc.property(customers, options, (rows, given) => {
				const all = tiered(rows, together(given));
				const n = all.length;
				for (const { value, tier } of all) {
					const atLeast = all.filter((other) => other.value >= value).length;
					const atMost = all.filter((other) => other.value <= value).length;
					const isWithin = (count: number, share: number) => count * 100 <= share * n;
					const expected = isWithin(atLeast, given.championsShare)
						? 'champions'
						: isWithin(atLeast, given.vipShare)
							? 'vip'
							: isWithin(atLeast, given.highValueShare)
								? 'highValue'
								: isWithin(atMost, given.lowValueShare)
									? 'lowValue'
									: 'midTier';
					expect(tier).toBe(expected);
				}
			}),
		);
	});

	it('never fall with more value, and never split equals', () => {
		fc.assert(
			fc.property(customers, options, (rows, given) => {
				const sorted = tiered(rows, together(given)).sort((a, b) => b.value - a.value);
				for (let i = 1; i < sorted.length; i++) {
					expect(sorted[i].rank).toBeGreaterThanOrEqual(sorted[i - 1].rank);
					if (sorted[i].value === sorted[i - 1].value) {
						expect(sorted[i].rank).toBe(sorted[i - 1].rank);
					}
				}
			}),
		);
	});

	it('never fall for the one customer whose value rises', () => {
		fc.assert(
			fc.property(
				customers,
				options,
				fc.nat(),
				fc.integer({ min: 1, max: 9000 }),
				(rows, given, pick, rise) => {
					const index = pick % rows.length;
					const value = Number(rows[index].monetaryTotal ?? 0);
					if (!Number.isFinite(value)) return;
					const rankAfter = (total: number) => {
						const changed = rows.map((row, i) =>
							i === index ? { ...row, monetaryTotal: total, orderCountLifetime: 1 } : row,
						);
						const result = assignTiers(changed, given).customers;
						return result.find(({ source }) => source === index)?.row.tierRank as number;
					};
					expect(rankAfter(value + rise)).toBeLessThanOrEqual(rankAfter(value));
				},
			),
		);
	});

	it('never exceed their share', () => {
		fc.assert(
			fc.property(customers, options, (rows, given) => {
				const all = tiered(rows, together(given));
				const count = (...tiers: string[]) => all.filter(({ tier }) => tiers.includes(tier)).length;
				const most = (share: number) => (share * all.length) / 100;
				expect(count('champions')).toBeLessThanOrEqual(most(given.championsShare));
				expect(count('champions', 'vip')).toBeLessThanOrEqual(most(given.vipShare));
				expect(count('champions', 'vip', 'highValue')).toBeLessThanOrEqual(
					most(given.highValueShare),
				);
				expect(count('lowValue')).toBeLessThanOrEqual(most(given.lowValueShare));
			}),
		);
	});

	it('are exactly one for everybody who can be ranked, and none for the others', () => {
		fc.assert(
			fc.property(customers, options, (rows, given) => {
				const { customers: all, summary } = assignTiers(rows, given);
				expect(all.map(({ row }) => row.customerId)).toEqual(
					rows.map((row) => row.customerId).sort(),
				);
				for (const { row } of all) {
					const canBeRanked =
						row.orderCountLifetime !== 0 && Number.isFinite(Number(row.monetaryTotal ?? NaN));
					if (canBeRanked) expect(tierCodes).toContain(row.tier);
					else expect(row.tier).toBeNull();
				}
				const inTiers = (summary.tiers as Array<{ customers: number }>).map(
					(size) => size.customers,
				);
				expect(inTiers.reduce((sum, size) => sum + size, 0)).toBe(summary.customersWithTier);
			}),
		);
	});

	it('are unmoved by the order of the input, to the byte', () => {
		const shuffled = customers.chain((rows) =>
			fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
		);
		fc.assert(
			fc.property(shuffled, options, ([rows, permuted], given) => {
				const outcome = (input: JsonRecord[]) => {
					const { customers: all, summary, notices } = assignTiers(input, given);
					return JSON.stringify([all.map(({ row }) => row), summary, notices]);
				};
				expect(outcome(permuted)).toBe(outcome(rows));
			}),
		);
	});

	it('are unmoved by the currency unit', () => {
		fc.assert(
			fc.property(customers, options, (rows, given) => {
				const scaled = rows.map((row) =>
					typeof row.monetaryTotal === 'number'
						? { ...row, monetaryTotal: row.monetaryTotal * 1024 }
						: { ...row, monetaryTotal: null },
				);
				const unscaled = rows.map((row) =>
					typeof row.monetaryTotal === 'number' ? row : { ...row, monetaryTotal: null },
				);
				const ranks = (input: JsonRecord[]) => tiered(input, given).map(({ rank }) => rank);
				expect(ranks(scaled)).toEqual(ranks(unscaled));
			}),
		);
	});

	it('are the same from the saved model, one customer at a time', () => {
		fc.assert(
			fc.property(customers, options, (rows, given) => {
				const batch = assignTiers(rows, given);
				if (batch.summary.customersWithTier === 0) return;
				const savedModel = JSON.stringify(batch.summary);
				for (const { row, source } of batch.customers) {
					const alone = assignTiers([rows[source]], { ...given, use: 'savedModel', savedModel });
					expect(alone.customers[0].row).toEqual(row);
					expect(alone.summary.model).toEqual(batch.summary.model);
				}
			}),
			{ numRuns: 40 },
		);
	});

	it('hold no NaN and no infinity, whatever the rows hold', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.dictionary(
						fc.constantFrom(
							'customerId',
							'monetaryTotal',
							'orderCount',
							'customerAgeDays',
							'tier',
							'__proto__',
							'constructor',
						),
						fc.anything({ withBigInt: false }),
					),
					{ maxLength: 20 },
				),
				(rows) => {
					const result = assignTiers(
						rows as JsonRecord[],
						parseOptions(tierOptions, {}),
						rows as JsonRecord[],
					);
					expect(result.customers.length + result.setAside.length).toBe(rows.length);
					for (const { row } of result.customers) {
						for (const field of ['tierRank', 'tierValue', 'historicLtv']) {
							expect(row[field] === null || Number.isFinite(row[field])).toBe(true);
						}
					}
					for (const size of result.summary.tiers as JsonRecord[]) {
						const numbers = Object.values(size).filter((value) => typeof value === 'number');
						expect(numbers.every((value) => Number.isFinite(value))).toBe(true);
					}
				},
			),
		);
	});
});

describe('the holdout group', () => {
	it('stays the same, and a greater share only adds members', () => {
		fc.assert(
			fc.property(
				fc.string(),
				fc.string(),
				fc.double({ min: 0, max: 100, noNaN: true }),
				fc.double({ min: 0, max: 100, noNaN: true }),
				(key, salt, a, b) => {
					const [less, more] = a < b ? [a, b] : [b, a];
					expect(holdoutGroup(key, salt, less)).toBe(holdoutGroup(key, salt, less));
					if (holdoutGroup(key, salt, less) === 'control') {
						expect(holdoutGroup(key, salt, more)).toBe('control');
					}
				},
			),
		);
	});
});
