import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { isEmpty } from '../../../values/isEmpty';
import { ownCell } from '../../../values/ownCell';
import { hasHappened, isConsentGiven } from '../../../values/yesOrNo';
import { consentFieldNotice, isFilledAnywhere, type ConsentField } from '../../people/consent';
import { isSuppressedFor, suppressedSentence } from '../../people/suppressed';
import type { Outcome } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import type { JoiningOptions } from '../options';

/** What a row says of its customer: that they may not join, and whether everybody with the same address or ID may not, either. */
export interface Refused {
	readonly own: Outcome;
	/** The outcome of others whom the row speaks for; absent where it does not say no. */
	readonly others?: Outcome;
}

const othersOf = (what: string) =>
	`Not sent to Meta: another customer with the same email address, phone number, device or ID ${what}, and one "no" counts for all.`;

const deletedElsewhere = outcomeOf('deletionRequested', othersOf('asked to be deleted'));
const suppressedElsewhere = outcomeOf(
	'suppressed',
	othersOf('is suppressed for the channel chosen under "Skip Suppressed For"'),
);
const declinedElsewhere = outcomeOf('consentDiffers', othersOf('has no consent'));
const suppressed = outcomeOf('suppressed', suppressedSentence);

/**
 * Decides who may join: an explicit consent, or consent handled upstream; and nobody who asked to be deleted or is suppressed for
 * the channel.
 *
 * Any answer but a yes is a no that counts for others, too; a consent cell that is empty is no answer, and leaves out its own row alone.
 */
export function eligibility(
	rows: readonly JsonRecord[],
	options: JoiningOptions,
	notices: Notice[],
): (row: JsonRecord) => Refused | undefined {
	const { consentField, consentSource, deletionRequestField, skipSuppressedFor } = options;
	const isAsked = consentSource === 'field';
	const isFieldMissing = isAsked && !isFilledAnywhere(rows, consentField);
	if (isFieldMissing) notices.push(consentFieldNotice(rows.length, adConsent(consentField)));
	const deleted = {
		own: outcomeOf(
			'deletionRequested',
			`Not sent to Meta: asked to be deleted, says "${deletionRequestField}".`,
		),
		others: deletedElsewhere,
	};
	const noField = {
		own: outcomeOf(
			'noConsentField',
			`Not sent to Meta: no customer has a consent value in "${consentField}".`,
		),
	};
	const noConsent = outcomeOf(
		'noConsent',
		`Not sent to Meta: no explicit yes in "${consentField}".`,
	);
	const declined = { own: noConsent, others: declinedElsewhere };
	return (row) => {
		if (hasHappened(ownCell(row, deletionRequestField))) return deleted;
		if (isSuppressedFor(row, skipSuppressedFor)) {
			return { own: suppressed, others: suppressedElsewhere };
		}
		if (isFieldMissing) return noField;
		if (!isAsked) return undefined;
		const consent = ownCell(row, consentField);
		if (isConsentGiven(consent)) return undefined;
		return isEmpty(consent) ? { own: noConsent } : declined;
	};
}

/** What Meta's consent field is about. */
export const adConsent = (field: string): ConsentField => ({
	field,
	to: 'being matched for ads',
	otherChoice: 'Consent Handled Upstream',
});
