import type { JsonRecord } from '../../values/jsonRecord';
import { roundAmount, roundP, roundShare } from '../stats/rounding';
import type { AloneFinding } from './aloneFindings';
import type { Feature } from './features';
import type { FittedFeatures } from './fitFeatures';
import type { TuneOptions } from './options';
import type { SuggestedPoints } from './suggestPoints';
import { meansInWords } from './worthInWords';
import type { LeftOut } from './usableFeatures';

/** All results about the features. */
export interface FeatureFindings {
	readonly features: readonly Feature[];
	readonly alone: readonly AloneFinding[];
	readonly fitted: FittedFeatures | undefined;
	readonly points: readonly SuggestedPoints[];
	/** Whether the suggested points are recommended. */
	readonly isTuned: boolean;
}

/** One row of Rules for each feature, in the order of the rule set. */
export function ruleRows(findings: FeatureFindings, options: TuneOptions): JsonRecord[] {
	const { features, alone, fitted, points, isTuned } = findings;
	const placeInFit = new Map(fitted?.used.map((place, k) => [place, k]));
	return features.map((feature, place): JsonRecord => {
		const { with: having, without, comparison } = alone[place];
		const customers = having.n + without.n;
		const effect = effectOf(fitted, placeInFit.get(place));
		return {
			rule: feature.name,
			label: feature.label,
			verdict: points[place].verdict,
			explanation: explainRule(feature, points[place], alone[place], isTuned, options),
			pointsToday: feature.pointsToday ?? null,
			suggestedPoints: points[place].suggested,
			customersWith: having.n,
			customersWithout: without.n,
			support: customers === 0 ? null : roundShare(having.n / customers),
			meanWith: roundAmount(having.mean),
			meanWithout: roundAmount(without.mean),
			difference: roundAmount(comparison.difference),
			differenceLow: roundAmount(comparison.low),
			differenceHigh: roundAmount(comparison.high),
			p: roundP(comparison.p),
			...effect,
			leftOutBecause: points[place].leftOut ?? null,
		};
	});
}

const reach = 1.959963984540054;

/** How later value changes with one more unit while all other rules stay the same, as a share. */
function effectOf(fitted: FittedFeatures | undefined, k: number | undefined): JsonRecord {
	const perUnit = fitted === undefined || k === undefined ? null : fitted.fit.perUnit[k];
	if (fitted === undefined || k === undefined || perUnit === null) {
		return {
			effect: null,
			effectLow: null,
			effectHigh: null,
			coefficient: null,
			standardError: null,
		};
	}
	const { deviation } = fitted.fit.spreads[k];
	const error = (fitted.errors.standardized[k] ?? NaN) / deviation;
	return {
		effect: roundShare(Math.expm1(perUnit)),
		effectLow: roundShare(Math.expm1(perUnit - reach * error)),
		effectHigh: roundShare(Math.expm1(perUnit + reach * error)),
		coefficient: roundShare(perUnit),
		standardError: roundShare(error),
	};
}

const reasons = {
	tooFew: (least) => `fewer than ${least} customers have it`,
	constant: () => 'all customers have as much of it, so it ranks nobody',
	separated: () => 'nobody with it, or nobody without it, was worth anything later',
	collinear: () => 'other rules already say the same',
} as const satisfies Record<LeftOut, (least: number) => string>;

function explainRule(
	{ pointsToday }: Feature,
	{ verdict, suggested, leftOut }: SuggestedPoints,
	{ with: having, without }: AloneFinding,
	isTuned: boolean,
	options: TuneOptions,
): string {
	const isKnown = having.n > 0 && without.n > 0;
	const means = isKnown ? meansInWords(having.mean, without.mean, options) : '';
	const [today, next] = [String(pointsToday), String(suggested)];
	const unproven = 'but all tuned points together are not proven better';
	const change = (verb: string) =>
		isTuned
			? `${verb} from ${today} to ${next} points.`
			: `Keep ${today} points: ${next} would fit these customers, ${unproven}.`;
	const isPenalty = (pointsToday ?? 0) < 0;
	const advice = {
		keep:
			today === next
				? `Keep ${today} points.`
				: `About right: ${today} points, ${next} by these customers.`,
		raise: change(isPenalty ? 'Deduct more:' : 'Raise'),
		lower: change(isPenalty ? 'Deduct less:' : 'Lower'),
		drop:
			pointsToday === undefined
				? 'Give it no points: beside the others it tells nothing.'
				: isTuned
					? 'Drop it: beside the other rules it tells nothing, or the opposite.'
					: `Keep ${today} points: beside the other rules it tells nothing, or the opposite, ${unproven}.`,
		add: isTuned
			? `Give ${next} points for each unit.`
			: `${next} points for each unit would fit these customers, ${unproven}.`,
		tooFew: `Can't be judged: ${reasons.tooFew(options.leastPerRule)}.`,
		notJudged: `Can't be judged: ${leftOut === undefined ? 'nobody was worth anything later' : reasons[leftOut](options.leastPerRule)}.`,
	} as const satisfies Record<SuggestedPoints['verdict'], string>;
	return `${advice[verdict]} ${means}`.trim();
}
