import type { INode } from 'n8n-workflow';
import { runWorkflow, type WorkflowRun } from '../../harness/engine/runWorkflow';

const node = (name: string, type: string, typeVersion: number): INode => ({
	id: name,
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters: {},
});

/** The row that a version of a node outputs for one customer, on one of its outputs. */
const rowOfVersion = async (type: string, typeVersion: number, output = 0) =>
	(await runVersion(type, typeVersion)).rows('Node', output)[0];

async function runVersion(
	type: string,
	typeVersion: number,
	settings: Partial<INode> = {},
): Promise<WorkflowRun> {
	const asOf = '2026-06-30T23:59:59.999Z';
	const orderHistory = '2026-06-20:250';
	const input = [{ json: { customerId: 'a', monetaryTotal: 5, orderHistory, asOf } }];
	return await runWorkflow(
		{
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 1),
				{ ...node('Node', `n8n-nodes-customer-value.${type}`, typeVersion), ...settings },
			],
			connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		},
		{ input },
	);
}

const fieldsOfVersion = async (typeVersion: number) =>
	Object.keys(await rowOfVersion('assignTier', typeVersion));

describe('a node that says nothing of its fields', () => {
	it('gives essential ones', async () => {
		expect(await fieldsOfVersion(1.1)).not.toContain('tierReasons');
	});

	it('gives all of them where it was saved before there was a choice', async () => {
		expect(await fieldsOfVersion(1)).toEqual(
			expect.arrayContaining(['tierReasons', 'vipReasons', 'tierModelVersion']),
		);
	});
});

describe('a Score Customer that says nothing of its band limits', () => {
	it('takes them from the percentiles of the shop', async () => {
		expect((await rowOfVersion('scoreCustomer', 1.1, 2)).vipAbove).not.toBe(500);
	});

	it('keeps 500 and 100 points where it was saved before that was the default', async () => {
		expect(await rowOfVersion('scoreCustomer', 1, 2)).toMatchObject({
			vipAbove: 500,
			reengageBelow: 100,
		});
	});
});

describe.each([
	['computeRfm', 3],
	['scoreCustomer', 3],
	['assignTier', 3],
	['churnCheck', 5],
	['buildSuppressionList', 5],
])('the error output of %s', (type, before) => {
	const onError = 'continueErrorOutput';
	const wrong = { onError, parameters: { options: { clientPreset: '{' } } } as const;

	it('stays where a saved workflow has connected it, and gets nothing from a run without an error', async () => {
		const failed = await runVersion(type, 1, wrong);
		expect(failed.rows('Node', before)).toEqual([{ error: expect.any(String) as string }]);
		const done = await runVersion(type, 1, { onError });
		expect(done.rows('Node', before - 1)).toHaveLength(1);
		expect(done.rows('Node', before)).toEqual([]);
	});

	it('follows the Breakdown of a new node', async () => {
		const failed = await runVersion(type, 1.1, wrong);
		expect(failed.rows('Node', before)).toEqual([]);
		expect(failed.rows('Node', before + 1)).toEqual([{ error: expect.any(String) as string }]);
		const done = await runVersion(type, 1.1, { onError });
		expect(done.rows('Node', before + 1)).toEqual([]);
	});
});
