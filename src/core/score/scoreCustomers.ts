import { dayOfDate } from '../customers/days';
import { readCustomers, type CustomerRows } from '../customers/readCustomers';
import { rowCopier } from '../customers/rowCopier';
import { readNumber } from '../customers/readNumber';
import { isEmpty } from '../orders/readPath';
import { ShopCalendar } from '../orders/shopCalendar';
import type { CustomersResult, JsonRecord, OutputRow, SetAsideRow } from '../result';
import { sortSetAside } from '../sortSetAside';
import { bandOf, isOpenToReengage } from './bands';
import { chooseModel, fitModel } from './chooseModel';
import { compileRules, type CompiledRule } from './compileRules';
import { countEvents, setAsideEvent, type CountedEvents, type Visitor } from './countEvents';
import { readCustomerFacts } from './customerFacts';
import { scoreExplainer } from './explainScore';
import type { ScoreOptions, ScoreSettings } from './options';
import { readReferences, type References } from './references';
import { prefixed, scoreColumns } from './scoreColumns';
import { scoreNotices } from './scoreNotices';
import { scorePerson, type PersonScore } from './scorePerson';
import { ScoreTotals } from './scoreTotals';

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
	const { scored, unusable } = scorePeople(context, counted);

	const orderedScores = scored.filter((one) => one.hasOrdered).map((one) => one.points / 100);
	const model = fitModel(plan, options, orderedScores);
	const totals = new ScoreTotals();
	const customers = toRows(scored, model, options, totals);
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

/** A customer between its points and its band. */
interface ScoredPerson {
	/** As it came. */
	readonly row: JsonRecord;
	/** What it was measured against, where the row itself doesn't say. */
	readonly asOf: string | undefined;
	readonly source: number;
	readonly isVisitor: boolean;
	readonly hasOrdered: boolean;
	readonly hasHistory: boolean;
	/** Whether a low score means `reengage`. */
	readonly isOpen: boolean;
	readonly isSilent: boolean;
	/** The score in hundredths. */
	readonly points: number;
	readonly transactionPoints: number;
	readonly healthScore: number;
	readonly reasons: string;
	readonly explanation: string;
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

/** Everyone's points, by id; and by person the rows that can't be scored. */
function scorePeople(
	context: ScoreContext,
	counted: CountedEvents | undefined,
): { scored: ScoredPerson[]; unusable: Map<number, SetAsideRow> } {
	const { rows, input, references, calendar, rules, options, settings } = context;
	const fields = options.fieldNames;
	const explain = scoreExplainer(rules, settings.engagementCap);
	const points = new Float64Array(rules.length);
	const unusable = new Map<number, SetAsideRow>();
	const scored: ScoredPerson[] = [];
	for (const person of inIdOrder(input.ids, counted?.visitors ?? [])) {
		const visitor = counted?.visitors[person - input.ids.length];
		const source = visitor?.source ?? input.sources[person];
		const row = visitor === undefined ? rows[source] : visitorRow(visitor, fields);
		const reference = visitor ? references.fallback : references.ofCustomers[person];
		const facts =
			reference && readCustomerFacts(row, fields, reference.day, !references.isOverridden);
		if (reference === undefined || facts === undefined) {
			const field = reference === undefined ? fields.asOf : fields.orderHistory;
			unusable.set(person, unreadable(row, source, reference === undefined, field));
			continue;
		}
		const customer = { row, facts, day: reference.day, person, events: counted };
		const result = scorePerson(rules, customer, calendar, settings.engagementCap, points);
		const words = explain(result);
		const hasOrdered = facts.orderCountLifetime > 0;
		scored.push({
			row,
			asOf: isEmpty(row[fields.asOf]) ? calendar.iso(reference.instant) : undefined,
			source,
			isVisitor: visitor !== undefined,
			hasOrdered,
			hasHistory: facts.history.days.length > 0,
			isOpen: isOpenToReengage(facts, settings),
			isSilent: hasOrdered && (facts.daysSinceLastOrder ?? -1) >= settings.atRiskAfterDays,
			points: result.score,
			transactionPoints: result.transaction,
			healthScore: healthScore(result, settings.engagementCap),
			reasons: words.reasons,
			explanation: words.explanation,
		});
	}
	return { scored, unusable };
}

/** Puts everyone in a band and writes the rows. */
function toRows(
	scored: readonly ScoredPerson[],
	model: ScoreSettings & { readonly version: string },
	options: ScoreOptions,
	totals: ScoreTotals,
): ScoredRow[] {
	const columns = scoreColumns(options.fieldPrefix);
	const asOfField = options.fieldNames.asOf;
	const previousField = previousScoreField(options);
	const copy = rowCopier(Object.values(columns));
	const copyWithAsOf = rowCopier([asOfField, ...Object.values(columns)]);
	return scored.map((one) => {
		const valueScore = one.points / 100;
		const previous = readNumber(one.row[previousField]);
		const band = bandOf(valueScore, one.isOpen, model);
		const isAtRisk = one.isSilent || isFall(previous, valueScore, model);
		totals.add(one, band, isAtRisk);
		const row = one.asOf === undefined ? copy(one.row) : copyWithAsOf(one.row);
		if (one.asOf !== undefined) row[asOfField] = one.asOf;
		row[columns.valueScore] = valueScore;
		row[columns.valueScoreBand] = band;
		row[columns.transactionScore] = one.transactionPoints / 100;
		row[columns.healthScore] = one.healthScore;
		row[columns.scoreReasons] = one.reasons;
		row[columns.scoreExplanation] = one.explanation;
		if (previous === previous) row[columns.valueScoreChange] = toHundredths(valueScore - previous);
		row[columns.scoreAtRisk] = isAtRisk;
		row[columns.scoreModelVersion] = model.version;
		return { row, source: one.source, isVisitor: one.isVisitor };
	});
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
	const code = isAsOf ? 'unparseable_as_of' : 'unparseable_order_history';
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
		unusable.has(counted.persons[source]) ? [setAsideEvent(row, source, 'unknown_person')] : [],
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
