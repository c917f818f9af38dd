import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { carryOut, type Planned, type SyncResult } from '../run/carryOut';
import { RowLedger, type Outcome } from '../run/outcome';
import { planOf } from '../run/plan';
import { keepLastSynced } from './keepLastSynced';
import type { MembershipFormat } from './lastSynced';
import { PreviousMemberships } from './previousMemberships';

export interface AudienceSyncResult extends SyncResult {
	/** Outcomes of customers who are in "Last Synced" but not in the input, by row of "Last Synced". */
	readonly former: ReadonlyArray<{ readonly source: number; readonly outcome: Outcome }>;
}

/** Where a run writes the outcomes of customers. */
export interface AudienceBooks {
	readonly ledger: RowLedger;
	/** Outcomes of customers who are in "Last Synced" only. */
	readonly formerLedger: Map<number, Outcome>;
	readonly memberships: PreviousMemberships;
	readonly notices: Notice[];
}

export interface AudienceSync {
	readonly rows: readonly JsonRecord[];
	/** The last run's customers with their outcomes; undefined where nothing is connected. */
	readonly lastSynced: readonly JsonRecord[] | undefined;
	/** As the Summary names it. */
	readonly platform: 'google' | 'meta';
	readonly options: {
		readonly operation: string;
		readonly dryRun: boolean;
		/** The field of customers' IDs; absent for operations that keep no memberships. */
		readonly customerIdField?: string;
	};
	readonly format: MembershipFormat;
	readonly hasWritten: () => boolean;
	/** Whether removals are of customers in the input, whose membership is then written as empty. */
	readonly countsInputAlone?: boolean;
	readonly planFor: (books: AudienceBooks) => Promise<Planned>;
	/** Further fields of the summary, asked for at the end. */
	readonly closing?: (notices: Notice[]) => Readonly<Record<string, unknown>>;
}

/**
 * Plans and carries out a run of an audience platform as `carryOut` does, and gives every customer the membership that
 * the next run reads from "Last Synced".
 *
 * Without customers nothing is requested or sent. A run that ends before it has a plan passes all memberships on
 * unchanged.
 */
export async function runAudienceSync(sync: AudienceSync): Promise<AudienceSyncResult> {
	const { rows, lastSynced, format } = sync;
	const { operation, dryRun, customerIdField } = sync.options;
	const ledger = new RowLedger(rows.length);
	const formerLedger = new Map<number, Outcome>();
	const memberships = new PreviousMemberships();
	const notices: Notice[] = [];
	const run = { ledger, notices, dryRun, hasWritten: sync.hasWritten };
	const nothingPlanned = planOf(operation, [], ledger);
	let isPlanned = false;
	const result = await carryOut(run, nothingPlanned, async () => {
		if (rows.length === 0)
			return { plan: nothingPlanned, intents: () => [], act: async () => ({}) };
		const planned = await sync.planFor({ ledger, formerLedger, memberships, notices });
		isPlanned = true;
		return planned;
	});
	if (!isPlanned && customerIdField !== undefined && memberships.everyoneElse === undefined) {
		const last = lastSynced ?? [];
		const kept = keepLastSynced(rows, last, customerIdField, format, memberships);
		for (const [source, outcome] of kept) formerLedger.set(source, outcome);
	}
	const more = sync.closing?.(notices);
	const others = sync.countsInputAlone ? [] : formerLedger.values();
	return {
		...result,
		summary: {
			platform: sync.platform,
			...result.summary,
			removed: [...result.outcomes, ...others].filter(({ code }) => code === 'removed').length,
			plannedRequests: result.plan.targets.reduce((sum, { requests = 0 }) => sum + requests, 0),
			...more,
		},
		outcomes: memberships.addTo(result.outcomes),
		former: [...formerLedger].map(([source, outcome]) => ({ source, outcome })),
	};
}
