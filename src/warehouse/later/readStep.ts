import type { JsonRecord } from '../../values/jsonRecord';
import type { ResultCells } from '../readCells';
import type { ResultColumn } from '../resultColumns';

/** What a step makes of the customers of the step before. */
export interface StepRead {
	/** In the order they came in. */
	readonly rows: JsonRecord[];
	/** The model that gives these customers their numbers. */
	readonly model: unknown;
	/** What the statement must have computed for a customer, by column. */
	computed(row: JsonRecord): Partial<Record<ResultColumn, unknown>>;
	/** The same of numbers that went through an exponential: the last digit may differ. */
	nearly?(row: JsonRecord): Partial<Record<ResultColumn, unknown>>;
}

/** Facts about the run that the statement was written for. */
export interface StepHost {
	/** The instant that is measured against, in ms since 1970. */
	readonly now: number;
	readonly timeZone: string;
	/** Digits of the currency's minor unit. */
	readonly digits: number;
}

/**
 * Computes a step by the core's own code on customers that came back, at least one, from the figures of the base in
 * their cells.
 */
export type ReadStep<Options> = (
	rows: readonly JsonRecord[],
	cells: readonly ResultCells[],
	options: Options,
	host: StepHost,
) => StepRead;
