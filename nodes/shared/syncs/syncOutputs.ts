import type { JsonRecord } from '../../../src/values/jsonRecord';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { resultCopier } from '../../../src/core/customers/resultFields';
import type { AudienceSyncResult } from '../../../src/sync/audience/audienceSync';
import type { SyncResult } from '../../../src/sync/run/carryOut';
import { grouped } from '../../../src/values/wording';
import type { Outcome } from '../../../src/sync/run/outcome';
import type { SyncFailure } from './earlyEnd';
import { type NodeRun, summaryItems } from '../outputs';

/** Outcomes of customers who were not synced. */
const notSynced: ReadonlySet<Outcome['status']> = new Set(['skipped', 'rejected', 'deferred']);

/** A row with its outcome, and the item it came from. */
interface SyncedRow {
	readonly row: JsonRecord;
	readonly outcome: Outcome;
	readonly source: { readonly item: number; readonly input?: number };
}

/**
 * The three outputs of a sync: all customers with their outcomes, copies of those not synced, and the summary.
 *
 * Customers of the last run who are missing from the input are returned until they have left the audience.
 *
 * @param prefix of the outcome's fields: "klaviyo" gives `klaviyoSyncStatus`, `klaviyoSyncReason`, `klaviyoSyncExplanation`
 * @param result with `former` where the sync knows customers of the last run
 * @param failure of a run that ended early and continues anyway: deferred customers are returned with it
 */
export function syncRun(
	prefix: string,
	result: SyncResult & Partial<Pick<AudienceSyncResult, 'former'>>,
	input: readonly JsonRecord[],
	lastSynced: readonly JsonRecord[] = [],
	failure?: SyncFailure,
): NodeRun {
	const rows: SyncedRow[] = [
		...input.map((row, item) => ({ row, outcome: result.outcomes[item], source: { item } })),
		...(result.former ?? []).map(({ source, outcome }) => ({
			row: lastSynced[source],
			outcome,
			source: { item: source, input: 1 },
		})),
	];
	const withOutcome = outcomeWriter(rows, prefix);
	const items = rows.map(
		(synced): INodeExecutionData => ({
			json: withOutcome(synced) as IDataObject,
			pairedItem: synced.source,
		}),
	);
	const notDone = items
		.filter((_item, index) => notSynced.has(rows[index].outcome.status))
		.map((item) => ({ ...item, json: { ...item.json } }));
	if (failure !== undefined) {
		items.forEach((item, index) => markFailed(item, rows[index].outcome, failure));
	}
	return {
		outputs: [items, notDone, summaryItems({ ...result.summary })],
		notices: [runNotice(result), ...result.notices],
	};
}

function markFailed(item: INodeExecutionData, { status }: Outcome, failure: SyncFailure): void {
	if (status !== 'deferred') return;
	const { message: error, hasErrorOutput } = failure;
	item.json = hasErrorOutput ? { error } : { ...item.json, error };
}

/**
 * Returns the writer of rows with their outcomes; a row whose outcome has no fields of its own keeps those it came
 * with.
 */
function outcomeWriter(rows: readonly SyncedRow[], prefix: string) {
	const [status, reason, explanation] = ['Status', 'Reason', 'Explanation'].map(
		(part) => `${prefix}Sync${part}`,
	);
	const further = Object.keys(rows.find(({ outcome }) => outcome.fields)?.outcome.fields ?? {});
	const copy = resultCopier({
		own: [status, reason, explanation, ...further],
		fields: 'all',
		customerId: 'customerId',
	});
	return ({ row, outcome }: SyncedRow): JsonRecord => {
		const json = copy(row);
		json[status] = outcome.status;
		json[reason] = outcome.code;
		json[explanation] = outcome.sentence;
		for (const field of further) json[field] = (outcome.fields ?? row)[field] ?? null;
		return json;
	};
}

/** The words for customers who are neither done nor left out on purpose. */
const openStatuses = [
	['accepted', 'accepted, confirmation pending'],
	['rejected', 'rejected by the platform'],
	['deferred', 'deferred to the next run'],
] as const;

/** Says what was done, or would be done. */
function runNotice({ plan, summary, stopped }: SyncResult) {
	const isDryRun = summary.dryRun === true;
	const open = openStatuses
		.map(([status, words]) => [Number(summary[status]), words] as const)
		.filter(([count]) => count > 0 && !isDryRun)
		.map(([count, words]) => `${grouped(count)} ${words}`);
	const start = isDryRun
		? 'Nothing was sent. Turn off "Dry Run" to send. Planned:'
		: stopped === undefined
			? 'Done.'
			: 'Ended early. Planned:';
	const rest = open.length === 0 ? '' : ` Of these customers: ${open.join(', ')}.`;
	return {
		code: isDryRun ? 'dryRun' : 'run',
		message: `${start} ${plan.sentence}${rest}`,
		level: 'info' as const,
	};
}
