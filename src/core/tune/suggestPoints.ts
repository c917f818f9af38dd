import { sumOf } from '../stats/sumOf';
import type { Feature } from './features';
import type { FittedFeatures } from './fitFeatures';
import type { TuneRun } from './tuneRun';
import type { LeftOut, UsableFeatures } from './usableFeatures';

/** What to do with a rule; `add` is for fields, which have no points yet. */
export type RuleVerdict = 'keep' | 'raise' | 'lower' | 'drop' | 'add' | 'tooFew' | 'notJudged';

/** Points for one unit of a feature. */
export interface SuggestedPoints {
	readonly verdict: RuleVerdict;
	readonly leftOut: LeftOut | undefined;
	/** Before rounding; null for features that are not in the regression. */
	readonly scaled: number | null;
	/** The points to use; today's where there is no suggestion. */
	readonly suggested: number | null;
}

const raiseAbove = 1.25;
const lowerBelow = 0.8;

/**
 * Suggested points, in proportion to the coefficients and scaled so that the score spreads as it does today.
 *
 * Rounded to whole points, halves away from 0; points below one for a field keep two digits. A rule whose sign would
 * change is dropped. Rules that are not in the regression keep their points.
 *
 * @returns one entry per feature, by position
 */
export function suggestPoints(
	run: TuneRun,
	{ leftOut }: UsableFeatures,
	fitted: FittedFeatures | undefined,
): SuggestedPoints[] {
	const { features } = run.set;
	const perUnit = new Map(fitted?.used.map((place, k) => [place, fitted.fit.perUnit[k] ?? 0]));
	const scale = scaleOf(run, perUnit);
	return features.map((feature, place) => {
		const coefficient = perUnit.get(place);
		if (coefficient === undefined || !Number.isFinite(scale)) {
			const verdict = leftOut[place] === 'tooFew' ? 'tooFew' : 'notJudged';
			const suggested = feature.pointsToday ?? null;
			return { verdict, leftOut: leftOut[place], scaled: null, suggested };
		}
		return { ...judgePoints(feature, scale * coefficient), leftOut: undefined };
	});
}

/**
 * Today's spread of the points of the features used, or of the whole score for fields, divided by that of the
 * predictor.
 */
function scaleOf(run: TuneRun, perUnit: ReadonlyMap<number, number>): number {
	const { features } = run.set;
	const hasPoints = [...perUnit.keys()].some((place) => features[place].pointsToday !== undefined);
	const today = hasPoints
		? deviation(
				weightedSums(run, (place) => (perUnit.has(place) ? (features[place].pointsToday ?? 0) : 0)),
			)
		: deviation(run.scores.todaysScore);
	return today / deviation(weightedSums(run, (place) => perUnit.get(place) ?? 0));
}

function judgePoints({ pointsToday }: Feature, scaled: number): Omit<SuggestedPoints, 'leftOut'> {
	const rounded = roundHalfAway(scaled);
	if (pointsToday === undefined) {
		const suggested = rounded === 0 ? Number(scaled.toPrecision(2)) : rounded;
		return { verdict: suggested === 0 ? 'drop' : 'add', scaled, suggested };
	}
	const ratio = rounded / pointsToday;
	if (!(ratio > 0)) return { verdict: 'drop', scaled, suggested: 0 };
	const verdict = ratio > raiseAbove ? 'raise' : ratio < lowerBelow ? 'lower' : 'keep';
	return { verdict, scaled, suggested: rounded };
}

function roundHalfAway(value: number): number {
	return Math.sign(value) * Math.round(Math.abs(value)) + 0;
}

/** Sum of weighted units of every customer. */
function weightedSums(
	{ patterns, patternOf }: TuneRun,
	weightOf: (place: number) => number,
): Float64Array {
	const { columns, start, column, value } = patterns;
	const weights = Float64Array.from({ length: columns }, (_, place) => weightOf(place));
	const byPattern = new Float64Array(start.length - 1);
	for (let row = 0; row < byPattern.length; row++) {
		for (let k = start[row]; k < start[row + 1]; k++)
			byPattern[row] += weights[column[k]] * value[k];
	}
	const sums = new Float64Array(patternOf.length);
	for (let i = 0; i < sums.length; i++) sums[i] = byPattern[patternOf[i]];
	return sums;
}

function deviation(values: Float64Array): number {
	const mean = sumOf(values) / values.length;
	return Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / values.length);
}
