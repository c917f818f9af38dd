import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import glob from 'fast-glob';
import type { OutputSchema } from '../../harness/generated/outputSchemas';
import { outputSchemas, schemaFile } from '../../harness/generated/outputSchemas';
import { loadBuiltNodes } from '../../harness/engine/builtNodes';

const root = process.cwd();
const hasDist = existsSync(join(root, 'dist'));
const nodes = join(root, 'nodes');
const kept = glob.sync('*/__schema__/**/*.json', { cwd: nodes }).sort();

/** The files that n8n requests: one per node, or one per operation where the node has operations. */
function askedFor(): string[] {
	return Object.values(loadBuiltNodes())
		.flatMap(({ constructor, description }) => {
			const folder = schemaFile(constructor.name);
			const operation = description.properties.find(({ name }) => name === 'operation');
			if (operation === undefined) return [`${folder}.json`];
			return (operation.options ?? []).map(
				(option) => `${folder}/${String('value' in option && option.value)}.json`,
			);
		})
		.sort();
}

(hasDist ? describe : describe.skip)(
	'the shapes that the editor shows before a run (skipped before a build)',
	() => {
		it('are there for every node and operation', () => {
			expect(kept).toEqual(askedFor());
		});

		it('are what the nodes give in the engine; npm run schemas writes them', async () => {
			const given = await outputSchemas();
			expect([...given.keys()].sort()).toEqual(kept);
			for (const file of kept) {
				const schema = JSON.parse(readFileSync(join(nodes, file), 'utf8')) as OutputSchema;
				expect({ file, schema }).toEqual({ file, schema: given.get(file) });
			}
		}, 120_000);

		it('are shipped', () => {
			const shipped = glob.sync('*/__schema__/**/*.json', { cwd: join(root, 'dist', 'nodes') });
			expect(shipped.sort()).toEqual(kept);
		});
	},
);
