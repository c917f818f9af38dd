import type { ClvModel } from './clvModel';
import { nominalLevels } from './rangeLevels';

/** What is learned from how predictions of earlier dates turned out. */
export type LearnedFromCuts = Pick<ClvModel, 'rangeLevels' | 'correction'>;

/** Predictions as the model makes them. */
export const nothingLearned: LearnedFromCuts = { rangeLevels: nominalLevels, correction: null };
