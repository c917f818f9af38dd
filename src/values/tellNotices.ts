import type { Notice } from './notice';

/** Which notices there are, by code: how grave each is, and its message for what a run found; undefined where there is nothing to tell. */
export type NoticeTable<Facts> = Readonly<
	Record<string, readonly [level: Notice['level'], tell: (facts: Facts) => string | undefined]>
>;

/** The notices of a table that have something to tell, in the order of the table. */
export function tellNotices<Facts>(table: NoticeTable<Facts>, facts: Facts): Notice[] {
	return Object.entries(table).flatMap(([code, [level, tell]]) => {
		const message = tell(facts);
		return message === undefined ? [] : [{ code, message, level }];
	});
}
