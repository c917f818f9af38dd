import type { Outcome, OutcomeStatus } from './outcome';

/** The meaning of a code, the same on every platform. */
export interface OutcomeRow {
	readonly status: OutcomeStatus;
	/** The reason as one sentence, from the facts of the case. */
	readonly sentence: (...facts: never[]) => string;
	/** The customers that a plan leaves out for it, as words after their number. */
	readonly leftOut?: string;
}

/** For codes that each operation explains in its own words. */
const asSaid = (sentence: string) => sentence;

/** Every outcome code of ours; a refusal by the platform has the platform's code instead. */
export const outcomeTable = {
	sent: { status: 'sent', sentence: asSaid },
	removed: { status: 'sent', sentence: asSaid },
	cleared: { status: 'sent', sentence: asSaid },
	deleted: { status: 'sent', sentence: asSaid },
	confirmed: {
		status: 'sent',
		sentence: () => 'Still in the audience: Google has processed the last request.',
	},
	phoneLeftOut: { status: 'sent', sentence: asSaid },
	phoneRefused: { status: 'sent', sentence: asSaid },

	accepted: { status: 'accepted', sentence: asSaid },
	answerLost: { status: 'accepted', sentence: asSaid },
	jobRunning: {
		status: 'accepted',
		sentence: () =>
			'Klaviyo accepted this and was still processing it when the run ended. Run again to check.',
	},
	requestRunning: {
		status: 'accepted',
		sentence: () =>
			'Google accepted this and was still processing it when the run ended. The next run checks.',
	},
	notVisibleYet: { status: 'accepted', sentence: asSaid },
	unconfirmed: { status: 'accepted', sentence: asSaid },

	unchanged: { status: 'unchanged', sentence: asSaid },
	concernsTheAccount: {
		status: 'unchanged',
		sentence: () => 'This operation concerns the account, not single customers.',
	},
	contactStays: {
		status: 'unchanged',
		sentence: () => 'No longer in the audience; another customer with the same contact data is.',
	},
	noAudience: { status: 'unchanged', sentence: () => 'There is no audience with that name.' },
	noAudienceForValue: {
		status: 'unchanged',
		sentence: (field: string) => `No audience is chosen for the value of "${field}".`,
	},
	noEvent: { status: 'unchanged', sentence: asSaid },
	noRequest: { status: 'unchanged', sentence: () => 'No deletion request.' },

	consentDiffers: {
		status: 'skipped',
		leftOut: 'with the same email or phone as someone without consent',
		sentence: asSaid,
	},
	deletionRequested: {
		status: 'skipped',
		leftOut: 'who asked to be deleted',
		sentence: asSaid,
	},
	duplicateContact: {
		status: 'skipped',
		leftOut: 'with the same email or phone as another customer',
		sentence: asSaid,
	},
	duplicateCustomer: {
		status: 'skipped',
		leftOut: 'repeated under the same customer ID',
		sentence: () => 'An earlier row has the same customer ID: each customer is sent once.',
	},
	invalidEmail: {
		status: 'skipped',
		leftOut: 'with an email address that is not valid',
		sentence: asSaid,
	},
	noConsent: { status: 'skipped', leftOut: 'without explicit consent', sentence: asSaid },
	noConsentDate: {
		status: 'skipped',
		leftOut: 'without a past consent date',
		sentence: () => 'A historical import needs the past date of consent.',
	},
	noConsentField: {
		status: 'skipped',
		leftOut: 'without consent, because no customer has the consent field',
		sentence: asSaid,
	},
	noContactKey: {
		status: 'skipped',
		leftOut: 'without a usable email address or phone number',
		sentence: asSaid,
	},
	noEuConsent: {
		status: 'skipped',
		leftOut: 'without the explicit consent that Google requires in the EEA, the UK and Switzerland',
		sentence: (field: string) =>
			`Not sent to Google: lives in the EEA, the UK or Switzerland, or in no known country, and has no explicit yes in "${field}".`,
	},
	noEventTime: {
		status: 'skipped',
		leftOut: 'without a time that Klaviyo accepts',
		sentence: (field: string) =>
			`Skipped: "${field}" has no time between 2000 and a year from now.`,
	},
	noProfile: { status: 'skipped', leftOut: 'without a profile in Klaviyo', sentence: asSaid },
	noValue: {
		status: 'skipped',
		leftOut: 'without a value',
		sentence: (field: string) =>
			`No number of zero or more in "${field}", which a value-based audience needs.`,
	},
	notOnList: {
		status: 'skipped',
		leftOut: 'not on the list',
		sentence: () => 'Not on the list: Klaviyo would unsubscribe this customer from everything.',
	},
	requestUnclear: {
		status: 'skipped',
		leftOut: 'whose request to be deleted is not clear',
		sentence: (field: string) => `Not deleted: "${field}" has neither a clear yes nor a past date.`,
	},
	subscriptionUnknown: {
		status: 'skipped',
		leftOut: 'whose subscription Klaviyo does not report',
		sentence: asSaid,
	},
	suppressed: {
		status: 'skipped',
		leftOut: 'suppressed for the channel',
		sentence: asSaid,
	},
	unsubscribedInKlaviyo: {
		status: 'skipped',
		leftOut: 'unsubscribed or suppressed in Klaviyo',
		sentence: () =>
			'Not subscribed: has unsubscribed, complained or been suppressed in Klaviyo. "Resubscribe" overrides that.',
	},

	eventTooLarge: {
		status: 'rejected',
		leftOut: 'with an event larger than Klaviyo accepts',
		sentence: (excess: string) =>
			`Not sent: the event has ${excess}, which is more than Klaviyo accepts.`,
	},
	invalidEntry: {
		status: 'rejected',
		sentence: () =>
			'Meta reports this entry as invalid: check the email address, the phone number and the other match keys.',
	},
	profileTooLarge: {
		status: 'rejected',
		leftOut: 'larger than Klaviyo accepts',
		sentence: () =>
			'The properties of this customer are larger than the 100 KB that Klaviyo accepts.',
	},

	batchRefused: {
		status: 'deferred',
		sentence: (platform: string) =>
			`${platform} rejected a batch with this customer without naming the cause. Most of the batch is likely fine: run again.`,
	},
	dryRun: { status: 'deferred', sentence: asSaid },
	requestFailed: {
		status: 'deferred',
		sentence: () =>
			'Google accepted the request and then failed to process it. The next run does it again.',
	},
	jobCancelled: {
		status: 'deferred',
		sentence: () => 'Klaviyo canceled the job before it was done. Run again.',
	},
	notReached: { status: 'deferred', sentence: asSaid },

	cancelled: {
		status: 'deferred',
		sentence: () => 'The execution was canceled first; the next run does this.',
	},
	notAuthorized: { status: 'deferred', sentence: asSaid },
	platformUnavailable: { status: 'deferred', sentence: asSaid },
	rateLimited: { status: 'deferred', sentence: asSaid },
	refused: { status: 'deferred', sentence: asSaid },
} as const satisfies Readonly<Record<string, OutcomeRow>>;

export type OutcomeCode = keyof typeof outcomeTable;

/** The outcome of a code, with the sentence for its facts. */
export function outcomeOf<Code extends OutcomeCode>(
	code: Code,
	...facts: Parameters<(typeof outcomeTable)[Code]['sentence']>
): Outcome {
	const { status, sentence }: OutcomeRow = outcomeTable[code];
	return {
		status,
		code,
		sentence: (sentence as (...given: readonly string[]) => string)(...facts),
	};
}

/** The words for customers left out for a code; a code that is not ours is the platform's. */
export function leftOutWords(code: string): string {
	const row: OutcomeRow | undefined = Object.hasOwn(outcomeTable, code)
		? outcomeTable[code as OutcomeCode]
		: undefined;
	return row?.leftOut ?? `refused (${code})`;
}
