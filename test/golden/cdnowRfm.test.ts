import type { JsonRecord } from '../../src/values/jsonRecord';
import { readSharedTable } from '../../harness/data/referenceData';
import { customersById, runRfm } from '../support/runRfm';

/*
 * CDNOW 1/10 sample (Fader and Hardie, brucehardie.com/datasets) with R, F and M on 1998-07-01 and the scores of five
 * tie rules: pandas qcut on ranks (`rank(method='first')`), SQL NTILE, qcut with dropped duplicates, R's package rfm 0.3.0,
 * and ⌈5 · share of values ≤ v⌉. The rows are others' and lie beside the project.
 */
const transactions = readSharedTable('cdnow_sample_transactions.csv');
const reference = readSharedTable('cdnow_sample_rfm.csv');
const withReference = transactions && reference ? describe : describe.skip;

const column = { days: 1, orders: 2, orderDays: 3, monetary: 4 } as const;
const firstScore = { qcutRank: 5, ntile: 8, qcutDrop: 11, rPackage: 14, cumulative: 17 } as const;
const scoreNames = ['recencyScore', 'frequencyScore', 'monetaryScore'] as const;

withReference('CDNOW sample (skipped where ../shared/reference is not there)', () => {
	const expected = reference ?? [];
	const rows = (transactions ?? []).map(([customerId, orderDate, , amount]) => ({
		customerId,
		orderDate,
		amount,
	}));
	const run = (options: JsonRecord) =>
		customersById(runRfm(rows, { asOf: '1998-07-01', ...options }));
	let all: Map<unknown, JsonRecord>;
	beforeAll(() => {
		all = run({ countFreeOrders: true, frequencyMethod: 'quantiles' });
	});

	it('has the recency, frequency and monetary value of the reference, free orders counted', () => {
		expect(all.size).toBe(expected.length);
		for (const line of expected) {
			expect(all.get(line[0])).toMatchObject({
				daysSinceLastOrder: Number(line[column.days]),
				orderCount: Number(line[column.orders]),
				monetaryTotal: Number(line[column.monetary]),
			});
		}
	});

	it('has as many days with orders as the reference', () => {
		for (const line of expected) {
			const dates = String(all.get(line[0])?.orderHistory).match(/\d{4}-\d\d-\d\d/g);
			expect(new Set(dates).size).toBe(Number(line[column.orderDays]));
		}
	});

	it('leaves by default eight customers without an order: all they had was free', () => {
		const byDefault = run({});
		const without = expected.filter(([id]) => byDefault.get(id)?.orderCount === 0);
		expect(without.map((line) => Number(line[column.monetary]))).toEqual(Array(8).fill(0));
		for (const [id, ...line] of expected) {
			if (byDefault.get(id)?.orderCount !== 0)
				expect(byDefault.get(id)?.daysSinceLastOrder).toBe(Number(line[column.days - 1]));
		}
	});

	/** Customers of 2,357 whose score differs from the reference's, because the rules define it differently. */
	const differences: Array<
		[rule: keyof typeof firstScore, recency: number, frequency: number, monetary: number]
	> = [
		// Splits ties by the order of their rows; 1,205 one-time buyers get F 1 to 3.
		['qcutRank', 23, 1014, 11],
		['ntile', 26, 1012, 10],
		// Interpolates its edges; in F two of them are equal, so that scores above 1 move down.
		['qcutDrop', 46, 1152, 1],
		// Ties share a score, as here; its edges are quantiles plus 1, in money one unit too far.
		['rPackage', 46, 0, 82],
		// Ties share the best of their ranks instead of the worst.
		['cumulative', 46, 1761, 48],
	];
	it.each(differences)('differs from %s in %d, %d and %d scores', (rule, ...counts) => {
		const found = scoreNames.map(
			(name, i) =>
				expected.filter((line) => all.get(line[0])?.[name] !== Number(line[firstScore[rule] + i]))
					.length,
		);
		expect(found).toEqual(counts);
	});

	it.each(['qcutRank', 'ntile'] as const)(
		'differs from %s in F only where that splits equals',
		(rule) => {
			const scoresByOrders = new Map<string, Set<string>>();
			for (const line of expected) {
				const scores = scoresByOrders.get(line[column.orders]) ?? new Set();
				scoresByOrders.set(line[column.orders], scores.add(line[firstScore[rule] + 1]));
			}
			for (const line of expected) {
				const scores = scoresByOrders.get(line[column.orders]) ?? new Set();
				if (scores.size > 1) continue;
				expect(String(all.get(line[0])?.frequencyScore)).toBe([...scores][0]);
			}
		},
	);

	it('gives one-time buyers one score, the lowest', () => {
		const once = expected.filter((line) => line[column.orders] === '1');
		expect(once).toHaveLength(1205);
		expect(new Set(once.map(([id]) => all.get(id)?.frequencyScore))).toEqual(new Set([1]));
	});
});
