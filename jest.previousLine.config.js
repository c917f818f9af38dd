// The engine tests on n8n's previous line, whose folder `npm test` names.
const { join } = require('node:path');
const shared = require('./jest.config.js');

const folder = process.env.PREVIOUS_ENGINE;
if (!folder) throw new Error('PREVIOUS_ENGINE is not set: run npm test.');

/** @type {import('jest').Config} */
module.exports = {
	...shared,
	roots: ['<rootDir>/test/node'],
	// This engine keeps a timer of its own going for as long as its process lives.
	forceExit: true,
	// Of tests, their support and the built nodes alike, so that all see the same classes.
	moduleNameMapper: {
		...shared.moduleNameMapper,
		'^(n8n-core|n8n-workflow|reflect-metadata)(/.*)?$': join(folder, 'node_modules', '$1$2'),
	},
};
