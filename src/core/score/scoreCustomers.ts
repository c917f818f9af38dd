import type { JsonRecord } from '../../values/jsonRecord';
import { dayOfDate } from '../../values/days';
import { readNumber } from '../../values/readNumber';
import { ShopCalendar } from '../../values/shopCalendar';
import { CustomerTable } from '../customers/customerTable';
import type { CustomersResult, OutputRow, SetAsideRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { bandOf } from './bands';
import { compileRules } from './compileRules';
import { countEvents, type CountedEvents } from './countEvents';
import { fitScoreModel } from './fitScoreModel';
import { scoreJudge, unscorableRow, type ScoreContext } from './judgeScore';
import type { ScoreModel, ScoreOptions } from './options';
import { setAsideEvent } from './readEvent';
import { readReferences } from './references';
import { scoreColumns } from './scoreColumns';
import { scoreNotices } from './scoreNotices';
import { readScorePlan } from './scorePlan';
import { scoreRowWriter } from './scoreRows';
import { ScoreTotals, standing } from './scoreTotals';
import { peopleInIdOrder } from './visitors';

/** A scored customer; `source` is an index into the events where `isVisitor`, else into the rows. */
export interface ScoredRow extends OutputRow {
	readonly isVisitor: boolean;
}

export interface ScoredCustomers extends CustomersResult {
	readonly customers: ScoredRow[];
	/** Events that can't be used; `source` is an index into the events. */
	readonly setAsideEvents: SetAsideRow[];
}

/** What the host provides. */
export interface ScoreSurroundings {
	/** ms since 1970: the reference date where no customer has an `asOf`. */
	readonly now: number;
	/** The workflow's time zone, an IANA name; used unless the options name another. */
	readonly timeZone: string;
}

/**
 * Scores customers by rules on their orders, events and fields, and puts each in a band.
 *
 * A score is the sum of the points in `scoreReasons`, exact in hundredths. Customers are measured against their own
 * `asOf`; one without is measured against the latest of the others, else now, and gets that date. Rows whose `asOf` or
 * order history can't be read are set aside, and their events with them. People without orders are scored as well.
 * Where events came in, everyone gets the dates of the latest sign of engagement and of intent, unless the row has
 * later ones; null where none is known. With a saved model its rules, settings and limits are used, whatever the
 * options say.
 *
 * @param events rows with a person, a type and a time
 */
export function scoreCustomers(
	rows: readonly JsonRecord[],
	options: ScoreOptions,
	surroundings: ScoreSurroundings,
	events: readonly JsonRecord[] = [],
): ScoredCustomers {
	const calendar = new ShopCalendar(options.timeZone || surroundings.timeZone);
	const plan = readScorePlan(options);
	const table = new CustomerTable(rows, options.fieldNames, options.asOf);
	const asOf = { field: options.fieldNames.asOf, override: options.asOf };
	const references = readReferences(table, asOf, calendar, surroundings.now);
	const rules = compileRules(plan.rules, plan.settings);
	const base = { table, references, calendar, rules, settings: plan.settings, options };
	const counted = events.length === 0 ? undefined : countEventsOf(events, base);

	const { customers, standings, unusable } = scorePeople({ ...base, events: counted });
	const columns = scoreColumns(options.fieldPrefix);
	const orderedScores = customers
		.filter((_, index) => (standings[index] & standing.hasOrdered) !== 0)
		.map(({ row }) => row[columns.valueScore] as number);
	const model = fitScoreModel(plan, options, orderedScores);
	const totals = writeBands(customers, standings, model, options);

	const setAside = sortSetAside([...table.setAside, ...unusable.values()]);
	const setAsideEvents = sortSetAside([
		...(counted?.setAside ?? []),
		...eventsOfUnusable(events, counted, unusable),
	]);
	const eventCounts = {
		given: events.length,
		setAside: setAsideEvents.length,
		byMachines: counted?.machineEvents ?? 0,
		visitors: counted?.visitors.length ?? 0,
	};
	const notices = scoreNotices(totals, eventCounts, options);
	const summary = {
		...totals.summary(rows.length, setAside, eventCounts, setAsideEvents),
		vipAbove: model.vipAbove,
		reengageBelow: model.reengageBelow,
		scoreModelVersion: model.version,
		model,
		notices,
	};
	return { customers, setAside, setAsideEvents, summary, notices, breakdown: totals.breakdown() };
}

function countEventsOf(
	events: readonly JsonRecord[],
	{ table, references, rules, calendar, settings, options }: Omit<ScoreContext, 'events'>,
): CountedEvents {
	const fields = options.fieldNames;
	const people = {
		ids: table.ids,
		emailOf: (person: number) => table.row(person)[fields.email],
		lastOrderOf: (person: number) => dayOfDate(table.row(person)[fields.lastOrderAt]) ?? -Infinity,
		referenceOf: (person: number) => references.ofCustomers[person] ?? references.fallback,
	};
	return countEvents(events, rules, people, calendar, {
		fields,
		leaveOutMachineEvents: settings.leaveOutMachineEvents,
		visitorReference: options.unknownPeople === 'score' ? references.fallback : undefined,
	});
}

/**
 * Everybody by ID with all columns but band and version; the bits of each; and by person the rows that can't be scored.
 */
function scorePeople(context: ScoreContext) {
	const judge = scoreJudge(context);
	const write = scoreRowWriter(context);
	const customers: ScoredRow[] = [];
	const standings: number[] = [];
	const unusable = new Map<number, SetAsideRow>();
	const visitors = context.events?.visitors ?? [];
	for (const person of peopleInIdOrder(context.table.ids, visitors)) {
		const judged = judge(person);
		if (judged === undefined) {
			unusable.set(person, unscorableRow(context, person));
			continue;
		}
		const { source, isVisitor } = judged;
		customers.push({ row: write(person, judged), source, isVisitor });
		standings.push(judged.standing);
	}
	return { customers, standings, unusable };
}

/** Writes each customer's band and the version, and counts the customers. */
function writeBands(
	customers: readonly ScoredRow[],
	standings: readonly number[],
	model: ScoreModel,
	{ fieldPrefix, outputFields, fieldNames }: ScoreOptions,
): ScoreTotals {
	const columns = scoreColumns(fieldPrefix);
	const totals = new ScoreTotals();
	customers.forEach(({ row }, index) => {
		const score = row[columns.valueScore] as number;
		const band = bandOf(score, (standings[index] & standing.isOpen) !== 0, model);
		row[columns.valueScoreBand] = band;
		if (outputFields === 'all') row[columns.scoreModelVersion] = model.version;
		totals.add(score, band, standings[index], readNumber(row[fieldNames.monetaryTotal]));
	});
	return totals;
}

/** Events of customers that can't be scored belong to nobody. */
function eventsOfUnusable(
	events: readonly JsonRecord[],
	counted: CountedEvents | undefined,
	unusable: ReadonlyMap<number, SetAsideRow>,
): SetAsideRow[] {
	if (counted === undefined || unusable.size === 0) return [];
	return events.flatMap((row, source) =>
		unusable.has(counted.persons[source]) ? [setAsideEvent(row, source, 'unknownPerson')] : [],
	);
}
