import type { Notice } from '../../values/notice';
import { type NoticeTable, tellNotices } from '../../values/tellNotices';
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
