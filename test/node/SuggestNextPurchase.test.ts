import type { IDataObject, INode } from 'n8n-workflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { own, withSecondInput } from '../../harness/engine/workflowParts';
import { moneyTierModel } from '../support/savedTierModels';

const asOf = '2026-06-30';

/**
 * 120 customers who bought beans, then a mill, and 120 who bought tea, then a pot; half of them bought cups later, and
 * the last 40 only came once. The first order has a sticker too.
 */
const orders: IDataObject[] = Array.from({ length: 240 }, (_, i) => {
	const [first, second] = i % 2 === 0 ? ['Beans', 'Mill'] : ['Tea', 'Pot'];
	const of = (day: string, ...names: string[]) => ({
		id: `${i}-${day}`,
		created_at: `2026-0${day}T10:00:00Z`,
		total_price: '20.00',
		currency: 'USD',
		financial_status: 'paid',
		customer: { id: `c${i}`, email: `c${i}@example.com` },
		line_items: names.map((title) => ({ title, product_type: `${title} and more` })),
	});
	return [
		of('1-10', first, 'Sticker'),
		...(i < 200 ? [of('3-10', second)] : []),
		...(i < 200 && i % 4 < 2 ? [of('5-10', 'Cups')] : []),
	];
}).flat();
const customers: IDataObject[] = ['c238', 'c239', 'c5000'].map((customerId, i) => ({
	customerId,
	shoeSize: 40 + i,
	tier: i === 0 ? 'midTier' : 'lowValue',
	tierValue: 100,
	customerAgeDays: 200,
}));
const tierModel = moneyTierModel([
	{ name: 'gold', atLeast: 150.5 },
	{ name: 'midTier', atLeast: 50 },
	{ name: 'lowValue', atLeast: 0 },
]);

const suggest = 'Suggest Next Purchase';

const workflow = (
	{ options, ...rest }: IDataObject,
	given: IDataObject[] = [],
	settings: Partial<INode> = {},
) =>
	withSecondInput(
		own(
			suggest,
			'suggestNextPurchase',
			{ ...rest, options: { asOf, ...(options as IDataObject | undefined) } },
			settings,
		),
		given,
	);

const input = orders.map((json) => ({ json }));

describe('Suggest Next Purchase', () => {
	it('suggests to each buyer what the others bought next, with the reason', async () => {
		const run = await runWorkflow(workflow({}), { input });
		expect(run.error).toBeUndefined();
		const rows = run.rows(suggest);
		expect(rows).toHaveLength(240);
		const [ofBeans, ofTea] = ['c238', 'c239'].map((id) =>
			rows.find(({ customerId }) => customerId === id),
		);
		expect(ofBeans).toMatchObject({ email: 'c238@example.com', nextProduct1: 'Mill' });
		expect(ofTea).toMatchObject({ nextProduct1: 'Pot' });
		expect(ofBeans?.nextProduct1Why).toMatch(
			/^Bought Beans: 100 of 100 baskets with it were followed by one with Mill/,
		);
	});

	it('leaves out what is blocked, whatever its case, and names that no order has are told', async () => {
		const blockedProducts = ' mill\nNobody Knows';
		const run = await runWorkflow(workflow({ blockedProducts }), { input });
		const rows = run.rows(suggest);
		expect(rows.filter((row) => Object.values(row).includes('Mill'))).toEqual([]);
		expect(rows.find(({ customerId }) => customerId === 'c238')?.nextProduct1).toBe('Pot');
		expect(run.hints(suggest).join()).toContain('Nobody Knows');
	});

	it('takes a list of blocked products from an expression', async () => {
		const blockedProducts = '={{ ["Cups", "Mill"] }}';
		const run = await runWorkflow(workflow({ blockedProducts }), { input });
		expect(run.error).toBeUndefined();
		expect(run.rows(suggest).some((row) => row.nextProduct1 === 'Mill')).toBe(false);
	});

	it('gives the customers of input 2 and no others, paired to their items', async () => {
		const run = await runWorkflow(workflow({ options: { tierModel } }, customers), { input });
		const rows = run.rows(suggest);
		expect(rows.map(({ customerId, shoeSize }) => [customerId, shoeSize])).toEqual([
			['c238', 40],
			['c239', 41],
			['c5000', 42],
		]);
		expect(run.items(suggest).map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item, input: 1 })),
		);
		expect(rows[0]).toMatchObject({
			nextTier: 'gold',
			amountToNextTier: 50.5,
			spendOffer: 'Spend 50.50 more to reach gold.',
		});
		expect(rows[2].nextProduct1Why).toMatch(/^Best seller/);
	});

	it('gives transitions with the chance by tier, and a summary with the test', async () => {
		const all = { suggest: 'categories', options: { outputFields: 'all' } };
		const run = await runWorkflow(workflow(all, customers), { input });
		const [first] = run.rows(suggest, 1);
		expect(first).toMatchObject({
			kind: 'next',
			from: 'Sticker and more',
			to: 'Mill and more',
			support: 100,
			fromBaskets: 200,
			medianDays: 59,
		});
		expect(Object.keys(first.chanceByTier as IDataObject)).toEqual(['lowValue', 'midTier']);
		const [summary] = run.rows(suggest, 3);
		expect(summary).toMatchObject({
			source: 'shopify',
			customersTested: 200,
			hitRate: 0.5,
			hitRateBestSellers: 0,
			hitRateSameAgain: 0,
			beatsBoth: true,
			rowsIn: 540,
			rowsUsed: 540,
		});
	});

	it('sets aside orders that name no product, with the reason', async () => {
		const without = input.map(({ json }) => ({ json: { ...json, line_items: [] } as IDataObject }));
		const run = await runWorkflow(workflow({}), { input: [...input.slice(0, 100), without[200]] });
		expect(run.rows(suggest, 2)).toEqual([
			expect.objectContaining({ setAsideReason: 'missingProduct', id: without[200].json.id }),
		]);
		const none = await runWorkflow(workflow({}), { input: without });
		expect(none.hints(suggest).join()).toContain('No order names a product');
	});

	it('gives one customer by the saved model what the run over all gave', async () => {
		const all = await runWorkflow(workflow({}), { input });
		const savedModel = JSON.stringify(all.rows(suggest, 3)[0].model);
		const alone = await runWorkflow(workflow({ use: 'savedModel', savedModel }), {
			input: input.filter(({ json }) => (json.customer as IDataObject).id === 'c239'),
		});
		expect(alone.rows(suggest)).toEqual(
			all.rows(suggest).filter(({ customerId }) => customerId === 'c239'),
		);
		expect(alone.rows(suggest, 1)).toEqual([]);
	});

	it('takes its section of a client preset', async () => {
		const clientPreset = JSON.stringify({
			name: 'Acme',
			suggestNextPurchase: { blockedProducts: ['Mill'], suggest: 'products' },
		});
		const run = await runWorkflow(workflow({ options: { clientPreset } }), { input });
		expect(run.rows(suggest, 3)[0]).toMatchObject({ clientPreset: 'Acme' });
		expect(run.rows(suggest).some((row) => row.nextProduct1 === 'Mill')).toBe(false);
	});

	it('names the option that is wrong, and goes on on Continue On Fail', async () => {
		const wrong = { options: { tierModel: '{"kind":"rfm"}' } };
		const run = await runWorkflow(workflow(wrong), { input });
		expect(run.error?.message).toMatch(/^"Options → Tier Model"/);
		const going = await runWorkflow(workflow(wrong, [], { onError: 'continueRegularOutput' }), {
			input,
		});
		expect(going.error).toBeUndefined();
		expect(going.rows(suggest)).toEqual([
			{ error: expect.stringMatching(/Tier Model/) as unknown },
		]);
	});
});
