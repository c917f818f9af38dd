import { klaviyoOptions, type KlaviyoOperation } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import type { SyncResult } from '../../src/sync/run/carryOut';
import type { startKlaviyo } from './syncContext';

export type StartedKlaviyo = Awaited<ReturnType<typeof startKlaviyo>>;
export type Rows = Array<Record<string, unknown>>;

/** Runs one operation against the sandbox, not as a dry run unless the options say so. */
export function sync(
	{ context }: StartedKlaviyo,
	rows: Rows,
	options: { operation: KlaviyoOperation } & Record<string, unknown>,
) {
	return syncToKlaviyo(rows, klaviyoOptions.parse({ dryRun: false, ...options }), context);
}

export const statuses = ({ outcomes }: SyncResult) => outcomes.map(({ status }) => status);
export const codes = ({ outcomes }: SyncResult) => outcomes.map(({ code }) => code);
export const noticeCodes = ({ notices }: SyncResult) => notices.map(({ code }) => code);
