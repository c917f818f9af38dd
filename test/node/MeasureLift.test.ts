import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { own, withSecondInput } from '../../harness/engine/workflowParts';

const asOf = '2026-06-30T23:59:59.999-04:00';
/** 300 customers, a third of them in the control group; every fifth treated one buys more. */
const customers: INodeExecutionData[] = Array.from({ length: 300 }, (_, i) => {
	const holdoutGroup = i % 3 === 0 ? 'control' : 'treated';
	const amount = i % 5 === 0 && holdoutGroup === 'treated' ? 90 : i % 2 === 0 ? 20 + (i % 7) : 0;
	const orderHistory = amount === 0 ? '' : `2026-05-10:${amount}`;
	return {
		json: { customerId: `c${String(i).padStart(3, '0')}`, asOf, holdoutGroup, orderHistory },
	};
});
const assignments: IDataObject[] = customers.map(({ json }, i) => ({
	customerId: json.customerId,
	holdoutGroup: json.holdoutGroup,
	assignedAt: '2026-05-01',
	tier: i % 2 === 0 ? 'vip' : 'midTier',
}));
const share = { controlShare: 33.33 };

const liftWorkflow = (
	parameters: IDataObject,
	settings: Partial<INode> = {},
	rows: IDataObject[] = assignments,
) => withSecondInput(own('Measure Lift', 'measureLift', parameters, settings), rows);

describe('Measure Lift', () => {
	it('gives every customer, one row a metric, what was set aside and a verdict', async () => {
		const extra = { customerId: 'nobody', holdoutGroup: 'control', assignedAt: '2026-05-01' };
		const workflow = liftWorkflow(share, {}, [...assignments, extra]);
		const run = await runWorkflow(workflow, { input: customers });
		expect(run.error).toBeUndefined();
		expect(run.rows('Measure Lift')).toHaveLength(300);
		expect(run.rows('Measure Lift')[1]).toMatchObject({
			customerId: 'c001',
			liftStatus: 'counted',
			liftGroup: 'treated',
			liftAssignedAt: '2026-05-01',
			liftRevenue: 0,
		});
		expect(run.rows('Measure Lift', 1).map(({ metric }) => metric)).toEqual([
			'revenue',
			'conversion',
			'orders',
			'margin',
			'averageOrder',
		]);
		expect(run.rows('Measure Lift', 2)).toEqual([
			expect.objectContaining({ customerId: 'nobody', setAsideReason: 'unknownCustomer' }),
		]);
		const [summary] = run.rows('Measure Lift', 3);
		expect(summary).toMatchObject({
			metric: 'revenue',
			controlCustomers: 100,
			treatedCustomers: 200,
			interval: 'adjustedAlwaysValid',
		});
	});

	it('pairs customers to their items, and set-aside rows to the input they came on', async () => {
		const wrong = { customerId: 'c001', holdoutGroup: 'both', assignedAt: '2026-05-01' };
		const workflow = liftWorkflow(share, {}, [wrong, ...assignments]);
		const input = [{ json: { email: 'a@example.com' } }, ...customers];
		const run = await runWorkflow(workflow, { input });
		expect(run.items('Measure Lift')[0].pairedItem).toEqual({ item: 1 });
		expect(
			run.items('Measure Lift', 2).map(({ json, pairedItem }) => [json.setAsideReason, pairedItem]),
		).toEqual(
			expect.arrayContaining([
				['badGroup', { item: 0, input: 1 }],
				[expect.stringMatching(/^missing_?customer_?id$/i), { item: 0 }],
			]),
		);
		expect(run.rows('Measure Lift', 2)).toHaveLength(2);
	});

	it('breaks down by a field that was stored with the assignment', async () => {
		const parameters = { ...share, breakdownBy: 'tier', options: { leastPerGroup: 50 } };
		const run = await runWorkflow(liftWorkflow(parameters), { input: customers });
		const rows = run.rows('Measure Lift', 1).filter(({ breakdownField }) => breakdownField);
		expect(new Set(rows.map(({ breakdownValue }) => breakdownValue))).toEqual(
			new Set(['midTier', 'vip']),
		);
		for (const { controlCustomers } of rows) expect(controlCustomers).toBe(50);
		expect(run.hints('Measure Lift').join()).not.toMatch(/today's value/);
	});

	it('reads the group from the customers where no assignments come in, if a start is set', async () => {
		const without = await runWorkflow(liftWorkflow(share, {}, []), { input: customers });
		expect(without.rows('Measure Lift', 3)[0].verdict).toBe('insufficientSample');
		expect(without.hints('Measure Lift').join()).toMatch(/Nobody was assigned to a group/);
		const parameters = { ...share, options: { start: '2026-05-01' } };
		const run = await runWorkflow(liftWorkflow(parameters, {}, []), { input: customers });
		const assigned = await runWorkflow(liftWorkflow(share), { input: customers });
		expect(run.rows('Measure Lift', 1)).toEqual(assigned.rows('Measure Lift', 1));
	});

	it('refuses to judge groups of the wrong size', async () => {
		const run = await runWorkflow(liftWorkflow({ controlShare: 10 }), { input: customers });
		const [summary] = run.rows('Measure Lift', 3);
		expect(summary.verdict).toBe('sampleRatioMismatch');
		const verdicts = run.rows('Measure Lift', 1).map(({ verdict }) => verdict);
		expect(new Set(verdicts)).toEqual(new Set(['sampleRatioMismatch', 'described']));
		expect(run.hints('Measure Lift').join()).toMatch(/100 customers of 300 customers/);
	});

	it('takes its section of a client preset', async () => {
		const clientPreset = { name: 'Acme', measureLift: { marginPercent: 40, controlShare: 33.33 } };
		const run = await runWorkflow(liftWorkflow({ options: { clientPreset } }), {
			input: customers,
		});
		const [summary] = run.rows('Measure Lift', 3);
		expect(summary.clientPreset).toBe('Acme');
		const [revenue, , , margin] = run.rows('Measure Lift', 1);
		expect(Number(margin.controlMean)).toBeCloseTo(0.4 * Number(revenue.controlMean), 3);
	});

	it('names the option that is wrong, as the panel calls it', async () => {
		const run = await runWorkflow(liftWorkflow({ windowDays: 0 }), { input: customers });
		expect(run.error?.message).toBe(
			'"Outcome Window in Days" needs a number of at least 1, but got 0',
		);
	});

	it('goes on with one error item on Continue On Fail', async () => {
		const settings = { onError: 'continueRegularOutput' } as const;
		const workflow = liftWorkflow({ windowDays: 0 }, settings);
		const run = await runWorkflow(workflow, { input: customers });
		expect(run.error).toBeUndefined();
		expect(run.rows('Measure Lift')).toEqual([
			{ error: '"Outcome Window in Days" needs a number of at least 1, but got 0' },
		]);
	});

	it('returns no rows for no rows', async () => {
		const run = await runWorkflow(liftWorkflow({}), { input: [] });
		expect(run.error).toBeUndefined();
	});
});
