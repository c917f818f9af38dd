import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withSourceTables } from '../../harness/generated/sourceTables';
import { orderPresets } from '../../src/core/orders/presets';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'your-data.md'), 'utf8');

describe('the page on your data', () => {
	it('has the tables of the code; npm run docs writes them', () => {
		expect(page).toBe(withSourceTables(page));
	});

	it.each(Object.entries(orderPresets))('lists every field and status word of %s', (_, preset) => {
		const section = page.split(`### ${preset.name}\n`)[1].split('\n### ')[0];
		const paths = Object.values<readonly string[]>(preset.paths).flat();
		const listed = [...paths.filter((path) => path !== ''), ...Object.keys(preset.statuses)];
		expect(listed.filter((word) => !section.includes(`\`${word}\``))).toEqual([]);
	});

	it('asks for no field of the named sources', () => {
		const rows = page.split('\n').filter((line) => line.startsWith('| ['));
		const toSet = rows.filter((row) => !row.endsWith('| none |'));
		expect(rows).toHaveLength(Object.keys(orderPresets).length);
		expect(toSet.map((row) => row.slice(3, 16))).toEqual(['Custom Fields']);
	});
});
