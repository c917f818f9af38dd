import { percent } from '../../values/wording';
import type { Notice } from '../../values/notice';
import type { ScoreOptions } from './options';
import type { EventCounts, ScoreTotals } from './scoreTotals';

/** With fewer customers than this, shares are unreliable. */
const smallBase = 100;

/**
 * What the user of a run should know, with the next step.
 *
 * Notices about the whole base are skipped with a saved model: the input may then be a single customer.
 */
export function scoreNotices(
	totals: ScoreTotals,
	events: EventCounts,
	options: Pick<ScoreOptions, 'use' | 'bandLimits'>,
): Notice[] {
	const base = options.use === 'fit' && totals.customers > 0 ? baseNotices(totals, options) : [];
	return [...base, ...rowNotices(totals, events)];
}

function baseNotices(totals: ScoreTotals, options: Pick<ScoreOptions, 'bandLimits'>): Notice[] {
	const notices: Notice[] = [];
	const isByPercentiles = options.bandLimits === 'percentiles';
	if (totals.customers < smallBase) {
		notices.push({
			code: 'smallBase',
			level: 'info',
			message: `There are only ${totals.customers} customers. Each score is correct, but with fewer than ${smallBase} customers the band shares mean little.`,
		});
	}
	if (isByPercentiles && totals.customersWithOrders === 0) {
		notices.push({
			code: 'noPercentiles',
			level: 'warning',
			message:
				'Nobody has ordered, so there are no percentiles; the limits in points were used instead.',
		});
	}
	if (totals.shareOf('vip') < 0.005) {
		const step = isByPercentiles
			? 'Many customers share the best scores: add rules that tell them apart, or raise "VIP Band: Top Share (%)".'
			: 'Set "Band Limits" to "Percentiles of This Shop", or lower "VIP Band: Above (Points)".';
		notices.push({
			code: 'vipShareLow',
			level: 'warning',
			message: `${vipsInWords(totals.shareOf('vip'))} reached the VIP band. ${step}`,
		});
	}
	if (totals.shareOf('reengage') > 0.5) {
		const step = isByPercentiles
			? 'Lower "Re-Engage Band: Bottom (%)".'
			: 'Set "Band Limits" to "Percentiles of This Shop", or lower "Re-Engage Band: Below (Points)".';
		notices.push({
			code: 'reengageShareHigh',
			level: 'warning',
			message: `${percent(totals.shareOf('reengage'))} of the customers are in the re-engage band, too many for one campaign. ${step}`,
		});
	}
	return notices;
}

function vipsInWords(share: number): string {
	return share === 0 ? 'No customers' : `Only ${percent(share)} of the customers`;
}

function rowNotices(totals: ScoreTotals, events: EventCounts): Notice[] {
	const notices: Notice[] = [];
	if (totals.customersWithoutHistory > 0) {
		notices.push({
			code: 'missingOrderHistory',
			level: 'warning',
			message: `${totals.customersWithoutHistory} customers have orders but no order history, so their order amounts give no points. Put Compute RFM before this node, or set the field under "Input Fields".`,
		});
	}
	if (events.setAside > events.given * 0.05) {
		notices.push({
			code: 'eventsSetAside',
			level: 'warning',
			message: `${events.setAside} of ${events.given} events could not be used. The output "Set Aside" gives the reason for each.`,
		});
	}
	return notices;
}
