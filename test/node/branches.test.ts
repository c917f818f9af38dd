import { reachOf } from '../../src/core/customers/resultFields';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IConnections, IDataObject, INode } from 'n8n-workflow';
import type { WorkflowFile, WorkflowRun } from '../../harness/engine/runWorkflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';

const example = JSON.parse(
	readFileSync(join(process.cwd(), 'examples', 'orders-to-suppression-list.json'), 'utf8'),
) as WorkflowFile;

const chain = [
	'Compute RFM',
	'Score Customer',
	'Assign Tier',
	'Churn Check',
	'Build Suppression List',
];

function idsOf(rows: IDataObject[]): string[] {
	return rows.map((row) => String(row.customerId)).sort();
}

/** The example with further branches: outputs of a node, each connected to its own end. */
function withBranches(nodeName: string, outputs: number[]): WorkflowFile {
	const ends: INode[] = outputs.map((output) => ({
		id: `end-${output}`,
		name: `End ${output}`,
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [2000, 200 * output],
		parameters: {},
	}));
	const connections = structuredClone(example.connections) as IConnections;
	const main = [...(connections[nodeName]?.main ?? [])];
	for (const output of outputs) {
		const end = { node: `End ${output}`, type: 'main' as const, index: 0 };
		main[output] = [...(main[output] ?? []), end];
	}
	connections[nodeName] = { main: Array.from(main, (targets) => targets ?? []) };
	return { ...example, nodes: [...example.nodes, ...ends], connections };
}

describe('the example workflow', () => {
	let run: WorkflowRun;
	beforeAll(async () => {
		run = await runWorkflow(example);
	}, 60_000);

	it('runs to its end without an error', () => {
		expect(run.error).toBeUndefined();
		for (const { name, type } of example.nodes) {
			if (!type.endsWith('stickyNote')) expect(run.runs[name]?.[0].executionStatus).toBe('success');
		}
	});

	it('runs every node once', () => {
		const counts = Object.entries(run.runs).map(([name, runs]) => `${name}: ${runs.length}`);
		expect(counts.filter((count) => !count.endsWith(': 1'))).toEqual([]);
	});

	it.each(chain)('hands on everyone, each exactly once, on output 1 of %s', (name) => {
		const everyone = idsOf(run.rows('Compute RFM'));
		expect(everyone.length).toBeGreaterThan(1900);
		expect(new Set(everyone).size).toBe(everyone.length);
		expect(idsOf(run.rows(name))).toEqual(everyone);
	});

	it.each([
		['Score Customer', 'valueScore'],
		['Assign Tier', 'tier'],
		['Churn Check', 'churnRisk'],
		['Build Suppression List', 'suppressedChannels'],
	])('needs no configuration: %s finds its fields and adds %s', (name, field) => {
		expect(run.rows(name).every((row) => field in row)).toBe(true);
		const values = new Set(run.rows(name).map((row) => row[field]));
		expect(values.size).toBeGreaterThan(3);
	});

	it('keeps every field that travels, and drops what the node before said for itself', () => {
		for (const [index, name] of chain.slice(1).entries()) {
			const before = Object.keys(run.rows(chain[index])[0]);
			const after = new Set(Object.keys(run.rows(name)[0]));
			const dropped = before.filter((field) => !after.has(field));
			// The last node drops the order history, which would otherwise be sent to platforms.
			const isLast = name === 'Build Suppression List';
			expect(dropped.filter((field) => reachOf(field) !== 'own')).toEqual(
				isLast ? ['orderHistory'] : [],
			);
			expect(
				[...after].filter((field) => before.includes(field) && reachOf(field) === 'own'),
			).toEqual([]);
		}
	});

	it('counts the events of the second sample shop', () => {
		const scored = run.rows('Score Customer').filter((row) => Number(row.healthScore) > 0);
		expect(scored.length).toBeGreaterThan(200);
	});

	it('wires no two outputs of a node into one input', () => {
		for (const { main } of Object.values(example.connections)) {
			const targets = (main ?? []).flatMap((output) =>
				(output ?? []).map(({ node, index }) => `${node} ${index}`),
			);
			expect(new Set(targets).size).toBe(targets.length);
		}
	});

	it('splits everyone into suppressed and contactable', () => {
		const suppressed = idsOf(run.rows('Suppressed'));
		const contactable = idsOf(run.rows('Contactable'));
		expect(suppressed.length).toBeGreaterThan(0);
		expect(contactable.length).toBeGreaterThan(0);
		expect([...suppressed, ...contactable].sort()).toEqual(idsOf(run.rows('Everyone')));
	});
});

describe('branches', () => {
	it('of Churn Check are copies: with three wired on, the next node still gets everyone, once', async () => {
		const run = await runWorkflow(withBranches('Churn Check', [0, 1, 2]));
		const everyone = idsOf(run.rows('Compute RFM'));
		expect(run.runs['Build Suppression List']).toHaveLength(1);
		expect(idsOf(run.rows('Build Suppression List'))).toEqual(everyone);
		expect(idsOf(run.rows('End 0'))).toEqual(everyone);
		const statusOf = (name: string) => [...new Set(run.rows(name).map((row) => row.churnStatus))];
		expect(statusOf('End 1')).toEqual(['atRisk']);
		expect(statusOf('End 2')).toEqual(['lapsed']);
	}, 60_000);

	it('of Build Suppression List are copies too: output 1 holds everyone', async () => {
		const run = await runWorkflow(withBranches('Build Suppression List', [0, 1, 2]));
		const everyone = idsOf(run.rows('Compute RFM'));
		expect(idsOf(run.rows('End 0'))).toEqual(everyone);
		expect(idsOf([...run.rows('End 1'), ...run.rows('End 2')])).toEqual(everyone);
		for (const end of ['End 0', 'End 1', 'End 2']) expect(run.runs[end]).toHaveLength(1);
	}, 60_000);
});
