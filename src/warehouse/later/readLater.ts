import type { JsonRecord } from '../../values/jsonRecord';
import type { ResultCells } from '../readCells';
import { type ResultColumn, resultColumns } from '../resultColumns';
import { type LaterOptions, optionsOf, stepsOf } from './laterOptions';
import type { StepKind } from './options';
import { readChurn } from './readChurn';
import { readPoints } from './readPoints';
import { readTiers } from './readTiers';
import { readSuppression } from './readSuppression';
import type { StepHost, StepRead } from './readStep';

/** The customers after all steps, and the model of each step. */
export interface LaterRead {
	readonly rows: readonly JsonRecord[];
	readonly models: Partial<Record<StepKind, unknown>>;
}

type Reader = (
	rows: readonly JsonRecord[],
	cells: readonly ResultCells[],
	later: LaterOptions,
	host: StepHost,
) => StepRead;

const readers: Readonly<Record<StepKind, Reader>> = {
	points: (rows, cells, later, host) => readPoints(rows, cells, optionsOf(later, 'points'), host),
	tiers: (rows, cells, later, host) => readTiers(rows, cells, optionsOf(later, 'tiers'), host),
	churn: (rows, cells, later, host) => readChurn(rows, cells, optionsOf(later, 'churn'), host),
	suppression: (rows, cells, later, host) =>
		readSuppression(rows, cells, optionsOf(later, 'suppression'), host),
};

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
		const step = readers[kind](read, cells, later, host);
		step.rows.forEach((row, i) => {
			const nearly = step.nearly?.(row) ?? {};
			const column = differing(step.computed(row), cells[i]) ?? differing(nearly, cells[i], 1);
			if (column !== undefined) throw wrongRows(column);
		});
		read = step.rows;
		if (step.model !== undefined) models[kind] = step.model;
	}
	return { rows: read, models };
}

/**
 * The first column that holds something else than it should.
 *
 * @param most how far a number may be off
 */
function differing(
	computed: Partial<Record<ResultColumn, unknown>>,
	{ integer, text }: ResultCells,
	most = 0,
): ResultColumn | undefined {
	const columns = Object.keys(computed) as ResultColumn[];
	return columns.find((column) => {
		const cell = resultColumns[column][1] === 'integer' ? integer(column) : text(column);
		const should = computed[column];
		const isNear =
			typeof cell === 'number' && typeof should === 'number' && Math.abs(cell - should) <= most;
		return !isNear && cell !== should;
	});
}
