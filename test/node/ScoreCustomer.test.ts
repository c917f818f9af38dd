import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { loadBuiltNodes } from '../../harness/engine/builtNodes';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { own, withSecondInput } from '../../harness/engine/workflowParts';

/** The trigger's items are the customers; events come from a node with pinned items. */
const workflow = (
	parameters: IDataObject,
	{ events, ...settings }: Partial<INode> & { events?: IDataObject[] } = {},
) => withSecondInput(own('Score Customer', 'scoreCustomer', parameters, settings), events);

const asOf = '2025-06-30T23:59:59.999Z';
const shop: INodeExecutionData[] = [
	{ json: { customerId: 'b', email: 'b@example.com', asOf, orderHistory: '2025-06-20:250' } },
	{ json: { note: 'no customer' } },
	{ json: { customerId: 'a', email: 'a@example.com', asOf, orderHistory: '' } },
];
const rule = { code: 'member', source: 'field', field: 'member', operator: 'isTrue', points: 5 };

describe('Score Customer', () => {
	it('gives customers, set-aside rows and one summary without any setting', async () => {
		const run = await runWorkflow(workflow({}), { input: shop });
		expect(run.error).toBeUndefined();
		expect(run.rows('Score Customer')).toEqual([
			expect.objectContaining({ customerId: 'a', valueScore: 0, valueScoreBand: 'core' }),
			expect.objectContaining({
				customerId: 'b',
				valueScore: 80,
				transactionScore: 80,
				scoreExplanation: '80 points: +50 orders above 200; +30 ordered in the last 30 days.',
			}),
		]);
		expect(run.rows('Score Customer', 1)).toEqual([
			expect.objectContaining({
				setAsideReason: 'missingCustomerId',
				setAsideInput: 'Customers',
			}),
		]);
		expect(run.rows('Score Customer', 2)).toEqual([expect.objectContaining({ customers: 2 })]);
		expect(run.hints('Score Customer')[0]).toMatch(/^There are only 2 customers/);
	});

	it('pairs customers and visitors, and what is set aside, to the input they came from', async () => {
		const events = [
			{ customerId: 'a', type: 'Opened Email', time: '2025-06-30T10:00:00Z' },
			{ customerId: 'z', type: 'review', time: '2025-06-30T10:00:00Z' },
			{ customerId: 'a', type: 'Danced', time: '2025-06-30T10:00:00Z' },
		];
		const parameters = { options: { unknownPeople: 'score' } };
		const run = await runWorkflow(workflow(parameters, { events }), { input: shop });
		const paired = run
			.items('Score Customer')
			.map((item) => [item.json.customerId, item.pairedItem]);
		expect(paired).toEqual([
			['a', { item: 2 }],
			['b', { item: 0 }],
			['z', { item: 1, input: 1 }],
		]);
		expect(run.rows('Score Customer').map((row) => row.valueScore)).toEqual([2, 80, 25]);
		expect(run.items('Score Customer', 1)).toEqual([
			expect.objectContaining({ pairedItem: { item: 1, input: 0 } }),
			expect.objectContaining({
				json: expect.objectContaining({
					type: 'Danced',
					setAsideReason: 'unknownEventType',
					setAsideInput: 'Events',
				}),
				pairedItem: { item: 2, input: 1 },
			}),
		]);
	});

	it('starts the list of rules with the standard ones', async () => {
		const byStandard = await runWorkflow(workflow({}), { input: shop });
		const byList = await runWorkflow(workflow({ rulesFrom: 'list' }), { input: shop });
		expect(byList.error).toBeUndefined();
		expect(byList.rows('Score Customer')).toEqual(byStandard.rows('Score Customer'));
	});

	it('scores by a list of rules and by rules as JSON', async () => {
		const input = [{ json: { customerId: 'a', member: true } }];
		const options = { outputFields: 'all' };
		const list = { rulesFrom: 'list', rules: { rules: [rule] }, options };
		const byList = await runWorkflow(workflow(list), { input });
		const json = { rulesFrom: 'json', rulesJson: JSON.stringify([rule]), options };
		const byJson = await runWorkflow(workflow(json), { input });
		for (const run of [byList, byJson]) {
			expect(run.rows('Score Customer')[0]).toMatchObject({ scoreReasons: 'member:+5' });
		}
		const versions = [byList, byJson].map((run) => run.rows('Score Customer')[0].scoreModelVersion);
		expect(versions[0]).toBe(versions[1]);
	});

	it('scores by the standard rules and by own ones beside them', async () => {
		const byStandard = await runWorkflow(workflow({}), { input: shop });
		const ownRules = {
			rules: [
				{
					code: 'everybody',
					source: 'field',
					field: 'customerId',
					operator: 'isPresent',
					points: 3,
				},
				{
					code: 'recentOrder',
					source: 'field',
					field: 'customerId',
					operator: 'isPresent',
					points: 0,
				},
			],
		};
		const standardAndOwn = workflow({ rulesFrom: 'standardAndOwn', ownRules });
		const byBoth = await runWorkflow(standardAndOwn, { input: shop });
		expect(byBoth.error).toBeUndefined();
		const reasonsOf = ({ scoreReasons }: IDataObject) => String(scoreReasons).split(',');
		const isRecent = (reason: string) => reason.startsWith('recentOrder');
		const before = byStandard.rows('Score Customer').map(reasonsOf);
		expect(before.flat().some(isRecent)).toBe(true);
		expect(byBoth.rows('Score Customer').map(reasonsOf)).toEqual(
			before.map((reasons) => [
				...reasons.filter((reason) => reason !== '' && !isRecent(reason)),
				'everybody:+3',
			]),
		);
	});

	it('applies its own saved model to one customer, as text and as an object', async () => {
		const batch = await runWorkflow(workflow({ bandLimits: 'percentiles' }), { input: shop });
		const model = batch.rows('Score Customer', 2)[0].model as IDataObject;
		for (const savedModel of [JSON.stringify(model), '={{ $json.model }}']) {
			const run = await runWorkflow(workflow({ use: 'savedModel', savedModel }), {
				input: [{ json: { ...shop[0].json, model } }],
			});
			expect(run.rows('Score Customer')).toEqual([{ ...batch.rows('Score Customer')[1], model }]);
			expect(run.hints('Score Customer')).toEqual([]);
		}
	});

	it.each([
		[{ use: 'savedModel', savedModel: '={{ $json.missing }}' }, 'Saved Model'],
		[{ options: { engagementCap: 0 } }, 'Options → Engagement Cap'],
		[
			{ bandLimits: 'points', options: { vipAbove: 1 } },
			'Options → Re-Engage Band: Below (Points)',
		],
		[{ options: { asOf: 'soon' } }, 'Options → As Of'],
		[{ options: { timeZone: 'Mars' } }, 'Options → Time Zone'],
		[
			{ rulesFrom: 'json', rulesJson: '[{"code":"a","source":"order"}]' },
			'Rules (JSON) → row 1 → points',
		],
		[
			{ rulesFrom: 'list', rules: { rules: [rule, { ...rule, code: 'two', field: '' }] } },
			'List of Rules → row 2 → Field',
		],
		[
			{ rulesFrom: 'standardAndOwn', ownRules: { rules: [{ ...rule, field: '' }] } },
			'My Own Rules → row 1 → Field',
		],
	])('names the option that is wrong in %j', async (parameters, label) => {
		const run = await runWorkflow(workflow(parameters), { input: shop });
		expect(run.error?.message).toContain(`"${label}" needs `);
	});

	it('gives one error item, paired to the whole input, on Continue On Fail', async () => {
		const wrong = { options: { engagementCap: 0 } };
		const run = await runWorkflow(workflow(wrong, { onError: 'continueRegularOutput' }), {
			input: shop,
		});
		expect(run.error).toBeUndefined();
		expect(run.items('Score Customer')).toEqual([
			expect.objectContaining({
				json: { error: expect.stringContaining('Engagement Cap') },
				pairedItem: [{ item: 0 }, { item: 1 }, { item: 2 }],
			}),
		]);
	});

	it('returns no rows for no rows', async () => {
		const run = await runWorkflow(workflow({}), { input: [] });
		expect(run.error).toBeUndefined();
		expect(run.rows('Score Customer')).toEqual([]);
	});

	it('shows at most six fields at rest', () => {
		const { properties } = loadBuiltNodes()['n8n-nodes-customer-value.scoreCustomer'].description;
		const atRest = properties.filter(
			({ displayOptions }) =>
				displayOptions?.show === undefined ||
				(Object.keys(displayOptions.show).every((name) => name === 'use') &&
					displayOptions.show.use?.includes('fit')),
		);
		expect(atRest.map(({ name }) => name)).toEqual([
			'use',
			'rulesFrom',
			'bandLimits',
			'options',
			'fieldNames',
		]);
	});
});
