import { codeList } from '../../values/codeList';
import type { JsonRecord } from '../../values/jsonRecord';
import { counted } from '../../values/wording';
import { roundShare } from '../stats/rounding';
import { tierName } from '../tier/tierCodes';
import type { PlanOptions } from './options';
import { noSums, type PlanSums, type PlanTally, verdictCounts } from './planTally';
import type { Playbook } from './playbooks';
import type { TierPlay, WinBackMessage } from './playbookTables';
import { unitsPerAmount, unitsPerPercent } from './readOfferFacts';
import { winBackChannelNames } from './winBackChannels';

/**
 * The master plan: one row for each tier of the playbook, with its customers, what they get, and what to set up for
 * them.
 */
export function playbookRows(
	{ tiers, winBack }: Playbook,
	tally: PlanTally,
	options: PlanOptions,
): JsonRecord[] {
	const messages = [...winBack].sort((a, b) => a.day - b.day);
	return tiers.map((play) => {
		const sums = tally.byTier.get(play.tier) ?? noSums();
		return {
			tier: play.tier,
			name: tierName(play.tier),
			...audienceOf(sums, tally.all),
			emailsPerWeek: rangeText(play.emailsFrom, play.emailsTo),
			tone: play.tone,
			offerCeilingPercent: play.offerCeilingPercent,
			...offersOf(sums, options),
			benefit: play.benefit,
			upsell: play.upsell,
			...winBackOf(play, messages, sums),
			suppressionRules: suppressionText(play, sums),
			...setUpOf(play, messages),
		};
	});
}

function audienceOf(sums: PlanSums, all: PlanSums): JsonRecord {
	return {
		customers: sums.customers,
		share: roundShare(all.customers === 0 ? null : sums.customers / all.customers),
		averageOrderValue: amountPer(sums.orderValue, sums.withOrderValue),
		averagePredictedSpend: amountPer(sums.predictedSpend, sums.withPrediction),
	};
}

function offersOf(sums: PlanSums, { offerKind }: PlanOptions): JsonRecord {
	const perOne = offerKind === 'percent' ? unitsPerPercent : unitsPerAmount;
	const given = sums.verdicts.granted + sums.verdicts.lowered;
	return {
		...verdictCounts(sums),
		control: sums.control,
		averageOffer: given === 0 ? null : Math.round((100 * sums.offers) / given / perOne) / 100,
		offerCost: sums.cost / unitsPerAmount,
	};
}

function winBackOf(
	play: TierPlay,
	messages: readonly WinBackMessage[],
	sums: PlanSums,
): JsonRecord {
	return {
		reactivateAfterDays: play.reactivateAfterDays === 0 ? null : play.reactivateAfterDays,
		inWinBack: sums.inWinBack,
		winBackSteps: messages
			.flatMap((message, place) =>
				isFor(message, play.tier) ? [`${place + 1}. ${messageText(message)}`] : [],
			)
			.join('; '),
	};
}

function suppressionText({ stopEmailAfterDays }: TierPlay, { control }: PlanSums): string {
	const rules = [
		...(stopEmailAfterDays > 0
			? [`no marketing email after ${stopEmailAfterDays} days without an order, except win-backs`]
			: ['marketing email however long ago the last order was']),
		...(control > 0 ? [`nothing for ${counted(control, 'customer')} in the control group`] : []),
		'nobody without consent',
	];
	return rules.join('; ');
}

/** What to set up on each platform, in its own words. */
function setUpOf(play: TierPlay, messages: readonly WinBackMessage[]): JsonRecord {
	const name = tierName(play.tier);
	const channels = messages
		.filter((message) => isFor(message, play.tier))
		.map(({ day, channel }) => `day ${day} ${winBackChannelNames[channel]}`);
	const hasWinBack = play.reactivateAfterDays > 0 && channels.length > 0;
	return {
		klaviyoSegment: `${name}: customer_tier equals ${play.tier}`,
		klaviyoList:
			play.offerCeilingPercent > 0
				? `${name} with offer: offerVerdict is granted or lowered`
				: `none: ${name} gets no discounts`,
		klaviyoFlow: hasWinBack
			? `Win-back ${name}, started by the event Win-Back Due: ${channels.join(', ')}`
			: 'none',
		metaAudience: hasWinBack
			? `${name}, exact, without the control group: to retarget while a win-back runs`
			: `${name}, exact: to exclude from acquisition ads`,
	};
}

function isFor({ tiers }: WinBackMessage, tier: string): boolean {
	const named = codeList(tiers);
	return named.length === 0 || named.includes(tier);
}

function messageText(message: WinBackMessage): string {
	const { day, channel, outline, withOffer, leastOrderValue } = message;
	const offer = withOffer ? ' with the offer' : '';
	const from = leastOrderValue > 0 ? ` from an order value of ${leastOrderValue}` : '';
	return `day ${day}, ${winBackChannelNames[channel]}${offer}${from}: ${outline}`;
}

function rangeText(least: number, most: number): string {
	return least === most ? String(least) : `${least} to ${most}`;
}

function amountPer(units: number, count: number): number | null {
	return count === 0 ? null : Math.round((100 * units) / count / unitsPerAmount) / 100;
}
