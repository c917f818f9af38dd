import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	isCalled,
	readWorkflowFile,
	readWorkflowFolder,
	webhookPaths,
} from '../../../harness/n8n/workflowFile';

describe('a workflow file', () => {
	let folder: string;
	const write = (name: string, content: object) => {
		writeFileSync(join(folder, name), JSON.stringify(content));
		return join(folder, name);
	};
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'workflow-file-'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it('without an id has the same one every time', () => {
		const path = write('a.json', { nodes: [], connections: {} });
		expect(readWorkflowFile(path).id).toMatch(/^[0-9a-f]{16}$/);
		expect(readWorkflowFile(path).id).toBe(readWorkflowFile(path).id);
	});

	it('keeps its own id and name', () => {
		const path = write('a.json', { id: 'own', name: 'Own', nodes: [], connections: {} });
		expect(readWorkflowFile(path)).toMatchObject({ id: 'own', name: 'Own', slug: 'a' });
	});

	it('without a workflow is refused by its path', () => {
		const path = write('a.json', { nodes: [] });
		expect(() => readWorkflowFile(path)).toThrow('a.json is no n8n workflow');
	});

	it('is listed in the order of names, among JSON files alone', () => {
		for (const name of ['b.json', 'a.json', 'notes.txt'])
			write(name, { nodes: [], connections: {} });
		expect(readWorkflowFolder(folder).map(({ slug }) => slug)).toEqual(['a', 'b']);
	});

	it('is an empty list where the folder is missing', () => {
		expect(readWorkflowFolder(join(folder, 'none'))).toEqual([]);
	});

	it('names the webhooks it starts with', () => {
		const node = { id: 'x', typeVersion: 2, position: [0, 0] as [number, number] };
		const nodes = [
			{ ...node, name: 'In', type: 'n8n-nodes-base.webhook', parameters: { path: 'score' } },
			{ ...node, name: 'Out', type: 'n8n-nodes-base.noOp', parameters: {} },
		];
		expect(webhookPaths({ nodes })).toEqual(['score']);
	});

	it.each([
		['a webhook', 'n8n-nodes-base.webhook', true],
		['another workflow', 'n8n-nodes-base.executeWorkflowTrigger', true],
		['a click', 'n8n-nodes-base.manualTrigger', false],
	])('started by %s: %s is called: %s', (_by, type, expected) => {
		const node = { id: 'x', name: 'In', typeVersion: 1, position: [0, 0] as [number, number] };
		expect(isCalled({ nodes: [{ ...node, type, parameters: {} }] })).toBe(expected);
	});
});
