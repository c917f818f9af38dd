import { withTarballAddresses } from '../../../harness/pinned/withTarballAddresses';

const { packages } = withTarballAddresses({
	packages: {
		'': { name: 'own', version: '1.0.0' },
		'node_modules/zod': { version: '3.25.76' },
		'node_modules/@n8n/di/node_modules/@types/node': { version: '24.1.0' },
		'node_modules/xlsx': { name: '@e965/xlsx', version: '0.20.3' },
		'node_modules/patched': { version: '1.0.0', resolved: 'https://example.com/patched.tgz' },
	},
});

describe('withTarballAddresses', () => {
	it.each([
		['node_modules/zod', 'zod/-/zod-3.25.76.tgz'],
		['node_modules/@n8n/di/node_modules/@types/node', '@types/node/-/node-24.1.0.tgz'],
		['node_modules/xlsx', '@e965/xlsx/-/xlsx-0.20.3.tgz'],
	] as const)('gives %s the address of its archive', (path, address) => {
		expect(packages[path]).toHaveProperty('resolved', `https://registry.npmjs.org/${address}`);
	});

	it('leaves an address that is there, and the project itself, as they are', () => {
		expect(packages['node_modules/patched'].resolved).toBe('https://example.com/patched.tgz');
		expect(packages['']).toEqual({ name: 'own', version: '1.0.0' });
	});
});
