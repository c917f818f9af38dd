import { normaliseEmail } from '../../../values/normaliseEmail';
import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { ownCell } from '../../../values/ownCell';
import { counted } from '../../../values/wording';
import { TextSet } from '../../people/textSet';
import type { RowLedger } from '../../run/outcome';
import { toE164 } from '../../people/phone';
import { rowPhone, type PhoneFields } from '../../people/rowPhone';
import {
	isSuppressedFor,
	suppressedSentence,
	type SuppressionChannel,
} from '../../people/suppressed';

/** A customer as Klaviyo can be told of them. */
export interface Contact {
	/** Index of the customer's row. */
	readonly index: number;
	readonly row: JsonRecord;
	readonly email?: string;
	/** In E.164. */
	readonly phone?: string;
	readonly externalId?: string;
}

export interface ContactFields extends PhoneFields {
	readonly emailField: string;
	readonly externalIdField: string;
	/** Leaves out whom Build Suppression List suppresses for this channel. */
	readonly skipSuppressedFor?: SuppressionChannel | '';
}

/** Klaviyo takes longer external ids and then refuses the profile. */
const longestExternalId = 255;

/**
 * Gives the customers that can be reached, by row.
 *
 * A customer without a usable email or phone is skipped, and so is one whose email or phone an earlier row already has: two
 * rows would overwrite each other. An unusable phone doesn't hold up the email beside it. Who is suppressed on one row is suppressed
 * on all rows with the address.
 */
export function readContacts(
	rows: readonly JsonRecord[],
	fields: ContactFields,
	ledger: RowLedger,
	notices: Notice[],
	needs: 'emailOrPhone' | 'email' = 'emailOrPhone',
): Contact[] {
	const contacts: Contact[] = [];
	const taken = new TextSet();
	const suppressed = suppressedAddresses(rows, fields);
	let unusablePhones = 0;
	rows.forEach((row, index) => {
		if (isSuppressedFor(row, fields.skipSuppressedFor ?? '')) {
			ledger.set(index, 'skipped', 'suppressed', suppressedSentence);
			return;
		}
		const email = normaliseEmail(ownCell(row, fields.emailField));
		const phoneCell = ownCell(row, fields.phoneField);
		let phone = rowPhone(row, fields);
		if (phone === undefined && phoneCell != null && phoneCell !== '') unusablePhones++;
		if (email === undefined && (phone === undefined || needs === 'email')) {
			ledger.set(
				index,
				'skipped',
				'noContactKey',
				needs === 'email'
					? 'No usable email address.'
					: 'No usable email address or phone number. Numbers without a country code need the customer\'s country ("Country Field") or "Default Country".',
			);
			return;
		}
		const identity = email ?? phone ?? '';
		if (suppressed.has(identity)) {
			ledger.set(index, 'skipped', 'suppressed', suppressedElsewhere);
			return;
		}
		if (!taken.add(identity)) {
			ledger.set(
				index,
				'skipped',
				'duplicateContact',
				'An earlier customer has the same email address or phone number, and Klaviyo keeps one profile for both: that one is written.',
			);
			return;
		}
		// A shared phone is told once: the platform keeps a number on one profile only.
		if (email !== undefined && phone !== undefined) {
			if (suppressed.has(phone) || !taken.add(phone)) phone = undefined;
		}
		const id = ownCell(row, fields.externalIdField);
		const externalId = typeof id === 'string' || typeof id === 'number' ? String(id).trim() : '';
		contacts.push({
			index,
			row,
			email,
			phone,
			externalId:
				externalId === '' || externalId.length > longestExternalId ? undefined : externalId,
		});
	});
	if (unusablePhones > 0) {
		notices.push({
			code: 'unusablePhones',
			message: `${counted(unusablePhones, 'phone number is', 'phone numbers are')} not usable and left out. Numbers without a country code need the customer's country ("Country Field") or "Default Country".`,
			level: 'info',
		});
	}
	return contacts;
}

const suppressedElsewhere =
	'Left out because Build Suppression List suppresses another customer with the same email address or phone number for the channel chosen under "Skip Suppressed For".';

/** Email addresses and phone numbers of all who are suppressed for the channel. */
function suppressedAddresses(rows: readonly JsonRecord[], fields: ContactFields): Set<string> {
	const addresses = new Set<string>();
	const { skipSuppressedFor = '' } = fields;
	if (skipSuppressedFor === '') return addresses;
	for (const row of rows) {
		if (!isSuppressedFor(row, skipSuppressedFor)) continue;
		const email = normaliseEmail(ownCell(row, fields.emailField));
		const phone = rowPhone(row, fields);
		if (email !== undefined) addresses.add(email);
		if (phone !== undefined) addresses.add(phone);
	}
	return addresses;
}

/** What a contact and a profile may have in common, the surest first. */
export const matchedBy = ['email', 'phone', 'externalId'] as const;

export interface Match {
	readonly contact: Contact;
	readonly by: (typeof matchedBy)[number];
}

/**
 * Finds contacts by what Klaviyo knows of a profile: email first, then phone, then external id.
 *
 * Two different email addresses are two people, whatever else they share.
 */
export class ContactIndex {
	private readonly byEmail = new Map<string, Contact>();
	private readonly byPhone = new Map<string, Contact>();
	private readonly byExternalId = new Map<string, Contact>();

	constructor(contacts: Iterable<Contact>) {
		for (const contact of contacts) {
			if (contact.email !== undefined) this.byEmail.set(contact.email, contact);
			if (contact.phone !== undefined) this.byPhone.set(contact.phone, contact);
			if (contact.externalId !== undefined) this.byExternalId.set(contact.externalId, contact);
		}
	}

	match({ email: address, phone_number, external_id }: ProfileIdentity): Match | undefined {
		const email = normaliseEmail(address);
		const sameEmail = email === undefined ? undefined : this.byEmail.get(email);
		if (sameEmail !== undefined) return { contact: sameEmail, by: 'email' };
		const hasEmail = address != null && address !== '';
		const isOther = (contact: Contact) => hasEmail && contact.email !== undefined;
		// Old profiles may hold numbers that are not in E.164.
		const phone = toE164(phone_number);
		const samePhone = phone === undefined ? undefined : this.byPhone.get(phone);
		if (samePhone !== undefined && !isOther(samePhone)) return { contact: samePhone, by: 'phone' };
		const sameId = external_id == null ? undefined : this.byExternalId.get(external_id);
		if (sameId !== undefined && !isOther(sameId)) return { contact: sameId, by: 'externalId' };
		return undefined;
	}

	/** The contact whose phone the profile holds, whosever it is. */
	withPhoneOf({ phone_number }: ProfileIdentity): Contact | undefined {
		const phone = toE164(phone_number);
		return phone === undefined ? undefined : this.byPhone.get(phone);
	}

	find(profile: ProfileIdentity): Contact | undefined {
		return this.match(profile)?.contact;
	}
}

export interface ProfileIdentity {
	readonly email?: string | null;
	readonly phone_number?: string | null;
	readonly external_id?: string | null;
}

/** The identifiers of a contact as attributes of a profile. */
export function identifiers({ email, phone, externalId }: Contact): Record<string, string> {
	const attributes: Record<string, string> = {};
	if (email !== undefined) attributes.email = email;
	if (phone !== undefined) attributes.phone_number = phone;
	if (externalId !== undefined) attributes.external_id = externalId;
	return attributes;
}
