import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { chain, own } from '../../harness/engine/workflowParts';

const asOf = '2026-06-30T23:59:59.999Z';
const vip = {
	customerId: 'a',
	email: 'a@example.com',
	tier: 'vip',
	asOf,
	averageOrderValue: 80,
	predictedAverageOrderValue: 100,
	predictedSpend: 600,
	discountShare: 0.1,
	holdoutGroup: 'treated',
};
const customers: IDataObject[] = [
	vip,
	{ ...vip, customerId: 'b', tier: 'champions' },
	{ ...vip, customerId: 'c', offer: 25 },
	{ ...vip, customerId: 'd', holdoutGroup: 'control' },
	{ ...vip, customerId: 'e', winBackState: 'due', winBackSince: '2026-06-30' },
];
const input: INodeExecutionData[] = [
	{ json: { email: 'nobody@example.com' } },
	...customers.map((json) => ({ json })),
];

const plan = (parameters: IDataObject = {}, settings: Partial<INode> = {}) =>
	runWorkflow(chain(own('Plan Offers', 'planOffers', parameters, settings)), { input });

describe('Plan Offers', () => {
	it('gives every customer an offer or a reason, each paired to its own item', async () => {
		const run = await plan();
		expect(run.error).toBeUndefined();
		const items = run.items('Plan Offers');
		expect(
			items.map(({ json }) => [json.customerId, json.offerVerdict, json.offerPercent]),
		).toEqual([
			['a', 'granted', 15],
			['b', 'blocked', 0],
			['c', 'lowered', 20],
			['d', 'blocked', 0],
			['e', 'granted', 15],
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[1, 2, 3, 4, 5].map((item) => ({ item })),
		);
		expect(items[4].json).toMatchObject({ winBackStep: 1, winBackChannel: 'email' });
		expect(Object.keys(items[0].json)).not.toContain('offerReasons');
	});

	it('shows the results before the fields of other nodes', async () => {
		const [row] = (await plan()).rows('Plan Offers');
		expect(Object.keys(row).slice(0, 6)).toEqual([
			'customerId',
			'email',
			'offerVerdict',
			'offerPercent',
			'offerAmount',
			'offerCost',
		]);
	});

	it('gives who is blocked, the playbook, what was set aside, and the money', async () => {
		const run = await plan();
		expect(run.rows('Plan Offers', 1).map(({ customerId }) => customerId)).toEqual(['b', 'd']);
		const playbook = run.rows('Plan Offers', 2);
		expect(playbook.map(({ tier, customers: count }) => [tier, count])).toEqual([
			['champions', 1],
			['vip', 4],
			['highValue', 0],
			['midTier', 0],
			['lowValue', 0],
		]);
		expect(run.rows('Plan Offers', 3)).toEqual([
			expect.objectContaining({ setAsideReason: 'missingCustomerId' }),
		]);
		expect(run.rows('Plan Offers', 4)).toEqual([
			expect.objectContaining({ costOfPlan: 50, costOfSameOfferToAll: 85, saved: 35, control: 1 }),
		]);
	});

	it('fills the tables of one’s own with those of the playbook they start from', async () => {
		const run = await plan({ playbook: 'custom', startFrom: 'luxury' });
		expect(run.error).toBeUndefined();
		const ceilings = run
			.rows('Plan Offers', 2)
			.map(({ offerCeilingPercent }) => offerCeilingPercent);
		expect(ceilings).toEqual([0, 0, 10, 15, 0]);
	});

	it('takes rows of one’s own in their place', async () => {
		const row = {
			tier: 'vip',
			benefit: 'A call',
			emailsFrom: 1,
			emailsTo: 1,
			offerCeilingPercent: 7,
			stopEmailAfterDays: 0,
			tone: '',
			upsell: '',
			reactivateAfterDays: 0,
		};
		const run = await plan({ playbook: 'custom', tierPlays: { rows: [row] } });
		expect(run.rows('Plan Offers')[0]).toMatchObject({ offerVerdict: 'lowered', offerPercent: 7 });
		expect(run.rows('Plan Offers', 2)).toHaveLength(1);
		expect(run.hints('Plan Offers').join()).toContain('has no row for the tier champions');
	});

	it('goes by the playbook of a client preset, over the one in the panel', async () => {
		const run = await plan({ playbook: 'supplements', options: { clientPreset: 'luxury' } });
		expect(run.rows('Plan Offers', 4)[0]).toMatchObject({
			clientPreset: 'luxury',
			playbook: 'luxury',
		});
		expect(run.rows('Plan Offers')[0].offerVerdict).toBe('blocked');
	});

	it('names the option that is wrong, and goes on on Continue On Fail', async () => {
		const wrong = { marginPercent: 140 };
		expect((await plan(wrong)).error?.message).toMatch(
			/^"Margin \(%\)" needs a number of at most 100/,
		);
		const going = await plan(wrong, { onError: 'continueRegularOutput' });
		expect(going.error).toBeUndefined();
		expect(going.rows('Plan Offers')).toEqual([{ error: expect.stringMatching(/^"Margin/) }]);
	});
});
