import type { Notice } from '../../values/notice';
import { type NoticeTable, tellNotices } from '../../values/tellNotices';
import { counted, firstFew } from '../../values/wording';
import type { FittedFeatures } from './fitFeatures';
import type { TuneOptions } from './options';
import type { SuggestedPoints } from './suggestPoints';
import type { TuneRun } from './tuneRun';

/** The facts for a run's notices. */
export interface TuneFacts {
	readonly options: TuneOptions;
	readonly run: TuneRun;
	readonly hasLater: boolean;
	readonly fitted: FittedFeatures | undefined;
	readonly points: readonly SuggestedPoints[];
}

/** What a reader of the result should know. */
export function tuneNotices(facts: TuneFacts): Notice[] {
	return tellNotices(allNotices, facts);
}

const fewBuyersBelow = 25;

const allNotices: NoticeTable<TuneFacts> = {
	noWhatFollowed: [
		'warning',
		({ hasLater }) =>
			hasLater
				? undefined
				: 'Nothing came in on input What Followed, so it is not known what customers did later. Connect the same customers as of today, with their order history.',
	],
	unknownRules: [
		'warning',
		({ run, options }) => {
			const codes = [...run.set.unknownCodes].sort();
			return codes.length === 0
				? undefined
				: `"${options.fieldNames.scoreReasons}" names ${firstFew(codes)}, which the rule set here does not have. Give the rules that customers were scored by: the "model" of that Score Customer's Summary.`;
		},
	],
	noReasons: [
		'warning',
		({ run, options }) => {
			const hasNone = run.ids.length > 0 && run.patterns.value.length === 0;
			return options.featuresFrom !== 'rules' || !hasNone || run.set.unknownCodes.size > 0
				? undefined
				: `No customer has points in "${options.fieldNames.scoreReasons}". Put Score Customer before this node, as of the past day.`;
		},
	],
	nothingLater: [
		'warning',
		({ run, options }) =>
			run.ids.length === 0 || run.target.some((value) => value > 0)
				? undefined
				: `No customer was worth anything in the ${options.horizonDays} days after scoring, so no rule can be judged. Check that input What Followed has orders of these days.`,
	],
	fewBuyers: [
		'warning',
		({ run }) => {
			const buyers = run.orders.filter((orders) => orders > 0).length;
			return buyers === 0 || buyers >= fewBuyersBelow
				? undefined
				: `Only ${counted(buyers, 'customer')} ordered in these days. With so few the points of a rule are mostly chance.`;
		},
	],
	engagementCapReached: [
		'info',
		({ run, fitted }) =>
			fitted === undefined || !run.set.isCapReached()
				? undefined
				: 'Some customers reach the most points that engagement gives. The cap is not a rule, so the tuned points are compared without it: raise it with the points of engagement rules.',
	],
	rulesTooRare: [
		'info',
		({ run, points, options }) => {
			if (run.ids.length === 0) return undefined;
			const rare = points.flatMap(({ verdict }, place) =>
				verdict === 'tooFew' ? [run.set.features[place].name] : [],
			);
			return rare.length === 0
				? undefined
				: `Fewer than ${options.leastPerRule} customers have ${firstFew(rare)}. Nothing can be said about ${rare.length === 1 ? 'it' : 'them'}, so the points stay as they are.`;
		},
	],
};
