import type { INode } from 'n8n-workflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';

const node = (name: string, type: string, typeVersion: number): INode => ({
	id: name,
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters: {},
});

/** The names of the fields that Assign Tier gives, as a node of a version. */
async function fieldsOfVersion(typeVersion: number): Promise<string[]> {
	const input = [{ json: { customerId: 'a', monetaryTotal: 5 } }];
	const run = await runWorkflow(
		{
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 1),
				node('Assign Tier', 'n8n-nodes-customer-value.assignTier', typeVersion),
			],
			connections: { Start: { main: [[{ node: 'Assign Tier', type: 'main', index: 0 }]] } },
		},
		{ input },
	);
	return Object.keys(run.rows('Assign Tier')[0]);
}

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
