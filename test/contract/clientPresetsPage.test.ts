import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { basePresets } from '../../src/core/preset/basePresets';
import { presetSections } from '../../src/core/preset/presetSections';
import { readClientPreset } from '../../src/core/preset/readClientPreset';

const page = readFileSync(join(process.cwd(), 'docs', 'client-presets.md'), 'utf8');

/** Option, value and default of each row of the table below a heading. */
const tableBelow = (base: string): string[][] =>
	(page.split(`\n### ${base}\n`)[1] ?? '')
		.split('\n### ')[0]
		.split('\n')
		.filter((line) => line.startsWith('| `'))
		.map((line) => line.split(' | ').map((cell) => cell.replace(/^\| /, '').replace(/`/g, '')));

const bases = Object.entries(basePresets).filter(([name]) => name !== 'standard');

describe('the page on client presets', () => {
	it.each(bases)('names every option that %s changes, and no other', (name, sections) => {
		const changed = Object.entries(sections).flatMap(([section, options]) =>
			Object.keys(options as object).map((option) => `${section}.${option}`),
		);
		expect(
			tableBelow(name)
				.map(([path]) => path)
				.sort(),
		).toEqual(changed.sort());
	});

	it.each(bases)('gives value and default of every number and word of %s', (name, sections) => {
		const told = new Map(tableBelow(name).map(([path, value, usual]) => [path, [value, usual]]));
		for (const [section, options] of Object.entries(sections)) {
			const schema = presetSections[section as keyof typeof presetSections];
			const defaults = schema.parse({}) as Record<string, unknown>;
			for (const [option, value] of Object.entries(options as Record<string, unknown>)) {
				if (typeof value === 'object') continue;
				const path = `${section}.${option}`;
				expect([path, told.get(path)]).toEqual([path, [String(value), String(defaults[option])]]);
			}
		}
	});

	it('shows an example that is without fault', () => {
		const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
		expect(readClientPreset(example).name).toBe('Acme Fashion');
	});
});
