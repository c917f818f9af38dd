/**
 * Chooses among things of groups that are ranked together the one that a customer belongs to.
 *
 * A new customer whose cohort month is no group of its own belongs to all new ones; where there are no new customers at
 * all, to the established ones, and the other way round. Undefined only where there is no group.
 */
export function chooserOf<Thing>(
	things: ReadonlyMap<string, Thing>,
): (isNew: boolean, cohortMonth: string | undefined) => Thing | undefined {
	const [any] = things.values();
	const all = things.get('all');
	const forNew = all ?? things.get('new') ?? things.get('established') ?? any;
	const forOthers = all ?? things.get('established') ?? things.get('new') ?? any;
	const ranksMonths = all === undefined && [...things.keys()].some(isMonth);
	return (isNew, cohortMonth) => {
		if (!isNew) return forOthers;
		if (!ranksMonths || cohortMonth === undefined) return forNew;
		return things.get(cohortMonth) ?? forNew;
	};
}

/** Whether the group is a cohort month and not one of the groups that have a name. */
export function isMonth(group: string): boolean {
	return /^\d{4}-\d{2}$/.test(group);
}
