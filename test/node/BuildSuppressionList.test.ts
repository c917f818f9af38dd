import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { chain, node, own } from '../../harness/engine/workflowParts';

const asOf = '2025-12-31T23:59:59+01:00';
const consented = { emailConsent: true, smsConsent: true, pushConsent: true };
const customers: INodeExecutionData[] = [
	{ customerId: 'b', asOf, tier: 'midTier', daysSinceLastOrder: 200, ...consented },
	{ customerId: 'a', asOf, tier: 'vip', daysSinceLastOrder: 9, orderHistory: '2025-12-22:9' },
	{ email: 'nobody@example.com' },
].map((json) => ({ json }));

const suppressionWorkflow = (parameters: IDataObject, settings: Partial<INode> = {}) =>
	chain(
		own('Build Suppression List', 'buildSuppressionList', parameters, settings),
		node('Everyone', 'n8n-nodes-base.noOp'),
	);

const name = 'Build Suppression List';

describe(name, () => {
	it('needs no setting, and splits copies into Suppressed and Contactable', async () => {
		const run = await runWorkflow(suppressionWorkflow({}), { input: customers });
		expect(run.error).toBeUndefined();
		expect(run.rows(name).map((row) => row.customerId)).toEqual(['a', 'b']);
		expect(run.rows(name, 1).map((row) => row.customerId)).toEqual(['b']);
		expect(run.rows(name, 2).map((row) => row.customerId)).toEqual(['a']);
		expect(run.rows(name, 3)[0].setAsideReason).toBe('missingCustomerId');
		expect(run.rows(name, 4)[0]).toMatchObject({ customers: 2, suppressed: 1, contactable: 1 });
		expect(run.rows('Everyone')).toHaveLength(2);
	});

	it('pairs every item to the item it stands for', async () => {
		const run = await runWorkflow(suppressionWorkflow({}), { input: customers });
		const pairs = (output: number) => run.items(name, output).map((item) => item.pairedItem);
		expect(pairs(0)).toEqual([{ item: 1 }, { item: 0 }]);
		expect(pairs(1)).toEqual([{ item: 0 }]);
		expect(pairs(2)).toEqual([{ item: 1 }]);
		expect(pairs(3)).toEqual([{ item: 2 }]);
	});

	it('hints at consents that are not known', async () => {
		const run = await runWorkflow(suppressionWorkflow({}), { input: customers });
		expect(run.hints(name).join()).toContain('whether 1 customer agreed to email');
		const known = await runWorkflow(suppressionWorkflow({}), { input: [customers[0]] });
		expect(known.hints(name)).toEqual([]);
	});

	it('drops the order history unless told to keep it', async () => {
		const dropped = await runWorkflow(suppressionWorkflow({}), { input: customers });
		expect(dropped.rows(name)[0]).not.toHaveProperty('orderHistory');
		const kept = await runWorkflow(suppressionWorkflow({ options: { keepOrderHistory: true } }), {
			input: customers,
		});
		expect(kept.rows(name)[0].orderHistory).toBe('2025-12-22:9');
	});

	it('reads tables and renamed fields from the panel', async () => {
		const parameters = {
			channel: 'emailBroadcast',
			options: { topTiers: 'vip', inactivityTable: { rows: [{ tier: 'vip', days: 9 }] } },
			fieldNames: { emailConsent: 'newsletter' },
		};
		const run = await runWorkflow(suppressionWorkflow(parameters), {
			input: [customers[1], { json: { ...customers[0].json, newsletter: 'no' } }],
		});
		expect(run.rows(name).map((row) => row.suppressedChannels)).toEqual([
			'emailBroadcast,emailPromotion,sms,acquisitionAds',
			'emailBroadcast,emailPromotion',
		]);
	});

	it('names the option that is wrong, as the panel calls it', async () => {
		const run = await runWorkflow(suppressionWorkflow({ frequencyCapDays: -1 }), {
			input: customers,
		});
		expect(run.error?.message).toBe(
			'"Frequency Cap (Days)" needs a number of at least 0, but got -1',
		);
	});

	it('gives an error item paired to all input on Continue On Fail', async () => {
		const wrong = suppressionWorkflow({ options: { asOf: 'soon' } }, { continueOnFail: true });
		const run = await runWorkflow(wrong, { input: customers });
		const [item] = run.items(name);
		expect(item.json.error).toMatch(/"Options → As Of" needs a date/);
		expect(item.pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});
});
