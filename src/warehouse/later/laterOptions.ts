import { type ScoreOptions, scoreOptions } from '../../core/score/options';
import { type ChurnOptions, churnOptions } from '../../core/churn/options';
import { type SuppressionOptions, suppressionOptions } from '../../core/suppression/options';
import { type TierOptions, tierOptions } from '../../core/tier/options';
import type { WarehouseOptions } from '../options';
import { type StepKind, stepKinds } from './options';

/** The options of the chosen steps, in the form of their nodes. */
export interface LaterOptions {
	readonly points?: ScoreOptions;
	readonly tiers?: TierOptions;
	readonly churn?: ChurnOptions;
	readonly suppression?: SuppressionOptions;
}

/** Returns the options of the chosen steps as their nodes have them. */
export function laterOptionsOf(options: WarehouseOptions): LaterOptions {
	const { steps, points, tiers, churn, suppression, outputFields } = options;
	const has = (kind: StepKind) => steps.includes(kind);
	return {
		...(has('points') && { points: scoreOptions.parse({ ...points, outputFields }) }),
		...(has('tiers') && {
			tiers: tierOptions.parse({ ...tiers, outputFields, holdoutKey: 'customerId' }),
		}),
		...(has('churn') && { churn: churnOptions.parse({ ...churn, outputFields }) }),
		...(has('suppression') && {
			suppression: suppressionOptions.parse({ ...suppression, outputFields }),
		}),
	};
}

/** The chosen steps in their order. */
export function stepsOf(later: LaterOptions): StepKind[] {
	return stepKinds.filter((kind) => later[kind] !== undefined);
}

/** The options of a step that was chosen. */
export function optionsOf<Kind extends StepKind>(
	later: LaterOptions,
	kind: Kind,
): NonNullable<LaterOptions[Kind]> {
	const options = later[kind];
	if (options === undefined) throw new Error(`The step ${kind} was not chosen`);
	return options;
}
