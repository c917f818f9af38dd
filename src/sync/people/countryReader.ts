import type { JsonRecord } from '../../values/jsonRecord';
import { ownCell } from '../../values/ownCell';
import { countryCode } from './country';

/** Ways to write countries that are remembered. */
const mostCountries = 1000;

/**
 * Returns the reader of a customer's country in lower case: their own where the row names one, else the default one. A name that is not
 * understood stands for no country rather than for the default one: a number read in a wrong country is a stranger's.
 */
export function countryReader(field: string, defaultCountry: string) {
	const byDefault = defaultCountry.toLowerCase() || undefined;
	const known = new Map<unknown, string | undefined>();
	return (row: JsonRecord): string | undefined => {
		const cell = ownCell(row, field);
		if (isNothing(cell)) return byDefault;
		if (known.has(cell)) return known.get(cell);
		const country = countryCode(cell);
		if (known.size < mostCountries) known.set(cell, country);
		return country;
	};
}

/** Whether a cell has nothing in it, white space aside. */
export function isNothing(cell: unknown): boolean {
	return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
}
