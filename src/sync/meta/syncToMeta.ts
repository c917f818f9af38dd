import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { carryOut, type Planned, type SyncResult } from '../run/carryOut';
import type { SyncContext } from '../run/context';
import { RowLedger, type Outcome } from '../run/outcome';
import { requireSuppressions } from '../people/suppressed';
import { planOf } from '../run/plan';
import { audienceStatus, setExistingCustomers } from './operations/accountOperations';
import { createLookalike } from './operations/createLookalike';
import { keepLastSynced } from '../audience/keepLastSynced';
import { accountName } from './api/accountName';
import { graphVersion } from './api/graph';
import { metaMembership } from './people/columns';
import { PreviousMemberships } from '../audience/previousMemberships';
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

export interface MetaSyncResult extends SyncResult {
	/** Outcomes of customers who stand in "Last Synced" and not in the input, by index of the former. */
	readonly former: ReadonlyArray<{ readonly source: number; readonly outcome: Outcome }>;
}

/**
 * Brings Meta in line with the customers: makes a plan and, unless it is a dry run, carries it out.
 *
 * Outcomes carry `metaAudienceId`, `metaMatchKeys`, `metaInAudience` and `metaSyncedAt`, which the next run reads from "Last Synced": Meta does not
 * tell who is in an audience. Without customers nothing is asked and nothing is sent. Throws `RefusedError` where a safety rule
 * forbids the plan, `InvalidInputError`, and what stopped the run before anything was written.
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
): Promise<MetaSyncResult> {
	if ('skipSuppressedFor' in options) requireSuppressions(rows, options.skipSuppressedFor);
	const client = new MetaClient(context, version);
	const ledger = new RowLedger(rows.length);
	const formerLedger = new Map<number, Outcome>();
	const memberships = new PreviousMemberships();
	const notices: Notice[] = [];
	const run = { ledger, notices, dryRun: options.dryRun, hasWritten: () => client.hasWritten() };
	const nothingPlanned = planOf(options.operation, [], ledger);
	let isPlanned = false;
	const result = await carryOut(run, nothingPlanned, async () => {
		if (rows.length === 0)
			return { plan: nothingPlanned, intents: () => [], act: async () => ({}) };
		const planned = await planFor({
			rows,
			lastSynced,
			options,
			client,
			ledger,
			formerLedger,
			memberships,
			notices,
		});
		isPlanned = true;
		return planned;
	});
	if (!isPlanned && 'customerIdField' in options && memberships.everyoneElse === undefined) {
		const { customerIdField } = options;
		const kept = keepLastSynced(
			rows,
			lastSynced ?? [],
			customerIdField,
			metaMembership,
			memberships,
		);
		for (const [source, outcome] of kept) formerLedger.set(source, outcome);
	}
	const used = client.limitUsedPercent();
	if (used !== undefined && used >= muchUsedPercent) notices.push(limitNotice(used));
	// Rows that Remove Everywhere empties are those of customers who are in the input.
	const others = options.operation === 'removeEverywhere' ? [] : formerLedger.values();
	return {
		...result,
		summary: {
			...result.summary,
			removed: [...result.outcomes, ...others].filter(({ code }) => code === 'removed').length,
			plannedRequests: result.plan.targets.reduce((sum, { requests = 0 }) => sum + requests, 0),
			...(used === undefined ? {} : { limitUsedPercent: used }),
		},
		outcomes: memberships.addTo(result.outcomes),
		former: [...formerLedger].map(([source, outcome]) => ({ source, outcome })),
	};
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

/** From which part of Meta's hourly limit on a run is warned of the next one. */
const muchUsedPercent = 80;

function limitNotice(percent: number): Notice {
	return {
		code: 'limitNearlyReached',
		message: `${percent}% of Meta's hourly limit for audiences of this ad account is used. More runs within the hour may have to wait: run less often, or merge audiences.`,
		level: 'warning',
	};
}

/** Refuses a plan that creates an audience or adds people while the account's terms are not accepted: Meta would refuse it half way. */
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
