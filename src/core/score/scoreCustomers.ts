import type { JsonRecord } from '../../values/jsonRecord';
import { dayOfDate } from '../../values/days';
import { readNumber } from '../../values/readNumber';
import { ShopCalendar } from '../../values/shopCalendar';
import { Customers } from '../customers/customers';
import { CustomerTable } from '../customers/customerTable';
import { collectPasses, type Passes, type RowSinks } from '../customers/passes';
import type { CustomersResult, CustomerTotals, OutputRow, SetAsideRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { bandOf } from './bands';
import { compileRules } from './compileRules';
import { countEvents, type CountedEvents } from './countEvents';
import { fitScoreModel } from './fitScoreModel';
import { scoreJudge, unscorableRow, type ScoreContext } from './judgeScore';
import type { ScoreOptions } from './options';
import { setAsideEvent } from './readEvent';
import { referenceReader } from './references';
import { scoreNotices } from './scoreNotices';
import { readScorePlan, type ScorePlan } from './scorePlan';
import { scoreCopier, scoreRowWriter } from './scoreRows';
import { ScoredPeople } from './scoredPeople';
import { ScoreTotals, standing } from './scoreTotals';
import { type Visitor, visitorRow, visitorsById } from './visitors';

/** What scoring returns besides the rows of people. A visitor's row has its event as source, on input 1. */
export interface ScoreTotalsResult extends CustomerTotals {
	/** Events that can't be used; `source` is an index into the events. */
	readonly setAsideEvents: SetAsideRow[];
}

export type ScoredCustomers = CustomersResult & ScoreTotalsResult;

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
	const customers = Customers.ofRows(rows, options.fieldNames.customerId);
	return collectPasses(customers, ['customers'], (sinks) =>
		scorePasses(customers, options, surroundings, events, sinks),
	);
}

/** Scores in three passes: one reads dates and who is who, one judges, one writes. */
export function* scorePasses(
	given: Customers,
	options: ScoreOptions,
	surroundings: ScoreSurroundings,
	events: readonly JsonRecord[],
	{ customers }: RowSinks<'customers'>,
): Passes<ScoreTotalsResult> {
	const calendar = new ShopCalendar(options.timeZone || surroundings.timeZone);
	const plan = readScorePlan(options);
	const table = new CustomerTable(given, options.fieldNames, options.asOf);
	const context = yield* readContext(table, plan, calendar, options, surroundings, events);
	const { events: counted } = context;
	const visitors = counted?.visitors ?? [];
	const { people, unusable } = yield* judgePeople(context, visitors.length);
	const model = fitScoreModel(plan, options, people.scoresOfBuyers());

	const copy = scoreCopier(context);
	const write = scoreRowWriter(context, copy, model);
	const totals = new ScoreTotals();
	const add = (person: number, origin: Omit<OutputRow, 'row'>) => {
		const judged = people.recall(person);
		if (judged === undefined) return;
		const band = bandOf(judged.score, (judged.standing & standing.isOpen) !== 0, model);
		const row = write(person, judged, band);
		const revenue = readNumber(row[options.fieldNames.monetaryTotal]);
		totals.add(judged.score, band, judged.standing, revenue);
		customers.push({ row, ...origin });
	};
	const addVisitors = visitorAdder(visitors, (visitor) =>
		add(table.ids.length + visitor, { source: visitors[visitor].source, input: 1 }),
	);
	yield {
		copy,
		further: visitors.slice(0, 1).map((visitor) => visitorRow(visitor, options.fieldNames)),
		each: (i) => {
			addVisitors(({ id }) => id < table.ids[i]);
			add(i, { source: table.sources[i] });
		},
	};
	addVisitors(() => true);

	const setAside = sortSetAside([...table.setAside, ...unusable.values()]);
	const setAsideEvents = setAsideEventsOf(events, counted, unusable);
	const eventCounts = {
		given: events.length,
		setAside: setAsideEvents.length,
		byMachines: counted?.machineEvents ?? 0,
		visitors: visitors.length,
	};
	const notices = scoreNotices(totals, eventCounts, options);
	const summary = {
		...totals.summary(given.rowCount, setAside, eventCounts, setAsideEvents),
		vipAbove: model.vipAbove,
		reengageBelow: model.reengageBelow,
		scoreModelVersion: model.version,
		model,
		notices,
	};
	return { setAside, setAsideEvents, summary, notices, breakdown: totals.breakdown() };
}

/** Reads in one pass what people are measured against, and who is who among customers and events. */
function* readContext(
	table: CustomerTable,
	plan: ScorePlan,
	calendar: ShopCalendar,
	options: ScoreOptions,
	{ now }: ScoreSurroundings,
	events: readonly JsonRecord[],
): Passes<ScoreContext> {
	const asOf = { field: options.fieldNames.asOf, override: options.asOf };
	const referencesOf = referenceReader(table, asOf, calendar, now);
	const contacts = events.length === 0 ? undefined : new EventContacts(table, options.fieldNames);
	yield {
		each: (i) => {
			referencesOf.read(i);
			contacts?.read(i);
		},
	};
	const references = referencesOf.finish();
	const rules = compileRules(plan.rules, plan.settings);
	const base = { table, references, calendar, rules, settings: plan.settings, options };
	return { ...base, events: contacts && countEventsOf(events, base, contacts) };
}

/** Judges customers in one pass, then visitors; returns the judgments with the rows that can't be scored. */
function* judgePeople(
	context: ScoreContext,
	visitorCount: number,
): Passes<{ people: ScoredPeople; unusable: Map<number, SetAsideRow> }> {
	const people = new ScoredPeople(context);
	const judge = scoreJudge(context);
	const unusable = new Map<number, SetAsideRow>();
	yield {
		each: (i) => {
			const judged = judge(i);
			people.keep(i, judged);
			if (judged === undefined) unusable.set(i, unscorableRow(context, i));
		},
	};
	const customerCount = context.table.ids.length;
	for (let person = customerCount; person < customerCount + visitorCount; person++) {
		people.keep(person, judge(person));
	}
	return { people, unusable };
}

/**
 * Returns a function that adds visitors in the order of their IDs, each once: those for whom `isBefore` holds, up to
 * the first for whom it doesn't.
 */
function visitorAdder(
	visitors: readonly Visitor[],
	add: (visitor: number) => void,
): (isBefore: (visitor: Visitor) => boolean) => void {
	const byId = visitorsById(visitors);
	let next = 0;
	return (isBefore) => {
		for (; next < byId.length && isBefore(visitors[byId[next]]); next++) add(byId[next]);
	};
}

function countEventsOf(
	events: readonly JsonRecord[],
	{ table, references, rules, calendar, settings, options }: Omit<ScoreContext, 'events'>,
	{ emails, lastOrderDays }: EventContacts,
): CountedEvents {
	const people = {
		ids: table.ids,
		emailOf: (person: number) => emails[person],
		lastOrderOf: (person: number) => lastOrderDays[person],
		referenceOf: (person: number) => references.ofCustomers[person] ?? references.fallback,
	};
	return countEvents(events, rules, people, calendar, {
		fields: options.fieldNames,
		leaveOutMachineEvents: settings.leaveOutMachineEvents,
		visitorReference: options.unknownPeople === 'score' ? references.fallback : undefined,
	});
}

/** What events are assigned to customers by, besides IDs. */
class EventContacts {
	readonly emails: unknown[];
	/** -Infinity where not known. */
	readonly lastOrderDays: Float64Array;

	constructor(
		private readonly table: CustomerTable,
		private readonly fields: Pick<ScoreOptions['fieldNames'], 'email' | 'lastOrderAt'>,
	) {
		this.emails = new Array<unknown>(table.ids.length).fill(undefined);
		this.lastOrderDays = new Float64Array(table.ids.length);
	}

	/** Reads customer i. */
	read(i: number): void {
		const row = this.table.row(i);
		this.emails[i] = row[this.fields.email];
		this.lastOrderDays[i] = dayOfDate(row[this.fields.lastOrderAt]) ?? -Infinity;
	}
}

/** Events of customers that can't be scored belong to nobody. */
function setAsideEventsOf(
	events: readonly JsonRecord[],
	counted: CountedEvents | undefined,
	unusable: ReadonlyMap<number, SetAsideRow>,
): SetAsideRow[] {
	if (counted === undefined) return [];
	const ofUnusable = events.flatMap((row, source) =>
		unusable.has(counted.persons[source]) ? [setAsideEvent(row, source, 'unknownPerson')] : [],
	);
	return sortSetAside([...counted.setAside, ...ofUnusable]);
}
