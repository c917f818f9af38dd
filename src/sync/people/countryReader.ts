import type { JsonRecord } from '../../values/jsonRecord';
import { ownCell } from '../../values/ownCell';
import { countryCode } from './country';

/** The most spellings of countries that are cached. */
const mostCountries = 1000;

/**
 * Returns the reader of a customer's country in lower case: their own where the row names one, else the default one. An
 * unknown name means no country rather than the default one: a number read in a wrong country is a stranger's.
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

/** Whether a cell is empty or white space. */
export function isNothing(cell: unknown): boolean {
	return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
}
