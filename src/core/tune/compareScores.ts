import { bootstrapCaptureDifference } from '../stats/bootstrapCapture';
import {
	areaUnderCurve,
	ascendingPlaces,
	averageRanks,
	rankCorrelation,
	topDecileCapture,
} from '../stats/rankMeasures';
import type { FittedFeatures } from './fitFeatures';
import { givenScores, type GivenScore, type TuneRun } from './tuneRun';

/** How well a score ranks customers by their later value. */
export interface RankMeasures {
	/** Spearman's correlation with later value. */
	readonly spearman: number | null;
	/** Share of all later value that the best-scored tenth brought. */
	readonly topTenthShare: number | null;
	/** Chance that a customer who ordered again had a higher score than one who didn't. */
	readonly auc: number | null;
}

/** All scores compared; the tuned one by models that had not seen the customer. */
export interface ScoreComparison {
	readonly measures: Readonly<Partial<Record<GivenScore | 'tuned', RankMeasures>>>;
	/** Top-tenth share of the tuned score less today's, and its standard error by paired bootstrap. */
	readonly difference: number | null;
	readonly standardError: number | null;
	/** Whether the tuned score is better by more than one standard error. */
	readonly isBetter: boolean;
}

/** Compares today's score with the tuned one and with simpler rankings. */
export function compareScores(run: TuneRun, fitted: FittedFeatures | undefined): ScoreComparison {
	const targetRanks = averageRanks(run.target);
	const placesOf = new Map<Float64Array, Uint32Array>();
	const measure = (scores: Float64Array): RankMeasures => {
		const places = ascendingPlaces(scores);
		placesOf.set(scores, places);
		return {
			spearman: rankCorrelation(averageRanks(scores, places), targetRanks),
			topTenthShare: topDecileCapture(scores, run.target, places),
			auc: areaUnderCurve(scores, run.orders, places),
		};
	};
	const measures: Partial<Record<GivenScore | 'tuned', RankMeasures>> = {};
	for (const name of givenScores) {
		const known = withoutGaps(run.scores[name]);
		if (known !== undefined) measures[name] = measure(known);
	}
	if (fitted === undefined) {
		return { measures, difference: null, standardError: null, isBetter: false };
	}
	measures.tuned = measure(fitted.outOfFold);
	const today = measures.todaysScore?.topTenthShare ?? NaN;
	const difference = (measures.tuned.topTenthShare ?? NaN) - today;
	const { todaysScore } = run.scores;
	const standardError = bootstrapCaptureDifference(
		fitted.outOfFold,
		todaysScore,
		run.target,
		placesOf.get(fitted.outOfFold),
		placesOf.get(todaysScore),
	);
	const isBetter = standardError !== null && difference > standardError;
	return {
		measures,
		difference: Number.isNaN(difference) ? null : difference,
		standardError,
		isBetter,
	};
}

/** Customers without this number rank below all others; undefined where nobody has it. */
function withoutGaps(scores: Float64Array): Float64Array | undefined {
	let least = Infinity;
	let gaps = 0;
	for (const score of scores) {
		if (Number.isNaN(score)) gaps++;
		else if (score < least) least = score;
	}
	if (gaps === scores.length) return undefined;
	return gaps === 0 ? scores : scores.map((score) => (Number.isNaN(score) ? least - 1 : score));
}
