import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import type { WorkflowFile } from '../../harness/engine/runWorkflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { own, to, trigger } from '../../harness/engine/workflowParts';

/** The trigger's items go to input 1, and optionally to input 2 as well. */
function workflow(parameters: IDataObject, settings: Partial<INode> = {}): WorkflowFile {
	const { isPreviousConnected = false, ...given } = parameters;
	const tier = own('Assign Tier', 'assignTier', given, settings);
	const inputs = isPreviousConnected ? [to(tier), to(tier, 1)] : [to(tier)];
	return { nodes: [trigger, tier], connections: { [trigger.name]: { main: [inputs] } } };
}

/** Customers who have spent n, n − 1, … 1. */
const shop = (n: number): INodeExecutionData[] =>
	Array.from({ length: n }, (_, i) => ({
		json: {
			customerId: String(n - i).padStart(4, '0'),
			monetaryTotal: n - i,
			monetaryLast365: (n - i) * 10,
			orderCountLifetime: 2,
			customerAgeDays: 400,
		},
	}));

describe('Assign Tier', () => {
	it('gives customers, set-aside rows and one summary without any setting', async () => {
		const input = [...shop(200), { json: { note: 'no customer' } }];
		const run = await runWorkflow(workflow({}), { input });
		const customers = run.rows('Assign Tier');
		expect(customers).toHaveLength(200);
		expect(customers.at(-1)).toMatchObject({ customerId: '0200', tier: 'champions', tierRank: 1 });
		expect(run.rows('Assign Tier', 1)).toEqual([
			{
				note: 'no customer',
				setAsideReason: 'missingCustomerId',
				setAsideExplanation: expect.any(String),
			},
		]);
		expect(run.rows('Assign Tier', 2)).toHaveLength(1);
		expect(run.hints('Assign Tier')[0]).toMatch(/^Tiers are by total spend \(monetaryTotal\)/);
	});

	it('pairs every customer to its row', async () => {
		const run = await runWorkflow(workflow({}), { input: shop(3) });
		const paired = run.items('Assign Tier').map((item) => item.pairedItem);
		expect(paired).toEqual([{ item: 2 }, { item: 1 }, { item: 0 }]);
	});

	it('applies its own saved model to one customer, as text and as an object', async () => {
		const batch = await runWorkflow(workflow({}), { input: shop(200) });
		const model = batch.rows('Assign Tier', 2)[0].model as IDataObject;
		const [{ json: best }] = shop(200);
		for (const savedModel of [JSON.stringify(model), '={{ $json.model }}']) {
			const run = await runWorkflow(workflow({ use: 'savedModel', savedModel }), {
				input: [{ json: { ...best, model } }],
			});
			expect(run.rows('Assign Tier')).toEqual([{ ...batch.rows('Assign Tier').at(-1), model }]);
			expect(run.hints('Assign Tier')).toEqual([]);
		}
	});

	it('refuses a saved model that came out as nothing', async () => {
		const parameters = { use: 'savedModel', savedModel: '={{ $json.missing }}' };
		const run = await runWorkflow(workflow(parameters), { input: shop(3) });
		expect(run.error?.message).toContain('"Saved Model" needs the "model" of this node');
	});

	it('compares with the tiers on input 2', async () => {
		const input = shop(200).map(({ json }) => ({ json: { ...json, tier: 'vip' } }));
		const run = await runWorkflow(workflow({ isPreviousConnected: true }), { input });
		expect(run.rows('Assign Tier').at(-1)).toMatchObject({
			previousTier: 'vip',
			tierChange: 'up',
			triggersOnEntry: true,
		});
		expect(run.rows('Assign Tier')[0]).toMatchObject({ previousTier: 'vip', tierChange: 'down' });
	});

	it('sorts by money into tiers of the panel', async () => {
		const byDefault = await runWorkflow(workflow({ method: 'money' }), { input: shop(100) });
		expect(byDefault.rows('Assign Tier').at(-1)).toMatchObject({ tier: 'platinum' });
		const moneyTiers = {
			tiers: [
				{ name: 'inner circle', atLeast: 900 },
				{ name: 'everyone', atLeast: 0 },
			],
		};
		const run = await runWorkflow(workflow({ method: 'money', moneyTiers }), { input: shop(100) });
		const tiers = run.rows('Assign Tier').map((row) => row.tier);
		expect(tiers.filter((tier) => tier === 'inner circle')).toHaveLength(11);
	});

	it('decides on VIPs by the strict rule where told to', async () => {
		const input = shop(200).map(({ json }) => ({
			json: { ...json, averageOrderValue: json.monetaryTotal, topCategory: 'Tea', count: 2 },
		}));
		const fieldNames = { orderCountLast365: 'count' };
		const run = async (options: IDataObject) =>
			(await runWorkflow(workflow({ options, fieldNames }), { input })).rows('Assign Tier');
		const vips = (rows: IDataObject[]) => rows.filter(({ tier }) => tier === 'vip');
		expect(vips(await run({}))).toHaveLength(18);
		expect(vips(await run({ vipRule: 'strict' }))).toHaveLength(0);
		const relaxed = await run({ vipRule: 'strict', vipStrictOrders: 2, vipStrictTimesMedian: 1.9 });
		expect(vips(relaxed).map(({ customerId }) => customerId)).toEqual([
			'0191',
			'0192',
			'0193',
			'0194',
			'0195',
			'0196',
			'0197',
			'0198',
		]);
	});

	it('reads renamed fields and options', async () => {
		const input = [{ json: { id: 'a', total: 5, mail: 'a@example.com' } }];
		const run = await runWorkflow(
			workflow({
				fieldNames: { customerId: 'id', monetaryTotal: 'total', email: 'mail' },
				options: { holdoutShare: 100, asOf: '2026-06-30T00:00:00' },
			}),
			{ input },
		);
		expect(run.rows('Assign Tier')[0]).toMatchObject({ tier: 'midTier', holdoutGroup: 'control' });
	});

	it.each([
		[{ options: { vipShare: 0.5 } }, 'VIP: Top Share (%)'],
		[{ value: 'field', valueField: '={{ "" }}' }, 'Field'],
		[{ method: 'money', moneyTiers: { tiers: [{ name: 'a', atLeast: 1 }] } }, 'Money Tiers'],
	])('names the option that is wrong in %j', async (parameters, label) => {
		const run = await runWorkflow(workflow(parameters), { input: shop(3) });
		expect(run.error?.message).toContain(`${label}" needs `);
	});

	it('gives one error item, paired to the whole input, on Continue On Fail', async () => {
		const run = await runWorkflow(
			workflow({ options: { vipShare: 0.5 } }, { onError: 'continueRegularOutput' }),
			{ input: shop(2) },
		);
		expect(run.error).toBeUndefined();
		expect(run.items('Assign Tier')).toEqual([
			expect.objectContaining({
				json: { error: expect.stringContaining('VIP') },
				pairedItem: [{ item: 0 }, { item: 1 }],
			}),
		]);
	});

	it('returns no rows for no rows', async () => {
		const run = await runWorkflow(workflow({}), { input: [] });
		expect(run.error).toBeUndefined();
		expect(run.rows('Assign Tier')).toEqual([]);
	});
});
