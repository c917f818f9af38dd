import type { TierOptions } from './options';

/** The value that the options set for tiers, as a model names it; undefined for "Automatic". */
export function chosenValue(options: TierOptions): string | undefined {
	if (options.method === 'money') return options.moneyField;
	if (options.value === 'field') return options.valueField;
	return options.value === 'automatic' ? undefined : options.value;
}

/** Whether everyone who has ordered has a value, and somebody has ordered. */
export function isEverywhere(values: Float64Array, hasOrders: Uint8Array): boolean {
	for (let i = 0; i < values.length; i++) {
		if (hasOrders[i] === 1 && Number.isNaN(values[i])) return false;
	}
	return hasOrders.includes(1);
}

/** Fields of earlier nodes that a model names by their default names, whatever they are called here. */
const renamable = ['predictedClv', 'monetaryTotal', 'monetaryLast365'] as const;

/** The field of the rows that holds the value of a model's `valueField`. */
export function fieldOfValue(valueField: string, fieldNames: TierOptions['fieldNames']): string {
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
