import { normaliseEmail } from '../../../values/normaliseEmail';
import { toE164 } from '../../people/phone';
import type { Contact } from './contacts';

/** The keys that a contact and a profile may share, the most reliable first. */
export const matchedBy = ['email', 'phone', 'externalId'] as const;

export interface Match {
	readonly contact: Contact;
	readonly by: (typeof matchedBy)[number];
}

export interface ProfileIdentity {
	readonly email?: string | null;
	readonly phone_number?: string | null;
	readonly external_id?: string | null;
}

/**
 * Finds the contact of a Klaviyo profile: by email first, then phone, then external ID.
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
		// Old profiles may hold numbers that are not E.164.
		const phone = toE164(phone_number);
		const samePhone = phone === undefined ? undefined : this.byPhone.get(phone);
		if (samePhone !== undefined && !isOther(samePhone)) return { contact: samePhone, by: 'phone' };
		const sameId = external_id == null ? undefined : this.byExternalId.get(external_id);
		if (sameId !== undefined && !isOther(sameId)) return { contact: sameId, by: 'externalId' };
		return undefined;
	}

	/** The contact whose phone the profile holds, whoever the profile belongs to. */
	withPhoneOf({ phone_number }: ProfileIdentity): Contact | undefined {
		const phone = toE164(phone_number);
		return phone === undefined ? undefined : this.byPhone.get(phone);
	}

	find(profile: ProfileIdentity): Contact | undefined {
		return this.match(profile)?.contact;
	}
}
