import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFieldTable } from '../../harness/generated/fieldTable';
import { productFields } from '../../src/core/customers/resultFields';

const root = join(__dirname, '..', '..');
const schemaOf = (node: string) =>
	JSON.parse(readFileSync(join(root, 'nodes', node, '__schema__', 'v1.1.0.json'), 'utf8')) as {
		properties: Record<string, unknown>;
	};

it('the page of fields lists the table in the code; npm run docs writes it', () => {
	const page = readFileSync(join(root, 'docs', 'fields.md'), 'utf8');
	expect(withFieldTable(page)).toBe(page);
});

it.each([
	'ComputeRfm',
	'PredictClv',
	'ScoreCustomer',
	'AssignTier',
	'ChurnCheck',
	'BuildSuppressionList',
])('every field that %s gives at its defaults is in the table', (node) => {
	const given = Object.keys(schemaOf(node).properties);
	const unknown = given.filter((name) => !Object.hasOwn(productFields, name));
	expect(unknown.filter((name) => !['customerId', 'email'].includes(name))).toEqual([]);
});
