import { counted, firstFew, percent } from '../../values/wording';
import type { Finding } from './finding';
import type { LiftVerdict } from './liftVerdict';
import { metrics } from './metrics';
import { roundAmount } from '../stats/rounding';

const names: Readonly<Record<Finding['metric'], string>> = {
	revenue: metrics.revenue.name,
	conversion: metrics.conversion.name,
	orders: metrics.orders.name,
	margin: metrics.margin.name,
	averageOrder: 'Average order of those who ordered',
	revenuePerEmail: 'Revenue per email',
	unsubscribeRate: 'Share of customers who unsubscribed',
};

/** The name of a metric in sentences. */
export function metricName(metric: Finding['metric']): string {
	return names[metric];
}

const asShares = new Set<Finding['metric']>(['conversion', 'unsubscribeRate']);

const conclusions = {
	sampleRatioMismatch:
		'The group sizes differ from the planned ones, so this result is not valid until you know why.',
	insufficientSample: 'Too few customers to tell: keep the control group running.',
	rollOut: 'It works, and the lift is above 20%: roll it out.',
	works: 'It works: the whole interval is above 0.',
	harms: 'It does harm: the whole interval is below 0. Stop it.',
	noProof: 'No proof either way: the interval includes 0. Keep the control group running.',
} as const satisfies Record<LiftVerdict, string>;

/** A verdict in one sentence. */
export function verdictInWords(verdict: LiftVerdict): string {
	return conclusions[verdict];
}

/** One finding in words: both groups, the lift with its interval, and what that means. */
export function explainFinding(finding: Finding, fixedHorizonOnly: boolean): string {
	const { metric, field, value, estimate, leading, verdict } = finding;
	const { control, treated } = estimate;
	const show = asShares.has(metric) ? percentOrNone : amountOrNone;
	const among = field === null ? '' : ` (${firstFew([field])} ${firstFew([value ?? ''])})`;
	const means = `${names[metric]}${among}: ${show(treated.mean)} with treatment, ${show(control.mean)} without`;
	const sizes = `${counted(treated.n, 'customer')} and ${counted(control.n, 'customer')}`;
	if (verdict === null) return `${means} (${sizes}). Described, not judged.`;
	const { lift, liftLow, liftHigh } = leading;
	const interval =
		liftLow === null || liftHigh === null
			? ''
			: `, interval ${signed(liftLow)} to ${signed(liftHigh)}`;
	const change = lift === null ? '' : `; lift ${signed(lift)}${interval}`;
	const caution =
		fixedHorizonOnly && (verdict === 'works' || verdict === 'rollOut' || verdict === 'harms')
			? ' Valid only if you look once, at the planned end.'
			: '';
	return `${means} (${sizes})${change}. ${conclusionOf(metric, verdict)}${caution}`;
}

function conclusionOf(metric: Finding['metric'], verdict: LiftVerdict): string {
	if (metric !== 'unsubscribeRate') return conclusions[verdict];
	if (verdict === 'harms') return 'More customers unsubscribe: the whole interval is above 0.';
	return verdict === 'works'
		? 'Fewer customers unsubscribe: the whole interval is below 0.'
		: conclusions[verdict];
}

function signed(share: number): string {
	return `${share > 0 ? '+' : ''}${percent(share)}`;
}

function percentOrNone(share: number): string {
	return Number.isFinite(share) ? percent(share) : 'nothing';
}

function amountOrNone(amount: number): string {
	const value = roundAmount(amount);
	return value === null ? 'nothing' : String(Math.round(value * 100) / 100);
}
