import { compareMeans, type Comparison } from '../stats/compareMeans';
import { JointMoments, type Sample } from '../stats/jointMoments';
import type { TuneRun } from './tuneRun';

/** The result for one feature by itself: later value of customers with it and without it. */
export interface AloneFinding {
	readonly with: Sample;
	readonly without: Sample;
	/** Mean with the feature less mean without it, Welch's interval and p. */
	readonly comparison: Comparison;
}

/** Each feature by itself, by position. */
export function aloneFindings({ patterns, patternOf, target }: TuneRun): AloneFinding[] {
	const { columns, start, column } = patterns;
	const moments = Array.from({ length: columns }, () => [new JointMoments(), new JointMoments()]);
	const has = new Uint8Array(columns);
	for (let i = 0; i < patternOf.length; i++) {
		const [first, end] = [start[patternOf[i]], start[patternOf[i] + 1]];
		for (let k = first; k < end; k++) has[column[k]] = 1;
		for (let feature = 0; feature < columns; feature++) {
			moments[feature][has[feature]].add(target[i]);
		}
		for (let k = first; k < end; k++) has[column[k]] = 0;
	}
	return moments.map(([without, having]) => ({
		with: having.sample,
		without: without.sample,
		comparison: compareMeans(without.sample, having.sample),
	}));
}
