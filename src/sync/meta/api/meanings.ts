type FaultClass = 'throttle' | 'transient' | 'authentication' | 'rejected';

/** The meaning of one of Meta's codes. */
export interface Meaning {
	readonly class: FaultClass;
	readonly meaning: string;
	readonly advice?: string;
	/** The longest time that it lasts, where Meta's guide names one. */
	readonly delayMs?: number;
}

const newToken =
	'Create a system-user token with the permission ads_management in Meta Business settings and enter it in the credential. Tokens of people expire after 60 days.';
const again = 'Run the workflow again later to do the rest.';

/**
 * Meanings of Meta's codes, by `code` and by `code/subcode`; the longer key is looked up first.
 *
 * The code decides, not the HTTP status: throttling comes as 400.
 */
export const meanings: Readonly<Record<string, Meaning>> = {
	1: { class: 'transient', meaning: 'Meta reports an unknown error' },
	2: { class: 'transient', meaning: 'Meta is temporarily unavailable' },
	4: { class: 'throttle', meaning: 'The app has reached its request limit' },
	10: {
		class: 'authentication',
		meaning: 'The token lacks a permission',
		advice:
			'Give the app and the system user the permission ads_management, and the system user access to the ad account.',
	},
	17: { class: 'throttle', meaning: 'The ad account has reached its request limit' },
	32: { class: 'throttle', meaning: 'The page has reached its request limit' },
	100: { class: 'rejected', meaning: 'Meta rejected a parameter' },
	'100/33': {
		class: 'rejected',
		meaning: 'The object does not exist, or the token has no access to it',
		advice:
			'Choose the ad account and the audience again, and give the system user access to the ad account.',
	},
	'100/1713228': {
		class: 'rejected',
		meaning: 'Meta has flagged the audience and blocked edits',
		advice: "Ask for a review in Meta's Audiences, or create an audience with a neutral name.",
	},
	'100/1713230': {
		class: 'rejected',
		meaning: 'Meta has flagged the audience and blocked uploads',
		advice: "Ask for a review in Meta's Audiences, or create an audience with a neutral name.",
	},
	'100/1713231': {
		class: 'rejected',
		meaning: 'Meta has flagged the name or description of the audience',
		advice: 'Change its name and description to neutral words first.',
	},
	'100/1713232': {
		class: 'rejected',
		meaning: 'Meta has flagged the source audience of the lookalike',
		advice: 'Choose another source audience.',
	},
	102: {
		class: 'authentication',
		meaning: 'The token’s session is not valid',
		advice: newToken,
	},
	104: {
		class: 'authentication',
		meaning: 'Meta rejected the app secret',
		advice:
			'Enter the secret of the app that the token was created for in the credential. It is under Meta for Developers > App settings > Basic.',
	},
	105: { class: 'rejected', meaning: 'The request has too many parameters' },
	190: { class: 'authentication', meaning: 'The token is not valid', advice: newToken },
	'190/463': { class: 'authentication', meaning: 'The token has expired', advice: newToken },
	194: { class: 'rejected', meaning: 'A parameter is missing' },
	200: {
		class: 'authentication',
		meaning: 'The token lacks a permission',
		advice: 'Give the system user the permission ads_management and access to the ad account.',
	},
	'200/1870050': {
		class: 'authentication',
		meaning: 'The ad account does not belong to a business',
		advice: 'Link the ad account to a business in Meta Business settings.',
	},
	'200/1870090': {
		class: 'rejected',
		meaning: 'The Custom Audience terms are not accepted for the ad account',
		advice:
			'Someone with access to the ad account has to accept them once: business.facebook.com/ads/manage/customaudiences/tos.',
	},
	270: {
		class: 'authentication',
		meaning: "The app's access tier does not allow this ad account",
		advice:
			'Ask Meta for standard access to the Marketing API, or use an ad account of the app owner.',
	},
	294: {
		class: 'authentication',
		meaning: 'The permission ads_management is missing',
		advice: newToken,
	},
	341: { class: 'throttle', meaning: 'The app has reached a limit for now' },
	368: {
		class: 'rejected',
		meaning: 'Meta has blocked this action for now',
		advice: 'Check the notices in Meta Business settings.',
	},
	613: { class: 'throttle', meaning: 'Too many calls in a short time' },
	803: {
		class: 'rejected',
		meaning: 'The audience does not exist',
		advice: 'Choose the audience again.',
	},
	2500: {
		class: 'rejected',
		meaning: 'Meta does not recognize this address',
		advice: 'Check the Graph version in the credential: it looks like v26.0.',
	},
	2635: {
		class: 'rejected',
		meaning: 'This version of the Graph API is no longer served',
		advice: 'Choose a later Graph version in the credential.',
	},
	2650: { class: 'rejected', meaning: 'Meta could not update the audience' },
	'2650/1870144': {
		class: 'rejected',
		meaning: 'The audience is too large to be replaced',
		advice: 'Connect "Last Synced", so that only differences are sent.',
	},
	'2650/1870145': {
		class: 'throttle',
		meaning: 'Another update of this audience is still running',
		delayMs: 90 * 60_000,
	},
	'2650/1870147': {
		class: 'rejected',
		meaning: 'The replacement lacks its first batch',
		advice: again,
	},
	'2650/1870148': { class: 'rejected', meaning: 'The replacement was not complete', advice: again },
	'2650/1870158': {
		class: 'rejected',
		meaning: 'The replacement took longer than 90 minutes',
		advice: again,
	},
	'2650/1870159': { class: 'rejected', meaning: 'The replacement is already finished' },
	2654: { class: 'rejected', meaning: 'Meta can’t create this lookalike' },
	'2654/1713007': {
		class: 'rejected',
		meaning: 'A lookalike of this source, size and location already exists',
	},
	2655: {
		class: 'rejected',
		meaning: 'Terms are not accepted for the ad account',
		advice: 'Someone with access to the ad account has to accept them in Meta Ads Manager.',
	},
	2656: { class: 'rejected', meaning: 'Lookalike audiences depend on this audience' },
	1487301: {
		class: 'rejected',
		meaning: 'The audience is not shared with this ad account',
		advice: 'Share the audience with the ad account, or choose the account that owns it.',
	},
	1487366: {
		class: 'rejected',
		meaning: 'The audience was deleted',
		advice: 'Choose another audience.',
	},
};
