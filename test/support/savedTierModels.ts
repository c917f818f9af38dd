/** The `model` of Assign Tier, as it is saved, with what all methods have. */
const common = {
	kind: 'tier',
	valueField: 'monetaryTotal',
	lifespanYears: 2,
	newBelowDays: 90,
	matureFromDays: 180,
	lapsedAfterDays: 180,
} as const;

/** A saved model of tiers by rank, with one ladder for everybody. */
export function rankedTierModel(cuts: object, changes: object = {}) {
	return {
		...common,
		method: 'percentile',
		shares: { champions: 1, vip: 10, highValue: 20, lowValue: 20 },
		cohortMinimum: null,
		groups: [{ group: 'all', customers: 100, cuts }],
		...changes,
	} as const;
}

/** A saved model of tiers by money. */
export function moneyTierModel(tiers: ReadonlyArray<{ name: string; atLeast: number }>) {
	return { ...common, method: 'money', tiers } as const;
}
