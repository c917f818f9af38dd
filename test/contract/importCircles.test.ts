import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import glob from 'fast-glob';
import ts from 'typescript';

const folders = ['src', 'nodes', 'credentials', 'harness', 'sandbox', 'scripts', 'bench', 'test'];

/** Each file of the repository with the files that it imports, types included. */
function importsByFile(): Map<string, string[]> {
	const files = glob.sync(`{${folders.join(',')}}/**/*.ts`);
	const known = new Set(files);
	return new Map(
		files.map((file) => {
			const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'));
			const imported = importedFiles.map(({ fileName }) => `${join(file, '..', fileName)}.ts`);
			return [file, imported.filter((other) => known.has(other))];
		}),
	);
}

/**
 * Files on a circle of imports or between two of them: those left after removing, again and again, each file that
 * imports none of the others or that none of the others imports.
 */
function filesOnCircles(imports: ReadonlyMap<string, readonly string[]>): string[] {
	const rest = new Set(imports.keys());
	for (let before = Infinity; rest.size < before; ) {
		before = rest.size;
		for (const file of rest) {
			if (!imports.get(file)?.some((other) => rest.has(other))) rest.delete(file);
		}
		const imported = new Set([...rest].flatMap((file) => imports.get(file) ?? []));
		for (const file of rest) if (!imported.has(file)) rest.delete(file);
	}
	return [...rest];
}

describe('the imports', () => {
	const imports = importsByFile();

	it('are found', () => {
		expect(imports.get('src/core/rfm/computeRfm.ts')).toContain('src/core/rfm/options.ts');
	});

	it('form no circle', () => {
		expect(filesOnCircles(imports)).toEqual([]);
	});

	it('are reported where two files import each other, without the files that lead there', () => {
		const circle = new Map([
			['a.ts', ['b.ts']],
			['b.ts', ['c.ts']],
			['c.ts', ['b.ts', 'd.ts']],
			['d.ts', []],
		]);
		expect(filesOnCircles(circle)).toEqual(['b.ts', 'c.ts']);
	});
});
