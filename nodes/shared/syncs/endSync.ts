import type { IExecuteFunctions } from 'n8n-workflow';
import type { AudienceSyncResult } from '../../../src/sync/audience/audienceSync';
import type { SyncResult } from '../../../src/sync/run/carryOut';
import type { OnEarlyEnd } from '../../../src/sync/run/onEarlyEnd';
import type { JsonRecord } from '../../../src/values/jsonRecord';
import { earlyEnd } from './earlyEnd';
import { calledNotice } from '../loops';
import type { NodeRun } from '../outputs';
import { syncRun } from './syncOutputs';

/**
 * The outputs of a sync that has run; throws where it ended early and the user wants that to fail.
 *
 * @param prefix of the outcome's fields, such as "klaviyo"
 * @param seesAll operations that take the customers of the run for all customers
 */
export function endSync<Operation extends string>(
	context: IExecuteFunctions,
	prefix: string,
	result: SyncResult & Partial<Pick<AudienceSyncResult, 'former'>>,
	{ operation, onEarlyEnd }: { readonly operation: Operation; readonly onEarlyEnd: OnEarlyEnd },
	seesAll: ReadonlySet<Operation>,
	rows: readonly JsonRecord[],
	lastSynced?: readonly JsonRecord[],
): NodeRun {
	const failure = earlyEnd(context, result, onEarlyEnd);
	const called = seesAll.has(operation) ? calledNotice(context) : [];
	const notices = [...result.notices, ...called];
	return syncRun(prefix, { ...result, notices }, rows, lastSynced, failure);
}
