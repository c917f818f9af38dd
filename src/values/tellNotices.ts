import type { Notice } from './notice';

/**
 * The notices a run can have, by code: the level of each, and its message for the facts of a run; undefined where it
 * doesn't apply.
 */
export type NoticeTable<Facts> = Readonly<
	Record<string, readonly [level: Notice['level'], tell: (facts: Facts) => string | undefined]>
>;

/** The notices of a table that apply, in the order of the table. */
export function tellNotices<Facts>(table: NoticeTable<Facts>, facts: Facts): Notice[] {
	return Object.entries(table).flatMap(([code, [level, tell]]) => {
		const message = tell(facts);
		return message === undefined ? [] : [{ code, message, level }];
	});
}
