// n8n's engine would log every error that a test provokes.
process.env.N8N_LOG_LEVEL ??= 'silent';

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	setupFiles: ['<rootDir>/test/support/propertySeed.ts'],
	testMatch: ['**/*.test.ts'],
	// Jest leaves a core free unless it is told not to.
	maxWorkers: '100%',
	// No test is about time: a slow machine must not fail one.
	testTimeout: 30_000,
	testPathIgnorePatterns: ['/node_modules/', '/test/endToEnd/'],
	transform: {
		'^.+\\.[tj]s$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
	// d3 gives Node modules only, which Jest can't load; each package holds the same for plain scripts.
	moduleNameMapper: {
		'^d3-(array|color|format|interpolate|path|scale|shape|time|time-format)$':
			'<rootDir>/node_modules/d3-$1/dist/d3-$1.js',
	},
	// hyparquet and what it needs are Node modules only; date-fns, @date-fns/tz and friends ship CommonJS too.
	transformIgnorePatterns: ['/node_modules/(?!(hyparquet|hyparquet-compressors|hysnappy)/)'],
};
