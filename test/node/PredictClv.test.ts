import { readFileSync } from 'node:fs';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { dateOfDay } from '../../src/values/days';
import type { WorkflowFile, WorkflowRun } from '../../harness/engine/runWorkflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { chain, own } from '../../harness/engine/workflowParts';
import { Draws, simulateOrderTimes } from '../../harness/data/simulateOrders';

const predict = (parameters: IDataObject, settings: Partial<INode> = {}) =>
	chain({
		...own('Predict CLV', 'predictClv', {
			...parameters,
			options: { outputFields: 'all', ...(parameters.options as IDataObject) },
		}),
		...settings,
	});

const truth = { family: 'mbgNbd', regularity: 1, r: 1.2, alpha: 50, a: 1.2, b: 2.4 } as const;
const today = 20_000;

/** Customers whose orders follow a known model, in descending order of their IDs. */
function shop(size: number): INodeExecutionData[] {
	const draws = new Draws(3);
	return Array.from({ length: size }, (_, i) => {
		const age = (i * 13) % 700;
		const times = [0, ...simulateOrderTimes(truth, age, draws)];
		return {
			json: {
				customerId: String(size - i).padStart(4, '0'),
				asOf: `${dateOfDay(today)}T23:59:59+02:00`,
				orderHistory: times
					.map(
						(time) =>
							`${dateOfDay(today - age + Math.floor(time))}:${(10 + 90 * draws.uniform()).toFixed(2)}`,
					)
					.join(';'),
				orderCount: times.length,
				kept: i,
			},
		};
	});
}

const base = shop(400);
const modelOf = (run: WorkflowRun) => run.rows('Predict CLV', 2)[0].model as IDataObject;
const numbers = [
	'predictedOrders',
	'probabilityOfOrder',
	'probabilityOfSeveralOrders',
	'predictedAverageOrderValue',
	'predictedSpend',
	'predictedClv',
	'maxAcquisitionCost',
];

describe('Predict CLV', () => {
	it('stands between Compute RFM and Assign Tier without any setting, and tiers go by its CLV', async () => {
		const asOf = '2026-06-30';
		const run = await runWorkflow(
			chain(
				own('Sample Shop', 'sampleShop', { options: { asOf } }),
				own('Compute RFM', 'computeRfm', { asOf }),
				own('Predict CLV', 'predictClv'),
				own('Assign Tier', 'assignTier'),
			),
		);
		expect(run.error).toBeUndefined();
		const customers = run.rows('Predict CLV');
		expect(customers).toHaveLength(run.rows('Compute RFM').length);
		expect(run.rows('Predict CLV', 1)).toEqual([]);
		const ordered = customers.filter((row) => Number(row.orderCountLifetime) > 0);
		for (const row of ordered) expect(row.probabilityAlive).toEqual(expect.any(Number));
		expect(run.hints('Assign Tier')[0]).toMatch(/^Tiers are by .*\(predictedClv\)/);
		const tiers = run.rows('Assign Tier').filter((row) => row.maturity !== 'new');
		const lowest = (tier: string) =>
			Math.min(...tiers.filter((row) => row.tier === tier).map((row) => Number(row.predictedClv)));
		expect(lowest('champions')).toBeGreaterThan(lowest('vip'));
		expect(lowest('vip')).toBeGreaterThan(lowest('highValue'));
		expect(lowest('highValue')).toBeGreaterThan(lowest('midTier'));
	}, 120_000);

	it('runs in the example, tests itself and tells what cohorts are worth', async () => {
		const file = readFileSync('examples/predict-lifetime-value.json', 'utf8');
		const run = await runWorkflow(JSON.parse(file) as WorkflowFile);
		expect(run.error).toBeUndefined();
		expect(run.rows('Everyone')).toHaveLength(run.rows('Compute RFM').length);
		const [summary] = run.rows('Model and Test');
		const { sentences } = summary.backtest as { sentences: string[] };
		expect(sentences).toHaveLength(4);
		for (const sentence of sentences) expect(run.hints('Predict CLV')).toContain(sentence);
		const cohorts = summary.cohorts as Array<{ cohortMonth: string; ltv365IsProjected: boolean }>;
		expect(cohorts.at(0)?.ltv365IsProjected).toBe(false);
		expect(cohorts.at(-1)?.ltv365IsProjected).toBe(true);
	}, 120_000);

	it('gives customers, set-aside rows and one summary, each paired to its input', async () => {
		const input = [...base.slice(0, 150), { json: { note: 'no customer' } }];
		const run = await runWorkflow(predict({}), { input });
		expect(run.error).toBeUndefined();
		const customers = run.items('Predict CLV');
		expect(customers).toHaveLength(150);
		customers.forEach(({ json, pairedItem }) => expect(pairedItem).toEqual({ item: json.kept }));
		expect(run.items('Predict CLV', 1)).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({
					note: 'no customer',
					setAsideReason: 'missingCustomerId',
				}),
				pairedItem: { item: 150 },
			}),
		]);
		expect(run.rows('Predict CLV', 2)).toHaveLength(1);
		expect(run.hints('Predict CLV')[0]).toMatch(
			/^predictedSpend is the average spend of such customers/,
		);
	});

	it('gives one customer the batch’s numbers by its saved model, as text and by an expression', async () => {
		const batch = await runWorkflow(predict({ horizonMonths: 6, marginPercent: 40 }), {
			input: base,
		});
		const model = modelOf(batch);
		for (const savedModel of [JSON.stringify(model), '={{ $json.model }}']) {
			const run = await runWorkflow(predict({ use: 'savedModel', savedModel }), {
				input: [{ json: { ...base[7].json, model } }],
			});
			const expected = batch.rows('Predict CLV').find((row) => row.kept === 7);
			expect(run.rows('Predict CLV')).toEqual([{ ...expected, model }]);
			expect(run.hints('Predict CLV')).toEqual([]);
		}
	});

	it('refuses a saved model that came out as nothing', async () => {
		const run = await runWorkflow(
			predict({ use: 'savedModel', savedModel: '={{ $json.missing }}' }),
			{ input: base.slice(0, 3) },
		);
		expect(run.error?.message).toMatch(/^"Saved Model" needs the "model" of this node/);
	});

	it('hands its model on to Churn Check', async () => {
		const batch = await runWorkflow(predict({}), { input: base });
		const savedModel = JSON.stringify(modelOf(batch));
		const run = await runWorkflow(
			chain(
				own('Churn Check', 'churnCheck', { method: 'probability', use: 'savedModel', savedModel }),
			),
			{ input: base.slice(0, 1) },
		);
		expect(run.error).toBeUndefined();
		expect(run.rows('Churn Check')[0].churnExplanation).toMatch(
			/likely not to order in the next 90 days/,
		);
	});

	it('says how a test on the past went', async () => {
		const run = await runWorkflow(predict({ backtest: true, options: { backtestDays: 120 } }), {
			input: base,
		});
		const [summary] = run.rows('Predict CLV', 2);
		expect(summary.backtest).toMatchObject({ days: 120 });
		expect(run.hints('Predict CLV').join('\n')).toMatch(
			/Test on the last 120 days, which the model did not see: for \d+/,
		);
	});

	it.each([
		[{ horizonMonths: 0 }, '"Horizon (Months)" needs a number of at least 1, but got 0'],
		[{ options: { likelyFrom: 2 } }, '"Options → Likely From" needs a number of at most 0.95'],
		[{ options: { currency: 'dollars' } }, '"Options → Currency" needs a currency code'],
	])('names the option that is wrong in %j', async (parameters, message) => {
		const run = await runWorkflow(predict(parameters), { input: base.slice(0, 3) });
		expect(run.error?.message).toContain(message);
	});

	it('gives one error item, paired to the whole input, on Continue On Fail', async () => {
		const run = await runWorkflow(
			predict({ marginPercent: 200 }, { onError: 'continueRegularOutput' }),
			{ input: base.slice(0, 2) },
		);
		expect(run.error).toBeUndefined();
		expect(run.items('Predict CLV')).toEqual([
			expect.objectContaining({
				json: { error: expect.stringContaining('Margin (%)') },
				pairedItem: [{ item: 0 }, { item: 1 }],
			}),
		]);
	});

	it('reads renamed fields', async () => {
		const input = base.slice(0, 3).map(({ json: { customerId, orderHistory, ...row } }) => ({
			json: { ...row, id: customerId, orders: orderHistory },
		}));
		const fieldNames = { customerId: 'id', orderHistory: 'orders' };
		const run = await runWorkflow(predict({ fieldNames }), { input });
		expect(run.rows('Predict CLV')).toHaveLength(3);
	});

	it('says that a small shop has not enough data, and gives everyone of an age the same', async () => {
		const run = await runWorkflow(predict({}), { input: base.slice(0, 60) });
		expect(run.hints('Predict CLV').join('\n')).toMatch(
			/60 customers with \d+ repeat buyers are too few for a model/,
		);
		for (const row of run.rows('Predict CLV')) {
			expect(row.clvMethod).toBe('cohortAverage');
			expect(row.clvExplanation).toMatch(/the average of customers of this age/);
		}
	});

	it.each<[string, (row: IDataObject, i: number) => IDataObject]>([
		[
			'all one-time buyers',
			(row) => ({ ...row, orderHistory: String(row.orderHistory).split(';')[0] }),
		],
		['all equal', (row) => ({ ...row, orderHistory: '2024-01-01:20;2024-02-01:20;2024-03-01:20' })],
		['everyone came today', (row) => ({ ...row, orderHistory: `${dateOfDay(today)}:20` })],
		[
			'nothing but free orders',
			(row) => ({ ...row, orderHistory: String(row.orderHistory).replace(/:[^;]+/g, ':0') }),
		],
		['nobody ever ordered', (row) => ({ ...row, orderHistory: '', orderCount: 0 })],
		[
			'ids that are names of object parts',
			(row, i) => ({
				...row,
				customerId: i === 0 ? '__proto__' : i === 1 ? 'constructor' : row.customerId,
			}),
		],
	])('holds on an ugly shop: %s', async (_, change) => {
		const input = base.slice(0, 150).map(({ json }, i) => ({ json: change(json, i) }));
		const run = await runWorkflow(predict({}), { input });
		expect(run.error).toBeUndefined();
		const rows = run.rows('Predict CLV');
		expect(rows).toHaveLength(150);
		for (const row of rows) {
			for (const field of numbers) {
				if (row.clvMethod === 'noOrders') expect(row[field]).toBeNull();
				else expect(row[field]).toBeGreaterThanOrEqual(0);
			}
		}
		expect(JSON.stringify(run.rows('Predict CLV', 2))).not.toMatch(/NaN|Infinity/);
	});

	it('returns no rows for no rows', async () => {
		const run = await runWorkflow(predict({}), { input: [] });
		expect(run.error).toBeUndefined();
		expect(run.rows('Predict CLV')).toEqual([]);
	});
});
