import type { JsonRecord } from '../../values/jsonRecord';
import type { Channel } from '../../values/channels';
import type { Notice } from '../../values/notice';
import { isEmpty } from '../../values/isEmpty';
import { ownCell } from '../../values/ownCell';
import { hasHappened, isConsentGiven } from '../../values/yesOrNo';
import type { Platform } from '../http/errors';
import { consentFieldNotice, isFilledAnywhere } from '../people/consent';
import { isSuppressedFor, suppressedSentence } from '../people/suppressed';
import type { Outcome } from '../run/outcome';
import { outcomeOf } from '../run/outcomeTable';

/** What a row says of its customer: that they may not join, and whether everybody with the same address or ID may not, either. */
export interface Refused {
	readonly own: Outcome;
	/** The outcome of others whom the row speaks for; absent where it does not say no. */
	readonly others?: Outcome;
}

export interface EligibilityOptions {
	readonly consentSource: 'field' | 'handledUpstream';
	readonly consentField: string;
	readonly deletionRequestField: string;
	readonly skipSuppressedFor: Channel | '';
}

/** Where people are sent, and by what they are matched there: "email address, phone number or ID". */
export interface EligibilityWords {
	readonly platform: Platform;
	readonly keys: string;
}

/**
 * Decides who may join: an explicit consent, or consent handled upstream; and nobody who asked to be deleted or is suppressed for
 * the channel.
 *
 * Any answer but a yes is a no that counts for others, too; a consent cell that is empty is no answer, and leaves out its own row alone.
 */
export function eligibility(
	rows: readonly JsonRecord[],
	options: EligibilityOptions,
	notices: Notice[],
	words: EligibilityWords,
): (row: JsonRecord) => Refused | undefined {
	const { consentField, consentSource } = options;
	const withdrawn = withdrawal(options, words);
	if (consentSource === 'handledUpstream') return withdrawn;
	const consent = fieldConsent(rows, consentField, notices, words);
	return (row) => withdrawn(row) ?? consent(row);
}

/** Decides who may not join despite consent: customers who asked to be deleted, and those suppressed for the channel. */
export function withdrawal(
	{ deletionRequestField, skipSuppressedFor }: EligibilityOptions,
	words: EligibilityWords,
): (row: JsonRecord) => Refused | undefined {
	const deleted = {
		own: outcomeOf(
			'deletionRequested',
			`Not sent to ${words.platform}: asked to be deleted, says "${deletionRequestField}".`,
		),
		others: outcomeOf('deletionRequested', othersOf(words, 'asked to be deleted')),
	};
	const suppressed = {
		own: outcomeOf('suppressed', suppressedSentence),
		others: outcomeOf(
			'suppressed',
			othersOf(words, 'is suppressed for the channel chosen under "Skip Suppressed For"'),
		),
	};
	return (row) => {
		if (hasHappened(ownCell(row, deletionRequestField))) return deleted;
		return isSuppressedFor(row, skipSuppressedFor) ? suppressed : undefined;
	};
}

/** Decides by a consent field who has not agreed; where no customer has a value in it, a notice says so. */
export function fieldConsent(
	rows: readonly JsonRecord[],
	field: string,
	notices: Notice[],
	words: EligibilityWords,
): (row: JsonRecord) => Refused | undefined {
	if (!isFilledAnywhere(rows, field)) {
		notices.push(consentFieldNotice(rows.length, adConsent(field)));
		const sentence = `Not sent to ${words.platform}: no customer has a consent value in "${field}".`;
		const noField = { own: outcomeOf('noConsentField', sentence) };
		return () => noField;
	}
	const own = outcomeOf(
		'noConsent',
		`Not sent to ${words.platform}: no explicit yes in "${field}".`,
	);
	const noAnswer = { own };
	const declined = {
		own,
		others: outcomeOf('consentDiffers', othersOf(words, 'has no consent')),
	};
	return (row) => {
		const consent = ownCell(row, field);
		if (isConsentGiven(consent)) return undefined;
		return isEmpty(consent) ? noAnswer : declined;
	};
}

function othersOf({ platform, keys }: EligibilityWords, what: string): string {
	return `Not sent to ${platform}: another customer with the same ${keys} ${what}, and one "no" counts for all.`;
}

/** What a consent field of ads is about. */
const adConsent = (field: string) => ({
	field,
	to: 'being matched for ads',
	otherChoice: 'Consent Handled Upstream',
});
