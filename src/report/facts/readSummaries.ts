import type { JsonRecord } from '../../values/jsonRecord';

/** Fields that identify a node's summary, or a row of one of its tables. */
const signs = {
	valueReport: ['valueReport', 'numbers'],
	computeRfm: ['segments', 'rowsUsed'],
	scoreCustomer: ['bands', 'vipAbove'],
	predictClv: ['predictedClv', 'horizonMonths', 'predictedOrders'],
	assignTier: ['tiers', 'tierChanges'],
	churnCheck: ['churnModelVersion', 'lapsed'],
	buildSuppressionList: ['channels', 'contactable'],
	trackMigration: ['transitionCounts', 'revenueBridge'],
	measureLift: ['metricInWords', 'treatedCustomers', 'windowDays'],
	tuneScore: ['recommendation', 'topTenthDifference'],
	analyseNps: ['npsInWords', 'respondents'],
	planOffers: ['costOfPlan', 'costOfSameOfferToAll'],
	suggestNextPurchase: ['hitRateBestSellers', 'hitRateSameAgain'],
} as const satisfies Record<string, readonly string[]>;

const rowSigns = {
	moves: ['migrationFrom', 'migrationTo', 'monetaryChange'],
	liftResults: ['breakdownField', 'controlMean', 'treatedMean'],
	npsScores: ['dimension', 'npsLow', 'contentAndProfitable'],
	playbook: ['tier', 'offerCost', 'winBackSteps'],
	syncs: ['platform', 'plannedAdded', 'plannedRemoved'],
} as const satisfies Record<string, readonly string[]>;

export type SummaryName = keyof typeof signs;
export type TableName = keyof typeof rowSigns;

/** The input Summaries, by the node that each came from. */
export interface Summaries {
	/** The last one of each node. */
	readonly of: Readonly<Partial<Record<SummaryName, JsonRecord>>>;
	readonly rows: Readonly<Record<TableName, readonly JsonRecord[]>>;
	/** Nodes with more than one summary. */
	readonly repeated: readonly SummaryName[];
	/** Items that the report does not recognize. */
	readonly unknown: number;
}

const names = Object.keys(signs) as SummaryName[];
const tables = Object.keys(rowSigns) as TableName[];

/**
 * Sorts summaries and rows of tables by the node that they come from, which their fields identify; of several, the last
 * one counts.
 */
export function readSummaries(items: readonly JsonRecord[]): Summaries {
	const of: Partial<Record<SummaryName, JsonRecord>> = {};
	const rows: Record<TableName, JsonRecord[]> = {
		moves: [],
		liftResults: [],
		npsScores: [],
		playbook: [],
		syncs: [],
	};
	const repeated = new Set<SummaryName>();
	let unknown = 0;
	for (const item of items) {
		const has = (fields: readonly string[]) => fields.every((field) => Object.hasOwn(item, field));
		const name = names.find((each) => has(signs[each]));
		const table = name === undefined ? tables.find((each) => has(rowSigns[each])) : undefined;
		if (name !== undefined) {
			if (of[name] !== undefined) repeated.add(name);
			of[name] = item;
		} else if (table !== undefined) rows[table].push(item);
		else unknown++;
	}
	return { of, rows, repeated: [...repeated], unknown };
}
