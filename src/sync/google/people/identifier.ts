import { normaliseEmail } from '../../../values/normaliseEmail';
import { countryCode } from '../../people/country';
import { hashedCell, isPlaceholder, type HashedInput } from '../../people/hashedCell';
import { toE164 } from '../../people/phone';
import { sendableEmail } from '../../people/sendableEmail';

/** The identifiers that a field can hold; an address counts only with all four of its parts. */
export const identifierKeys = [
	'EMAIL',
	'PHONE',
	'GIVEN_NAME',
	'FAMILY_NAME',
	'COUNTRY',
	'POSTAL_CODE',
] as const;

export type IdentifierKey = (typeof identifierKeys)[number];

/** At these domains Google ignores dots and whatever follows a plus sign. */
const gmail = /@(?:gmail|googlemail)\.com$/i;

/**
 * Returns an email address as Google hashes it; undefined for anything that isn't one.
 *
 * Lower case without white space; the dots and the plus tag of a Gmail address's local part are removed too.
 *
 * @example googleEmail(' Cloudy.SanFrancisco+shopping@Gmail.com ') // 'cloudysanfrancisco@gmail.com'
 */
export function googleEmail(cell: unknown): string | undefined {
	if (typeof cell !== 'string') return undefined;
	const text = cell.replace(/\s+/g, '');
	if (!gmail.test(text)) return sendableEmail(text);
	const email = normaliseEmail(text) ?? '';
	const at = email.lastIndexOf('@');
	const localPart = email.slice(0, Math.max(at, 0)).split('+')[0].replaceAll('.', '');
	return localPart === '' ? undefined : sendableEmail(localPart + email.slice(at));
}

/** Returns a phone number in E.164, with the plus sign: Google includes it in the hash. */
export const googlePhone = toE164;

const titles = /^(?:mr|mrs|ms|dr)\.(?:\s|$)/;

/** Returns a given name as Google hashes it: in lower case, without a title; undefined where nothing is left. */
export function googleGivenName(cell: unknown): string | undefined {
	return filled(nameText(cell)?.replace(titles, '').trim());
}

const suffixes: ReadonlySet<string> = new Set(
	'jr jr. sr sr. 2nd 3rd ii iii iv v vi cpa dc dds vm jd md phd'.split(' '),
);

/** Returns a family name as Google hashes it: in lower case, without suffixes; undefined where nothing is left. */
export function googleFamilyName(cell: unknown): string | undefined {
	let name = nameText(cell) ?? '';
	for (;;) {
		const [, before, last] = /^(.*?)(?:\s*,\s*|\s+)([^\s,]+)$/.exec(name) ?? [];
		if (last === undefined || !suffixes.has(last)) return filled(name);
		name = before;
	}
}

/** Returns a country as Google requires it, not hashed: "US". */
export function googleCountry(cell: unknown): string | undefined {
	return countryCode(cell)?.toUpperCase();
}

/**
 * Returns a postal code as Google requires it, not hashed; undefined where it can't be one.
 *
 * In the United States it has five or nine digits; a spreadsheet may have dropped leading zeros.
 */
export function googlePostalCode(cell: unknown, country: string | undefined): string | undefined {
	const isNumber = typeof cell === 'number' && Number.isSafeInteger(cell) && cell > 0;
	const text = isNumber ? String(cell) : typeof cell === 'string' ? cell.trim() : '';
	if (country !== 'US') return filled(text);
	const code = isNumber ? text.padStart(5, '0') : text;
	return /^\d{5}(-?\d{4})?$/.test(code) ? code : undefined;
}

/** The four fields of a customer that make an address. */
export interface AddressCells {
	readonly givenName: unknown;
	readonly familyName: unknown;
	readonly country: string | undefined;
	readonly postalCode: unknown;
}

/** Returns an address as one cell, names hashed and the rest plain; undefined unless all four parts are present. */
export function addressCell(
	{ givenName, familyName, country, postalCode }: AddressCells,
	hashedInput: HashedInput,
): string | undefined {
	if (country === undefined) return undefined;
	const code = googlePostalCode(postalCode, country);
	if (code === undefined) return undefined;
	const given = hashedCell(givenName, hashedInput, () => googleGivenName(givenName));
	const family = hashedCell(familyName, hashedInput, () => googleFamilyName(familyName));
	if (given === undefined || family === undefined) return undefined;
	return `${given}.${family}.${country}.${code}`;
}

/** An address as Google accepts it. */
export interface Address {
	readonly givenName: string;
	readonly familyName: string;
	readonly regionCode: string;
	readonly postalCode: string;
}

/** Splits an address cell into its parts. */
export function addressIn(cell: string): Address {
	const [givenName, familyName, regionCode, ...rest] = cell.split('.');
	return { givenName, familyName, regionCode, postalCode: rest.join('.') };
}

function nameText(cell: unknown): string | undefined {
	return typeof cell === 'string' ? cell.normalize('NFC').trim().toLowerCase() : undefined;
}

function filled(text: string | undefined): string | undefined {
	return text === undefined || isPlaceholder(text) ? undefined : text;
}
