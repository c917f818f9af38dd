import type { RowLedger } from '../../run/outcome';
import { suppressedSentence } from '../../people/suppressed';

/** Why a customer is skipped before Klaviyo is asked: the outcome's code and sentence. */
export const reasonsOfContacts = {
	deletionRequested: {
		code: 'deletionRequested',
		sentence: 'Left out: asked to be deleted.',
	},
	deletionRequestedElsewhere: {
		code: 'deletionRequested',
		sentence:
			'Left out: another customer with the same email address or phone number asked to be deleted.',
	},
	duplicateContact: {
		code: 'duplicateContact',
		sentence:
			'Another customer has the same email address or phone number, and Klaviyo keeps one profile for both: that one is written.',
	},
	invalidEmail: {
		code: 'invalidEmail',
		sentence:
			'The email address is not valid, and there is no usable phone number. Correct it in the shop.',
	},
	noContactKey: {
		code: 'noContactKey',
		sentence:
			'No usable email address or phone number. Numbers without a country code need the customer\'s country ("Country Field") or "Default Country".',
	},
	noEmail: { code: 'noContactKey', sentence: 'No usable email address.' },
	noProfile: {
		code: 'noProfile',
		sentence: 'Klaviyo has no profile of this customer, and "New Profiles" is set to skip.',
	},
	suppressed: { code: 'suppressed', sentence: suppressedSentence },
	suppressedElsewhere: {
		code: 'suppressed',
		sentence:
			'Left out because Build Suppression List suppresses another customer with the same email address or phone number for the channel chosen under "Skip Suppressed For".',
	},
} as const satisfies Record<string, { readonly code: string; readonly sentence: string }>;

export type ContactReason = keyof typeof reasonsOfContacts;

/** Writes why a customer is skipped. */
export function skip(ledger: RowLedger, index: number, reason: ContactReason): void {
	const { code, sentence } = reasonsOfContacts[reason];
	ledger.set(index, 'skipped', code, sentence);
}

/** What of a customer who is sent is left out, as a sentence goes on after "Left out: ". */
export const partsLeftOut = {
	invalidEmail: 'the email address, which is not valid',
	longExternalId: 'the customer ID, which is longer than the 255 characters Klaviyo takes',
	sharedPhone: 'the phone number, which another customer has, too',
	unusablePhone: 'the phone number, which is not usable',
} as const;

export type LeftOutPart = keyof typeof partsLeftOut;
