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

/**
 * The outcome of a row whose customer may not join, and of everybody with the same address or ID if they may not join
 * either.
 */
export interface Refused {
	readonly own: Outcome;
	/** The outcome of others with the same address or ID; absent where the row is not an explicit no. */
	readonly others?: Outcome;
}

export interface EligibilityOptions {
	readonly consentSource: 'field' | 'handledUpstream';
	readonly consentField: string;
	readonly deletionRequestField: string;
	readonly skipSuppressedFor: Channel | '';
}

/** Where people are sent, and which keys match them there: "email address, phone number or ID". */
export interface EligibilityWords {
	readonly platform: Platform;
	readonly keys: string;
}

/**
 * Decides who may join: customers with an explicit consent, or all where consent is handled upstream, except those who
 * asked to be deleted or are suppressed for the channel.
 *
 * Any value other than yes is a no, and also counts for everybody with the same address or ID. An empty consent cell
 * leaves out its own row only.
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

/** Leaves out customers without consent in a field; a notice says so where the field is empty for all of them. */
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

/** What a consent field for ads covers. */
const adConsent = (field: string) => ({
	field,
	to: 'being matched for ads',
	otherChoice: 'Consent Handled Upstream',
});
