import type { Outcome, RowLedger } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import { suppressedSentence } from '../../people/suppressed';

/** The outcomes of customers who are skipped before Klaviyo is called. */
const reasonsOfContacts = {
	deletionRequested: outcomeOf('deletionRequested', 'Skipped: asked to be deleted.'),
	deletionRequestedElsewhere: outcomeOf(
		'deletionRequested',
		'Skipped: another customer with the same email address or phone number asked to be deleted.',
	),
	duplicateContact: outcomeOf(
		'duplicateContact',
		'Another customer has the same email address or phone number, and Klaviyo keeps one profile for both: the other one is written.',
	),
	invalidEmail: outcomeOf(
		'invalidEmail',
		'The email address is not valid, and there is no usable phone number. Correct it in the shop.',
	),
	noContactKey: outcomeOf(
		'noContactKey',
		'No usable email address or phone number. Numbers without a country code need the customer\'s country ("Country Field") or "Default Country".',
	),
	noEmail: outcomeOf('noContactKey', 'No usable email address.'),
	noProfile: outcomeOf(
		'noProfile',
		'Klaviyo has no profile for this customer, and "New Profiles" is set to skip.',
	),
	noProfileOfId: outcomeOf(
		'noProfile',
		'No usable email address or phone number, and the ID leads to no single profile in Klaviyo.',
	),
	suppressed: outcomeOf('suppressed', suppressedSentence),
	suppressedElsewhere: outcomeOf(
		'suppressed',
		'Skipped: Build Suppression List suppresses another customer with the same email address or phone number for the channel chosen under "Skip Suppressed For".',
	),
} as const satisfies Record<string, Outcome>;

export type ContactReason = keyof typeof reasonsOfContacts;

/** Writes the outcome of a skipped customer. */
export function skip(ledger: RowLedger, index: number, reason: ContactReason): void {
	ledger.set(index, reasonsOfContacts[reason]);
}

/**
 * The data of a customer that is not sent although the customer is, as the end of a sentence that begins with "Left
 * out: ".
 */
export const partsLeftOut = {
	invalidEmail: 'the email address, which is not valid',
	longExternalId: 'the customer ID, which is longer than the 255 characters that Klaviyo accepts',
	sharedPhone: 'the phone number, which another customer also has',
	unusablePhone: 'the phone number, which is not usable',
} as const;

export type LeftOutPart = keyof typeof partsLeftOut;
