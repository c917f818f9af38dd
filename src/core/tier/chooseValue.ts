import { readNumber } from '../../values/readNumber';
import type { CustomerTable } from '../customers/customerTable';
import type { TierOptions } from './options';

/**
 * The value that tiers are based on, as a model names it.
 *
 * "Automatic" is `predictedClv` if every customer with orders has it, else `monetaryTotal`.
 */
export function chooseValue(
	table: CustomerTable,
	hasOrders: Uint8Array,
	options: TierOptions,
): string {
	if (options.method === 'money') return options.moneyField;
	if (options.value === 'field') return options.valueField;
	if (options.value !== 'automatic') return options.value;
	const field = options.fieldNames.predictedClv;
	return isEverywhere(table, hasOrders, field) ? 'predictedClv' : 'monetaryTotal';
}

/** Whether everyone who has ordered has a number in a field, and somebody has ordered. */
function isEverywhere(table: CustomerTable, hasOrders: Uint8Array, field: string): boolean {
	for (let i = 0; i < hasOrders.length; i++) {
		if (hasOrders[i] === 1 && Number.isNaN(readNumber(table.row(i)[field]))) return false;
	}
	return hasOrders.includes(1);
}

/** The values of a model's `valueField`, one per customer; NaN where there is none. */
export function readValues(
	table: CustomerTable,
	columns: { readonly historicLtv: Float64Array },
	valueField: string,
	fieldNames: TierOptions['fieldNames'],
): Float64Array {
	if (valueField === 'historicLtv') return columns.historicLtv;
	const field = renamed(valueField, fieldNames);
	const values = new Float64Array(table.ids.length);
	for (let i = 0; i < values.length; i++) values[i] = readNumber(table.row(i)[field]);
	return values;
}

/** Fields of earlier nodes that a model names by their default names, whatever they are called here. */
const renamable = ['predictedClv', 'monetaryTotal', 'monetaryLast365'] as const;

function renamed(valueField: string, fieldNames: TierOptions['fieldNames']): string {
	const known = renamable.find((name) => name === valueField);
	return known === undefined ? valueField : fieldNames[known];
}

const words = new Map([
	['predictedClv', 'predicted value'],
	['monetaryTotal', 'total spend'],
	['monetaryLast365', 'spend of the last 365 days'],
	['historicLtv', 'lifetime value'],
]);

/** The name of a value in a sentence. */
export function valueInWords(valueField: string): string {
	return words.get(valueField) ?? `"${valueField}"`;
}
