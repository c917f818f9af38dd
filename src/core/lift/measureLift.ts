import { codeList } from '../../values/codeList';
import { dateOfDay, dayOfDate } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import { storedDayReader } from '../../values/storedDay';
import { type CustomerRows, readCustomers } from '../customers/readCustomers';
import { resultCopier } from '../customers/resultFields';
import type { CustomersResult, OutputRow } from '../result';
import { countByReason, sortSetAside } from '../setAsideRows';
import { explainStatus } from './explainStatus';
import { type GatheredOutcomes, gatherOutcomes } from './gatherOutcomes';
import { type Finding, liftFindings, valuesOf, mostValues } from './liftFindings';
import { liftNotices } from './liftNotices';
import type { LiftOptions } from './options';
import { type Assignment, groupIn, readAssignments } from './readAssignments';
import { resultRow } from './resultRow';
import { roundP, roundShare } from '../stats/rounding';
import { balanceOf, groupSizes, headline, moneyOf, planOf } from './summariseLift';
import { whalesIn, withoutCustomers } from './whales';
import { winsorize } from './winsorize';

const addedFields = [
	'liftStatus',
	'liftGroup',
	'liftAssignedAt',
	'liftRevenue',
	'liftOrders',
	'liftRevenueBefore',
	'liftOrdersBefore',
	'liftExplanation',
] as const;

export interface LiftResult extends CustomersResult {
	/** One row a metric, for all customers and for each value of a breakdown. */
	readonly results: JsonRecord[];
	/** The same before rounding. */
	readonly findings: Finding[];
}

/**
 * Compares customers who were treated with those who were left alone, and says whether the treatment works.
 *
 * Orders of days 1 to N after the assignment count, of everybody whose N days are over, contacted or not. Adds
 * `liftStatus`, `liftGroup`, `liftAssignedAt`, `liftRevenue`, `liftOrders`, `liftRevenueBefore`, `liftOrdersBefore` and
 * `liftExplanation` to every customer.
 *
 * @param assignments rows that say who was assigned where and when; empty: each customer's own group, from `start` on
 * @param timeZone the shop's, for days that a store has moved to UTC
 */
export function measureLift(
	rows: readonly JsonRecord[],
	options: LiftOptions,
	assignments: readonly JsonRecord[] = [],
	timeZone = 'UTC',
): LiftResult {
	const base = readCustomers(rows, options.fieldNames.customerId);
	const today = referenceDay(rows, base, options);
	const hasOwnRows = assignments.length > 0;
	const { first, setAside: unusable } = hasOwnRows
		? readAssignments(
				assignments,
				options.fieldNames,
				today ?? Infinity,
				storedDayReader(rows[0]?.[options.fieldNames.asOf], timeZone),
			)
		: { first: ownAssignments(rows, base, options), setAside: [] };
	const gathered = gatherOutcomes(rows, base, first, hasOwnRows, options);
	const { outcomes } = gathered;
	const winsorized = winsorize(outcomes, options.winsorizePercentile);
	const sizes = groupSizes(first, options.controlShare);
	const fields = codeList(options.breakdownBy);
	const findings = liftFindings(outcomes, fields, sizes.isMismatch, options);
	const primary = findingOf(findings, options.primaryMetric);

	const whales = whalesIn(outcomes, options.whaleSharePercent);
	const withoutWhales =
		whales.length === 0
			? null
			: findingOf(
					liftFindings(withoutCustomers(outcomes, whales), [], sizes.isMismatch, options),
					options.primaryMetric,
				);
	const balance = balanceOf(outcomes);
	const plan = planOf(primary, gathered, first, today, options);
	const counts = countStatuses(gathered);
	const notices = liftNotices({
		options,
		assigned: first.size,
		isDayKnown: today !== undefined,
		outcomes,
		sizes,
		balance,
		plan,
		immature: counts.immature,
		unreadable: counts.unreadableOrderHistory,
		changedGroup: counts.changedGroup,
		fieldsOfToday: hasOwnRows ? [] : fields,
		crowdedFields: fields.filter((field) => valuesOf(field, outcomes).distinct > mostValues),
		whales: whales.length,
		withoutWhales,
	});
	const setAside = sortSetAside([...base.setAside, ...unusable, ...gathered.setAside]);
	return {
		customers: writeCustomers(rows, base, gathered, options),
		results: findings.map((finding) =>
			resultRow(finding, finding === primary, !options.alwaysValid),
		),
		findings,
		setAside,
		notices,
		summary: {
			...headline(primary),
			asOf: today === undefined ? null : dateOfDay(today),
			windowDays: options.windowDays,
			customers: base.ids.length,
			assigned: first.size,
			...counts,
			setAside: setAside.length,
			setAsideByReason: countByReason(setAside),
			controlCustomers: primary.estimate.control.n,
			treatedCustomers: primary.estimate.treated.n,
			converters: primary.converters,
			interval: intervalName(options),
			sampleRatio: {
				...sizes,
				controlSharePercent: options.controlShare,
				chiSquare: roundShare(sizes.chiSquare),
				p: roundP(sizes.p),
			},
			balance: {
				revenueBefore: roundShare(balance.revenueBefore),
				age: roundShare(balance.age),
			},
			...plan,
			smallestVisibleLift: roundShare(plan.smallestVisibleLift),
			...moneyOf(findingOf(findings, 'revenue'), findingOf(findings, 'margin'), outcomes, options),
			winsorized,
			whales: whales.length,
			withoutWhales: withoutWhales && headline(withoutWhales),
			notices,
		},
	};
}

function findingOf(findings: readonly Finding[], metric: Finding['metric']): Finding {
	// Every run has the main metrics for all customers.
	return findings.find((each) => each.metric === metric && each.field === null) as Finding;
}

function intervalName({ cuped, alwaysValid }: LiftOptions): string {
	return `${cuped ? 'adjusted' : 'plain'}${alwaysValid ? 'AlwaysValid' : 'FixedHorizon'}`;
}

/** The day that everything is measured on: the option, else the latest day that customers come with; undefined where none has one. */
function referenceDay(
	rows: readonly JsonRecord[],
	{ sources }: CustomerRows,
	{ asOf, fieldNames }: LiftOptions,
): number | undefined {
	let latest = asOf === '' ? undefined : dayOfDate(asOf);
	if (latest !== undefined) return latest;
	let text: unknown;
	for (const source of sources) {
		const own = rows[source][fieldNames.asOf];
		if (own === text) continue;
		text = own;
		const day = dayOfDate(own);
		if (day !== undefined && !(latest !== undefined && latest >= day)) latest = day;
	}
	return latest;
}

/** Customers who say themselves which group they are in, all assigned on the day of `start`; nobody without that day. */
function ownAssignments(
	rows: readonly JsonRecord[],
	{ ids, sources }: CustomerRows,
	{ start, fieldNames }: LiftOptions,
): Map<string, Assignment> {
	const first = new Map<string, Assignment>();
	const day = dayOfDate(start);
	if (day === undefined) return first;
	ids.forEach((customerId, i) => {
		const row = rows[sources[i]];
		const group = groupIn(row, fieldNames.holdoutGroup);
		if (group === undefined) return;
		first.set(customerId, { customerId, group, day, row, source: sources[i] });
	});
	return first;
}

function countStatuses({ statuses }: GatheredOutcomes) {
	const counts = {
		counted: 0,
		immature: 0,
		notAssigned: 0,
		changedGroup: 0,
		unreadableOrderHistory: 0,
	};
	for (const status of statuses) counts[status]++;
	return counts;
}

function writeCustomers(
	rows: readonly JsonRecord[],
	{ sources }: CustomerRows,
	{ statuses, assignmentOf, outcomes }: GatheredOutcomes,
	options: LiftOptions,
): OutputRow[] {
	const copy = resultCopier({
		own: addedFields,
		fields: 'all',
		customerId: options.fieldNames.customerId,
	});
	let at = 0;
	return sources.map((source, i): OutputRow => {
		const out = copy(rows[source]);
		const assignment = assignmentOf[i];
		out.liftStatus = statuses[i];
		out.liftGroup = assignment?.group ?? null;
		out.liftAssignedAt = assignment === undefined ? null : dateOfDay(assignment.day);
		// Counted customers lie in the columns in the same order.
		if (statuses[i] === 'counted') {
			out.liftRevenue = outcomes.revenue[at];
			out.liftOrders = outcomes.orders[at];
			out.liftRevenueBefore = outcomes.revenueBefore[at];
			out.liftOrdersBefore = outcomes.ordersBefore[at];
			at++;
		}
		out.liftExplanation = explainStatus(statuses[i], out, options);
		return { row: out, source };
	});
}
