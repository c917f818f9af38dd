import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { startSandboxes } from '../../sandbox/sandboxes';
import { loadBuiltNodes, outputCountOf } from '../../harness/engine/builtNodes';
import { sandboxCredentials } from '../../harness/sandbox/credentials';
import { readWorkflowFolder } from '../../harness/n8n/workflowFile';

const builtNodes = loadBuiltNodes();
const examples = readWorkflowFolder(join(process.cwd(), 'examples'));
let credentials: Array<{ type: string; id: string; name: string }>;
beforeAll(async () => {
	const sandboxes = await startSandboxes();
	credentials = sandboxCredentials(sandboxes).map(({ type, id, name }) => ({ type, id, name }));
	await sandboxes.stop();
});

const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';
/** The side of a node on the canvas, and the height of its name below. */
const side = 96;
const nameHeight = 40;

interface Box {
	readonly name: string;
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

function boxOf(node: INode): Box {
	const { name, position, parameters } = node;
	const [left, top] = position;
	const width = isNote(node) ? Number(parameters.width) : side;
	const height = isNote(node) ? Number(parameters.height) : side + nameHeight;
	return { name, left, top, right: left + width, bottom: top + height };
}

const overlap = (a: Box, b: Box) =>
	a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe.each(examples)('$slug', ({ nodes, connections, pinData }) => {
	it('has nodes with ids and names of their own', () => {
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		expect(new Set(nodes.map(({ name }) => name)).size).toBe(nodes.length);
	});

	it('connects nodes that are there', () => {
		const names = nodes.map(({ name }) => name);
		const named = Object.entries(connections).flatMap(([from, { main }]) => [
			from,
			...main.flatMap((output) => (output ?? []).map(({ node }) => node)),
		]);
		expect(named.filter((name) => !names.includes(name))).toEqual([]);
	});

	it('connects error outputs, which follow all others, and no output that a node lacks', () => {
		for (const { name, type, typeVersion, onError } of nodes) {
			if (!(type in builtNodes)) continue;
			const outputs = outputCountOf(builtNodes[type], typeVersion);
			const connected = (connections[name]?.main ?? []).flatMap((to, at) =>
				to?.length ? [at] : [],
			);
			const last = outputs - (onError === 'continueErrorOutput' ? 0 : 1);
			expect({ name, last: Math.max(0, ...connected) <= last }).toEqual({ name, last: true });
			if (onError === 'continueErrorOutput') expect(connected).toContain(last);
		}
	});

	it('explains itself in notes', () => {
		expect(nodes.filter(isNote).length).toBeGreaterThan(0);
	});

	it('uses the credentials of the sandbox servers alone', () => {
		const used = nodes.flatMap((node) =>
			Object.entries(node.credentials ?? {}).map(([type, { id, name }]) => ({ type, id, name })),
		);
		for (const one of used) expect(credentials).toContainEqual(one);
	});

	it('holds no data of anybody', () => {
		expect(pinData ?? {}).toEqual({});
		const addresses = JSON.stringify(nodes).match(/[\w.+-]+@[\w-]+\.\w+/g) ?? [];
		expect(addresses.filter((address) => !/@example\.(com|org|net)$/.test(address))).toEqual([]);
	});

	it('lets no node or note lie on another', () => {
		const boxes = nodes.map(boxOf);
		const pairs = boxes.flatMap((a, index) =>
			boxes
				.slice(index + 1)
				.filter((b) => overlap(a, b))
				.map((b) => `${a.name} / ${b.name}`),
		);
		expect(pairs).toEqual([]);
	});
});
