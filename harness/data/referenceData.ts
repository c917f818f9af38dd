import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const root = process.cwd();

/** The text of one of our own reference files, which are stored with the tests. */
function readOwn(name: string): string {
	return gunzipSync(readFileSync(join(root, 'test', 'golden', 'data', `${name}.gz`))).toString();
}

/** The parsed content of one of our own reference files, e.g. `grid_models.json`. */
export function readReference<Content>(name: string): Content {
	return JSON.parse(readOwn(name)) as Content;
}

/** The rows of one of our own reference tables, without the header. */
export function readReferenceTable(name: string): string[][] {
	return linesOf(readOwn(name));
}

/** The rows of another party's table, stored beside the project; undefined where it is missing. */
export function readSharedTable(name: string): string[][] | undefined {
	const file = join(root, '..', 'shared', 'reference', 'clv', `${name}.gz`);
	return existsSync(file) ? linesOf(gunzipSync(readFileSync(file)).toString()) : undefined;
}

function linesOf(text: string): string[][] {
	return text
		.trim()
		.split('\n')
		.slice(1)
		.map((line) => line.split(','));
}

/** |found − expected| / |expected|; 0 where both are equal, also as infinities. */
export function relativeError(found: number, expected: number): number {
	if (found === expected) return 0;
	return Math.abs(found - expected) / Math.abs(expected);
}
