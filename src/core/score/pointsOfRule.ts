import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { dayOfDate } from '../../values/days';
import { readNumber } from '../../values/readNumber';
import { parseInstant } from '../../values/parseInstant';
import type { ShopCalendar } from '../../values/shopCalendar';
import { pointsOfMatch, withinCap, type CompiledRule } from './compileRules';
import { scalarOf } from './condition';
import type { CountedEvents } from './countEvents';
import type { CustomerFacts } from './customerFacts';

/** A customer's data for the rules. */
export interface RuledCustomer {
	readonly row: JsonRecord;
	readonly facts: CustomerFacts;
	/** The day it is measured against, as a day number. */
	readonly day: number;
	/** Its index among the people of `events`. */
	readonly person: number;
	/** undefined: no events came in. */
	readonly events: CountedEvents | undefined;
}

/**
 * The points of one rule for one customer, in hundredths.
 *
 * A count on the customer is used only if there is no event of the rule, so that nothing counts twice.
 */
export function pointsOfRule(
	rule: CompiledRule,
	customer: RuledCustomer,
	calendar: ShopCalendar,
): number {
	return withinCap(rule, sums[rule.source](rule, customer, calendar));
}

type Sum = (rule: CompiledRule, customer: RuledCustomer, calendar: ShopCalendar) => number;

/** Points before the cap, in millionths. */
const sums = {
	order: sumOfOrders,
	event: sumOfEvents,
	field: sumOfField,
} as const satisfies Record<CompiledRule['source'], Sum>;

function sumOfOrders(rule: CompiledRule, { facts, day }: RuledCustomer): number {
	const { days, amounts } = facts.history;
	let sum = 0;
	for (let order = facts.orderCount - 1; order >= 0; order--) {
		const ageDays = day - days[order];
		if (ageDays >= rule.lookBackDays) break;
		const amount = amounts[order];
		if (rule.applies(amount)) sum += pointsOfMatch(rule, rule.isPerUnit ? amount : 1, ageDays);
	}
	return sum;
}

function sumOfEvents(rule: CompiledRule, { row, person, events }: RuledCustomer): number {
	if (events !== undefined && events.hasEvents(rule, person)) return events.sumOf(rule, person);
	if (rule.readCount === undefined) return 0;
	const given = rule.readCount(row);
	const count = given === true ? 1 : readNumber(given);
	return count > 0 ? pointsOfMatch(rule, count, 0) : 0;
}

function sumOfField(rule: CompiledRule, customer: RuledCustomer, calendar: ShopCalendar): number {
	const fact = Object.hasOwn(factOf, rule.field) ? factOf[rule.field as FactName] : undefined;
	const value = scalarOf(fact ? fact(customer.facts) : rule.readField(customer.row));
	if (!rule.applies(value)) return 0;
	const ageDays = ageOfField(rule, customer, calendar);
	if (!(ageDays >= 0)) return 0;
	return pointsOfMatch(rule, rule.isPerUnit ? readNumber(value) || 0 : 1, ageDays);
}

/** Days since the date that belongs to a field; 0 for a rule without a date field, NaN where the date can't be read. */
function ageOfField(
	rule: CompiledRule,
	{ row, day }: RuledCustomer,
	calendar: ShopCalendar,
): number {
	if (rule.readDate === undefined) return 0;
	const date = rule.readDate(row);
	if (isEmpty(date)) return NaN;
	const instant = parseInstant(date, calendar);
	return day - (dayOfDate(date) ?? (Number.isNaN(instant) ? NaN : calendar.dayOf(instant)));
}

type FactName = 'orderCountLifetime' | 'daysSinceLastOrder' | 'customerAgeDays';

/**
 * Fields that are counted from the order history rather than read, so that they are right for the day measured against.
 */
const factOf = {
	orderCountLifetime: (facts) => facts.orderCountLifetime,
	daysSinceLastOrder: (facts) => facts.daysSinceLastOrder,
	customerAgeDays: (facts) => facts.customerAgeDays,
} as const satisfies Record<FactName, (facts: CustomerFacts) => number>;
