import { countryCode } from '../../people/country';
import { hashedCell, isPlaceholder, type HashedInput } from '../../people/hashedCell';
import { toE164 } from '../../people/phone';
import { sendableEmail } from '../../people/sendableEmail';
import { americanStates } from './americanStates';

/** The keys by which Meta recognizes people, in the order of its guide. */
export const matchKeys = [
	'EXTERN_ID',
	'EMAIL',
	'PHONE',
	'GEN',
	'DOBY',
	'DOBM',
	'DOBD',
	'LN',
	'FN',
	'FI',
	'CT',
	'ST',
	'ZIP',
	'COUNTRY',
	'MADID',
] as const;

export type MatchKey = (typeof matchKeys)[number];

/** Facts about the customer that help to read a cell. */
export interface MatchKeyContext {
	/** Country of the customer as an ISO 3166-1 alpha-2 code in lower case. */
	readonly country?: string;
	/** Country of phone numbers without a country code where the customer's is not known. */
	readonly defaultCountry?: string;
}

/** The keys that are sent unhashed. */
const plainKeys: ReadonlySet<MatchKey> = new Set(['EXTERN_ID', 'MADID']);

/** Keys whose cells repeat from customer to customer and depend on nothing else. */
const repeatedKeys: ReadonlySet<MatchKey> = new Set([
	'GEN',
	'DOBY',
	'DOBM',
	'DOBD',
	'LN',
	'FN',
	'FI',
	'CT',
	'COUNTRY',
]);

const mostRemembered = 100_000;

/** Reads the cells of one column as `matchKeyCell` does. */
export type CellReader = (cell: unknown, context: MatchKeyContext) => string | undefined;

/** Returns the reader of one column, which caches what it has read: half of a shop's customers share their names. */
export function cellReader(key: MatchKey, hashedInput: HashedInput): CellReader {
	const read: CellReader = (cell, context) => matchKeyCell(key, cell, context, hashedInput);
	if (!repeatedKeys.has(key)) return read;
	const known = new Map<unknown, string>();
	return (cell, context) => {
		const found = known.get(cell);
		if (found !== undefined) return found;
		const value = read(cell, context);
		if (value !== undefined && known.size < mostRemembered) known.set(cell, value);
		return value;
	};
}

/**
 * Returns one cell of a customer as Meta requires it: normalized, and hashed unless Meta requires it plain; undefined
 * where nothing could match.
 *
 * A cell that is already a SHA-256 is passed on in lower case and never hashed twice ("detect"); "always" accepts
 * nothing else, "never" treats it as text. The rules are those of Meta's guide to customer file custom audiences; where
 * the guide is silent, those of `normalisation-vectors.json`.
 */
export function matchKeyCell(
	key: MatchKey,
	cell: unknown,
	context: MatchKeyContext = {},
	hashedInput: HashedInput = 'detect',
): string | undefined {
	if (plainKeys.has(key))
		return isNothing(cell) ? undefined : normaliseMatchKey(key, cell, context);
	return hashedCell(cell, hashedInput, () => normaliseMatchKey(key, cell, context));
}

const isNothing = (cell: unknown) => cell === undefined || cell === null || cell === '';

/** Returns one cell normalized but not hashed; undefined where nothing is left of it. */
export function normaliseMatchKey(
	key: MatchKey,
	cell: unknown,
	context: MatchKeyContext = {},
): string | undefined {
	const value = normalisers[key](cell, context);
	return value === undefined || isPlaceholder(value) ? undefined : value;
}

type Normaliser = (cell: unknown, context: MatchKeyContext) => string | undefined;

const normalisers = {
	EXTERN_ID: (cell) => textOf(cell)?.trim(),
	EMAIL: sendableEmail,
	PHONE: (cell, { defaultCountry, country }) => toE164(cell, country ?? defaultCountry)?.slice(1),
	GEN: (cell) => genders.get(textOf(cell)?.trim().toLowerCase() ?? ''),
	DOBY: (cell) => inRange(datePart(cell, 0), 1900, 2099, 4),
	DOBM: (cell) => inRange(monthNumber(cell) ?? datePart(cell, 1), 1, 12, 2),
	DOBD: (cell) => inRange(datePart(cell, 2), 1, 31, 2),
	LN: personName,
	FN: personName,
	FI: (cell) => {
		const name = personName(cell);
		return name === undefined ? undefined : [...name][0];
	},
	CT: romanLetters,
	ST: (cell, { country }) => {
		const letters = romanLetters(cell);
		if (letters === undefined || country !== 'us') return letters;
		return americanStates[letters] ?? letters;
	},
	ZIP: postcode,
	COUNTRY: countryCode,
	MADID: (cell) => {
		const id = textOf(cell)?.trim().toLowerCase() ?? '';
		return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) && /[1-9a-f]/.test(id)
			? id
			: undefined;
	},
} as const satisfies Record<MatchKey, Normaliser>;

const genders: ReadonlyMap<string, string> = new Map([
	['f', 'f'],
	['female', 'f'],
	['woman', 'f'],
	['m', 'm'],
	['male', 'm'],
	['man', 'm'],
]);

function textOf(cell: unknown): string | undefined {
	if (typeof cell === 'string') return cell;
	return typeof cell === 'number' && Number.isFinite(cell) ? String(cell) : undefined;
}

/** Lower case without punctuation and white space, in any script: only first and last names may be non-Latin. */
function personName(cell: unknown): string | undefined {
	return textOf(cell)
		?.normalize('NFC')
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

const digraphs: Readonly<Record<string, string>> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	ł: 'l',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	ı: 'i',
};

/** The letters a to z that are left when accents are removed; a name in another script leaves none. */
function romanLetters(cell: unknown): string | undefined {
	return textOf(cell)
		?.toLowerCase()
		.replace(/[ßæœøłđðþı]/g, (letter) => digraphs[letter])
		.normalize('NFD')
		.replace(/[^a-z]/g, '');
}

function postcode(cell: unknown, { country }: MatchKeyContext): string | undefined {
	const code = textOf(cell)?.toLowerCase().replace(/\s/g, '');
	if (code === undefined || country !== 'us') return code;
	const digits = typeof cell === 'number' ? code.padStart(5, '0') : code;
	const [five] = /^\d{5}/.exec(digits) ?? [];
	return five;
}

const months = [
	'january',
	'february',
	'march',
	'april',
	'may',
	'june',
	'july',
	'august',
	'september',
	'october',
	'november',
	'december',
];

function monthNumber(cell: unknown): number | undefined {
	const name = textOf(cell)?.trim().toLowerCase() ?? '';
	if (name.length < 3 || !/^[a-z]/.test(name)) return undefined;
	const month = months.findIndex((each) => each === name || each.slice(0, 3) === name);
	return month === -1 ? undefined : month + 1;
}

/** Year, month or day (0, 1, 2) of an ISO date; a bare number is the requested part. */
function datePart(cell: unknown, part: 0 | 1 | 2): number | undefined {
	const text = textOf(cell)?.trim() ?? '';
	const date = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
	if (date) return Number(date[part + 1]);
	return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

function inRange(
	value: number | undefined,
	least: number,
	most: number,
	digits: number,
): string | undefined {
	if (value === undefined || value < least || value > most) return undefined;
	return String(value).padStart(digits, '0');
}

/**
 * Returns a customer's value for a value-based audience: zero or more, to the cent; undefined for anything else, never
 * turned into 0.
 *
 * A change of the model's prediction below a cent is not a reason to send a customer again.
 */
export function lookalikeValue(cell: unknown): number | undefined {
	if (typeof cell !== 'number' && typeof cell !== 'string') return undefined;
	if (typeof cell === 'string' && cell.trim() === '') return undefined;
	const value = Number(cell);
	return Number.isFinite(value) && value >= 0 ? Number(value.toFixed(2)) : undefined;
}
