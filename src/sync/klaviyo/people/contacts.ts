import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { normaliseEmail } from '../../../values/normaliseEmail';
import { isFilled, ownCell } from '../../../values/ownCell';
import { readId } from '../../../values/readId';
import { counted } from '../../../values/wording';
import { hasHappened } from '../../../values/yesOrNo';
import { rowPhone, type PhoneFields } from '../../people/rowPhone';
import { sendableEmail } from '../../people/sendableEmail';
import type { Channel } from '../../../values/channels';
import { isSuppressedFor } from '../../people/suppressed';
import { TextSet } from '../../people/textSet';
import type { RowLedger } from '../../run/outcome';
import { skip, type ContactReason, type LeftOutPart, partsLeftOut } from './contactReasons';

/** A customer as Klaviyo can be sent them. */
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
	/** Leaves out customers whom Build Suppression List suppresses for this channel. */
	readonly skipSuppressedFor?: Channel | '';
	/** Leaves out customers who asked to be deleted; empty or absent: nobody. */
	readonly deletionRequestField?: string;
}

/** Klaviyo accepts longer external IDs and then refuses the profile. */
const longestExternalId = 255;

/** The key that a customer needs: any of them, an address of a channel, or the email address. */
type Needs = 'anyKey' | 'emailOrPhone' | 'email';

/**
 * The customers that can be reached, by row.
 *
 * A customer without a usable key is skipped. So is one whose email an earlier row has, or whose only key is a phone or
 * ID that another row has too: two rows would overwrite each other. An identifier that is unusable or belongs to
 * somebody else does not stop the others of its row; the row's outcome names it. Customers who declined on one row
 * (asked to be deleted, or are suppressed) are left out on all rows with the address. Rows that have an outcome already
 * are left as they are.
 */
export function readContacts(
	rows: readonly JsonRecord[],
	fields: ContactFields,
	ledger: RowLedger,
	notices: Notice[],
	needs: Needs = 'emailOrPhone',
): Contact[] {
	const people = rows.map((row, index) => readPerson(row, index, fields));
	const claims = new Claims(people, declinedAddresses(rows, fields));
	const contacts: Contact[] = [];
	let unusablePhones = 0;
	for (const person of people) {
		const { index, row, email, externalId, leftOut } = person;
		if (leftOut.has('unusablePhone')) unusablePhones++;
		if (!ledger.isOpen(index)) continue;
		const reason =
			declinedOn(row, fields) ?? reasonOfKeys(person, needs) ?? claims.reasonToSkip(person);
		if (reason !== undefined) {
			skip(ledger, index, reason);
			continue;
		}
		contacts.push({ index, row, email, phone: claims.phoneToSend(person), externalId });
		if (leftOut.size > 0) ledger.note(index, sentenceOf(leftOut));
	}
	if (unusablePhones > 0) notices.push(unusablePhonesNotice(unusablePhones));
	return contacts;
}

/** Why a customer's keys are not sufficient. */
function reasonOfKeys(
	{ email, phone, externalId, leftOut }: Person,
	needs: Needs,
): ContactReason | undefined {
	if (email !== undefined) return undefined;
	if (needs !== 'email' && phone !== undefined) return undefined;
	if (needs === 'anyKey' && externalId !== undefined) return undefined;
	if (leftOut.has('invalidEmail')) return 'invalidEmail';
	return needs === 'email' ? 'noEmail' : 'noContactKey';
}

/** Which customer has which key: of those who share one, the first is sent. */
class Claims {
	/** Whether a customer is the first with their email address, by index. */
	private readonly isFirstWithEmail: boolean[];
	private readonly phonesOfEmails = new Set<string>();
	private readonly takenPhones = new TextSet();
	private readonly takenIds = new TextSet();

	constructor(
		people: readonly Person[],
		private readonly declined: ReadonlyMap<string, ContactReason>,
	) {
		const emails = new TextSet();
		this.isFirstWithEmail = people.map(({ email }) => email !== undefined && emails.add(email));
		for (const { email, phone } of people) {
			if (email !== undefined && phone !== undefined) this.phonesOfEmails.add(phone);
		}
	}

	reasonToSkip({ index, email, phone, externalId }: Person): ContactReason | undefined {
		const elsewhere = this.declined.get(email ?? phone ?? '');
		if (elsewhere !== undefined) return elsewhere;
		if (email !== undefined) return this.isFirstWithEmail[index] ? undefined : 'duplicateContact';
		if (phone === undefined) {
			return this.takenIds.add(externalId ?? '') ? undefined : 'duplicateContact';
		}
		const isOthers = this.phonesOfEmails.has(phone) || !this.takenPhones.add(phone);
		return isOthers ? 'duplicateContact' : undefined;
	}

	/** A shared phone is sent once: Klaviyo keeps a number on one profile only. */
	phoneToSend({ email, phone, leftOut }: Person): string | undefined {
		if (email === undefined || phone === undefined) return phone;
		if (!this.declined.has(phone) && this.takenPhones.add(phone)) return phone;
		leftOut.add('sharedPhone');
		return undefined;
	}
}

/** A row's identifiers, each usable on its own. */
interface Person extends Contact {
	/** The data of the row that can't be sent. */
	readonly leftOut: Set<LeftOutPart>;
}

function readPerson(row: JsonRecord, index: number, fields: ContactFields): Person {
	const leftOut = new Set<LeftOutPart>();
	const email = sendableEmail(ownCell(row, fields.emailField));
	if (email === undefined && isFilled(row, fields.emailField)) leftOut.add('invalidEmail');
	const phone = rowPhone(row, fields);
	if (phone === undefined && isFilled(row, fields.phoneField)) leftOut.add('unusablePhone');
	let externalId = readId(ownCell(row, fields.externalIdField));
	if (externalId !== undefined && externalId.length > longestExternalId) {
		leftOut.add('longExternalId');
		externalId = undefined;
	}
	return { index, row, email, phone, externalId, leftOut };
}

/** The reason for which a row itself declines. */
export function declinedOn(
	row: JsonRecord,
	{ deletionRequestField = '', skipSuppressedFor = '' }: ContactFields,
): 'deletionRequested' | 'suppressed' | undefined {
	if (deletionRequestField !== '' && hasHappened(ownCell(row, deletionRequestField))) {
		return 'deletionRequested';
	}
	return isSuppressedFor(row, skipSuppressedFor) ? 'suppressed' : undefined;
}

/** Email addresses and phone numbers of everybody who declined on a row, with the reason for the other rows. */
function declinedAddresses(
	rows: readonly JsonRecord[],
	fields: ContactFields,
): Map<string, ContactReason> {
	const addresses = new Map<string, ContactReason>();
	for (const row of rows) {
		const reason = declinedOn(row, fields);
		if (reason === undefined) continue;
		const elsewhere =
			reason === 'suppressed' ? 'suppressedElsewhere' : 'deletionRequestedElsewhere';
		const email = normaliseEmail(ownCell(row, fields.emailField));
		const phone = rowPhone(row, fields);
		if (email !== undefined) addresses.set(email, elsewhere);
		if (phone !== undefined) addresses.set(phone, elsewhere);
	}
	return addresses;
}

function sentenceOf(leftOut: ReadonlySet<LeftOutPart>): string {
	const parts = [...leftOut].map((part) => partsLeftOut[part]);
	return `Not sent: ${parts.join('; ')}.`;
}

function unusablePhonesNotice(count: number): Notice {
	return {
		code: 'unusablePhones',
		message: `${counted(count, 'phone number is', 'phone numbers are')} not usable and not sent. Numbers without a country code need the customer's country ("Country Field") or "Default Country".`,
		level: 'info',
	};
}

/** The identifiers of a contact as attributes of a profile. */
export function identifiers({ email, phone, externalId }: Contact): Record<string, string> {
	const attributes: Record<string, string> = {};
	if (email !== undefined) attributes.email = email;
	if (phone !== undefined) attributes.phone_number = phone;
	if (externalId !== undefined) attributes.external_id = externalId;
	return attributes;
}
