import { type ScoreOptions, scoreOptions } from '../../core/score/options';
import type { WarehouseOptions } from '../options';
import { type StepKind, stepKinds } from './options';

/** The options of the chosen steps, in the form of their nodes. */
export interface LaterOptions {
	readonly points?: ScoreOptions;
}

/** Returns the options of the chosen steps as their nodes have them. */
export function laterOptionsOf({ steps, points, outputFields }: WarehouseOptions): LaterOptions {
	return {
		...(steps.includes('points') && { points: scoreOptions.parse({ ...points, outputFields }) }),
	};
}

/** The chosen steps in their order. */
export function stepsOf(later: LaterOptions): StepKind[] {
	return stepKinds.filter((kind) => later[kind] !== undefined);
}
