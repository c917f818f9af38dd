import fc from 'fast-check';
import { checkChurn } from '../../src/core/churn/checkChurn';
import { boundedFormulaRisk } from '../../src/core/churn/formulaRisk';
import { neverReturnShares } from '../../src/core/churn/neverReturnShares';
import { churnOptions } from '../../src/core/churn/options';
import { ownRhythmRisk } from '../../src/core/churn/ownRhythmRisk';
import { poolAdjacentViolators } from '../../src/core/churn/poolAdjacentViolators';
import { dateOfDay } from '../../src/values/days';

const tiers = ['champions', 'vip', 'highValue', 'midTier', 'lowValue', 'gold', '', null, 7];
const history = fc.array(fc.integer({ min: 19_000, max: 20_000 }), { maxLength: 20 }).map((days) =>
	days
		.sort((a, b) => a - b)
		.map((day) => `${dateOfDay(day)}:${day % 90}`)
		.join(';'),
);
const customer = fc.record(
	{
		customerId: fc.oneof(
			fc.string({ maxLength: 3 }),
			fc.constantFrom('__proto__', 'constructor', 'a'),
			fc.integer({ min: 0, max: 9 }),
			fc.constant(null),
		),
		asOf: fc.constantFrom('2024-10-04T23:59:59+02:00', '2024-01-01', 'never', null),
		orderHistory: fc.oneof(history, fc.constantFrom('', 'broken', null)),
		daysSinceLastOrder: fc.oneof(
			fc.integer({ min: -5, max: 2000 }),
			fc.constantFrom(null, '12', NaN, Infinity, '', true),
		),
		orderCountLifetime: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(null, '3', -1)),
		meanGapDays: fc.oneof(fc.double({ min: 0, max: 500 }), fc.constant(null)),
		frequencyTrend: fc.constantFrom('increasing', 'stable', 'declining', 'none', 'toString', null),
		tier: fc.constantFrom(...tiers),
		monetaryTotal: fc.oneof(fc.double({ min: 0, max: 5000 }), fc.constant(null)),
		valueScore: fc.oneof(fc.integer({ min: -100, max: 900 }), fc.constant(null)),
	},
	{ requiredKeys: [] },
);
const given = fc.record({
	method: fc.constantFrom('ownRhythm', 'formula', 'formulaBounded', 'probability', 'silence'),
	lapseRule: fc.constantFrom('byTier', 'byMoney', 'uniform'),
	recalibrate: fc.boolean(),
});

describe('churn check', () => {
	it('keeps every row and adds none', () => {
		fc.assert(
			fc.property(fc.array(customer, { maxLength: 30 }), given, (rows, options) => {
				const result = checkChurn(rows, churnOptions.parse(options));
				const sources = [...result.customers, ...result.setAside].map(({ source }) => source);
				expect(sources.sort((a, b) => a - b)).toEqual(rows.map((_, i) => i));
				for (const { row, source } of result.customers) expect(row).toMatchObject(rows[source]);
			}),
		);
	});

	it('judges a last order beyond a hundred years, or on no date, as unknown, and everybody else as without it', () => {
		const impossible = fc.oneof(
			fc.integer({ min: 36_526 }).map((daysSinceLastOrder) => ({ daysSinceLastOrder })),
			fc.constantFrom(1e21, Number.MAX_VALUE).map((daysSinceLastOrder) => ({ daysSinceLastOrder })),
			fc
				.constantFrom('0001-01-01', 'soon', '2025-02-30', '+275760-09-13T00:00:00Z')
				.map((lastOrderAt) => ({ lastOrderAt })),
		);
		const good = { asOf: '2024-10-04', tier: 'vip', customerId: 'good' };
		fc.assert(
			fc.property(impossible, given, (last, options) => {
				const rows = [
					{ ...good, daysSinceLastOrder: 80, orderHistory: '2024-01-01:5;2024-07-16:5' },
					{ ...last, customerId: 'odd', asOf: '2024-10-04', tier: 'vip' },
				];
				const inFull = churnOptions.parse({ ...options, outputFields: 'all' });
				const { customers } = checkChurn(rows, inFull);
				const alone = checkChurn(rows.slice(0, 1), inFull);
				expect(customers[0].row).toEqual(alone.customers[0].row);
				expect(customers[1].row).toMatchObject({
					churnReasons: 'unknownLastOrder',
					churnRisk: null,
					churnStatus: 'ok',
				});
			}),
		);
	});

	it('gives every customer exactly one status, and both branches hold just theirs', () => {
		fc.assert(
			fc.property(fc.array(customer, { maxLength: 30 }), given, (rows, options) => {
				const { customers, atRisk, winBackDue } = checkChurn(rows, churnOptions.parse(options));
				const having = (status: string) =>
					customers.filter(({ row }) => row.churnStatus === status).map(({ source }) => source);
				expect(atRisk.map(({ source }) => source)).toEqual(having('atRisk'));
				expect(winBackDue.map(({ source }) => source)).toEqual(having('lapsed'));
				expect(having('atRisk').length + having('lapsed').length + having('ok').length).toBe(
					customers.length,
				);
			}),
		);
	});

	it('does not depend on the order of the input, to the byte', () => {
		const shuffled = fc
			.array(customer, { maxLength: 25 })
			.chain((rows) =>
				fc.tuple(
					fc.constant(rows),
					fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
				),
			);
		fc.assert(
			fc.property(shuffled, given, ([rows, permuted], options) => {
				const bytes = (input: typeof rows) => {
					const result = checkChurn(input, churnOptions.parse(options), input);
					return JSON.stringify([
						result.customers.map(({ row }) => row),
						result.setAside.map(({ row, code }) => [row, code]),
						result.summary,
						result.notices,
					]);
				};
				expect(bytes(permuted)).toBe(bytes(rows));
			}),
		);
	});

	it('never returns NaN, and stays within 0 and 100 except for the unclamped formula', () => {
		fc.assert(
			fc.property(fc.array(customer, { maxLength: 30 }), given, (rows, options) => {
				const result = checkChurn(rows, churnOptions.parse(options));
				for (const { row } of result.customers) {
					for (const field of ['churnRisk', 'expectedGapDays', 'daysOverdue', 'churnRiskChange']) {
						expect(row[field] === null || Number.isFinite(row[field])).toBe(true);
					}
					if (row.churnRisk === null || options.method === 'formula') continue;
					expect(row.churnRisk).toBeGreaterThanOrEqual(0);
					expect(row.churnRisk).toBeLessThanOrEqual(100);
				}
				expect(JSON.stringify(result.summary)).not.toMatch(/NaN|Infinity/);
			}),
		);
	});

	it('gives every customer of a batch the same alone, by the saved model', () => {
		fc.assert(
			fc.property(fc.array(customer, { minLength: 1, maxLength: 20 }), given, (rows, options) => {
				const batch = checkChurn(rows, churnOptions.parse(options));
				const savedModel = JSON.stringify(batch.summary.model);
				const apply = churnOptions.parse({ ...options, use: 'savedModel', savedModel });
				for (const { row, source } of batch.customers) {
					expect(checkChurn([rows[source]], apply).customers[0].row).toEqual(row);
				}
			}),
			{ numRuns: 50 },
		);
	});
});

describe('risk', () => {
	const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
	const days = fc.integer({ min: 0, max: 3000 });

	it('rises with silence and falls with each further order', () => {
		fc.assert(
			fc.property(probability, days, days, fc.integer({ min: 1, max: 400 }), (share, a, b, gap) => {
				const [short, long] = a < b ? [a, b] : [b, a];
				expect(ownRhythmRisk(share, long, gap)).toBeGreaterThanOrEqual(
					ownRhythmRisk(share, short, gap),
				);
				expect(ownRhythmRisk(share / 2, a, gap)).toBeLessThanOrEqual(ownRhythmRisk(share, a, gap));
			}),
		);
	});

	it('by the bounded formula rises with silence', () => {
		const orders = fc.integer({ min: 0, max: 20 });
		const trend = fc.constantFrom('increasing', 'stable', 'declining', 'none');
		fc.assert(
			fc.property(days, days, trend, orders, orders, (a, b, given, recentOrders, earlierOrders) => {
				const risk = (daysSinceLastOrder: number) =>
					boundedFormulaRisk({ daysSinceLastOrder, trend: given, recentOrders, earlierOrders });
				expect(risk(Math.max(a, b))).toBeGreaterThanOrEqual(risk(Math.min(a, b)));
			}),
		);
	});
});

describe('shares that never return', () => {
	it('never rise with the order number, whatever was seen', () => {
		const counts = fc.array(fc.tuple(fc.nat(500), fc.double({ min: 0, max: 1, noNaN: true })), {
			minLength: 15,
			maxLength: 15,
		});
		fc.assert(
			fc.property(counts, (pairs) => {
				const shares = neverReturnShares(
					{
						mature: pairs.map(([mature]) => mature),
						notReturned: pairs.map(([mature, share]) => Math.floor(mature * share)),
						spanDays: 365,
					},
					{ priorWeight: 20, minimumMatureOrders: 50, minimumMatureDays: 180 },
				);
				shares.forEach((share, n) => {
					expect(share > 0 && share < 1).toBe(true);
					if (n > 0) expect(share).toBeLessThanOrEqual(shares[n - 1]);
				});
			}),
		);
	});

	it('pooling keeps the weighted sum', () => {
		const pairs = fc.array(
			fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 9 })),
		);
		fc.assert(
			fc.property(pairs, (given) => {
				const weights = given.map(([, weight]) => weight);
				const sum = (values: number[]) =>
					values.reduce((total, value, i) => total + value * weights[i], 0);
				const values = given.map(([value]) => value);
				expect(sum(poolAdjacentViolators(values, weights))).toBeCloseTo(sum(values), 6);
			}),
		);
	});
});
