/**
 * Chooses the group that a customer is ranked in.
 *
 * A new customer whose cohort month is not a group belongs to the group of all new ones; where there are no new
 * customers at all, to the established ones, and the reverse. Undefined only where there is no group.
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

/** Whether the group is a cohort month rather than one of the named groups. */
export function isMonth(group: string): boolean {
	return /^\d{4}-\d{2}$/.test(group);
}
