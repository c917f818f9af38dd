import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { dayOfDate } from '../../values/days';
import { readCustomers, type CustomerRows } from '../customers/readCustomers';
import { rowCopier } from '../customers/rowCopier';
import { readNumber } from '../../values/readNumber';
import { ShopCalendar } from '../../values/shopCalendar';
import type { CustomersResult, OutputRow, SetAsideRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { bandOf, isOpenToReengage } from './bands';
import { chooseModel, fitModel } from './chooseModel';
import { compileRules, type CompiledRule } from './compileRules';
import { countEvents, setAsideEvent, type CountedEvents, type Visitor } from './countEvents';
import { readCustomerFacts } from './customerFacts';
import { laterMoment } from './laterMoment';
import { scoreExplainer } from './explainScore';
import type { ScoreOptions, ScoreSettings } from './options';
import { readReferences, type References } from './references';
import { prefixed, scoreColumns } from './scoreColumns';
import { scoreNotices } from './scoreNotices';
import { scorePerson, type PersonScore } from './scorePerson';
import { ScoreTotals, standing } from './scoreTotals';

/** A scored customer; `source` is an index into the events where `isVisitor`, else into the rows. */
export interface ScoredRow extends OutputRow {
	readonly isVisitor: boolean;
}

export interface ScoredCustomers extends CustomersResult {
	readonly customers: ScoredRow[];
	/** Events that can't be used; `source` is an index into the events. */
	readonly setAsideEvents: SetAsideRow[];
}

/** What comes from outside. */
export interface ScoreSurroundings {
	/** ms since 1970: what customers are measured against where none has an `asOf`. */
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
 * Where events came in, everyone gets the dates of the latest sign of engagement and of intent, unless the row has later
 * ones; null: none is known.
 * With a saved model its rules, settings and limits are used, whatever the options say.
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
	const plan = chooseModel(options);
	const rules = compileRules(plan.rules, plan.settings);
	const input = readCustomers(rows, options.fieldNames.customerId);
	const asOf = { field: options.fieldNames.asOf, override: options.asOf };
	const references = readReferences(rows, input.sources, asOf, calendar, surroundings.now);
	const context: ScoreContext = {
		rows,
		input,
		references,
		calendar,
		rules,
		options,
		settings: plan.settings,
	};
	const counted = events.length === 0 ? undefined : countEventsOf(events, context);
	const { customers, standings, unusable } = scorePeople(context, counted);

	const columns = scoreColumns(options.fieldPrefix);
	const orderedScores = customers
		.filter((_, index) => (standings[index] & standing.hasOrdered) !== 0)
		.map(({ row }) => row[columns.valueScore] as number);
	const model = fitModel(plan, options, orderedScores);
	const totals = new ScoreTotals();
	customers.forEach(({ row }, index) => {
		const score = row[columns.valueScore] as number;
		const band = bandOf(score, (standings[index] & standing.isOpen) !== 0, model);
		row[columns.valueScoreBand] = band;
		row[columns.scoreModelVersion] = model.version;
		totals.add(score, band, standings[index]);
	});
	const setAside = sortSetAside([...input.setAside, ...unusable.values()]);
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
	return { customers, setAside, setAsideEvents, summary, notices };
}

interface ScoreContext {
	readonly rows: readonly JsonRecord[];
	readonly input: CustomerRows;
	readonly references: References;
	readonly calendar: ShopCalendar;
	readonly rules: readonly CompiledRule[];
	readonly options: ScoreOptions;
	readonly settings: ScoreSettings;
}

function countEventsOf(events: readonly JsonRecord[], context: ScoreContext): CountedEvents {
	const { rows, input, references, calendar, rules, options, settings } = context;
	const fields = options.fieldNames;
	const rowOf = (person: number): JsonRecord => rows[input.sources[person]];
	const people = {
		ids: input.ids,
		emailOf: (person: number) => rowOf(person)[fields.email],
		lastOrderOf: (person: number) => dayOfDate(rowOf(person)[fields.lastOrderAt]) ?? -Infinity,
		referenceOf: (person: number) => references.ofCustomers[person] ?? references.fallback,
	};
	return countEvents(events, rules, people, calendar, {
		fields,
		leaveOutMachineEvents: settings.leaveOutMachineEvents,
		visitorReference: options.unknownPeople === 'score' ? references.fallback : undefined,
	});
}

/** Everyone by id with all columns but band and version; what each is; and by person the rows that can't be scored. */
function scorePeople(
	context: ScoreContext,
	counted: CountedEvents | undefined,
): { customers: ScoredRow[]; standings: number[]; unusable: Map<number, SetAsideRow> } {
	const { rows, input, references, calendar, rules, options, settings } = context;
	const fields = options.fieldNames;
	const columns = scoreColumns(options.fieldPrefix);
	const previousField = previousScoreField(options);
	const dateFields = counted === undefined ? [] : [fields.lastEngagedAt, fields.lastIntentAt];
	const added = [...dateFields, ...Object.values(columns)];
	const copy = rowCopier(added);
	const copyWithAsOf = rowCopier([fields.asOf, ...added]);
	const explain = scoreExplainer(rules, settings.engagementCap);
	const points = new Float64Array(rules.length);
	const customers: ScoredRow[] = [];
	const standings: number[] = [];
	const unusable = new Map<number, SetAsideRow>();
	for (const person of inIdOrder(input.ids, counted?.visitors ?? [])) {
		const visitor = counted?.visitors[person - input.ids.length];
		const source = visitor?.source ?? input.sources[person];
		const given = visitor === undefined ? rows[source] : visitorRow(visitor, fields);
		const reference = visitor ? references.fallback : references.ofCustomers[person];
		const facts =
			reference && readCustomerFacts(given, fields, reference.day, !references.isOverridden);
		if (reference === undefined || facts === undefined) {
			const field = reference === undefined ? fields.asOf : fields.orderHistory;
			unusable.set(person, unreadable(given, source, reference === undefined, field));
			continue;
		}
		const customer = { row: given, facts, day: reference.day, person, events: counted };
		const result = scorePerson(rules, customer, calendar, settings.engagementCap, points);
		const words = explain(result);
		const valueScore = result.score / 100;
		const previous = readNumber(given[previousField]);
		const hasOrdered = facts.orderCountLifetime > 0;
		const isSilent = (facts.daysSinceLastOrder ?? -1) >= settings.atRiskAfterDays;
		const isAtRisk = (hasOrdered && isSilent) || isFall(previous, valueScore, settings);

		const hasAsOf = !isEmpty(given[fields.asOf]);
		const row = hasAsOf ? copy(given) : copyWithAsOf(given);
		if (!hasAsOf) row[fields.asOf] = calendar.iso(reference.instant);
		if (counted !== undefined) {
			const { lastEngagedAt, lastIntentAt } = fields;
			const { lastEngaged, lastIntent } = counted;
			row[lastEngagedAt] = laterMoment(given[lastEngagedAt], lastEngaged[person], calendar);
			row[lastIntentAt] = laterMoment(given[lastIntentAt], lastIntent[person], calendar);
		}
		row[columns.valueScore] = valueScore;
		row[columns.transactionScore] = result.transaction / 100;
		row[columns.healthScore] = healthScore(result, settings.engagementCap);
		row[columns.scoreReasons] = words.reasons;
		row[columns.scoreExplanation] = words.explanation;
		if (previous === previous) row[columns.valueScoreChange] = toHundredths(valueScore - previous);
		row[columns.scoreAtRisk] = isAtRisk;
		customers.push({ row, source, isVisitor: visitor !== undefined });
		standings.push(
			(hasOrdered ? standing.hasOrdered : 0) |
				(facts.history.days.length > 0 ? standing.hasHistory : 0) |
				(isOpenToReengage(facts, settings) ? standing.isOpen : 0) |
				(isAtRisk ? standing.isAtRisk : 0),
		);
	}
	return { customers, standings, unusable };
}

/** People in code-unit order of their ids: customers by their place, visitors after them by theirs. */
function* inIdOrder(ids: readonly string[], visitors: readonly Visitor[]): Generator<number> {
	const byId = visitors.map((visitor, index) => ({ id: visitor.id, index }));
	byId.sort((a, b) => (a.id < b.id ? -1 : 1));
	let next = 0;
	for (let person = 0; person < ids.length; person++) {
		while (next < byId.length && byId[next].id < ids[person]) {
			yield ids.length + byId[next++].index;
		}
		yield person;
	}
	while (next < byId.length) yield ids.length + byId[next++].index;
}

function visitorRow(
	visitor: Visitor,
	fields: { readonly customerId: string; readonly email: string },
): JsonRecord {
	return { [fields.customerId]: visitor.id, [fields.email]: visitor.email ?? null };
}

function unreadable(row: JsonRecord, source: number, isAsOf: boolean, field: string): SetAsideRow {
	const code = isAsOf ? 'unparseableAsOf' : 'unreadableOrderHistory';
	const what = isAsOf ? 'a date' : 'a list of orders as Compute RFM writes it';
	return { source, code, explanation: `The field "${field}" is not ${what}.`, row };
}

/** Events of customers that can't be scored are nobody's. */
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

/** Under a prefix the score to compare with is the earlier one under the same prefix, unless another field is named. */
function previousScoreField({ fieldNames, fieldPrefix }: ScoreOptions): string {
	const isDefault = fieldNames.previousValueScore === 'previousValueScore';
	return isDefault ? prefixed(fieldPrefix, 'previousValueScore') : fieldNames.previousValueScore;
}

/** Whether a score fell by both the share and the points that mean risk; NaN as the previous one is no fall. */
function isFall(
	previous: number,
	score: number,
	settings: Pick<ScoreSettings, 'atRiskFallPercent' | 'atRiskFallPoints'>,
): boolean {
	const fall = toHundredths(previous - score);
	const isSteep = fall * 100 >= settings.atRiskFallPercent * Math.abs(previous);
	return fall > 0 && fall >= settings.atRiskFallPoints && isSteep;
}

function healthScore({ engagement }: PersonScore, engagementCap: number): number {
	return Math.max(0, Math.min(100, toHundredths(engagement / engagementCap)));
}

function toHundredths(value: number): number {
	return Math.round(value * 100) / 100;
}
