import fc from 'fast-check';
import { migrationOptions } from '../../src/core/migration/options';
import { trackMigration } from '../../src/core/migration/trackMigration';
import { tierOptions } from '../../src/core/tier/options';
import { rankedBy } from '../../src/core/tier/rankedBy';
import { assignTiers } from '../../src/core/tier/assignTiers';
import { parseOptions } from '../../src/values/parseOptions';
import type { JsonRecord } from '../../src/values/jsonRecord';
import '../support/propertySeed';

const tiersBy = (value: string, rows: readonly JsonRecord[]) =>
	assignTiers(rows, parseOptions(tierOptions, { value }));
const tiered = (value: string, rows: readonly JsonRecord[]): JsonRecord[] =>
	tiersBy(value, rows).customers.map(({ row }) => row);

/** Customers whose predicted value has nothing to do with what they spent. */
const shop = (asOf: string): JsonRecord[] =>
	Array.from({ length: 60 }, (_, i) => ({
		customerId: `c${i}`,
		asOf,
		orderCount: 1 + (i % 4),
		customerAgeDays: 400,
		monetaryTotal: 10 * (i + 1),
		monetaryLast365: 7 * (i + 1),
		predictedClv: (i * 37) % 61,
	}));
const then = shop('2026-05-31');
const now = shop('2026-06-30');
const without = (rows: readonly JsonRecord[], field: string) =>
	rows.map(({ [field]: _left, ...row }) => row);
const moved = (rows: readonly JsonRecord[], previous: readonly JsonRecord[], savedModel: unknown) =>
	trackMigration(
		rows,
		parseOptions(migrationOptions, { cutPoints: 'frozen', savedModel }),
		previous,
	).customers.filter(({ row }) => row.migration !== 'same').length;

describe('rankedBy', () => {
	it('finds the field that holds what everyone was ranked by', () => {
		expect(rankedBy(tiered('monetaryTotal', now), 'tierValue')).toContain('monetaryTotal');
		expect(rankedBy(tiered('predictedClv', now), 'tierValue')).toEqual(['predictedClv']);
	});

	it('finds none where nobody was ranked, or by no field of the row', () => {
		expect(rankedBy(now, 'tierValue')).toEqual([]);
		expect(rankedBy([{ tierValue: 3, monetaryTotal: 4 }], 'tierValue')).toEqual([]);
	});
});

describe('frozen cut points', () => {
	const model = tiersBy('monetaryTotal', then).summary.model;

	it('place customers by the value of the model, whatever the runs were ranked by', () => {
		expect(moved(tiered('predictedClv', now), tiered('monetaryTotal', then), model)).toBe(0);
		expect(moved(tiered('monetaryTotal', now), tiered('predictedClv', then), model)).toBe(0);
	});

	it('are refused where a run was ranked by another value and lacks the value of the model', () => {
		const byPrediction = without(tiered('predictedClv', now), 'monetaryTotal');
		expect(() => moved(byPrediction, tiered('monetaryTotal', then), model)).toThrow(
			'"savedModel" needs a tier model that ranks by predicted value, as the rows on input Customers were ranked (or the field "monetaryTotal" in these rows), but got "total spend"',
		);
	});

	it('go by the stored tier value where the rows hold nothing else', () => {
		const stored = tiered('monetaryTotal', then).map(
			({ customerId, asOf, customerAgeDays, tier, tierValue }) => ({
				customerId,
				asOf,
				customerAgeDays,
				tier,
				tierValue,
			}),
		);
		expect(moved(tiered('monetaryTotal', now), stored, model)).toBe(0);
	});

	it('go by the tier value of a young shop whose store holds only the spend of a year, which is all that was spent', () => {
		const young = (rows: readonly JsonRecord[]) =>
			rows.map((row) => ({ ...row, monetaryLast365: row.monetaryTotal }));
		const stored = without(tiered('monetaryTotal', young(then)), 'monetaryTotal');
		expect(moved(tiered('monetaryTotal', young(now)), stored, model)).toBe(0);
	});

	it('never move anyone whose value is the same on both days, under any pair of rankings', () => {
		const values = fc.constantFrom('monetaryTotal', 'predictedClv');
		fc.assert(
			fc.property(values, values, values, (ofModel, ofThen, ofNow) => {
				const saved = tiersBy(ofModel, then).summary.model;
				expect(moved(tiered(ofNow, now), tiered(ofThen, then), saved)).toBe(0);
			}),
		);
	});
});

describe('tiers as given', () => {
	const codes = (a: string, b: string) =>
		trackMigration(tiered(a, now), parseOptions(migrationOptions, {}), tiered(b, then)).notices.map(
			({ code }) => code,
		);

	it('are warned about where the two runs were ranked by different values', () => {
		expect(codes('predictedClv', 'monetaryTotal')).toContain('rankedDifferently');
		expect(codes('monetaryTotal', 'monetaryTotal')).not.toContain('rankedDifferently');
	});
});

describe('Assign Tier with the last run', () => {
	const codesOf = (value: string, lastRun: readonly JsonRecord[]) =>
		assignTiers(now, parseOptions(tierOptions, { value }), lastRun).notices.map(({ code }) => code);

	it('warns where the last run was ranked by another value', () => {
		const last = tiered('monetaryTotal', then);
		expect(codesOf('predictedClv', last)).toContain('rankedDifferently');
		expect(codesOf('monetaryTotal', last)).not.toContain('rankedDifferently');
		expect(codesOf('predictedClv', [])).not.toContain('rankedDifferently');
	});
});
