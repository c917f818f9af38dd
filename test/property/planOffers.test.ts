import fc from 'fast-check';
import { planOptions } from '../../src/core/playbook/options';
import { planOffers } from '../../src/core/playbook/planOffers';
import { playbooks } from '../../src/core/playbook/playbooks';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { jsonFaults } from '../support/jsonFaults';

/** Whole cents or whole hundredths of a percent, so that the laws can be checked in big integers. */
const hundredths = (most: number) => fc.integer({ min: 0, max: most }).map((units) => units / 100);
const money = fc.oneof(hundredths(100_000), hundredths(2 ** 40));
const percent = hundredths(10_000);

interface Customer extends JsonRecord {
	tier: string;
	holdoutGroup: string;
	offer: number | undefined;
	predictedAverageOrderValue: number;
	predictedSpend: number;
	marginPercent: number | undefined;
	discountShare: number;
}
const customer = fc.record<Customer>({
	tier: fc.constantFrom('champions', 'vip', 'highValue', 'midTier', 'lowValue', 'gold', ''),
	holdoutGroup: fc.constantFrom('control', 'treated', 'treated', 'treated'),
	offer: fc.option(fc.oneof(percent, money), { nil: undefined }),
	predictedAverageOrderValue: money,
	predictedSpend: money,
	marginPercent: fc.option(percent, { nil: undefined }),
	discountShare: fc.constantFrom(0, 0.2, 0.49, 0.5, 1),
	winBackState: fc.constantFrom('due', 'waiting', 'none'),
	winBackSince: fc.constantFrom('2026-06-01', '2026-06-20', null),
});
const customers = fc
	.array(customer, { maxLength: 20 })
	.map((list) => list.map((each, i) => ({ ...each, customerId: `c${i}`, asOf: '2026-06-30' })));
const settings = fc.record({
	offerKind: fc.constantFrom('percent' as const, 'amount' as const),
	offer: percent,
	marginPercent: percent,
	sharePercent: percent,
	leastPercent: fc.oneof(fc.constant(0), hundredths(1000)),
});
const ceilings = fc.array(percent, { minLength: 5, maxLength: 5 });

function plan(rows: readonly JsonRecord[], given: JsonRecord, ceilingOf: readonly number[]) {
	const tierPlays = playbooks.fashion.tiers.map((play, i) => ({
		...play,
		offerCeilingPercent: ceilingOf[i],
	}));
	const options = { ...given, playbook: 'custom', tierPlays, outputFields: 'all' };
	return planOffers(rows, planOptions.parse(options));
}

/** A decimal of at most two digits in hundredths. */
const exact = (value: unknown) => BigInt(Math.round(Number(value) * 100));

describe('an offer', () => {
	it('never costs more than the ceiling, the share of the predicted margin or the margin of the order', () => {
		fc.assert(
			fc.property(customers, settings, ceilings, (rows, given, ceilingOf) => {
				const { customers: planned } = plan(rows, given, ceilingOf);
				for (const { row, source } of planned) {
					const { tier, predictedAverageOrderValue, predictedSpend, marginPercent } = rows[source];
					const rung = playbooks.fashion.tiers.findIndex((play) => play.tier === tier);
					const cost = exact(row.offerCost);
					const value = exact(predictedAverageOrderValue);
					const margin = exact(marginPercent ?? given.marginPercent);
					if (cost === 0n) continue;
					expect(cost * 10_000n <= exact(ceilingOf[rung]) * value).toBe(true);
					expect(cost * 10_000n <= margin * value).toBe(true);
					const share = exact(given.sharePercent) * margin * exact(predictedSpend);
					expect(cost * 100_000_000n <= share).toBe(true);
				}
			}),
		);
	});

	it('is never lowered by a higher ceiling', () => {
		fc.assert(
			fc.property(customers, settings, ceilings, ceilings, (rows, given, one, other) => {
				const higher = one.map((ceiling, i) => Math.max(ceiling, other[i]));
				const before = plan(rows, given, one).customers;
				const after = plan(rows, given, higher).customers;
				for (let i = 0; i < before.length; i++) {
					expect(Number(after[i].row.offerCost)).toBeGreaterThanOrEqual(
						Number(before[i].row.offerCost),
					);
					expect(Number(after[i].row.offerPercent)).toBeGreaterThanOrEqual(
						Number(before[i].row.offerPercent),
					);
				}
			}),
		);
	});

	it('is never made to the control group, nor a step of a win-back', () => {
		fc.assert(
			fc.property(customers, settings, ceilings, (rows, given, ceilingOf) => {
				for (const { row } of plan(rows, given, ceilingOf).customers) {
					if (row.holdoutGroup !== 'control') continue;
					expect(row).toMatchObject({
						offerVerdict: 'blocked',
						offerPercent: 0,
						offerAmount: null,
						offerCost: 0,
						offerBenefit: null,
						winBackStep: null,
						winBackOutline: null,
					});
				}
			}),
		);
	});

	it('is never greater than the one that was planned, and no smaller than the smallest', () => {
		fc.assert(
			fc.property(customers, settings, ceilings, (rows, given, ceilingOf) => {
				for (const { row, source } of plan(rows, given, ceilingOf).customers) {
					const made = Number(given.offerKind === 'percent' ? row.offerPercent : row.offerAmount);
					expect(made).toBeLessThanOrEqual(rows[source].offer ?? given.offer);
					const isMade = row.offerVerdict === 'granted' || row.offerVerdict === 'lowered';
					expect(isMade).toBe(made > 0);
					if (given.offerKind === 'percent' && isMade)
						expect(made).toBeGreaterThanOrEqual(given.leastPercent);
				}
			}),
		);
	});

	it('is the same for one customer alone, and in any order', () => {
		fc.assert(
			fc.property(customers, settings, ceilings, (rows, given, ceilingOf) => {
				const planned = plan(rows, given, ceilingOf).customers.map(({ row }) => row);
				const turned = plan([...rows].reverse(), given, ceilingOf);
				expect(turned.customers.map(({ row }) => row)).toEqual(planned);
				const alone = rows.flatMap((row) => plan([row], given, ceilingOf).customers);
				expect(alone.map(({ row }) => row)).toEqual(expect.arrayContaining(planned));
			}),
		);
	});
});

describe('a plan', () => {
	it('counts everybody once, and adds up to the cent', () => {
		fc.assert(
			fc.property(customers, settings, ceilings, (rows, given, ceilingOf) => {
				const { summary, playbook, customers: planned, blocked } = plan(rows, given, ceilingOf);
				const counts = ['granted', 'lowered', 'content', 'blocked'].map((verdict) =>
					Number(summary[verdict]),
				);
				expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
				expect(blocked).toHaveLength(Number(summary.blocked));
				const cents = (list: readonly JsonRecord[]) =>
					list.reduce((sum, { offerCost }) => sum + exact(offerCost), 0n);
				const total = cents(planned.map(({ row }) => row));
				expect(exact(summary.costOfPlan)).toBe(total);
				expect(cents(playbook)).toBe(total);
				expect(Number(summary.saved)).toBeGreaterThanOrEqual(0);
				expect(jsonFaults(summary)).toEqual([]);
			}),
		);
	});
});
