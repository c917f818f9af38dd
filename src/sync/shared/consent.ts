import { counted } from './counted';
import { ownCell } from './ownCell';
import type { CustomerRow, SyncNotice } from './outcome';

const yes: ReadonlySet<unknown> = new Set([
	'true',
	'yes',
	'y',
	'1',
	'granted',
	'given',
	'subscribed',
	'opted_in',
	'opted-in',
	'opted in',
	'opt_in',
	'explicit',
]);

/** Tells whether a consent cell is an explicit yes. Everything else, missing and unknown included, is none. */
export function isConsentGiven(cell: unknown): boolean {
	if (cell === true || cell === 1) return true;
	return typeof cell === 'string' && yes.has(cell.trim().toLowerCase());
}

/** A field that consents are read from, and how to do without it. */
export interface ConsentField {
	readonly field: string;
	/** What the customers agree to: "ads". */
	readonly to: string;
	/** The choice that stands for a consent asked for elsewhere, as the panel calls it. */
	readonly otherChoice: string;
}

/** Tells whether any customer has a value in the field; where none has, it was not filled rather than answered with no. */
export function isFilledAnywhere(rows: readonly CustomerRow[], field: string): boolean {
	return rows.some((row) => {
		const cell = ownCell(row, field);
		return cell !== undefined && cell !== null && cell !== '';
	});
}

/** Says that nobody has the consent field, whom that leaves out, and the two ways on. */
export function consentFieldNotice(
	customers: number,
	{ field, to, otherChoice }: ConsentField,
): SyncNotice {
	const found =
		field === '' ? 'No consent field is named' : `No customer has a value in "${field}"`;
	const fill = field === '' ? 'Name the field' : `Fill "${field}"`;
	return {
		code: 'consent_field_missing',
		message:
			`${found}: all ${counted(customers, 'customer')} are left out, because without an explicit yes nobody is sent. ` +
			`${fill} with each customer's consent to ${to} (yes or no), or choose "${otherChoice}" if all of them have agreed.`,
		level: 'warning',
	};
}
