import type { JsonRecord } from '../../../values/jsonRecord';
import { ownCell } from '../../../values/ownCell';
import { rowPhone } from '../../people/rowPhone';
import { declinedOn, type ContactFields } from './contacts';

/** The fewest last digits by which a number is found; fewer are shared by too many people. */
const fewestDigits = 7;

/**
 * A test of whether a profile's phone may be that of a customer whose own number can't be read in full without a
 * country.
 *
 * `0612345582` may be `+33612345582`. Customers who declined don't count: they are not meant to stay.
 */
export function unreadPhones(
	rows: readonly JsonRecord[],
	fields: ContactFields,
): (phone: string | null | undefined) => boolean {
	const endings = new Map<string, string[]>();
	for (const row of rows) {
		const digits = significantDigits(ownCell(row, fields.phoneField));
		if (digits.length < fewestDigits || rowPhone(row, fields) !== undefined) continue;
		if (declinedOn(row, fields) !== undefined) continue;
		const ending = digits.slice(-fewestDigits);
		endings.set(ending, [...(endings.get(ending) ?? []), digits]);
	}
	return (phone) => {
		if (phone == null || endings.size === 0) return false;
		const whole = phone.replace(/\D/g, '');
		return (
			endings.get(whole.slice(-fewestDigits))?.some((digits) => whole.endsWith(digits)) ?? false
		);
	};
}

/** The digits of a number without leading zeros: a trunk prefix is not part of it. */
function significantDigits(cell: unknown): string {
	if (typeof cell !== 'string' && typeof cell !== 'number') return '';
	return String(cell).replace(/\D/g, '').replace(/^0+/, '');
}
