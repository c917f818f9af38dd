import { isEmpty } from '../../../values/isEmpty';
import type { JsonRecord } from '../../../values/jsonRecord';
import type { OrderField } from '../orderFields';
import { orderPresets, type OrderSource } from '../presets';
import { type GuessedFields, guessFields } from './guessFields';
import type { OrderPreset } from './orderPreset';
import { unwrapOrders } from './unwrapOrders';

/** The detected source of rows, and what it was recognized by. */
export interface RecognisedSource {
	readonly source: OrderSource;
	/** The fields that identified the source; empty where none did. */
	readonly told: readonly string[];
	/** Columns that were assigned to fields by their names and values; undefined where none had to be. */
	readonly guessed: GuessedFields | undefined;
	/** Further sources of the sampled rows, with the fields that identify them. */
	readonly others: ReadonlyArray<{
		readonly source: OrderSource;
		readonly told: readonly string[];
	}>;
}

/** Rows looked at: enough to see a second source of one row in a hundred. */
export const sampleSize = 300;
const membersOfPage = 20;

/**
 * The source of rows, by the fields of a sample of them: plain orders first, then the sources by the fields that
 * identify them, then columns whose names and values are recognized; else `custom` with nothing recognized.
 *
 * Rows with the names that the Custom source reads without further settings are plain, whatever else they hold:
 * somebody chose these names on purpose.
 */
export function recogniseSource(rows: readonly JsonRecord[]): RecognisedSource {
	const sample = sampleOrders(rows);
	if (sample.some(isPlain)) return { source: 'custom', told: [], guessed: undefined, others: [] };
	const votes = new Map<OrderSource, { rows: number; told: readonly string[] }>();
	for (const row of sample) {
		for (const source of namedSources) {
			const told = tellingFields(orderPresets[source], row);
			if (told === undefined) continue;
			const vote = votes.get(source);
			if (vote === undefined) votes.set(source, { rows: 1, told });
			else vote.rows++;
		}
	}
	const [first, ...others] = [...votes]
		.sort((a, b) => b[1].rows - a[1].rows)
		.map(([source, { told }]) => ({ source, told }));
	if (first !== undefined) return { ...first, guessed: undefined, others };
	const guessed = guessFields(sample);
	return { source: 'custom', told: [], guessed, others: [] };
}

/** The fields that identify a row's source; undefined where it isn't this one. */
export function tellingFields(preset: OrderPreset, row: JsonRecord): readonly string[] | undefined {
	return preset.toldBy.find((fields) => fields.every((field) => hasField(row, field)));
}

/** A sample of orders, evenly spaced over all rows; of each page the first few. */
export function sampleOrders(rows: readonly JsonRecord[]): JsonRecord[] {
	const step = Math.max(1, Math.floor(rows.length / sampleSize));
	const sample: JsonRecord[] = [];
	for (let at = 0; at < rows.length; at += step) {
		const row = rows[at];
		const found = isKnown(row) ? undefined : unwrapOrders(row, isKnown);
		if (found === undefined) sample.push(row);
		else sample.push(...found.orders.slice(0, membersOfPage));
	}
	return sample;
}

const namedSources = Object.keys(orderPresets).filter(
	(source): source is OrderSource => source !== 'custom',
);

const plainFields = orderPresets.custom.paths;
const plainNames = {
	date: plainFields.orderDate[0],
	amount: plainFields.amount[0],
	buyer: [plainFields.customerId[0], plainFields.email[0]],
} as const satisfies Partial<Record<OrderField | 'date' | 'buyer', unknown>>;

function isPlain(row: JsonRecord): boolean {
	const { date, amount, buyer } = plainNames;
	return !isEmpty(row[date]) && !isEmpty(row[amount]) && buyer.some((name) => !isEmpty(row[name]));
}

function isKnown(row: JsonRecord): boolean {
	return (
		isPlain(row) ||
		namedSources.some((source) => tellingFields(orderPresets[source], row) !== undefined)
	);
}

function hasField(row: JsonRecord, field: string): boolean {
	const [name, value] = field.split('=');
	return value === undefined ? Object.hasOwn(row, name) : row[name] === value;
}
