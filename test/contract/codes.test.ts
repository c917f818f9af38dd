import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesInSources, withCodes } from '../../harness/generated/codes';

const root = join(__dirname, '..', '..');
const codes = codesInSources(root);

it('the page of codes is what the sources say; npm run docs writes it', () => {
	const page = readFileSync(join(root, 'docs', 'codes.md'), 'utf8');
	expect(withCodes(page, codes)).toBe(page);
});

it('every code is in camelCase', () => {
	expect(codes.map(({ code }) => code).filter((code) => !/^[a-z][a-zA-Z0-9]*$/.test(code))).toEqual(
		[],
	);
});

it('no two codes differ in capitals only', () => {
	const spellings = new Map<string, Set<string>>();
	for (const { code } of codes) {
		const key = code.toLowerCase();
		spellings.set(key, (spellings.get(key) ?? new Set()).add(code));
	}
	expect([...spellings.values()].filter(({ size }) => size > 1)).toEqual([]);
});

it.each([
	['smallBase', 'notice', 'Compute RFM'],
	['missingCustomerId', 'set aside', 'scoring nodes'],
	['orphanRefund', 'set aside', 'Compute RFM'],
	['noEvent', 'outcome', 'Sync to Klaviyo'],
	['frequencyCap', 'suppression', 'Build Suppression List'],
])('finds %s (%s, %s) with what it says', (code, kind, node) => {
	const found = codes.find(
		(each) => each.code === code && each.kind === kind && each.node === node,
	);
	expect(found).toBeDefined();
});
