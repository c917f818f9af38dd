import type { Notice } from '../../values/notice';
import { type NoticeTable, tellNotices } from '../../values/tellNotices';
import { valueInWords } from '../tier/chooseValue';
import { isOtherValue } from '../tier/rankedBy';
import { counted } from '../../values/wording';

/** The facts for a run's notices. */
export interface MigrationFacts {
	readonly hasPrevious: boolean;
	readonly changedRanking: number;
	/** Customers of both runs who were placed without their age. */
	readonly agesMissing: number;
	/** The field of ages. */
	readonly ageField: string;
	readonly isFrozen: boolean;
	/** The fields that hold what the customers of each run were ranked by; empty where that can't be told. */
	readonly ranked: { readonly then: readonly string[]; readonly now: readonly string[] };
	/** The field of the groups. */
	readonly groupField: string;
	/** Groups, best first. */
	readonly order: readonly string[];
}

/** What a reader of the result should know; without an earlier run, only that. */
export function migrationNotices(facts: MigrationFacts): Notice[] {
	return tellNotices(facts.hasPrevious ? comparedNotices : firstRunNotices, facts);
}

const firstRunNotices: NoticeTable<MigrationFacts> = {
	noPrevious: [
		'info',
		() =>
			'Nothing came in on input Previous, so everybody is new. Store this run and connect it next time.',
	],
};

const comparedNotices: NoticeTable<MigrationFacts> = {
	agesMissing: [
		'warning',
		({ agesMissing, ageField }) =>
			agesMissing === 0
				? undefined
				: `${counted(agesMissing, 'customer')} had neither "${ageField}" nor "firstOrderAt", so they were placed among established customers, and moves may be wrong. Store one of these fields with each run.`,
	],
	rankedDifferently: [
		'warning',
		({ isFrozen, groupField, ranked: { then, now } }) =>
			isFrozen || groupField !== 'tier' || !now.some((field) => isOtherValue(then, field))
				? undefined
				: `The tiers of then are by ${valueInWords(then[0])} (${then[0]}), those of now by ${valueInWords(now[0])} (${now[0]}), so moves are partly a change of yardstick. Rank both runs by the same value in Assign Tier.`,
	],
	percentileSharesAreFixed: [
		'info',
		({ isFrozen, order }) =>
			isFrozen || !order.includes('champions')
				? undefined
				: 'Tiers by share of customers keep their sizes whatever happens, so there are no health verdicts. Choose "Frozen" and give the tier model of the earlier run.',
	],
	changedRanking: [
		'info',
		({ changedRanking }) =>
			changedRanking === 0
				? undefined
				: `${counted(changedRanking, 'customer')} stopped being new in between, and are ranked by other cut points than before: counted in the moves, but in no verdict.`,
	],
};
