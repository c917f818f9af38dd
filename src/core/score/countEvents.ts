import { readNumber } from '../../values/readNumber';
import type { JsonRecord } from '../../values/jsonRecord';
import type { ShopCalendar } from '../../values/shopCalendar';
import { isYes } from '../../values/yesOrNo';
import { readerOf } from '../orders/readPath';
import type { SetAsideRow } from '../result';
import { pointsOfMatch, type CompiledRule } from './compileRules';
import { scalarOf } from './condition';
import { personFinder, type People } from './findPerson';
import {
	eventReader,
	setAsideEvent,
	type EventFault,
	type EventFields,
	type ReadEvent,
} from './readEvent';
import type { ReferenceDate } from './referenceDate';
import { VisitorList, type Visitor } from './visitors';

export interface EventOptions {
	readonly fields: EventFields;
	readonly leaveOutMachineEvents: boolean;
	/** The reference date of visitors; undefined: events of unknown people are set aside. */
	readonly visitorReference: ReferenceDate | undefined;
}

export interface CountedEvents {
	/** Visitors are numbered after the customers: visitor v is person `ids.length + v`. */
	readonly visitors: readonly Visitor[];
	/** `persons[e]` is the person of event e; -1: set aside. */
	readonly persons: Int32Array;
	readonly setAside: SetAsideRow[];
	/** Events without points because a machine made them. */
	readonly machineEvents: number;
	/** Whether the person has an event of the rule, whatever points it gave. */
	hasEvents(rule: CompiledRule, person: number): boolean;
	/** Points of a rule for a person, in millionths. */
	sumOf(rule: CompiledRule, person: number): number;
	/** Instants by person (ms since 1970) of the latest sign of engagement and of intent; -Infinity: none. */
	readonly lastEngaged: Float64Array;
	readonly lastIntent: Float64Array;
}

/**
 * Assigns events to people and sums their points by rule.
 *
 * An event belongs to the customer with its ID, else to the one with its email (of several the one who ordered last).
 * Events of others are set aside, or make visitors: with an ID of their own or, for an email alone, `guest_` with a
 * hash, so that no address is used as an ID. An event that can't be used is set aside with the first fault that
 * applies. Signs of engagement and intent are dated however old they are; excluded machine events are not signs.
 */
export function countEvents(
	events: readonly JsonRecord[],
	rules: readonly CompiledRule[],
	people: People,
	calendar: ShopCalendar,
	options: EventOptions,
): CountedEvents {
	const assigned = assignEvents(events, rules, people, calendar, options);
	return {
		visitors: assigned.visitors,
		persons: assigned.persons,
		setAside: assigned.setAside,
		...sumEvents(events, assigned, rules, people, calendar, options),
	};
}

interface AssignedEvents {
	readonly visitors: readonly Visitor[];
	readonly persons: Int32Array;
	/** Undefined: set aside. */
	readonly read: ReadonlyArray<ReadEvent | undefined>;
	readonly setAside: SetAsideRow[];
}

function assignEvents(
	events: readonly JsonRecord[],
	rules: readonly CompiledRule[],
	people: People,
	calendar: ShopCalendar,
	options: EventOptions,
): AssignedEvents {
	const readEvent = eventReader(rules, calendar, options.fields);
	const find = personFinder(people);
	const visitors = new VisitorList(people.ids.length, find);
	const persons = new Int32Array(events.length).fill(-1);
	const read = new Array<ReadEvent | undefined>(events.length);
	const setAside: SetAsideRow[] = [];
	const unknown: number[] = [];
	events.forEach((row, index) => {
		const refuse = (fault: EventFault) => setAside.push(setAsideEvent(row, index, fault));
		const event = readEvent(row);
		if (typeof event === 'string') {
			refuse(event);
			return;
		}
		const person = find(event.id, event.email);
		const reference = person < 0 ? options.visitorReference : people.referenceOf(person);
		if (reference === undefined) refuse('unknownPerson');
		else if (event.instant > reference.instant) refuse('afterAsOf');
		else {
			read[index] = event;
			persons[index] = person;
			if (person < 0) unknown.push(index);
		}
	});
	for (const index of unknown) visitors.addById(read[index], index);
	for (const index of unknown) persons[index] = visitors.personOf(read[index], index);
	return { visitors: visitors.list, persons, read, setAside };
}

function sumEvents(
	events: readonly JsonRecord[],
	{ visitors, persons, read }: AssignedEvents,
	rules: readonly CompiledRule[],
	people: People,
	calendar: ShopCalendar,
	options: EventOptions,
): Omit<CountedEvents, 'visitors' | 'persons' | 'setAside'> {
	const count = people.ids.length + visitors.length;
	const sums = rules.map((rule) => new Float64Array(rule.eventTypes.length > 0 ? count : 0));
	const came = rules.map((rule) => new Uint8Array(rule.eventTypes.length > 0 ? count : 0));
	const lastEngaged = new Float64Array(count).fill(-Infinity);
	const lastIntent = new Float64Array(count).fill(-Infinity);
	const readValue = readerOf([options.fields.eventValue]);
	const readIsMachine = readerOf([options.fields.eventIsMachine]);
	let machineEvents = 0;
	events.forEach((row, index) => {
		const event = read[index];
		if (event === undefined) return;
		const person = persons[index];
		const isLeftOut = options.leaveOutMachineEvents && isYes(readIsMachine?.(row));
		if (isLeftOut) machineEvents++;
		const value = scalarOf(readValue?.(row));
		const reference =
			person < people.ids.length ? people.referenceOf(person) : options.visitorReference;
		const ageDays = Math.max(0, (reference?.day ?? 0) - calendar.dayOf(event.instant));
		for (const rule of event.rules) {
			came[rule.index][person] = 1;
			if (isLeftOut || !rule.applies(value)) continue;
			const units = rule.isPerUnit ? readNumber(value) || 0 : 1;
			sums[rule.index][person] += pointsOfMatch(rule, units, ageDays);
			if (rule.signal === 'none') continue;
			lastEngaged[person] = Math.max(lastEngaged[person], event.instant);
			if (rule.signal === 'intent') {
				lastIntent[person] = Math.max(lastIntent[person], event.instant);
			}
		}
	});
	return {
		machineEvents,
		hasEvents: (rule, person) => came[rule.index][person] === 1,
		sumOf: (rule, person) => sums[rule.index][person] ?? 0,
		lastEngaged,
		lastIntent,
	};
}
