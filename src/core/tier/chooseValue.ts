import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import type { TierColumns } from './tierColumns';
import type { TierOptions } from './options';

/**
 * The value that tiers are made by, as a model names it.
 *
 * "Automatic" is `predictedClv` if every customer who has ordered has it, else `monetaryTotal`.
 */
export function chooseValue(
	rows: readonly JsonRecord[],
	sources: readonly number[],
	hasOrders: Uint8Array,
	options: TierOptions,
): string {
	if (options.method === 'money') return options.moneyField;
	if (options.value === 'field') return options.valueField;
	if (options.value !== 'automatic') return options.value;
	const field = options.fieldNames.predictedClv;
	const isEverywhere = sources.every((source, i) => {
		if (hasOrders[i] === 0) return true;
		const value = readNumber(rows[source][field]);
		return value === value;
	});
	return isEverywhere && hasOrders.includes(1) ? 'predictedClv' : 'monetaryTotal';
}

/** The values of a model's `valueField`, one a customer; NaN where there is none. */
export function readValues(
	rows: readonly JsonRecord[],
	sources: readonly number[],
	columns: TierColumns,
	valueField: string,
	fieldNames: TierOptions['fieldNames'],
): Float64Array {
	if (valueField === 'historicLtv') return columns.historicLtv;
	const field = renamed(valueField, fieldNames);
	return Float64Array.from(sources, (source) => readNumber(rows[source][field]));
}

/** Fields of the nodes before that a model names by their default names, whatever they are called here. */
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

/** What a value is called in a sentence. */
export function valueInWords(valueField: string): string {
	return words.get(valueField) ?? `"${valueField}"`;
}
