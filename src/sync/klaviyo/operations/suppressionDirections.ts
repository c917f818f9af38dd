import type { SuppressionReason } from '../people/readProfiles';

/** What differs between suppressing and lifting suppressions. */
export interface SuppressionDirection {
	readonly type: string;
	readonly create: 'bulk_suppress_profiles' | 'bulk_unsuppress_profiles';
	readonly follow: 'get_bulk_suppress_profiles_job' | 'get_bulk_unsuppress_profiles_job';
	readonly done: string;
	/** The reasons to read: an address suppressed for one of them counts. */
	readonly reasons: readonly SuppressionReason[];
	/** Whether nothing is left to do for an address suppressed for the reason, or for none. */
	readonly isDone: (reason: SuppressionReason | undefined) => boolean;
	readonly already: (reason: SuppressionReason | undefined) => string;
	readonly skipped: string;
	readonly phase: string;
}

/** Why an address is suppressed, as the end of a sentence. */
const reasonWords: Readonly<Record<SuppressionReason, string>> = {
	USER_SUPPRESSED: 'by a user of the account',
	UNSUBSCRIBE: 'the person has unsubscribed',
	SPAM_COMPLAINT: 'the person reported spam',
	HARD_BOUNCE: 'the address bounced',
	INVALID_EMAIL: 'the address is not valid',
};

/** Suppressing, and lifting suppressions. */
export const suppressionDirections = {
	suppress: {
		type: 'profile-suppression-bulk-create-job',
		create: 'bulk_suppress_profiles',
		follow: 'get_bulk_suppress_profiles_job',
		done: 'Suppressed: no marketing email from this account.',
		reasons: Object.keys(reasonWords) as SuppressionReason[],
		isDone: (reason) => reason !== undefined,
		already: (reason) =>
			`Already suppressed${reason === undefined ? '' : `: ${reasonWords[reason]}`}.`,
		skipped:
			'Klaviyo skipped addresses in this job without naming them, and does not show this one as suppressed. Check the profile in Klaviyo.',
		phase: 'Suppressing',
	},
	unsuppress: {
		type: 'profile-suppression-bulk-delete-job',
		create: 'bulk_unsuppress_profiles',
		follow: 'get_bulk_unsuppress_profiles_job',
		done: 'Suppression removed. Unsubscribes and bounces stay.',
		reasons: ['USER_SUPPRESSED'],
		isDone: (reason) => reason === undefined,
		already: () => 'Not suppressed by a user: nothing to remove.',
		skipped:
			'Klaviyo skipped addresses in this job without naming them, and still shows this one as suppressed by a user. Check the profile in Klaviyo.',
		phase: 'Removing suppressions',
	},
} as const satisfies Record<string, SuppressionDirection>;
