import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sublimeSearch } from '@n8n/utils/search/sublime-search';
import glob from 'fast-glob';
import { loadBuiltNodes } from '../../harness/engine/builtNodes';

const root = process.cwd();
const hasDist = existsSync(join(root, 'dist'));

/** Our nodes as the editor's "+" panel lists them before a search: by name. */
const nodes = Object.entries(hasDist ? loadBuiltNodes() : {})
	.map(([type, { description }]) => {
		const [file] = glob.sync(
			`nodes/*/${description.name.replace(/^./, (first) => first.toUpperCase())}.node.json`,
			{ cwd: root },
		);
		const { alias } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { alias: string[] };
		return { type, properties: { displayName: description.displayName, codex: { alias } } };
	})
	.sort((a, b) => a.properties.displayName.localeCompare(b.properties.displayName));

/** The names of our nodes that the editor's search finds, in its order. */
const found = (words: string) =>
	sublimeSearch(words, nodes).map(({ item }) => item.properties.displayName);

(hasDist ? describe : describe.skip)('the search of the "+" panel (skipped before a build)', () => {
	it.each([
		['points score', 'Score Customer'],
		['loyalty tiers', 'Assign Tier'],
		['rfm', 'Compute RFM'],
		['win back', 'Churn Check'],
		['lifetime value', 'Predict CLV'],
		['do not contact', 'Build Suppression List'],
		['klaviyo', 'Sync to Klaviyo'],
		['facebook', 'Sync to Meta'],
		['sample orders', 'Sample Shop'],
		['did it work', 'Measure Lift'],
		['what changed', 'Track Migration'],
		['which points are right', 'Tune Score'],
		['net promoter', 'Analyse NPS'],
	])('finds for "%s" %s first', (words, name) => {
		expect(found(words)[0]).toBe(name);
	});

	it.each(['customer value', 'customer v'])(
		'lists for "%s" the nodes in the order of the chain',
		(words) => {
			const chain = [
				'Compute RFM',
				'Score Customer',
				'Predict CLV',
				'Assign Tier',
				'Churn Check',
				'Build Suppression List',
				'Sync to Klaviyo',
				'Sync to Meta',
				'Track Migration',
				'Measure Lift',
				'Tune Score',
				'Analyse NPS',
				'Sample Shop',
			];
			const listed = found(words);
			expect(listed.filter((name) => chain.includes(name))).toEqual(chain);
			expect([...listed].sort()).toEqual(
				nodes.map(({ properties }) => properties.displayName).sort(),
			);
		},
	);
});
