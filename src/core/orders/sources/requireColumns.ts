import { InvalidInputError } from '../../../values/invalidInputError';
import type { JsonRecord } from '../../../values/jsonRecord';
import { firstFew } from '../../../values/wording';
import { orderFieldLabel, type OrderField } from '../orderFields';
import type { OrderReader } from '../orderReader';
import { likelyColumns } from './guessFields';
import { sampleOrders } from './recogniseSource';

/** What every order needs: of each list one entry, with all its fields. */
const needed: ReadonlyArray<ReadonlyArray<readonly OrderField[]>> = [
	[['orderDate']],
	[['amount'], ['unitPrice', 'quantity']],
	[['customerId'], ['email'], ['phone']],
];

/**
 * Throws where no column of a file is read as the date, the amount or the buyer of an order: one error, with the
 * columns found and the likely ones.
 *
 * @param rows the first rows of the file
 * @param file the file's name in the error
 */
export function requireColumns(
	rows: readonly JsonRecord[],
	reader: OrderReader,
	file: string,
): void {
	const sample = sampleOrders(rows);
	if (sample.length === 0) return;
	const isThere = (field: OrderField) =>
		sample.some((row) => reader.fields.value(row, field) !== undefined);
	const missing = needed
		.filter((ways) => !ways.some((fields) => fields.every(isThere)))
		.map(([[field]]) => field);
	if (missing.length === 0) return;
	// Sources copy values over the rows of an order; without a date there are no orders.
	if (reader.options.source !== 'custom' && !missing.includes('orderDate')) return;
	const columns = [...new Set(sample.flatMap((row) => Object.keys(row)))];
	const likely = likelyColumns(sample);
	const advice = missing.flatMap((field) => {
		const found = likely[field] ?? [];
		const names = firstFew(found.map((column) => `"${column}"`));
		return found.length === 0 ? [] : [`${orderFieldLabel(field)} may be ${names}`];
	});
	throw new UnmappedColumnsError(
		reader.options.source === 'custom' ? 'fields' : 'source',
		`a column for ${missing.map(orderFieldLabel).join(', ')} in ${file}. ${advice.length === 0 ? '' : `${advice.join('; ')}. `}The file has the columns ${listed(columns)}.`,
	);
}

/** The columns that an option needs, in sentences of its own. */
class UnmappedColumnsError extends InvalidInputError {
	constructor(field: string, requirement: string) {
		super(field, requirement);
		this.message = `"${field}" needs ${requirement}`;
	}
}

const mostColumns = 60;

function listed(columns: readonly string[]): string {
	const more = columns.length - mostColumns;
	const names = columns.slice(0, mostColumns).map((column) => `"${column.slice(0, 60)}"`);
	return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
