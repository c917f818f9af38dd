import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

export interface NodePage {
	/** The node's page under docs/nodes. */
	readonly file: string;
	readonly description: INodeTypeDescription;
}

/** Each node of a built package with its page, in the order of the package's list. */
export function nodePages(root: string): NodePage[] {
	const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[] };
	};
	const load = createRequire(join(root, 'package.json'));
	return manifest.n8n.nodes.map((file) => {
		const className = file.split('/').at(-1)?.split('.')[0] ?? '';
		const module = load(join(root, file)) as Record<string, new () => INodeType>;
		const slug = className.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
		return {
			file: join(root, 'docs', 'nodes', `${slug}.md`),
			description: new module[className]().description,
		};
	});
}
