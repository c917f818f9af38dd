// The tests of real n8n's results, which `npm run test:e2e` brings about first.
const { testPathIgnorePatterns: _, ...shared } = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = { ...shared, roots: ['<rootDir>/test/endToEnd'] };
