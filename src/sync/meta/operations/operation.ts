import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import type { Planned } from '../../run/carryOut';
import type { Outcome, RowLedger } from '../../run/outcome';
import type { PreviousMemberships } from '../../audience/previousMemberships';
import type { MetaClient } from '../api/metaClient';
import type { MetaOperation, OptionsOf } from '../options';

/** The input of every operation. */
export interface OperationInput<Operation extends MetaOperation> {
	readonly rows: readonly JsonRecord[];
	/** All rows where `rows` are those of one of several audiences: a no on any of them counts for all. */
	readonly everyRow?: readonly JsonRecord[];
	/** The last run's rows; absent where "Last Synced" is not connected. */
	readonly lastSynced: readonly JsonRecord[] | undefined;
	readonly options: OptionsOf<Operation>;
	readonly client: MetaClient;
	readonly ledger: RowLedger;
	/** Outcomes of customers who are in "Last Synced" only. */
	readonly formerLedger: Map<number, Outcome>;
	readonly memberships: PreviousMemberships;
	readonly notices: Notice[];
}

/** The input of any of several operations. */
export type AnyInput<Operation extends MetaOperation> = {
	[Each in Operation]: OperationInput<Each>;
}[Operation];

/** Reads the current state, compares and returns the plan; sends nothing before its `act` is called. */
export type PlanOperation<Operation extends MetaOperation> = (
	input: OperationInput<Operation>,
) => Promise<Planned>;
