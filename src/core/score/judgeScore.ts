import { readNumber } from '../../values/readNumber';
import type { JsonRecord } from '../../values/jsonRecord';
import type { ShopCalendar } from '../../values/shopCalendar';
import type { CustomerTable } from '../customers/customerTable';
import type { SetAsideRow } from '../result';
import { isOpenToReengage } from './bands';
import type { CompiledRule } from './compileRules';
import type { CountedEvents } from './countEvents';
import { factsOfVisitor, readCustomerFacts } from './customerFacts';
import type { ScoreOptions, ScoreSettings } from './options';
import type { ReferenceDate } from './referenceDate';
import type { References } from './references';
import { prefixed } from './scoreColumns';
import { scorePerson, type PersonScore } from './scorePerson';
import { standing } from './scoreTotals';
import { visitorRow } from './visitors';

/** The score of one person, customer or visitor. */
export interface ScoreJudgement {
	/** The row as it came; a visitor's is built from the events. */
	readonly given: JsonRecord;
	readonly reference: ReferenceDate;
	/** Its points are overwritten by the next judgement. */
	readonly result: PersonScore;
	readonly score: number;
	/** Since the previous score; NaN where not known. */
	readonly change: number;
	readonly isAtRisk: boolean;
	/** Bits of `standing`. */
	readonly standing: number;
}

/** The inputs for judging people. */
export interface ScoreContext {
	readonly table: CustomerTable;
	readonly references: References;
	readonly calendar: ShopCalendar;
	readonly rules: readonly CompiledRule[];
	/** Undefined: no events came in. */
	readonly events: CountedEvents | undefined;
	readonly settings: ScoreSettings;
	readonly options: ScoreOptions;
}

/**
 * Returns the function that judges a person: a customer by its index, a visitor by those after them; undefined for a
 * row that can't be scored.
 */
export function scoreJudge(context: ScoreContext): (person: number) => ScoreJudgement | undefined {
	const { table, references, calendar, rules, events, settings, options } = context;
	const { fieldNames } = options;
	const previousField = previousScoreField(options);
	const points = new Float64Array(rules.length);
	return (person) => {
		const visitor = events?.visitors[person - table.ids.length];
		const given = visitor ? visitorRow(visitor, fieldNames) : table.row(person);
		const reference = visitor ? references.fallback : references.ofCustomers[person];
		const facts =
			visitor || reference === undefined
				? factsOfVisitor
				: readCustomerFacts(table, person, reference.day);
		if (reference === undefined || facts === undefined) return undefined;
		const customer = { row: given, facts, day: reference.day, person, events };
		const result = scorePerson(rules, customer, calendar, settings.engagementCap, points);
		const score = result.score / 100;
		const previous = readNumber(given[previousField]);
		const hasOrdered = facts.orderCountLifetime > 0;
		const isSilent = facts.daysSinceLastOrder >= settings.atRiskAfterDays;
		const isAtRisk = (hasOrdered && isSilent) || isFall(previous, score, settings);
		return {
			given,
			reference,
			result,
			score,
			change: toHundredths(score - previous),
			isAtRisk,
			standing:
				(hasOrdered ? standing.hasOrdered : 0) |
				(facts.history.days.length > 0 ? standing.hasHistory : 0) |
				(isOpenToReengage(facts, settings) ? standing.isOpen : 0) |
				(isAtRisk ? standing.isAtRisk : 0),
		};
	};
}

/** The row of a customer that can't be scored, and why. */
export function unscorableRow(
	{ table, references, options }: Pick<ScoreContext, 'table' | 'references' | 'options'>,
	i: number,
): SetAsideRow {
	const { asOf, orderHistory } = options.fieldNames;
	const row = { source: table.sources[i], row: table.row(i) };
	if (references.ofCustomers[i] === undefined) {
		const explanation = `The field "${asOf}" is not a date.`;
		return { ...row, code: 'unparseableAsOf', explanation };
	}
	const explanation = `The field "${orderHistory}" is not a list of orders as Compute RFM writes it.`;
	return { ...row, code: 'unreadableOrderHistory', explanation };
}

/** With a prefix the score to compare with is the earlier one with the same prefix, unless another field is named. */
export function previousScoreField({ fieldNames, fieldPrefix }: ScoreOptions): string {
	const isDefault = fieldNames.previousValueScore === 'previousValueScore';
	return isDefault ? prefixed(fieldPrefix, 'previousValueScore') : fieldNames.previousValueScore;
}

/** Whether a score fell by both the share and the points that mean risk; without a previous score (NaN) it didn't. */
function isFall(
	previous: number,
	score: number,
	settings: Pick<ScoreSettings, 'atRiskFallPercent' | 'atRiskFallPoints'>,
): boolean {
	const fall = toHundredths(previous - score);
	const isSteep = fall * 100 >= settings.atRiskFallPercent * Math.abs(previous);
	return fall > 0 && fall >= settings.atRiskFallPoints && isSteep;
}

/** A number with two decimals. */
export function toHundredths(value: number): number {
	return Math.round(value * 100) / 100;
}
