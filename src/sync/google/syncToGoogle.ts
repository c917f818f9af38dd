import type { JsonRecord } from '../../values/jsonRecord';
import { runAudienceSync, type AudienceSyncResult } from '../audience/audienceSync';
import { requireSuppressions } from '../people/suppressed';
import type { Planned } from '../run/carryOut';
import type { SyncContext } from '../run/context';
import { GoogleClient } from './api/googleClient';
import { termsRefusal } from './lists/listNotices';
import { audienceStatus } from './operations/audienceStatus';
import type { OperationInput, PlanOperation } from './operations/operation';
import { removeFromAudience } from './operations/removeFromAudience';
import { addToAudience, mirrorAudience, replaceAudience } from './operations/syncAudience';
import type { GoogleOperation, GoogleOptions } from './options';
import { googleMembership } from './people/columns';

const operations: { readonly [Operation in GoogleOperation]: PlanOperation<Operation> } = {
	addToAudience,
	mirrorAudience,
	replaceAudience,
	removeFromAudience,
	audienceStatus,
};

/**
 * Syncs a Customer Match list with the customers: makes a plan and, unless it is a dry run, carries it out.
 *
 * Outcomes carry `googleAudienceId`, `googleMatchKeys`, `googleInAudience`, `googleSyncedAt` and `googleRequest`, which
 * the next run reads from "Last Synced": Google does not report who is in a list. Google accepts requests and processes
 * them later: a customer counts as sent or removed once that is done, and until then as accepted, and the next run
 * polls the request. Throws `RefusedError` where a safety rule forbids the plan, `InvalidInputError`, and whatever
 * stopped the run before anything was written.
 *
 * @param rows one flat record per customer; outcomes come back in this order
 * @param lastSynced the last run's customers with their outcomes; undefined where nothing is connected
 */
export async function syncToGoogle(
	rows: readonly JsonRecord[],
	lastSynced: readonly JsonRecord[] | undefined,
	options: GoogleOptions,
	context: SyncContext,
): Promise<AudienceSyncResult> {
	if ('skipSuppressedFor' in options) requireSuppressions(rows, options.skipSuppressedFor);
	const client = new GoogleClient(context);
	return await runAudienceSync({
		platform: 'google',
		rows,
		lastSynced,
		options,
		format: googleMembership,
		hasWritten: () => client.hasWritten(),
		planFor: (books) => planFor({ rows, lastSynced, options, client, ...books }),
	});
}

async function planFor(input: OperationInput<GoogleOperation>): Promise<Planned> {
	const { options, notices } = input;
	const planOperation = operations[options.operation] as (
		given: OperationInput<GoogleOperation>,
	) => Promise<Planned>;
	if (!('termsAccepted' in options) || options.termsAccepted) return await planOperation(input);
	const refusal = termsRefusal();
	// Google would refuse to validate customers as well.
	const planned = await planOperation({
		...input,
		options: { ...options, validateWithGoogle: false },
	} as OperationInput<GoogleOperation>);
	if (planned.plan.refusal !== undefined) return planned;
	const adds = planned.plan.targets.some(({ added, changed }) => added + changed > 0);
	if (!adds) return planned;
	if (options.validateWithGoogle) notices.push(notChecked());
	return { ...planned, plan: { ...planned.plan, refusal } };
}

function notChecked() {
	return {
		code: 'notValidated',
		message: 'Google could not check the requests, because "Customer Match Terms" is off.',
		level: 'info' as const,
	};
}
