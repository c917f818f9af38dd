import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { carryOut, type Planned, type SyncResult } from '../run/carryOut';
import type { SyncContext } from '../run/context';
import { RowLedger } from '../run/outcome';
import { clearProperties } from './operations/clearProperties';
import { deleteProfiles } from './operations/deleteProfiles';
import { createSegment } from './operations/createSegment';
import { type Account, accountNotice, readAccount } from './api/accountName';
import { KlaviyoClient } from './api/klaviyoClient';
import { fillById } from './people/fillById';
import { requireSuppressions } from '../people/suppressed';
import { planOf } from '../run/plan';
import type { OperationInput, PlanOperation } from './operations/operation';
import type { KlaviyoOperation, KlaviyoOptions } from './options';
import { sendEvents } from './operations/sendEvents';
import { subscribe } from './operations/subscribe';
import { suppress, unsuppress } from './operations/suppressions';
import { addToList, removeFromList, syncLists, syncOneList } from './operations/syncLists';
import { unsubscribe } from './operations/unsubscribe';
import { upsertProfiles } from './operations/upsertProfiles';

const operations: { readonly [Operation in KlaviyoOperation]: PlanOperation<Operation> } = {
	upsertProfiles,
	syncLists,
	syncOneList,
	addToList,
	removeFromList,
	subscribe,
	unsubscribe,
	suppress,
	unsuppress,
	createSegment,
	sendEvents,
	clearProperties,
	deleteProfiles,
};

/**
 * Syncs Klaviyo with the customers: makes a plan and, unless it is a dry run, carries it out.
 *
 * Without customers nothing is requested or sent. Throws `RefusedError` where a safety rule forbids the plan,
 * `InvalidInputError`, and whatever stopped the run before anything was written.
 *
 * @param rows one flat record per customer; outcomes come back in this order
 */
export async function syncToKlaviyo(
	rows: readonly JsonRecord[],
	options: KlaviyoOptions,
	context: SyncContext,
): Promise<SyncResult> {
	if ('skipSuppressedFor' in options) requireSuppressions(rows, options.skipSuppressedFor);
	const client = new KlaviyoClient(context);
	const ledger = new RowLedger(rows.length);
	const notices: Notice[] = [];
	const run = { ledger, notices, dryRun: options.dryRun, hasWritten: () => client.hasWritten() };
	const nothingPlanned = planOf(options.operation, [], ledger);
	let account: Account | undefined;
	const result = await carryOut(run, nothingPlanned, async () => {
		if (rows.length === 0)
			return { plan: nothingPlanned, intents: () => [], act: async () => ({}) };
		const planOperation = operations[options.operation] as (
			input: OperationInput<KlaviyoOperation>,
		) => Promise<Planned>;
		// Deleting reads the whole account anyway.
		const isFilled = 'emailField' in options && options.operation !== 'deleteProfiles';
		const filled = isFilled ? await fillById(rows, options, client, ledger) : rows;
		const planned = await planOperation({ rows: filled, options, client, ledger, notices });
		account = await readAccount(context);
		if (options.dryRun) notices.unshift(accountNotice(account));
		return planned;
	});
	const summary = { platform: 'klaviyo', ...result.summary, account: account?.name ?? null };
	return { ...result, summary };
}
