import type { Notice } from '../../values/notice';
import { type NoticeTable, tellNotices } from '../../values/tellNotices';
import { counted, firstFew } from '../../values/wording';
import type { PlanOptions } from './options';
import type { PlanTally } from './planTally';

interface PlanFacts {
	readonly tally: PlanTally;
	readonly options: PlanOptions;
}

/** What a reader of the result should know, with the next step. */
export function planNotices(facts: PlanFacts): Notice[] {
	return tellNotices(allNotices, facts);
}

const allNotices: NoticeTable<PlanFacts> = {
	noTiers: [
		'warning',
		({ tally }) => {
			const count = tally.withoutTier;
			return count === 0
				? undefined
				: `${counted(count, 'customer')} without a tier ${gets(count)} no offer, because no discount ceiling is known. Put Assign Tier before this node.`;
		},
	],
	unknownTiers: [
		'warning',
		({ tally }) =>
			tally.unknownTiers.size === 0
				? undefined
				: `The playbook has no row for the tier ${firstFew([...tally.unknownTiers].sort())}, so its customers get no offer. Choose Playbook: My Own Tables, and add the tier.`,
	],
	noPredictions: [
		'warning',
		({ tally }) => {
			const count = tally.countOf('noPrediction');
			return count === 0
				? undefined
				: `${counted(count, 'customer')} without a predicted spend ${gets(count)} no offer, because it is not known what one may cost. Put Predict CLV before this node.`;
		},
	],
	noOrderValues: [
		'warning',
		({ tally }) => {
			const count = tally.countOf('noOrderValue');
			return count === 0 || count < tally.all.customers
				? undefined
				: 'No customer has an order value, so nobody gets an offer. Put Compute RFM before this node.';
		},
	],
	unreadableOffers: [
		'warning',
		({ tally, options }) => {
			const count = tally.countOf('unreadableOffer');
			return count === 0
				? undefined
				: `${counted(count, 'customer')} ${count === 1 ? 'has' : 'have'} an "${options.fieldNames.offer}" that is not a number, and ${gets(count)} no offer.`;
		},
	],
	unreadableMargins: [
		'warning',
		({ tally, options }) =>
			tally.withUnreadableMargin === 0
				? undefined
				: `${counted(tally.withUnreadableMargin, 'customer')} came with a "${options.fieldNames.marginPercent}" that is not a percentage: ${options.marginPercent}% is used.`,
	],
	noDiscountShares: [
		'info',
		({ tally, options }) =>
			tally.hasDiscountShares || tally.all.customers === 0
				? undefined
				: `No customer has "${options.fieldNames.discountShare}", so nobody counts as dependent on discounts. Put Compute RFM before this node, with a field for discounts.`,
	],
	winBackClosed: [
		'info',
		({ tally }) => {
			const count = tally.withClosedWinBack;
			return count === 0
				? undefined
				: `The win-back of ${counted(count, 'customer')} has reached messages on channels that are suppressed for them, so they get no step.`;
		},
	],
};

function gets(count: number): string {
	return count === 1 ? 'gets' : 'get';
}
