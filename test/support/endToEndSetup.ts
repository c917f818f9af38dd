import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EndToEndSetup } from '../../harness/n8n/endToEndSetup';

/** Reads what `npm run test:e2e` has left for its tests. */
export function readEndToEndResult<Result>(name: string): Result {
	try {
		return JSON.parse(readFileSync(join(process.env.E2E_RESULTS ?? '', name), 'utf8')) as Result;
	} catch (cause) {
		throw new Error(`${name} is missing: run npm run test:e2e.`, { cause });
	}
}

export const setup = (): EndToEndSetup => readEndToEndResult<EndToEndSetup>('setup.json');

/** Whether the tests run in n8n's previous line. */
export const isFirstLine = (): boolean => setup().runtime.version.startsWith('1.');

/**
 * Whether the tests run in the line of n8n whose editor they know: in the previous line everything but its editor is
 * tested.
 */
export const hasKnownEditor = (): boolean => setup().runtime.version.startsWith('2.');
