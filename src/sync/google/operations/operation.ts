import type { JsonRecord } from '../../../values/jsonRecord';
import type { AudienceBooks } from '../../audience/audienceSync';
import type { Planned } from '../../run/carryOut';
import type { GoogleClient } from '../api/googleClient';
import type { GoogleOperation, OptionsOf } from '../options';

/** The input of every operation. */
export interface OperationInput<Operation extends GoogleOperation> extends AudienceBooks {
	readonly rows: readonly JsonRecord[];
	/** The last run's rows; absent where "Last Synced" is not connected. */
	readonly lastSynced: readonly JsonRecord[] | undefined;
	readonly options: OptionsOf<Operation>;
	readonly client: GoogleClient;
}

/** The input of any of several operations. */
export type AnyInput<Operation extends GoogleOperation> = {
	[Each in Operation]: OperationInput<Each>;
}[Operation];

/** Reads the current state, compares and returns the plan; sends nothing before its `act` is called. */
export type PlanOperation<Operation extends GoogleOperation> = (
	input: OperationInput<Operation>,
) => Promise<Planned>;
