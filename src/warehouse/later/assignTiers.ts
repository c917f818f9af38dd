import { readSavedModel } from '../../core/model/readSavedModel';
import { moneyTiersOf } from '../../core/tier/fitTierModel';
import { checkTierOptions, type TierOptions } from '../../core/tier/options';
import { chooserOf, isMonth } from '../../core/tier/rankedGroups';
import { tierCodes } from '../../core/tier/tierCodes';
import { type RankedGroup, tierModel, type TierModel } from '../../core/tier/tierModel';
import { dateOfDay } from '../../values/days';
import { InvalidInputError } from '../../values/invalidInputError';
import type { Frame } from '../frame';
import { quotedText, refuseEvaluated } from '../safeNames';
import { cases, select, type Step } from '../step';
import { numberFields, scaleOf, tierFields } from './numberFields';
import { countWithinShare, leastWhole } from './wholeNumbers';

/** Assigns the tiers of Assign Tier, and draws the holdout group. */
export function assignTiers(frame: Frame, from: string, options: TierOptions): Step[] {
	const saved = savedTiers(options);
	const valued = { name: 'valued_customers', sql: valuedCustomers(frame, from, options, saved) };
	const isRanked = saved === undefined && options.method === 'percentile';
	return [
		valued,
		...(isRanked ? rankedSteps(frame, options) : []),
		{ name: 'tier_base', sql: tierBase(frame, isRanked), isOneRow: true },
		{ name: 'tier_ranks', sql: tierRanks(frame, options, saved, isRanked) },
		{ name: 'tiered_customers', sql: tieredCustomers(frame, options, saved) },
	];
}

/** The saved model, where one is used; a model that ranks by what the statement lacks is an `InvalidInputError`. */
export function savedTiers(options: TierOptions): TierModel | undefined {
	checkTierOptions(options);
	if (options.use !== 'savedModel') return undefined;
	const saved = readSavedModel('tier', options.savedModel, tierModel);
	const rule = saved.vip?.rule ?? 'share';
	if (rule !== 'share')
		throw new InvalidInputError('savedModel', 'the VIP rule share in SQL', rule);
	return saved;
}

/** The name of the value that tiers are by, as a model has it; one that SQL lacks is an `InvalidInputError`. */
export function tierValueField(options: TierOptions, saved: TierModel | undefined): string {
	const { method, value, valueField, moneyField } = options;
	const chosen = value === 'field' ? valueField : value === 'automatic' ? 'monetaryTotal' : value;
	const field = saved?.valueField ?? (method === 'money' ? moneyField : chosen);
	if (tierFields.includes(field)) return field;
	const option =
		saved !== undefined
			? 'savedModel'
			: method === 'money'
				? 'moneyField'
				: value === 'field'
					? 'valueField'
					: 'value';
	throw new InvalidInputError(option, `a value that SQL has: ${tierFields.join(', ')}`, field);
}

/** Customers with the value that tiers are by, and what decides whom they are ranked among. */
function valuedCustomers(
	frame: Frame,
	from: string,
	options: TierOptions,
	saved: TierModel | undefined,
): string {
	const { newBelowDays } = saved ?? options;
	const { column } = numberFields[tierValueField(options, saved)];
	return select(
		{
			'*': '*',
			tier_value: column,
			is_new: `(CASE WHEN customer_age_days < ${newBelowDays} THEN 1 ELSE 0 END)`,
			cohort: cohortOf(frame, newBelowDays),
		},
		`FROM ${from}`,
	);
}

/** The month of the first order of a new customer as YYYY-MM: one of the few since the day from which customers are new. */
function cohortOf({ asOf, calendar, dialect }: Frame, newBelowDays: number): string {
	const today = calendar.dayOf(asOf);
	const months: Array<[string, string]> = [];
	for (let age = 0; age < newBelowDays; age++) {
		const month = dateOfDay(today - age).slice(0, 7);
		const isFirst = age === newBelowDays - 1 || dateOfDay(today - age - 1).slice(0, 7) !== month;
		if (isFirst) months.push([`customer_age_days <= ${age}`, `'${month}'`]);
	}
	return cases(months, dialect.text('NULL'));
}

/** Ranks customers within each group that they count for. */
function rankedSteps(frame: Frame, options: TierOptions): Step[] {
	const { dialect } = frame;
	const { rankNewSeparately, cohortMinimum } = options;
	const member = (group: string, isMonth: 0 | 1, where: string) =>
		`SELECT customer_id, tier_value, ${group} AS grp, ${isMonth} AS is_month\nFROM valued_customers\nWHERE has_orders = 1${where}`;
	const members = rankNewSeparately
		? [
				member("(CASE WHEN is_new = 1 THEN 'new' ELSE 'established' END)", 0, ''),
				member('cohort', 1, ' AND is_new = 1'),
			]
		: [member("'all'", 0, '')];
	const within = (share: number, name: string) =>
		countWithinShare(dialect, 'members', share, `tiers.${name}`);
	const rank = cases(
		[
			[`from_top <= ${within(options.championsShare, 'championsShare')}`, '1'],
			[`from_top <= ${within(options.vipShare, 'vipShare')}`, '2'],
			[`from_top <= ${within(options.highValueShare, 'highValueShare')}`, '3'],
			[`from_bottom <= ${within(options.lowValueShare, 'lowValueShare')}`, '5'],
		],
		'4',
	);
	const cut = (at: number) =>
		`COALESCE(${dialect.text(`MIN(CASE WHEN rung = ${at} THEN tier_value END)`)}, '')`;
	const cuts = dialect.joined(
		'grp',
		"':'",
		dialect.text('MAX(members)'),
		...[1, 2, 3, 4].flatMap((at) => ["':'", cut(at)]),
	);
	return [
		{ name: 'tier_members', sql: members.join('\nUNION ALL\n') },
		{
			name: 'tier_places',
			sql: `SELECT customer_id, tier_value, grp, is_month, members, ${rank} AS rung
FROM (
  SELECT customer_id, tier_value, grp, is_month, members, (members - less) AS from_top, (members - more) AS from_bottom
  FROM (
    SELECT tier_members.*, COUNT(*) OVER (PARTITION BY grp) AS members, (RANK() OVER (PARTITION BY grp ORDER BY tier_value) - 1) AS less, (RANK() OVER (PARTITION BY grp ORDER BY tier_value DESC) - 1) AS more
    FROM tier_members
  ) AS counted
) AS placed
WHERE is_month = 0 OR members >= ${cohortMinimum}`,
		},
		{
			name: 'tier_groups',
			sql: `SELECT grp, ${cuts} AS cuts\nFROM tier_places\nGROUP BY grp`,
		},
	];
}

/** The cut points of all groups, and how many customers there are. */
function tierBase({ dialect }: Frame, isRanked: boolean): string {
	const { text, list, ordered } = dialect;
	const cuts = isRanked
		? `(SELECT ${list('cuts', ';', [ordered('grp')])} FROM tier_groups)`
		: text('NULL');
	return `SELECT COUNT(*) AS all_customers, ${cuts} AS tier_cuts\nFROM valued_customers`;
}

/** The rung of each customer who has ordered, 1 the best. */
function tierRanks(
	frame: Frame,
	options: TierOptions,
	saved: TierModel | undefined,
	isRanked: boolean,
): string {
	if (isRanked)
		return `SELECT customer_id, COALESCE(MAX(CASE WHEN is_month = 1 THEN rung END), MAX(CASE WHEN is_month = 0 THEN rung END)) AS tier_rank
FROM tier_places
GROUP BY customer_id`;
	const scale = scaleOf(numberFields[tierValueField(options, saved)], frame.digits);
	const rung =
		saved?.method === 'percentile'
			? savedRung(saved.groups, scale)
			: rungBy(
					moneyTiers(options, saved).map(({ atLeast }) => atLeast),
					scale,
				);
	return `SELECT customer_id, ${rung} AS tier_rank\nFROM valued_customers\nWHERE has_orders = 1`;
}

/** The tiers by money, best first. */
function moneyTiers(options: TierOptions, saved: TierModel | undefined) {
	if (saved?.method === 'money') return saved.tiers;
	return moneyTiersOf(options);
}

/** The rung that a value reaches by the least values of the rungs; the last one holds everybody below. */
function rungBy(limits: ReadonlyArray<number | null>, scale: number): string {
	const rungs = limits.slice(0, -1).flatMap((limit, i): Array<[string, string]> => {
		if (limit === null) return [];
		const least = leastWhole(limit * scale, (whole) => whole / scale >= limit);
		return [[`tier_value >= ${least}`, String(i + 1)]];
	});
	return cases(rungs, String(limits.length));
}

function savedRung(groups: readonly RankedGroup[], scale: number): string {
	const choose = chooserOf(new Map(groups.map((group) => [group.group, group])));
	const rungIn = (group: RankedGroup | undefined) =>
		group === undefined
			? String(tierCodes.length)
			: rungBy(
					[group.cuts.champions, group.cuts.vip, group.cuts.highValue, group.cuts.midTier, null],
					scale,
				);
	const months = groups.filter(
		({ group }) => isMonth(group) && choose(true, group)?.group === group,
	);
	return cases(
		[
			['is_new = 0', rungIn(choose(false, undefined))],
			...months.map((month): [string, string] => [`cohort = '${month.group}'`, rungIn(month)]),
		],
		rungIn(choose(true, undefined)),
	);
}

function tieredCustomers(frame: Frame, options: TierOptions, saved: TierModel | undefined): string {
	const { dialect } = frame;
	const isByMoney = (saved?.method ?? options.method) === 'money';
	const names = isByMoney ? moneyTiers(options, saved).map(({ name }) => name) : tierCodes;
	const tier = cases(
		names.map((name, i) => [
			`tier_ranks.tier_rank = ${i + 1}`,
			quotedText(dialect, name, 'moneyTiers'),
		]),
	);
	return select(
		{
			'c.*': 'c.*',
			tier,
			tier_rank: 'tier_ranks.tier_rank',
			holdout_group: holdoutGroup(frame, options),
			tier_cuts: 'tier_base.tier_cuts',
			all_customers: 'tier_base.all_customers',
		},
		`FROM valued_customers AS c
LEFT JOIN tier_ranks ON tier_ranks.customer_id = c.customer_id
CROSS JOIN tier_base`,
	);
}

/** Control where the first 8 hex digits of the hash are below the share of all 2^32 numbers. */
function holdoutGroup({ dialect }: Frame, { holdoutShare, holdoutSalt }: TierOptions): string {
	const { joined, quoteText, part, ordered, sha256 } = dialect;
	const limit = Math.ceil((holdoutShare * 2 ** 32) / 100);
	if (limit <= 0) return "'treated'";
	if (limit >= 2 ** 32) return "'control'";
	const salt = quoteText(`${refuseEvaluated(holdoutSalt, 'holdoutSalt')}:`);
	const hash = part(sha256(joined(salt, 'c.customer_id')), '1', '8');
	const isControl = `${ordered(hash)} < '${limit.toString(16).padStart(8, '0')}'`;
	return cases([[isControl, "'control'"]], "'treated'");
}
