import { shippedLock } from '../../../harness/package/shippedLock';

const lock = {
	lockfileVersion: 3,
	packages: {
		'': { version: '0.1.0' },
		'node_modules/zod': { version: '3.25.76' },
		'node_modules/jest': { version: '30.0.0' },
		'node_modules/n8n-core/node_modules/zod': { version: '4.0.0' },
	},
};

describe('shippedLock', () => {
	it('keeps what is listed and leaves out the rest', () => {
		const { packages } = shippedLock(lock, '## MIT\n\n- zod 3.25.76 (MIT)\n');
		expect(Object.keys(packages)).toEqual(['', 'node_modules/zod']);
		expect(packages['node_modules/zod'].version).toBe('3.25.76');
		expect(packages[''].dependencies).toEqual({ zod: '3.25.76' });
	});

	it('finds a nested version', () => {
		const { packages } = shippedLock(lock, '- zod 4.0.0 (MIT)\n');
		expect(packages['node_modules/zod'].version).toBe('4.0.0');
	});

	it.each([
		['an empty page', '', /lists no package/],
		['a version that is not locked', '- zod 3.0.0 (MIT)', /bundled but not locked/],
	])('refuses %s', (_what, page, message) => {
		expect(() => shippedLock(lock, page)).toThrow(message);
	});
});
