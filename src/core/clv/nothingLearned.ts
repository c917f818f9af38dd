import type { ClvModel } from './clvModel';
import { nominalLevels } from './rangeLevels';

/** What is fitted on the errors of predictions from earlier dates. */
export type LearnedFromCuts = Pick<ClvModel, 'rangeLevels' | 'correction'>;

/** Predictions without corrections. */
export const nothingLearned: LearnedFromCuts = { rangeLevels: nominalLevels, correction: null };
