import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { runAudienceSync, type AudienceSyncResult } from '../audience/audienceSync';
import type { Planned } from '../run/carryOut';
import type { SyncContext } from '../run/context';
import { requireSuppressions } from '../people/suppressed';
import { audienceStatus, setExistingCustomers } from './operations/accountOperations';
import { createLookalike } from './operations/createLookalike';
import { accountName } from './api/accountName';
import { graphVersion } from './api/graph';
import { metaMembership } from './people/columns';
import { MetaClient } from './api/metaClient';
import { excludeFromAdSets } from './operations/excludeFromAdSets';
import { mirrorAudiences } from './operations/mirrorAudiences';
import type { OperationInput, PlanOperation } from './operations/operation';
import type { JoiningOptions, MetaOperation, MetaOptions } from './options';
import { removeEverywhere, removeFromAudience } from './operations/removeMembers';
import { termsRefusal } from './api/terms';
import {
	addToAudience,
	mirrorAudience,
	replaceAudience,
	valueBasedAudience,
} from './operations/syncAudience';

const operations: { readonly [Operation in MetaOperation]: PlanOperation<Operation> } = {
	addToAudience,
	removeFromAudience,
	mirrorAudience,
	mirrorAudiences,
	replaceAudience,
	valueBasedAudience,
	removeEverywhere,
	excludeFromAdSets,
	createLookalike,
	audienceStatus,
	setExistingCustomers,
};

/**
 * Syncs Meta with the customers: makes a plan and, unless it is a dry run, carries it out.
 *
 * Outcomes carry `metaAudienceId`, `metaMatchKeys`, `metaInAudience` and `metaSyncedAt`, which the next run reads from
 * "Last Synced": Meta does not report who is in an audience. Without customers nothing is requested or sent. Throws
 * `RefusedError` where a safety rule forbids the plan, `InvalidInputError`, and whatever stopped the run before
 * anything was written.
 *
 * @param rows one flat record per customer; outcomes come back in this order
 * @param lastSynced the last run's customers with their outcomes; undefined where nothing is connected
 */
export async function syncToMeta(
	rows: readonly JsonRecord[],
	lastSynced: readonly JsonRecord[] | undefined,
	options: MetaOptions,
	context: SyncContext,
	version: string = graphVersion,
): Promise<AudienceSyncResult> {
	if ('skipSuppressedFor' in options) requireSuppressions(rows, options.skipSuppressedFor);
	const client = new MetaClient(context, version);
	return await runAudienceSync({
		platform: 'meta',
		rows,
		lastSynced,
		options,
		format: metaMembership,
		hasWritten: () => client.hasWritten(),
		countsInputAlone: options.operation === 'removeEverywhere',
		planFor: (books) => planFor({ rows, lastSynced, options, client, ...books }),
		closing: (notices) => {
			const used = client.limitUsedPercent();
			if (used !== undefined && used >= muchUsedPercent) notices.push(limitNotice(used));
			return used === undefined ? {} : { limitUsedPercent: used };
		},
	});
}

async function planFor(input: OperationInput<MetaOperation>): Promise<Planned> {
	const { options, client, notices } = input;
	if (options.dryRun) {
		const name = await accountName(client, options.adAccountId);
		if (name !== undefined) notices.push(accountNotice(name, options.adAccountId));
	}
	const planOperation = operations[options.operation] as (
		given: OperationInput<MetaOperation>,
	) => Promise<Planned>;
	const planned = await planOperation(input);
	return 'consentSource' in options ? termsAccepted(planned, options, client) : planned;
}

function accountNotice(name: string, id: string): Notice {
	return { code: 'account', message: `Ad account: "${name}" (${id}).`, level: 'info' };
}

/** Use of Meta's hourly limit, in percent, from which a notice warns of the next run. */
const muchUsedPercent = 80;

function limitNotice(percent: number): Notice {
	return {
		code: 'limitNearlyReached',
		message: `${percent}% of Meta's hourly limit for audiences of this ad account is used. More runs within the hour may have to wait: run less often, or merge audiences.`,
		level: 'warning',
	};
}

/**
 * Refuses a plan that creates an audience or adds people while the account's terms are not accepted: Meta would refuse
 * it halfway.
 */
async function termsAccepted(
	planned: Planned,
	{ operation, adAccountId }: JoiningOptions,
	client: MetaClient,
): Promise<Planned> {
	const { plan } = planned;
	const adds = plan.targets.some(
		({ targetId, added, changed }) => targetId === undefined || added + changed > 0,
	);
	if (!adds || plan.refusal !== undefined) return planned;
	const refusal = await termsRefusal(client, adAccountId, operation === 'valueBasedAudience');
	return refusal === undefined ? planned : { ...planned, plan: { ...plan, refusal } };
}
