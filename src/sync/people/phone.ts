import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/** A North American number in the platforms' form: the most frequent case, and 20 times faster than parsing. */
const plainNorthAmerican = /^\+1[2-9]\d{9}$/;
const tooShortToBeAnything = /\d.*\d.*\d.*\d/;

/**
 * A phone number in E.164, e.g. +442079460958; undefined for anything that isn't one.
 *
 * With a country code (also written 00… or +00…) the number has to be possible; Meta's own example, +1 555 987 6543, is
 * no more than that. Without one the default country has to be given, and the number has to be valid there: half
 * numbers are dropped, not guessed. Extensions are cut; a spreadsheet's 1.65E+10 is not read.
 */
export function toE164(cell: unknown, defaultCountry?: string): string | undefined {
	if (typeof cell === 'string' && plainNorthAmerican.test(cell)) return cell;
	if (typeof cell !== 'string' && typeof cell !== 'number') return undefined;
	const text = String(cell).trim();
	if (/\de[+-]?\d/i.test(text)) return undefined;
	if (!tooShortToBeAnything.test(text) && !/[^\x00-\x7F]/.test(text)) return undefined;
	const international = text.replace(/^\+?00(?=[1-9])/, '+');
	const isInternational = international.startsWith('+') || international.startsWith('＋');
	if (!isInternational && defaultCountry === undefined) return undefined;
	const parsed = parsePhoneNumberFromString(
		international,
		defaultCountry?.toUpperCase() as CountryCode | undefined,
	);
	if (parsed === undefined) return undefined;
	const isGood = isInternational ? parsed.isPossible() : parsed.isValid();
	if (!isGood) return undefined;
	// One trunk prefix is often written, +44 (0)20; what has another one after it is not a number.
	return isSettled(parsed.number, international) ? parsed.number : undefined;
}

function isSettled(number: string, text: string): boolean {
	return number === text || parsePhoneNumberFromString(number)?.number === number;
}
