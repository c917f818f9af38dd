import { readFileSync } from 'node:fs';
import glob from 'fast-glob';

describe('the texts of the repository', () => {
	it('hold no mark of a merge that was not finished', () => {
		const files = glob.sync('**/*.{md,ts,mjs,js,json,yml}', {
			dot: true,
			ignore: ['**/node_modules/**', 'dist/**', 'out/**', '.git/**'],
		});
		expect(files.length).toBeGreaterThan(1000);
		const marked = files.filter((file) =>
			/^(?:<{7}|={7}|>{7})(?: |$)/m.test(readFileSync(file, 'utf8')),
		);
		expect(marked).toEqual([]);
	});
});
