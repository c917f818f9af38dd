import { z } from 'zod';
import { lapsePresets } from '../churn/lapseRules';
import { asOfDate, customerFieldNames, fieldName } from '../customers/customerFields';
import { outputFields } from '../customers/resultFields';
import { channels } from '../../values/channels';

/** The effect of an unknown consent: the channel is suppressed, or stays open with a notice. */
const unknownConsent = z.enum(['suppress', 'allow']);

const days = () => z.number().int().min(0).max(3650);

/** All options of Build Suppression List, with bounds and defaults. A number of days of 0 switches its rule off. */
export const suppressionOptions = z.object({
	/** Decides the outputs Suppressed and Contactable. */
	channel: z.enum(channels).default('emailPromotion'),
	/** Days without an order after which a tier gets no more email; 0: never. */
	inactivityTable: z.array(z.object({ tier: z.string().min(1), days: days() })).default([
		{ tier: 'champions', days: 0 },
		{ tier: 'vip', days: 180 },
		{ tier: 'highValue', days: 150 },
		{ tier: 'midTier', days: 120 },
		{ tier: 'lowValue', days: 90 },
	]),
	/** Days without an order after which nobody below the top tiers gets any message. */
	longInactivityDays: days().default(180),
	/** Contacted fewer than this many days ago: no message. */
	frequencyCapDays: days().default(0),
	keepOrderHistory: z.boolean().default(false),

	unknownEmailConsent: unknownConsent.default('allow'),
	/** Text messages without a prior consent can be fined per message. */
	unknownSmsConsent: unknownConsent.default('suppress'),
	/** The device asks for it, so few shops have it. */
	unknownPushConsent: unknownConsent.default('allow'),

	/** Empty: each customer's own `asOf`. */
	asOf: asOfDate,
	outputFields,
	topTiers: z.string().default('champions,vip,highValue'),
	/** Tiers that must have engaged to get SMS and push, and that are not retargeted. */
	costlyTiers: z.string().default('lowValue'),
	/** An engagement fewer than this many days ago keeps SMS and push open for the costly tiers. */
	engagementDays: days().default(30),
	retargetingDays: days().default(180),
	/** Last order at most this many days ago: no acquisition ads. */
	recentBuyerDays: days().default(30),
	/** Customers with this many orders or more are not shown acquisition ads. */
	repeatBuyerOrders: z.number().int().min(0).default(3),
	escalateTiers: z.string().default('champions'),
	escalateAfterDays: days().default(60),
	/** Strong intent fewer than this many days ago lifts inactivity rules for `intentTiers`. */
	intentDays: days().default(14),
	intentTiers: z.string().default('midTier,lowValue'),
	/** Days from a lapse during which win-back messages are exempt from inactivity rules. */
	winBackWindowDays: days().default(30),
	/** For customers without the days of Churn Check; 0: never. */
	winBackTable: z
		.array(z.object({ tier: z.string().min(1), days: days() }))
		.default(lapsePresets.standard),

	emailCostPerThousand: z.number().min(0).default(6.5),
	pushCostPerThousand: z.number().min(0).default(2.75),
	smsCostEach: z.number().min(0).default(0.0225),

	fieldNames: z
		.object({
			...customerFieldNames,
			orderHistory: fieldName('orderHistory'),
			orderCount: fieldName('orderCountLifetime'),
			monetaryTotal: fieldName('monetaryTotal'),
			tier: fieldName('tier'),
			lapseAfterDays: fieldName('lapseAfterDays'),
			emailConsent: fieldName('emailConsent'),
			smsConsent: fieldName('smsConsent'),
			pushConsent: fieldName('pushConsent'),
			bounced: fieldName('bounced'),
			complained: fieldName('complained'),
			deletionRequested: fieldName('deletionRequested'),
			lastContactedAt: fieldName('lastContactedAt'),
			lastEngagedAt: fieldName('lastEngagedAt'),
			lastIntentAt: fieldName('lastIntentAt'),
			holdoutGroup: fieldName('holdoutGroup'),
		})
		.default({}),
});

export type SuppressionOptions = z.output<typeof suppressionOptions>;
