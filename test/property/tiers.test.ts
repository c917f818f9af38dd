import type { JsonRecord } from '../../src/values/jsonRecord';
import fc from 'fast-check';
import { holdoutGroup } from '../../src/core/holdout/holdoutGroup';
import { parseOptions } from '../../src/values/parseOptions';
import { assignTiers } from '../../src/core/tier/assignTiers';
import { percentileOf } from '../../src/core/tier/fitVipRules';
import { tierOptions, type TierOptions } from '../../src/core/tier/options';
import { tierCodes } from '../../src/core/tier/tierCodes';
import { dateOfDay } from '../../src/values/days';

/** Few distinct amounts, so that ties are common. */
const amount = fc.oneof(
	fc.integer({ min: 0, max: 12 }),
	fc.double({ min: -50, max: 5000, noNaN: true }),
);

const customer = fc.record(
	{
		monetaryTotal: fc.oneof({ weight: 9, arbitrary: amount }, fc.constantFrom(null, 'x', '7.5')),
		orderCountLifetime: fc.constantFrom(0, 1, 1, 2, 5),
		averageOrderValue: fc.oneof({ weight: 9, arbitrary: amount }, fc.constant(null)),
		orderCountLast365: fc.constantFrom(0, 1, 3, 4, null),
		topCategory: fc.constantFrom('Tea', 'Coffee', '__proto__', 'constructor', '', null),
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
		parseOptions(tierOptions, { outputFields: 'all', ...given, ...others, value: 'monetaryTotal' }),
	);

const vipOptions = fc.record({
	vipRule: fc.constantFrom('share' as const, 'strict' as const, 'relaxed' as const),
	vipStrictShare: fc.integer({ min: 0, max: 100 }),
	vipStrictTimesMedian: fc.constantFrom(0, 0.5, 1, 2),
	vipStrictOrders: fc.integer({ min: 0, max: 4 }),
	vipRelaxedShare: fc.integer({ min: 0, max: 100 }),
	vipRelaxedPercentile: fc.constantFrom(0, 25, 50, 75, 100),
	vipCategoryMinimum: fc.integer({ min: 1, max: 30 }),
});

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

	it('do not depend on the order of the input, to the byte', () => {
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

	it('do not depend on the currency unit', () => {
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

	it('are the same from the saved model, one customer at a time, VIPs as well', () => {
		fc.assert(
			fc.property(customers, options, vipOptions, (rows, tierGiven, vipGiven) => {
				const given = { ...tierGiven, ...vipGiven };
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

describe('VIPs', () => {
	/** A customer's values for the rules. */
	const read = (row: JsonRecord) => ({
		category: typeof row.topCategory === 'string' ? row.topCategory : '',
		order: typeof row.averageOrderValue === 'number' ? row.averageOrderValue : NaN,
		orders: typeof row.orderCountLast365 === 'number' ? row.orderCountLast365 : NaN,
		hasOrders: row.orderCountLifetime !== 0,
	});

	it('are those of the definition, by the category or by all where it is small', () => {
		fc.assert(
			fc.property(customers, options, vipOptions, (rows, tierGiven, vipGiven) => {
				const given = { ...together(tierGiven), ...vipGiven };
				const { customers: all } = assignTiers(rows, given);
				const seen = rows.map(read).filter(({ hasOrders, order }) => hasOrders && order === order);
				const ranked = all.filter(({ row }) => row.tier !== null).map(({ row }) => row.tierValue);
				for (const { row, source } of all) {
					const { category, order, orders, hasOrders } = read(rows[source]);
					const ofCategory = seen.filter((other) => other.category === category);
					const isLarge = category !== '' && ofCategory.length >= given.vipCategoryMinimum;
					const amounts = (isLarge ? ofCategory : seen).map((other) => other.order);
					const sorted = Float64Array.from(amounts).sort();
					const atLeast = ranked.filter((value) => Number(value) >= Number(row.tierValue)).length;
					const isTop = (share: number) =>
						row.tier !== null && atLeast * 100 <= share * ranked.length;
					const isAbove = (limit: number) => order - limit > 1e-12 * Math.abs(limit);
					const isStrict =
						isTop(given.vipStrictShare) &&
						isAbove(given.vipStrictTimesMedian * percentileOf(sorted, 50)) &&
						orders >= given.vipStrictOrders;
					const isRelaxed =
						isTop(given.vipRelaxedShare) ||
						isAbove(percentileOf(sorted, given.vipRelaxedPercentile));
					expect(row.vipStrict).toBe(hasOrders && isStrict);
					expect(row.vipRelaxed).toBe(hasOrders && isRelaxed);
				}
			}),
		);
	});

	it('by the default rules that are strict are relaxed too', () => {
		fc.assert(
			fc.property(customers, options, (rows, given) => {
				for (const { row } of assignTiers(rows, given).customers) {
					if (row.vipStrict) expect(row.vipRelaxed).toBe(true);
				}
			}),
		);
	});

	it('by a rule gain the tier or drop to the next, and nobody else moves', () => {
		fc.assert(
			fc.property(customers, options, vipOptions, (rows, tierGiven, vipGiven) => {
				const run = (vipRule: TierOptions['vipRule']) =>
					assignTiers(rows, { ...tierGiven, ...vipGiven, vipRule });
				const byShare = run('share').customers.map(({ row }) => row);
				for (const rule of ['strict', 'relaxed'] as const) {
					run(rule).customers.forEach(({ row }, i) => {
						const { tier, tierRank } = byShare[i];
						const isLowered = rule === 'strict' && tier === 'vip' && !row.vipStrict;
						const isRaised = rule === 'relaxed' && Number(tierRank) > 2 && row.vipRelaxed;
						expect(row.tier).toBe(isLowered ? 'highValue' : isRaised ? 'vip' : tier);
						expect(String(row.tierReasons).includes(`vipRule:${rule}`)).toBe(
							isLowered || Boolean(isRaised),
						);
					});
				}
			}),
		);
	});

	it('with a larger average order, more orders or more value stay VIPs', () => {
		fc.assert(
			fc.property(customers, fc.nat(), fc.integer({ min: 1, max: 900 }), (rows, pick, rise) => {
				const index = pick % rows.length;
				const given = parseOptions(tierOptions, { value: 'monetaryTotal' });
				const model = assignTiers(rows, given);
				if (model.summary.customersWithTier === 0) return;
				const savedModel = model.summary;
				const judge = (row: JsonRecord) =>
					assignTiers([row], { ...given, use: 'savedModel', savedModel }).customers[0].row;
				const before = judge(rows[index]);
				for (const field of ['averageOrderValue', 'orderCountLast365', 'monetaryTotal']) {
					const value = Number(rows[index][field] ?? NaN);
					if (!Number.isFinite(value)) continue;
					const after = judge({ ...rows[index], [field]: value + rise });
					if (before.vipStrict) expect(after.vipStrict).toBe(true);
					if (before.vipRelaxed) expect(after.vipRelaxed).toBe(true);
				}
			}),
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

describe('hysteresis', () => {
	const value = fc.integer({ min: -50, max: 300 });
	const run = (values: number[], day: number, previous: JsonRecord[], steady: boolean) => {
		const rows = values.map((monetaryTotal, i) => ({
			customerId: `c${i}`,
			asOf: dateOfDay(20_000 + day),
			monetaryTotal,
		}));
		const options = { keepTiersSteady: steady, value: 'monetaryTotal', rankNewSeparately: false };
		return assignTiers(rows, tierOptions.parse(options), previous).customers.map(({ row }) => row);
	};
	const days = fc.integer({ min: 5, max: 25 }).chain((size) =>
		fc.array(fc.array(value, { minLength: size, maxLength: size }), {
			minLength: 2,
			maxLength: 6,
		}),
	);

	it('gives the old tier or today’s, and never more changes than without', () => {
		fc.assert(
			fc.property(days, (table) => {
				let previous: JsonRecord[] = [];
				let without: JsonRecord[] = [];
				const changes = { steady: 0, without: 0 };
				table.forEach((values, day) => {
					const plain = run(values, day * 7, without, false);
					const steady = run(values, day * 7, previous, true);
					steady.forEach((row, i) => {
						const old = previous[i]?.tier;
						expect([old, plain[i].tier]).toContain(row.tier);
						if (old !== undefined && old !== row.tier) changes.steady++;
						if (without[i] !== undefined && without[i].tier !== plain[i].tier) changes.without++;
					});
					previous = steady;
					without = plain;
				});
				expect(changes.steady).toBeLessThanOrEqual(changes.without);
			}),
		);
	});

	it('applied twice is applied once', () => {
		fc.assert(
			fc.property(days, ([first, second]) => {
				const once = run(second, 3, run(first, 0, [], true), true);
				const twice = run(second, 3, once, true);
				const kept = (rows: JsonRecord[]) => rows.map(({ tier, tierSince }) => [tier, tierSince]);
				expect(kept(twice)).toEqual(kept(once));
			}),
		);
	});
});
