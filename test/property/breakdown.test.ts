import fc from 'fast-check';
import { breakdownRows, GroupTally } from '../../src/core/breakdown';
import { checkChurn } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';
import { computeRfm } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { scoreOptions } from '../../src/core/score/options';
import { scoreCustomers } from '../../src/core/score/scoreCustomers';
import { buildSuppressionList } from '../../src/core/suppression/buildSuppressionList';
import { suppressionOptions } from '../../src/core/suppression/options';
import { assignTiers } from '../../src/core/tier/assignTiers';
import { tierOptions } from '../../src/core/tier/options';
import { channels } from '../../src/values/channels';
import type { JsonRecord } from '../../src/values/jsonRecord';

interface Row extends JsonRecord {
	readonly name: string;
	readonly code: string;
	readonly customers: number;
	readonly sharePercent: number | null;
	readonly revenue: number | null;
	readonly revenuePerCustomer: number | null;
}

const asOf = '2026-05-31';
const host = { timeZone: 'UTC', now: Date.parse(asOf) };
const rowsOf = ({ breakdown }: { readonly breakdown?: JsonRecord[] }) => breakdown as Row[];
const sum = (rows: readonly Row[], column: 'customers' | 'revenue') =>
	rows.reduce((total, row) => total + (row[column] ?? 0), 0);
const bare = (rows: ReadonlyArray<{ readonly row: JsonRecord }>) => rows.map(({ row }) => row);

/** A shop through the chain; every node's result. */
function chain(seed: number, channel: (typeof channels)[number]) {
	const shop = sampleShopOptions.parse({ seed, customers: 150, asOf, timeZone: 'UTC' });
	const rfm = computeRfm(sampleRows(shop), rfmOptions.parse({ asOf }), host);
	const score = scoreCustomers(bare(rfm.customers), scoreOptions.parse({}), host);
	const tiers = assignTiers(bare(score.customers), tierOptions.parse({}));
	const churn = checkChurn(bare(tiers.customers), churnOptions.parse({}));
	const options = suppressionOptions.parse({ channel });
	const suppression = buildSuppressionList(bare(churn.customers), options);
	return { rfm, score, tiers, churn, suppression };
}

/** Breakdown rows of a node, and the customers of its summary that they add up to. */
function breakdowns({ rfm, score, tiers, churn, suppression }: ReturnType<typeof chain>) {
	return {
		'Compute RFM': [rowsOf(rfm), rfm.summary.customers],
		'Score Customer': [rowsOf(score), score.summary.customers],
		'Assign Tier': [rowsOf(tiers), tiers.summary.customersWithTier],
		'Churn Check': [rowsOf(churn), churn.summary.customers],
		'Build Suppression List': [rowsOf(suppression), suppression.summary.customers],
	} satisfies Record<string, [Row[], unknown]>;
}

describe('the breakdowns of the chain', () => {
	it('count every customer of the summary once, and the revenue of all', () => {
		fc.assert(
			fc.property(fc.nat({ max: 1_000_000 }), fc.constantFrom(...channels), (seed, channel) => {
				const run = chain(seed, channel);
				const revenueOfAll = bare(run.rfm.customers).reduce(
					(total, row) => total + Number(row.monetaryTotal),
					0,
				);
				for (const [node, [rows, customers]] of Object.entries(breakdowns(run))) {
					expect([node, sum(rows, 'customers')]).toEqual([node, customers]);
					expect(Math.abs(sum(rows, 'revenue') - revenueOfAll)).toBeLessThan(0.01);
				}
			}),
			{ numRuns: 6 },
		);
	});

	const run = chain(1, 'emailPromotion');

	it.each(Object.entries(breakdowns(run)))(
		'have at most ten flat columns, the name first: %s',
		(_node, [rows]) => {
			for (const row of rows) {
				expect(Object.keys(row).slice(0, 3)).toEqual(['name', 'customers', 'sharePercent']);
				expect(Object.keys(row).length).toBeLessThanOrEqual(10);
				expect(Object.values(row).filter((value) => Object(value) === value)).toEqual([]);
			}
		},
	);

	it('carry the codes of the customers, each group in the order of its ladder', () => {
		const codes = (rows: readonly Row[]) => rows.map(({ code }) => code);
		expect(codes(rowsOf(run.tiers))).toEqual([
			'champions',
			'vip',
			'highValue',
			'midTier',
			'lowValue',
		]);
		expect(codes(rowsOf(run.score))).toEqual(['vip', 'core', 'reengage']);
		expect(codes(rowsOf(run.churn))).toEqual(['atRisk', 'lapsed', 'ok']);
		const segments = run.rfm.summary.segments as JsonRecord[];
		expect(codes(rowsOf(run.rfm))).toEqual(segments.map(({ segment }) => segment));
		expect(codes(rowsOf(run.suppression))[0]).toBe('contactable');
	});

	it('say of a suppressed customer its main reason, as the summary counts it', () => {
		const list = run.suppression;
		const byChannel = list.summary.channels as Array<{
			channel: string;
			reasons: Array<{ code: string; mainReasonOf: number }>;
		}>;
		const deciding = byChannel.find(({ channel }) => channel === 'emailPromotion');
		const [contactable, ...reasons] = rowsOf(list);
		expect(contactable.customers).toBe(list.contactable.length);
		expect(reasons.map(({ code, customers }) => [code, customers])).toEqual(
			deciding?.reasons.map(({ code, mainReasonOf }) => [code, mainReasonOf]),
		);
	});
});

describe('breakdownRows', () => {
	const tallied = (customers: ReadonlyArray<readonly [string, number]>, codes: string[]) => {
		const tally = new GroupTally<string>();
		for (const [code, revenue] of customers) tally.add(code, revenue);
		const groups = codes.map((code) => ({ code, name: code.toUpperCase(), ...tally.of(code) }));
		return breakdownRows(groups, () => ({}));
	};

	it('gives percentages of all groups, and money per customer', () => {
		expect(
			tallied(
				[
					['a', 30],
					['b', 10],
					['b', 60],
				],
				['a', 'b'],
			),
		).toEqual([
			{
				name: 'A',
				customers: 1,
				sharePercent: 33.3,
				revenue: 30,
				revenueSharePercent: 30,
				revenuePerCustomer: 30,
				code: 'a',
			},
			{
				name: 'B',
				customers: 2,
				sharePercent: 66.7,
				revenue: 70,
				revenueSharePercent: 70,
				revenuePerCustomer: 35,
				code: 'b',
			},
		]);
	});

	it('says null where no revenue is known, and counts unknown revenue as 0 where other is', () => {
		expect(tallied([['a', NaN]], ['a'])).toMatchObject([
			{ revenue: null, revenueSharePercent: null, revenuePerCustomer: null },
		]);
		expect(
			tallied(
				[
					['a', NaN],
					['b', 5],
				],
				['a', 'b'],
			),
		).toMatchObject([{ revenue: 0 }, { revenue: 5, revenueSharePercent: 100 }]);
	});

	it('has no share of nothing', () => {
		expect(tallied([], ['a'])).toMatchObject([
			{ customers: 0, sharePercent: null, revenue: null, revenuePerCustomer: null },
		]);
		expect(tallied([['a', 0]], ['a', 'b'])).toMatchObject([
			{ revenue: 0, revenueSharePercent: null, revenuePerCustomer: 0 },
			{ customers: 0, revenue: 0, revenuePerCustomer: null },
		]);
	});
});
