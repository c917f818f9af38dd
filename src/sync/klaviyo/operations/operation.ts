import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import type { Planned } from '../../run/carryOut';
import type { RowLedger } from '../../run/outcome';
import type { KlaviyoClient } from '../api/klaviyoClient';
import type { KlaviyoOperation, OptionsOf } from '../options';

/** The input of every operation. */
export interface OperationInput<Operation extends KlaviyoOperation> {
	readonly rows: readonly JsonRecord[];
	readonly options: OptionsOf<Operation>;
	readonly client: KlaviyoClient;
	readonly ledger: RowLedger;
	readonly notices: Notice[];
}

/** Reads the current state, compares and returns the plan; sends nothing before its `act` is called. */
export type PlanOperation<Operation extends KlaviyoOperation> = (
	input: OperationInput<Operation>,
) => Promise<Planned>;

/** Returns minutes in milliseconds. */
export const minutesInMs = (minutes: number) => minutes * 60_000;
