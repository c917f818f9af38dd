import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { own, withSecondInput } from '../../harness/engine/workflowParts';
import { rankedTierModel } from '../support/savedTierModels';

const row = (
	customerId: string,
	asOf: string,
	tier: string | null,
	money: number,
	value = money,
) => ({
	customerId,
	asOf,
	tier,
	tierValue: value,
	monetaryLast365: money,
});
const then: IDataObject[] = [
	row('a', '2026-04-01', 'midTier', 100),
	row('b', '2026-04-01', 'vip', 500.1),
	row('c', '2026-04-01', 'lowValue', 10),
	row('d', '2026-04-01', null, 0),
];
const now: INodeExecutionData[] = [
	{ email: 'nobody@example.com' },
	row('e', '2026-05-01', 'lowValue', 5),
	row('a', '2026-05-01', 'highValue', 220.2),
	row('b', '2026-05-01', 'vip', 480),
	row('d', '2026-05-01', 'lowValue', 20),
].map((json) => ({ json }));

const migrationWorkflow = (
	parameters: IDataObject,
	settings: Partial<INode> = {},
	previous: IDataObject[] = then,
) => withSecondInput(own('Track Migration', 'trackMigration', parameters, settings), previous);

describe('Track Migration', () => {
	it('tells how each customer moved, and pairs it to its item', async () => {
		const run = await runWorkflow(migrationWorkflow({}), { input: now });
		expect(run.error).toBeUndefined();
		expect(
			run
				.rows('Track Migration')
				.map(({ customerId, migration, migrationFrom }) => [customerId, migration, migrationFrom]),
		).toEqual([
			['a', 'up', 'midTier'],
			['b', 'same', 'vip'],
			['d', 'returned', null],
			['e', 'new', null],
		]);
		expect(run.items('Track Migration').map(({ pairedItem }) => pairedItem)).toEqual(
			[2, 3, 4, 1].map((item) => ({ item })),
		);
		expect(run.items('Track Migration', 2)).toEqual([
			expect.objectContaining({ pairedItem: { item: 0 } }),
		]);
	});

	it('lists every move, those who are gone among them, and adds revenue up to the cent', async () => {
		const run = await runWorkflow(migrationWorkflow({}), { input: now });
		const gone = run.rows('Track Migration', 1).find(({ migration }) => migration === 'gone');
		expect(gone).toMatchObject({ migrationFrom: 'lowValue', customers: 1, monetaryChange: -10 });
		const [summary] = run.rows('Track Migration', 3);
		expect(summary).toMatchObject({ days: 30, revenueThen: 610.1, revenueNow: 725.2 });
		expect(summary.revenueBridge).toMatchObject({ up: 120.2, same: -20.1, new: 5, gone: -10 });
	});

	it('places both runs by a saved model, and gives verdicts', async () => {
		const cuts = { champions: 900, vip: 490, highValue: 200, midTier: 50 };
		const savedModel = rankedTierModel(cuts);
		const run = await runWorkflow(migrationWorkflow({ cutPoints: 'frozen', savedModel }), {
			input: now,
		});
		const b = run.rows('Track Migration').find(({ customerId }) => customerId === 'b');
		expect(b).toMatchObject({ migration: 'down', migrationFrom: 'vip', migrationTo: 'highValue' });
		const verdicts = run.rows('Track Migration', 3)[0].verdicts as IDataObject;
		expect(verdicts.midTierUp).toMatchObject({ moved: 1, n: 1, verdict: 'insufficientSample' });
	});

	it('calls everybody new without an earlier run', async () => {
		const run = await runWorkflow(migrationWorkflow({}, {}, []), { input: now });
		const moves = run.rows('Track Migration').map(({ migration }) => migration);
		expect(new Set(moves)).toEqual(new Set(['new']));
		expect(run.hints('Track Migration').join()).toMatch(/Store this run/);
	});

	it('refuses runs in the wrong order, and names both days', async () => {
		const later = then.map((each) => ({ ...each, asOf: '2026-06-01' }));
		const run = await runWorkflow(migrationWorkflow({}, {}, later), { input: now });
		expect(run.error?.message).toMatch(/earlier day.*2026-05-01.*got "2026-06-01"/);
	});

	it('takes its section of a client preset', async () => {
		const clientPreset = { name: 'Acme', trackMigration: { leastPerGroup: 1 } };
		const run = await runWorkflow(migrationWorkflow({ options: { clientPreset } }), { input: now });
		expect(run.rows('Track Migration', 3)[0].clientPreset).toBe('Acme');
	});

	it('names the option that is wrong, and goes on on Continue On Fail', async () => {
		const wrong = { cutPoints: 'frozen', savedModel: '' };
		const run = await runWorkflow(migrationWorkflow(wrong), { input: now });
		expect(run.error?.message).toMatch(/^"Tier Model" needs the "model"/);
		const settings = { onError: 'continueRegularOutput' } as const;
		const going = await runWorkflow(migrationWorkflow(wrong, settings), { input: now });
		expect(going.error).toBeUndefined();
		expect(going.rows('Track Migration')).toEqual([
			{ error: expect.stringMatching(/^"Tier Model" needs/) },
		]);
	});
});
