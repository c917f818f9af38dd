import type { JsonRecord } from '../../values/jsonRecord';
import type { TablesResult } from '../result';
import { sortSetAside } from '../setAsideRows';
import { type AloneFinding, aloneFindings } from './aloneFindings';
import { type BandFindings, bandFindings } from './bandFindings';
import { bandRows } from './bandRows';
import { compareScores, type ScoreComparison } from './compareScores';
import { fitFeatures, type FittedFeatures } from './fitFeatures';
import type { TuneOptions } from './options';
import { ruleRows } from './ruleRows';
import { type SuggestedPoints, suggestPoints } from './suggestPoints';
import { summariseTune } from './summariseTune';
import { tunedRuleSet } from './tunedRuleSet';
import { tuneNotices } from './tuneNotices';
import { readTuneRun, type TuneRun } from './tuneRun';
import { usableFeatures } from './usableFeatures';

export interface TuneResult extends TablesResult {
	/** One row per rule. */
	readonly rules: JsonRecord[];
	/** One row per band, then one per tenth of the score. */
	readonly bands: JsonRecord[];
	/** The same before rounding. */
	readonly found: {
		readonly run: TuneRun;
		readonly alone: AloneFinding[];
		readonly fitted: FittedFeatures | undefined;
		readonly points: SuggestedPoints[];
		readonly comparison: ScoreComparison;
		readonly bands: BandFindings;
	};
}

/**
 * Determines which points predict later value: compares customers as they were scored on a past day with what they
 * bought in the days after.
 *
 * Each rule is judged by itself and together with all others, and the tuned score is compared with today's on customers
 * it has not seen. The summary's `ruleSet` holds the tuned points only where they are better by more than one standard
 * error, else today's: it can be passed to Score Customer as it is.
 *
 * @param rows customers scored as of a past day, with `scoreReasons`
 * @param later the same customers today, with `orderHistory`
 */
export function tuneScore(
	rows: readonly JsonRecord[],
	options: TuneOptions,
	later: readonly JsonRecord[] = [],
): TuneResult {
	const run = readTuneRun(rows, later, options);
	const { features } = run.set;
	const alone = aloneFindings(run);
	const usable = usableFeatures(run, options.leastPerRule);
	const fitted = fitFeatures(run, usable.used);
	const points = suggestPoints(run, usable, fitted);
	const comparison = compareScores(run, fitted);
	const bands = bandFindings(run);
	const tuned = tunedRuleSet(features, points, comparison.isBetter);
	const setAside = sortSetAside(run.setAside);
	const notices = tuneNotices({ options, run, hasLater: later.length > 0, fitted, points });
	return {
		rules: ruleRows({ features, alone, fitted, points, isTuned: tuned.isTuned }, options),
		bands: bandRows(bands),
		setAside,
		notices,
		summary: summariseTune({ run, fitted, comparison, bands, tuned, setAside, notices }, options),
		found: { run, alone, fitted, points, comparison, bands },
	};
}
