import type { Channel } from '../../values/channels';
import type { SuppressionOptions } from './options';

/** A customer's facts for the rules; NaN and undefined where not known. */
export interface SuppressionFacts {
	readonly tier: string | undefined;
	readonly daysSinceLastOrder: number;
	readonly orderCount: number;
	/** Days without an order after which the customer's tier gets no more email; NaN: never. */
	readonly inactivityDays: number;
	readonly hasKnownTier: boolean;
	readonly isTopTier: boolean;
	readonly isCostlyTier: boolean;
	readonly hasRequestedDeletion: boolean;
	readonly emailConsent: boolean | undefined;
	readonly smsConsent: boolean | undefined;
	readonly pushConsent: boolean | undefined;
	readonly hasBounced: boolean;
	readonly hasComplained: boolean;
	readonly isHeldOut: boolean;
	readonly contactedDaysAgo: number | undefined;
	readonly engagedDaysAgo: number | undefined;
	readonly intentDaysAgo: number | undefined;
	/** Days without an order after which a win-back is due; NaN: never. */
	readonly winBackDays: number;
	/** Whether the day to measure dates against is known. */
	readonly hasAsOf: boolean;
	/** Whether a contact, an engagement or an intent is dated after that day, and so doesn't count. */
	readonly hasFactsAfterAsOf: boolean;
}

export interface SuppressionRule {
	/** Several rules may share one reason on different channels. */
	readonly code: string;
	/** The name of the reason. */
	readonly name: string;
	readonly channels: readonly Channel[];
	/** A rule about inactivity: strong intent lifts it, and win-back messages are exempt from it for a while. */
	readonly isInactivity: boolean;
	applies(facts: SuppressionFacts, options: SuppressionOptions): boolean;
	/** The reason inside a sentence. */
	readonly because: (facts: SuppressionFacts, options: SuppressionOptions) => string;
}

const emails = ['emailBroadcast', 'emailPromotion'] as const;
const messages = [...emails, 'sms', 'push'] as const;
const everything = [...messages, 'paidSocial', 'acquisitionAds'] as const;

const unsubscribed = {
	code: 'unsubscribed',
	name: 'No Consent',
	isInactivity: false,
	because: () => 'no consent',
} as const;

const consentUnknown = {
	code: 'consentUnknown',
	name: 'Consent Unknown',
	isInactivity: false,
	because: () => 'not known whether the customer agreed',
} as const;

/**
 * Every rule that suppresses channels, the most important first: deletion, consent, holdout, frequency cap, tier rules,
 * cost rules. All that apply are reported; the first is the main reason. A further rule can only suppress more.
 */
export const suppressionRules: readonly SuppressionRule[] = [
	{
		code: 'deletionRequested',
		name: 'Deletion Requested',
		channels: everything,
		isInactivity: false,
		applies: (facts) => facts.hasRequestedDeletion,
		because: () => 'the customer asked to be deleted',
	},
	{
		...unsubscribed,
		channels: emails,
		applies: (facts) => facts.emailConsent === false,
	},
	{
		...unsubscribed,
		channels: ['sms'],
		applies: (facts) => facts.smsConsent === false,
	},
	{
		...unsubscribed,
		channels: ['push'],
		applies: (facts) => facts.pushConsent === false,
	},
	{
		...consentUnknown,
		channels: emails,
		applies: ({ emailConsent }, { unknownEmailConsent }) =>
			emailConsent === undefined && unknownEmailConsent === 'suppress',
	},
	{
		...consentUnknown,
		channels: ['sms'],
		applies: ({ smsConsent }, { unknownSmsConsent }) =>
			smsConsent === undefined && unknownSmsConsent === 'suppress',
	},
	{
		...consentUnknown,
		channels: ['push'],
		applies: ({ pushConsent }, { unknownPushConsent }) =>
			pushConsent === undefined && unknownPushConsent === 'suppress',
	},
	{
		code: 'bounced',
		name: 'Email Bounced',
		channels: emails,
		isInactivity: false,
		applies: (facts) => facts.hasBounced,
		because: () => 'emails bounced',
	},
	{
		code: 'complained',
		name: 'Spam Complaint',
		channels: emails,
		isInactivity: false,
		applies: (facts) => facts.hasComplained,
		because: () => 'emails were reported as spam',
	},
	{
		code: 'holdout',
		name: 'Holdout Group',
		channels: everything,
		isInactivity: false,
		applies: (facts) => facts.isHeldOut,
		because: () => 'in the holdout group',
	},
	{
		code: 'frequencyCap',
		name: 'Contacted Recently',
		channels: messages,
		isInactivity: false,
		applies: (facts, { frequencyCapDays }) => isLessThan(facts.contactedDaysAgo, frequencyCapDays),
		because: (_, { frequencyCapDays }) => `contacted within the last ${frequencyCapDays} days`,
	},
	{
		code: 'inactive',
		name: 'Inactive',
		channels: emails,
		isInactivity: true,
		applies: (facts) => facts.daysSinceLastOrder >= facts.inactivityDays,
		because: (facts) =>
			`${facts.daysSinceLastOrder} days without an order (the limit for this tier is ${facts.inactivityDays})`,
	},
	{
		code: 'longInactive',
		name: 'Long Inactive',
		channels: messages,
		isInactivity: true,
		applies: (facts, { longInactivityDays }) =>
			facts.hasKnownTier &&
			!facts.isTopTier &&
			longInactivityDays > 0 &&
			facts.daysSinceLastOrder >= longInactivityDays,
		because: (_, { longInactivityDays }) =>
			`no order in ${longInactivityDays} days and not in a top tier`,
	},
	{
		code: 'notEngaged',
		name: 'Not Engaged',
		channels: ['sms', 'push'],
		isInactivity: true,
		applies: (facts, { engagementDays }) =>
			facts.isCostlyTier && engagementDays > 0 && !isLessThan(facts.engagedDaysAgo, engagementDays),
		because: (_, { engagementDays }) =>
			`too costly for this tier with no engagement in the last ${engagementDays} days`,
	},
	{
		code: 'retargetingTooLate',
		name: 'Too Late for Retargeting',
		channels: ['paidSocial'],
		isInactivity: true,
		applies: (facts, { retargetingDays }) =>
			facts.isCostlyTier && retargetingDays > 0 && facts.daysSinceLastOrder >= retargetingDays,
		because: (_, { retargetingDays }) =>
			`too costly for this tier after ${retargetingDays} days without an order`,
	},
	{
		code: 'recentBuyer',
		name: 'Recent Buyer',
		channels: ['acquisitionAds'],
		isInactivity: false,
		applies: (facts, { recentBuyerDays }) =>
			recentBuyerDays > 0 && facts.daysSinceLastOrder <= recentBuyerDays,
		because: (_, { recentBuyerDays }) => `bought in the last ${recentBuyerDays} days`,
	},
	{
		code: 'topCustomer',
		name: 'Top Customer',
		channels: ['acquisitionAds'],
		isInactivity: false,
		applies: (facts) => facts.isTopTier,
		because: () => 'already in a top tier',
	},
	{
		code: 'repeatBuyer',
		name: 'Repeat Buyer',
		channels: ['acquisitionAds'],
		isInactivity: false,
		applies: (facts, { repeatBuyerOrders }) =>
			repeatBuyerOrders > 0 && facts.orderCount >= repeatBuyerOrders,
		because: (_, { repeatBuyerOrders }) => `has ordered ${repeatBuyerOrders} times or more`,
	},
];

function isLessThan(days: number | undefined, limit: number): boolean {
	return days !== undefined && days < limit;
}
