import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { own, withSecondInput } from '../../harness/engine/workflowParts';

const asOf = '2025-12-31T23:59:59+01:00';
const customers: INodeExecutionData[] = [
	{ customerId: 'c', asOf, tier: 'vip', orderHistory: '2025-12-30:9' },
	{ email: 'nobody@example.com' },
	{ customerId: 'a', asOf, tier: 'champions', orderHistory: '2025-06-01:9;2025-07-01:12' },
	{ customerId: 'b', asOf, tier: 'highValue', orderHistory: '2025-10-05:20' },
].map((json) => ({ json }));

const churnWorkflow = (
	parameters: IDataObject,
	settings: Partial<INode> = {},
	previous?: IDataObject[],
) => withSecondInput(own('Churn Check', 'churnCheck', parameters, settings), previous);

describe('Churn Check', () => {
	it('needs no setting, and gives all customers on output 1 and copies on the branches', async () => {
		const run = await runWorkflow(churnWorkflow({}), { input: customers });
		expect(run.error).toBeUndefined();
		expect(run.rows('Churn Check').map((row) => [row.customerId, row.churnStatus])).toEqual([
			['a', 'lapsed'],
			['b', 'atRisk'],
			['c', 'ok'],
		]);
		expect(run.rows('Churn Check', 1).map((row) => row.customerId)).toEqual(['b']);
		expect(run.rows('Churn Check', 2).map((row) => row.winBackKey)).toEqual([
			'a:lapsed:2025-07-01',
		]);
		expect(run.rows('Churn Check', 3)).toEqual([
			expect.objectContaining({
				email: 'nobody@example.com',
				setAsideReason: 'missingCustomerId',
			}),
		]);
		expect(run.rows('Churn Check', 4)).toHaveLength(1);
	});

	it('pairs every item to the item it stands for', async () => {
		const run = await runWorkflow(churnWorkflow({}), { input: customers });
		const pairs = (output: number) =>
			run.items('Churn Check', output).map((item) => item.pairedItem);
		expect(pairs(0)).toEqual([{ item: 2 }, { item: 3 }, { item: 0 }]);
		expect(pairs(1)).toEqual([{ item: 3 }]);
		expect(pairs(2)).toEqual([{ item: 2 }]);
		expect(pairs(3)).toEqual([{ item: 1 }]);
	});

	it('compares with the rows of the last run on its second input', async () => {
		const before = [{ customerId: 'c', churnRisk: 1 }];
		const options = { riskThreshold: 100, outputFields: 'all' };
		const workflow = churnWorkflow({ options }, {}, before);
		const run = await runWorkflow(workflow, { input: customers });
		const row = run.rows('Churn Check').find(({ customerId }) => customerId === 'c');
		expect(row?.churnStatus).toBe('atRisk');
		expect(String(row?.churnReasons)).toMatch(/^riskRising/);
	});

	it('judges one customer by a saved model as the batch did', async () => {
		const batch = await runWorkflow(churnWorkflow({}), { input: customers });
		const savedModel = JSON.stringify(batch.rows('Churn Check', 4)[0].model);
		const alone = await runWorkflow(churnWorkflow({ use: 'savedModel', savedModel }), {
			input: [customers[3]],
		});
		expect(alone.rows('Churn Check')).toEqual([batch.rows('Churn Check')[1]]);
		expect(alone.hints('Churn Check')).toEqual([]);
	});

	it('takes a lapse table of one’s own, and hints at unusual days', async () => {
		const parameters = {
			lapsePreset: 'custom',
			lapseTable: { rows: [{ tier: 'vip', days: 1 }] },
		};
		const run = await runWorkflow(churnWorkflow(parameters), { input: [customers[0]] });
		expect(run.rows('Churn Check', 2).map((row) => row.customerId)).toEqual(['c']);
		expect(run.hints('Churn Check').join()).toMatch(/VIP 1 \(usually 60 to 75\)/);
	});

	it('names the option that is wrong, as the panel calls it', async () => {
		const wrong = churnWorkflow({ options: { riskThreshold: 170 } });
		const run = await runWorkflow(wrong, { input: customers });
		expect(run.error?.message).toBe(
			'"Options → Risk Limit" needs a number of at most 100, but got 170',
		);
		const empty = await runWorkflow(churnWorkflow({ use: 'savedModel', savedModel: '' }), {
			input: customers,
		});
		expect(empty.error?.message).toMatch(/^"Saved Model" needs the "model"/);
	});

	it('gives an error item paired to all input on Continue On Fail', async () => {
		const wrong = churnWorkflow({ options: { highAbove: 200 } }, { continueOnFail: true });
		const run = await runWorkflow(wrong, { input: customers });
		expect(run.error).toBeUndefined();
		const [item] = run.items('Churn Check');
		expect(item.json.error).toMatch(/High Risk Above/);
		expect(item.pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }, { item: 3 }]);
	});
});
