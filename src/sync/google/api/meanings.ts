/** The meaning of a reason of Google's, who has to act, and what to do. */
interface Meaning {
	readonly class: 'authentication' | 'throttle' | 'transient' | 'rejected';
	readonly meaning: string;
	readonly advice?: string;
}

const newLogin =
	'Connect the Google account again in the credential; for a service account, check the email address and the private key.';
const checkAccess =
	'Check that the Google account or the service account has access to the ad account with at least standard rights, and that "Manager Account" names the manager through which it has that access.';

/**
 * Meanings of Google's reasons and statuses, by name.
 *
 * The reasons are those of `google.ads.datamanager.v1.ErrorReason` and of Google's own services; others are reported by
 * name only.
 */
export const meanings: Readonly<Record<string, Meaning>> = {
	ACCESS_TOKEN_EXPIRED: {
		class: 'authentication',
		meaning: 'The access to Google has expired',
		advice: newLogin,
	},
	ACCESS_TOKEN_SCOPE_INSUFFICIENT: {
		class: 'authentication',
		meaning: 'The credential does not include the Data Manager API',
		advice: 'Connect the Google account again in the credential, and allow access to audiences.',
	},
	CREDENTIALS_MISSING: {
		class: 'authentication',
		meaning: 'The credential is not connected to Google',
		advice: newLogin,
	},
	EU_POLITICAL_ADVERTISING_DECLARATION_REQUIRED: {
		class: 'rejected',
		meaning: 'The ad account has not declared whether its ads are political ads in the EU',
		advice:
			'Someone with access to the account has to make the declaration once, in Google Ads. Then run again.',
	},
	INVALID_DESTINATION: {
		class: 'rejected',
		meaning: 'Google does not take members for this account and list',
		advice: checkAccess,
	},
	INVALID_USER_LIST_ID: {
		class: 'rejected',
		meaning: 'The list does not exist in this account',
		advice: 'Choose the list again. A list that was deleted has to be created again.',
	},
	INVALID_USER_LIST_TYPE: {
		class: 'rejected',
		meaning: 'The list is not one for customer data',
		advice: 'Choose a Customer Match list of contact data, or a new name.',
	},
	NOT_ALLOWLISTED: {
		class: 'rejected',
		meaning: 'Google has not enabled Customer Match for this account',
		advice:
			"Check Google's requirements for Customer Match: payment history and policy compliance of the account.",
	},
	NOT_FOUND: {
		class: 'rejected',
		meaning: 'Google does not know this account or list',
		advice: 'Choose the account and the list again.',
	},
	PERMISSION_DENIED: {
		class: 'authentication',
		meaning: 'The credential has no access to the account or the list',
		advice: checkAccess,
	},
	RESOURCE_EXHAUSTED: {
		class: 'throttle',
		meaning: 'Google allows no more requests of this Google Cloud project for now',
	},
	RATE_LIMIT_EXCEEDED: {
		class: 'throttle',
		meaning: 'Google allows no more requests of this Google Cloud project for now',
	},
	SERVICE_DISABLED: {
		class: 'authentication',
		meaning: 'The Data Manager API is not enabled in the Google Cloud project',
		advice:
			'Enable "Data Manager API" in the Google Cloud project of the credential, wait a few minutes, and run again.',
	},
	TERMS_AND_CONDITIONS_NOT_SIGNED: {
		class: 'rejected',
		meaning: 'The Customer Match terms are not accepted for the account',
		advice: 'Turn on "Customer Match Terms" once someone authorized to do so has accepted them.',
	},
	UNAUTHENTICATED: {
		class: 'authentication',
		meaning: 'Google rejected the credential',
		advice: newLogin,
	},
	ABORTED: { class: 'transient', meaning: '' },
	DEADLINE_EXCEEDED: { class: 'transient', meaning: '' },
	INTERNAL: { class: 'transient', meaning: '' },
	INTERNAL_ERROR: { class: 'transient', meaning: '' },
	UNAVAILABLE: { class: 'transient', meaning: '' },
};
