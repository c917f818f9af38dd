import type { IDataObject, INode } from 'n8n-workflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';

const node = (name: string, type: string, typeVersion: number): INode => ({
	id: name,
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters: {},
});

/** What a node of a version gives for one customer, on one of its outputs. */
async function rowOfVersion(type: string, typeVersion: number, output = 0): Promise<IDataObject> {
	const asOf = '2026-06-30T23:59:59.999Z';
	const orderHistory = '2026-06-20:250';
	const input = [{ json: { customerId: 'a', monetaryTotal: 5, orderHistory, asOf } }];
	const run = await runWorkflow(
		{
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 1),
				node('Node', `n8n-nodes-customer-value.${type}`, typeVersion),
			],
			connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		},
		{ input },
	);
	return run.rows('Node', output)[0];
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
