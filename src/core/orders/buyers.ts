import { normaliseEmail } from '../../values/normaliseEmail';
import type { OrderOptions } from './options';
import { TextIndex } from './textIndex';

/** Neither an account nor a guest. */
export const nobody = -(2 ** 31);

/** Numbers buyers: accounts by their ID, guests by their email or phone. */
export class Buyers {
	readonly accountIds: TextIndex;
	/** Emails and phone numbers of guests; no email is a phone number. */
	readonly guests: TextIndex;
	readonly needsPhone: boolean;

	/** @param copies whether ids are kept as copies of what the rows hold */
	constructor(
		private readonly identifyBy: OrderOptions['identifyBy'],
		copies = false,
	) {
		this.accountIds = new TextIndex(1024, copies);
		this.guests = new TextIndex(16, copies);
		this.needsPhone = identifyBy === 'phone';
	}

	/**
	 * Number of the account, or -1 minus the number of the guest, or `nobody`.
	 *
	 * @param id as text; undefined for a guest
	 */
	numberOf(id: string | undefined, email: unknown, phone: unknown): number {
		const { identifyBy } = this;
		if (identifyBy === 'phone') {
			const number = phoneKey(phone);
			if (number !== undefined) return -1 - this.guests.add(number);
		}
		if (id !== undefined && identifyBy !== 'email') return this.accountIds.add(id);
		const address = normaliseEmail(email);
		if (address !== undefined) return -1 - this.guests.add(address);
		return id === undefined ? nobody : this.accountIds.add(id);
	}
}

/**
 * A phone number as digits, with a plus where it names its country; undefined for fewer than six digits.
 *
 * @example phoneKey('00880 1700-000001') // '+8801700000001'
 */
export function phoneKey(phone: unknown): string | undefined {
	if (typeof phone !== 'string' && typeof phone !== 'number') return undefined;
	const text = String(phone).trim();
	const digits = text.replace(/\D/g, '');
	if (digits.length < 6 || digits.length > 20) return undefined;
	if (text.startsWith('+')) return `+${digits}`;
	return digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
}
