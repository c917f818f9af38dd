import type { TierCode } from '../tier/tierCodes';
import { tierCodes } from '../tier/tierCodes';
import type { TierPlay, WinBackMessage } from './playbookTables';
import { tierPlaybook } from './tierPlaybook';

/** How each tier is treated, and the messages of a win-back in the order of their days. */
export interface Playbook {
	readonly tiers: TierPlay[];
	readonly winBack: WinBackMessage[];
}

/** The industries with a playbook. */
export const playbookNames = ['fashion', 'luxury', 'subscription', 'supplements'] as const;

export type PlaybookName = (typeof playbookNames)[number];

/** Days without an order after which marketing emails stop, as in Build Suppression List's defaults; 0: never. */
const stopEmailAfterDays: Readonly<Record<TierCode, number>> = {
	champions: 0,
	vip: 180,
	highValue: 150,
	midTier: 120,
	lowValue: 90,
};

type Words = Pick<TierPlay, 'tone' | 'benefit' | 'upsell'>;

/** The values that differ from `tierPlaybook` for a tier, and its texts. */
type Play = Words & Partial<TierPlay>;

/** Offers start with the second message: the first requests nothing and offers no discount. */
const topTiers = 'champions, vip, highValue';
/** Order value from which a personal call pays. */
const callFrom = 5000;

export const playbooks: Readonly<Record<PlaybookName, Playbook>> = {
	fashion: {
		tiers: tiers({
			champions: {
				tone: 'As an insider, by name',
				benefit: 'Early access to new collections and a personal stylist',
				upsell: 'Private sales, made to measure',
			},
			vip: {
				tone: 'Warm and personal',
				benefit: 'First pick of the sale and free express shipping',
				upsell: 'The rest of the outfit at full price',
			},
			highValue: {
				tone: 'Inspiring: outfits before products',
				benefit: 'Free shipping and returns',
				upsell: 'A second category, bundled with the one bought most',
			},
			midTier: {
				tone: 'Helpful, with reviews',
				benefit: 'Free shipping',
				upsell: 'Free shipping from a little above the average order',
			},
			lowValue: {
				tone: 'Short, with the season',
				benefit: 'A style guide',
				upsell: 'A second order within 60 days',
			},
		}),
		winBack: [
			message(1, 'email', 'What is new since the last order, in the category bought most'),
			message(5, 'sms', 'A reminder with the arrivals in the own size', { withOffer: true }),
			message(10, 'phone', 'Ask how the last piece fits, and offer an appointment', {
				leastOrderValue: callFrom,
			}),
			message(20, 'email', 'Last call: the reminder ends in three days', { withOffer: true }),
		],
	},
	supplements: {
		tiers: tiers({
			champions: {
				tone: 'As an expert to an expert',
				benefit: 'First batches of new products and a call with a nutritionist',
				upsell: 'The year plan',
			},
			vip: {
				offerCeilingPercent: 15,
				tone: 'Personal, by goal',
				benefit: 'A free sample with the next refill',
				upsell: 'From refills to a subscription',
			},
			highValue: {
				offerCeilingPercent: 20,
				tone: 'By goal, with evidence',
				benefit: 'A dosing plan',
				upsell: 'The stack that goes with the product bought most',
			},
			midTier: {
				offerCeilingPercent: 25,
				reactivateAfterDays: 45,
				stopEmailAfterDays: 90,
				tone: 'Helpful: how to take it, what to expect',
				benefit: 'A refill reminder and free shipping',
				upsell: 'The larger pack',
			},
			lowValue: {
				stopEmailAfterDays: 60,
				tone: 'Short, one question answered each time',
				benefit: 'A guide to the goal',
				upsell: 'A first refill',
			},
		}),
		winBack: [
			message(1, 'email', 'The pack is empty by now: one click to refill'),
			message(5, 'sms', 'A refill reminder', { withOffer: true }),
			message(10, 'phone', 'Ask how the product works for them', { leastOrderValue: callFrom }),
			message(14, 'email', 'What others with the same goal changed to', { withOffer: true }),
		],
	},
	subscription: {
		tiers: tiers(
			{
				champions: {
					tone: 'As a founding member',
					benefit: 'Early access to new boxes and a say in the next one',
					upsell: 'The year plan, or a gift subscription',
				},
				vip: {
					offerCeilingPercent: 15,
					stopEmailAfterDays: 120,
					tone: 'Personal, by what they rated best',
					benefit: 'A free extra in the next delivery',
					upsell: 'The larger plan',
				},
				highValue: {
					offerCeilingPercent: 20,
					stopEmailAfterDays: 120,
					tone: 'Thankful, with their own numbers',
					benefit: 'A swap or a pause at no cost',
					upsell: 'From monthly to quarterly payment',
				},
				midTier: {
					offerCeilingPercent: 25,
					stopEmailAfterDays: 90,
					tone: 'Helpful: how to get the most of it',
					benefit: 'A skip or a smaller plan in place of leaving',
					upsell: 'One extra a delivery',
				},
				lowValue: {
					tone: 'Short: what is in the next delivery',
					benefit: 'A skip in place of leaving',
					upsell: 'A second delivery',
				},
			},
			60,
		),
		winBack: [
			message(1, 'email', 'A delivery was missed: pause, skip or change the plan'),
			message(5, 'sms', 'Start again with one tap', { withOffer: true, tiers: topTiers }),
			message(10, 'phone', 'Ask why they stopped, and change the plan for them', {
				leastOrderValue: callFrom,
			}),
			message(14, 'email', 'What is in the next box', { withOffer: true }),
		],
	},
	luxury: {
		tiers: tiers({
			champions: {
				emailsFrom: 0,
				emailsTo: 1,
				reactivateAfterDays: 45,
				tone: 'From their own adviser, by name',
				benefit: 'Private appointments, previews and pieces held for them',
				upsell: 'One-off pieces, by invitation',
			},
			vip: {
				emailsFrom: 1,
				emailsTo: 2,
				offerCeilingPercent: 0,
				reactivateAfterDays: 60,
				stopEmailAfterDays: 365,
				tone: 'Personal and unhurried',
				benefit: 'Previews, care and repair at no cost',
				upsell: 'The piece that completes the set',
			},
			highValue: {
				emailsFrom: 1,
				emailsTo: 2,
				offerCeilingPercent: 10,
				stopEmailAfterDays: 365,
				tone: 'The story behind the piece',
				benefit: 'Engraving or wrapping at no cost',
				upsell: 'A first appointment',
			},
			midTier: {
				emailsFrom: 0,
				emailsTo: 1,
				offerCeilingPercent: 15,
				stopEmailAfterDays: 180,
				tone: 'Inviting, never urgent',
				benefit: 'Express delivery by courier',
				upsell: 'A second category at full price',
			},
			lowValue: {
				stopEmailAfterDays: 120,
				tone: 'The season in one picture',
				benefit: 'The care guide',
				upsell: 'A first piece at full price',
			},
		}),
		winBack: [
			message(1, 'email', 'A note from the adviser, without a product'),
			message(5, 'letter', 'A handwritten card with an invitation', { tiers: 'champions, vip' }),
			message(10, 'phone', 'Invite to a private appointment', { leastOrderValue: callFrom }),
			message(21, 'email', 'The new pieces that go with the last one', { withOffer: true }),
		],
	},
};

/** @param reactivateAfterDays for playbooks in which all tiers are won back after the same number of days */
function tiers(plays: Readonly<Record<TierCode, Play>>, reactivateAfterDays?: number): TierPlay[] {
	return tierCodes.map((tier) => {
		const usual = tierPlaybook[tier];
		return {
			tier,
			emailsFrom: usual.emailsPerWeek[0],
			emailsTo: usual.emailsPerWeek[1],
			offerCeilingPercent: usual.offerCeilingPercent,
			reactivateAfterDays: reactivateAfterDays ?? usual.reactivateAfterDays ?? 0,
			stopEmailAfterDays: stopEmailAfterDays[tier],
			...plays[tier],
		};
	});
}

function message(
	day: number,
	channel: WinBackMessage['channel'],
	outline: string,
	more: Partial<WinBackMessage> = {},
): WinBackMessage {
	return { day, channel, tiers: '', outline, withOffer: false, leastOrderValue: 0, ...more };
}
