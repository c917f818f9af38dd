import type { JsonRecord } from '../../values/jsonRecord';
import type { ResultCells } from '../readCells';
import { type ResultColumn, resultColumns } from '../resultColumns';
import { type LaterOptions, stepsOf } from './laterOptions';
import type { StepKind } from './options';
import { readPoints } from './readPoints';
import type { ReadStep, StepHost } from './readStep';

/** The customers after all steps, and the model of each step. */
export interface LaterRead {
	readonly rows: readonly JsonRecord[];
	readonly models: Partial<Record<StepKind, unknown>>;
}

const readers: Readonly<{
	[Kind in StepKind]: ReadStep<NonNullable<LaterOptions[Kind]>>;
}> = { points: readPoints };

/**
 * Computes the later steps on customers that came back, by the code of their nodes.
 *
 * @param rows customers of Compute RFM by id
 * @param cells the cells of each
 * @param wrongRows makes the error for a column in which the statement computed something else
 */
export function readLater(
	rows: readonly JsonRecord[],
	cells: readonly ResultCells[],
	later: LaterOptions,
	host: StepHost,
	wrongRows: (column: string) => Error,
): LaterRead {
	const models: Partial<Record<StepKind, unknown>> = {};
	let read = rows;
	for (const kind of rows.length === 0 ? [] : stepsOf(later)) {
		const options = later[kind];
		if (options === undefined) continue;
		const step = readers[kind](read, cells, options, host);
		step.rows.forEach((row, i) => {
			const column = differing(step.computed(row), cells[i]);
			if (column !== undefined) throw wrongRows(column);
		});
		read = step.rows;
		models[kind] = step.model;
	}
	return { rows: read, models };
}

/** The first column that holds something else than it should. */
function differing(
	computed: Partial<Record<ResultColumn, unknown>>,
	{ integer, text }: ResultCells,
): ResultColumn | undefined {
	const columns = Object.keys(computed) as ResultColumn[];
	return columns.find((column) => {
		const cell = resultColumns[column][1] === 'integer' ? integer(column) : text(column);
		return cell !== computed[column];
	});
}
