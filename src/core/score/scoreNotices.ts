import { percent } from '../../values/wording';
import type { Notice } from '../../values/notice';
import type { ScoreOptions } from './options';
import type { EventCounts, ScoreTotals } from './scoreTotals';

/** Fewer customers than this make shares shaky. */
const smallBase = 100;

/**
 * What the user of a run should know, with the next step.
 *
 * What concerns the base as a whole is left out where a saved model is applied: there the input may be one customer.
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
			message: `There are only ${totals.customers} customers. Each score is right, but with fewer than ${smallBase} the shares of the bands say little.`,
		});
	}
	if (isByPercentiles && totals.customersWithOrders === 0) {
		notices.push({
			code: 'noPercentiles',
			level: 'warning',
			message:
				'Nobody has ordered, so there are no percentiles; "VIP Above" and "Re-Engage Below" were used as they are.',
		});
	}
	if (totals.shareOf('vip') < 0.005) {
		const step = isByPercentiles
			? 'Many customers share the best scores; let rules tell them apart, or raise "VIP Top Percent".'
			: 'Set "Band Limits" to "Percentiles of This Shop", or lower "VIP Above".';
		notices.push({
			code: 'vipShareLow',
			level: 'warning',
			message: `Only ${percent(totals.shareOf('vip'))} of the customers are VIPs. ${step}`,
		});
	}
	if (totals.shareOf('reengage') > 0.5) {
		const step = isByPercentiles
			? 'Lower "Re-Engage Bottom Percent".'
			: 'Set "Band Limits" to "Percentiles of This Shop", or lower "Re-Engage Below".';
		notices.push({
			code: 'reengageShareHigh',
			level: 'warning',
			message: `${percent(totals.shareOf('reengage'))} of the customers are to be re-engaged, too many for one campaign. ${step}`,
		});
	}
	return notices;
}

function rowNotices(totals: ScoreTotals, events: EventCounts): Notice[] {
	const notices: Notice[] = [];
	if (totals.customersWithoutHistory > 0) {
		notices.push({
			code: 'missingOrderHistory',
			level: 'warning',
			message: `${totals.customersWithoutHistory} customers have ordered but have no order history, so the amounts of their orders give no points. Put Compute RFM before this node, or name the field under "Input Fields".`,
		});
	}
	if (events.setAside > events.given * 0.05) {
		notices.push({
			code: 'eventsSetAside',
			level: 'warning',
			message: `${events.setAside} of ${events.given} events could not be used. The output "Set Aside" says why for each of them.`,
		});
	}
	return notices;
}
