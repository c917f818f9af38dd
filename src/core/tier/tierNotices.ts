import type { Notice } from '../../values/notice';
import { countWithin } from '../stats/countWithin';
import { valueInWords } from './chooseValue';
import type { TierShares } from './fitCuts';
import type { TierCode } from './tierCodes';
import type { TierModel } from './tierModel';
import type { TierRun } from './tierRun';

const smallBase = 100;

/**
 * Checks that describe a shop without a fault in it: a small shop has few Champions by design, and its spend is spread
 * as it is.
 */
const describesShop: ReadonlySet<string> = new Set(['tierUnder100', 'topRevenueShare']);

/** Notices of a run: those about the whole base only where it fitted its own cut points. */
export function tierNotices(run: TierRun): Notice[] {
	return [...(run.isFitted ? baseNotices(run) : []), ...rowNotices(run)];
}

function rowNotices(run: TierRun): Notice[] {
	const notices: Notice[] = [];
	if (run.customersWithoutValue > 0) {
		notices.push({
			code: 'missingValue',
			message: `${count(run.customersWithoutValue)} with orders ${run.customersWithoutValue === 1 ? 'has' : 'have'} no number in "${run.model.valueField}" and got no tier. Rank by another value, or run the node that computes it first.`,
			level: 'warning',
		});
	}
	if (run.unknownPreviousTiers > 0) {
		notices.push({
			code: 'unknownPreviousTier',
			message: `${count(run.unknownPreviousTiers)} had a previous tier that this run doesn't have; their change is "new". This is expected once after you rename tiers.`,
			level: 'info',
		});
	}
	if (run.held === undefined || run.ranked === 0) return notices;
	if (run.withPreviousTier === 0) {
		notices.push({
			code: 'noPreviousTiers',
			message:
				'"Keep Tiers Steady" is on, but no customer comes with a tier of the last run, so every tier is today\'s. Connect the stored rows of the last run to "Previous"; on the first run there are none.',
			level: 'info',
		});
	} else if (run.held > 0) {
		notices.push({
			code: 'tiersHeld',
			message: `${count(run.held)} ${run.held === 1 ? 'keeps the old tier' : 'keep their old tiers'}: today's value is in another tier, but not far enough past the cutoff, and the old tier has not lasted long enough.`,
			level: 'info',
		});
	}
	return notices;
}

function baseNotices(run: TierRun): Notice[] {
	const { model, ranked } = run;
	const isSmall = ranked < smallBase;
	const notices: Notice[] = [];
	if (run.isValueAutomatic) {
		const why =
			model.valueField === 'predictedClv'
				? 'every customer with orders has it'
				: 'not every customer has a predicted CLV: put Predict CLV before this node to rank by it';
		notices.push({
			code: 'valueChosen',
			message: `Tiers are by ${valueInWords(model.valueField)} (${model.valueField}), because ${why}.`,
			level: 'info',
		});
	}
	if (model.method === 'money') {
		notices.push({
			code: 'fixedThresholds',
			message:
				'Money tiers have fixed limits, so their sizes drift as prices and the shop grow. Check the sizes in the summary every quarter.',
			level: 'info',
		});
	}
	if (isSmall) {
		notices.push({
			code: 'smallBase',
			message: `Only ${count(ranked)} could be tiered. With fewer than 100, a single order can move someone a tier: treat the tiers as a first estimate.`,
			level: 'warning',
		});
	}
	if (run.isAllEqual) {
		notices.push({
			code: 'degenerate',
			message: `All ${count(ranked)} have the same ${valueInWords(model.valueField)}, so nobody can be ranked above anyone else.`,
			level: 'warning',
		});
	} else if (model.method === 'percentile') {
		notices.push(...emptyTiers(run, model));
	}
	if (ranked > 1 && run.greatestRevenueShare !== null && run.greatestRevenueShare > 0.5) {
		notices.push({
			code: 'whale',
			message: `One customer accounts for ${Math.round(run.greatestRevenueShare * 100)}% of revenue. This affects the averages and revenue share of the top tier, not the tiers: review that customer by hand.`,
			level: 'info',
		});
	}
	for (const { code, verdict, message } of run.verdicts) {
		// A small base has small tiers and a notice of its own.
		if (verdict !== 'attention' || (isSmall && code !== 'ltvReconciled')) continue;
		// A prediction is margin, partly of customers who have left, so it is usually below past revenue.
		const isUsual =
			describesShop.has(code) ||
			(code === 'ltvReconciled' && run.ltv.field === 'predictedClv' && (run.ltv.factor ?? 1) < 1);
		notices.push({ code, message, level: isUsual ? 'info' : 'warning' });
	}
	return notices;
}

function emptyTiers(run: TierRun, model: TierModel & { method: 'percentile' }): Notice[] {
	// A rule moves customers between tiers whatever their shares are.
	if (model.vip !== undefined && model.vip.rule !== 'share') return [];
	const tooSmall: string[] = [];
	const tied: string[] = [];
	for (const { tier, name, customers } of run.tiers) {
		if (customers > 0 || isLeftOut(tier as TierCode, model.shares)) continue;
		const hasRoom = model.groups.some(
			(group) => capacityOf(tier as TierCode, model.shares, group.customers) > 0,
		);
		(hasRoom ? tied : tooSmall).push(name);
	}
	const notices: Notice[] = [];
	if (tooSmall.length > 0 && run.ranked > 0) {
		notices.push({
			code: 'tierEmptySmallN',
			message: `No customers reached ${tooSmall.join(' or ')}: that share of ${count(run.ranked)} is less than one customer. Raise the share, or wait until the shop has grown.`,
			level: 'info',
		});
	}
	if (tied.length > 0) {
		notices.push({
			code: 'tierEmptyTies',
			message: `No customers reached ${tied.join(' or ')}: too many have exactly the same value at the cutoff, and equal values are never split. Rank by a finer value, such as Predicted CLV.`,
			level: 'info',
		});
	}
	return notices;
}

/** Whether a tier has no share at all, so that nobody is missing in it; Mid-Tier is the rest. */
function isLeftOut(tier: TierCode, shares: TierShares): boolean {
	return tier === 'midTier' || capacityOf(tier, shares, 1_000_000) === 0;
}

/** How many of n customers a tier could hold if no two values were equal. */
function capacityOf(tier: TierCode, shares: TierShares, n: number): number {
	const within = (share: number) => countWithin(share, n);
	switch (tier) {
		case 'vip':
			return within(shares.vip) - within(shares.champions);
		case 'highValue':
			return within(shares.highValue) - within(shares.vip);
		case 'midTier':
			return n - within(shares.highValue) - within(shares.lowValue);
		default:
			return within(shares[tier]);
	}
}

function count(customers: number): string {
	return `${customers.toLocaleString('en-US')} ${customers === 1 ? 'customer' : 'customers'}`;
}
