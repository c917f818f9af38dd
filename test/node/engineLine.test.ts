import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NodeOperationError, type INodeType } from 'n8n-workflow';
import { loadBuiltNodes } from '../../harness/engine/builtNodes';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { chain, own } from '../../harness/engine/workflowParts';

const root = process.cwd();
const previous = process.env.PREVIOUS_ENGINE;

const read = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;
type Dependencies = Readonly<Record<string, string>>;

/** The versions of the line under test. */
const pinned: Dependencies =
	previous === undefined
		? read<{ devDependencies: Dependencies }>(join(root, 'package.json')).devDependencies
		: read<{ dependencies: Dependencies }>(join(root, 'runtime', 'engine-1', 'package.json'))
				.dependencies;

/** The version of the package that a module loaded here belongs to. */
function versionOf(name: string): string {
	let folder = dirname(realpathSync(require.resolve(name)));
	for (;;) {
		try {
			const manifest = read<{ name?: string; version: string }>(join(folder, 'package.json'));
			if (manifest.name === name) return manifest.version;
		} catch {
			// This folder is not the root of a package.
		}
		if (folder === dirname(folder)) throw new Error(`${name} lies in no package`);
		folder = dirname(folder);
	}
}

describe('the line of n8n under test', () => {
	it.each(['n8n-core', 'n8n-workflow'])('is the pinned one: %s', (name) => {
		expect(versionOf(name)).toBe(pinned[name]);
	});

	it('hands its own n8n-workflow to the built nodes', async () => {
		const type = 'n8n-nodes-customer-value.computeRfm';
		const built = loadBuiltNodes()[type];
		let thrown: unknown;
		// Intercepted here, because the run itself holds a copy.
		const watched: INodeType = {
			description: built.description,
			async execute() {
				try {
					return await built.execute!.call(this);
				} catch (error) {
					thrown = error;
					throw error;
				}
			},
		};
		await runWorkflow(
			chain(own('Compute RFM', 'computeRfm', { options: { timeZone: 'nowhere' } })),
			{
				types: { [type]: watched },
			},
		);
		expect(thrown).toBeInstanceOf(NodeOperationError);
	});
});
