import type { JsonRecord } from '../../values/jsonRecord';
import { guestId } from '../customers/guestId';
import { readNumber } from '../../values/readNumber';
import { readId } from '../../values/readId';
import { isYes } from '../../values/yesOrNo';
import { normaliseEmail } from '../../values/normaliseEmail';
import { parseInstant } from '../../values/parseInstant';
import { readerOf } from '../orders/readPath';
import type { ShopCalendar } from '../../values/shopCalendar';
import type { SetAsideRow } from '../result';
import { plainEventType, pointsOfMatch, type CompiledRule } from './compileRules';
import { scalarOf } from './condition';
import type { ReferenceDate } from './referenceDate';

/** The customers that events can belong to. */
export interface People {
	/** Ids in code-unit order. */
	readonly ids: readonly string[];
	emailOf(person: number): unknown;
	/** When a person last ordered, to tell apart those who share an email; any number that grows with time. */
	lastOrderOf(person: number): number;
	referenceOf(person: number): ReferenceDate;
}

export interface EventOptions {
	readonly fields: {
		readonly eventCustomerId: string;
		readonly eventEmail: string;
		readonly eventType: string;
		readonly eventTime: string;
		readonly eventValue: string;
		readonly eventIsMachine: string;
	};
	readonly leaveOutMachineEvents: boolean;
	/** What visitors are measured against; undefined: events of unknown people are set aside. */
	readonly visitorReference: ReferenceDate | undefined;
}

/** Someone who is known by events alone. */
export interface Visitor {
	readonly id: string;
	readonly email: string | undefined;
	/** Index of one of the visitor's events. */
	readonly source: number;
}

export interface CountedEvents {
	/** Visitors are people after the customers: visitor v is person `ids.length + v`. */
	readonly visitors: Visitor[];
	/** `persons[e]` is the person of event e; -1: set aside. */
	readonly persons: Int32Array;
	readonly setAside: SetAsideRow[];
	/** Events that give no points because a machine made them. */
	readonly machineEvents: number;
	/** Whether an event of the rule came in for the person, whatever points it gave. */
	hasEvents(rule: CompiledRule, person: number): boolean;
	/** Points of a rule for a person, in millionths. */
	sumOf(rule: CompiledRule, person: number): number;
	/** Instants by person (ms since 1970) of the latest sign of engagement and of intent; -Infinity: none. */
	readonly lastEngaged: Float64Array;
	readonly lastIntent: Float64Array;
}

interface ReadEvent {
	readonly id: string | undefined;
	readonly email: string | undefined;
	readonly rules: readonly CompiledRule[];
	readonly instant: number;
}

const explanations = {
	missingIdentity: 'The event has neither a customer id nor an email, so it is nobody’s.',
	missingEventType: 'The event has no type.',
	unknownEventType: 'No rule of the score gives points for events of this type.',
	missingDate: 'The event has no time.',
	unparseableDate: 'The time of the event can’t be read.',
	unknownPerson: 'No customer has the customer id or the email of the event.',
	afterAsOf: 'The event is later than the date the customer is measured against.',
} as const;

type EventFault = keyof typeof explanations;

/**
 * Returns events to people and sums their points by rule.
 *
 * An event belongs to the customer with its id, else to the one with its email (of several the one who ordered last).
 * Events of others are set aside, or make visitors: an id of their own or, for an email alone, `guest_` with a hash, so
 * that no address travels as an id. An event that can't be used is set aside with the first fault that fits. Signs of
 * engagement and intent are dated however old they are; left-out machine events are none.
 */
export function countEvents(
	events: readonly JsonRecord[],
	rules: readonly CompiledRule[],
	people: People,
	calendar: ShopCalendar,
	options: EventOptions,
): CountedEvents {
	const read = eventReader(rules, calendar, options.fields);
	const find = personFinder(people);
	const visitors = new VisitorList(people.ids.length, find);
	const persons = new Int32Array(events.length).fill(-1);
	const faults = new Map<number, EventFault>();
	const readEvents: (ReadEvent | undefined)[] = new Array(events.length);
	const unknown: number[] = [];

	events.forEach((row, index) => {
		const event = read(row);
		if (typeof event === 'string') {
			faults.set(index, event);
			return;
		}
		const person = find(event.id, event.email);
		const reference = person < 0 ? options.visitorReference : people.referenceOf(person);
		if (reference === undefined) faults.set(index, 'unknownPerson');
		else if (event.instant > reference.instant) faults.set(index, 'afterAsOf');
		else {
			readEvents[index] = event;
			persons[index] = person;
			if (person < 0) unknown.push(index);
		}
	});
	for (const index of unknown) visitors.addById(readEvents[index], index);
	for (const index of unknown) persons[index] = visitors.personOf(readEvents[index], index);

	const count = people.ids.length + visitors.list.length;
	const sums = rules.map((rule) => new Float64Array(rule.eventTypes.length > 0 ? count : 0));
	const came = rules.map((rule) => new Uint8Array(rule.eventTypes.length > 0 ? count : 0));
	const lastEngaged = new Float64Array(count).fill(-Infinity);
	const lastIntent = new Float64Array(count).fill(-Infinity);
	const readValue = readerOf([options.fields.eventValue]);
	const readIsMachine = readerOf([options.fields.eventIsMachine]);
	let machineEvents = 0;
	events.forEach((row, index) => {
		const event = readEvents[index];
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
			if (rule.signal === 'engagement') continue;
			lastIntent[person] = Math.max(lastIntent[person], event.instant);
		}
	});
	return {
		visitors: visitors.list,
		persons,
		setAside: [...faults].map(([source, code]) => setAsideEvent(events[source], source, code)),
		machineEvents,
		hasEvents: (rule, person) => came[rule.index][person] === 1,
		sumOf: (rule, person) => sums[rule.index][person] ?? 0,
		lastEngaged,
		lastIntent,
	};
}

/** An event row set aside for one of the reasons that events are set aside for. */
export function setAsideEvent(row: JsonRecord, source: number, code: EventFault): SetAsideRow {
	return { source, code, explanation: explanations[code], row };
}

function eventReader(
	rules: readonly CompiledRule[],
	calendar: ShopCalendar,
	fields: EventOptions['fields'],
): (row: JsonRecord) => ReadEvent | EventFault {
	const readCustomerId = readerOf([fields.eventCustomerId]);
	const readEmail = readerOf([fields.eventEmail]);
	const readType = readerOf([fields.eventType]);
	const readTime = readerOf([fields.eventTime]);
	const rulesByType = new Map<string, CompiledRule[]>();
	for (const rule of rules) {
		if (rule.source !== 'event') continue;
		for (const type of new Set(rule.eventTypes)) {
			rulesByType.set(type, [...(rulesByType.get(type) ?? []), rule]);
		}
	}
	const rulesByRawType = new Map<string, CompiledRule[] | undefined>();
	const rulesOf = (type: string): CompiledRule[] | undefined => {
		if (!rulesByRawType.has(type)) rulesByRawType.set(type, rulesByType.get(plainEventType(type)));
		return rulesByRawType.get(type);
	};
	return (row) => {
		const id = readId(readCustomerId?.(row));
		const email = normaliseEmail(readEmail?.(row));
		if (id === undefined && email === undefined) return 'missingIdentity';
		const type = readType?.(row);
		if (typeof type !== 'string' || type.trim() === '') return 'missingEventType';
		const rulesOfType = rulesOf(type);
		if (rulesOfType === undefined) return 'unknownEventType';
		const time = readTime?.(row);
		if (time === undefined || time === null || time === '') return 'missingDate';
		const instant = parseInstant(time, calendar);
		if (Number.isNaN(instant)) return 'unparseableDate';
		return { id, email, rules: rulesOfType, instant };
	};
}

type FindPerson = (id: string | undefined, email: string | undefined) => number;

/** Finds a customer by id, else by email; -1 where there is none. The look-up by email is made when first needed. */
function personFinder(people: People): FindPerson {
	const byId = new Map(people.ids.map((id, person) => [id, person]));
	let byEmail: Map<string, number> | undefined;
	return (id, email) => {
		const person = id === undefined ? undefined : byId.get(id);
		if (person !== undefined) return person;
		if (email === undefined) return -1;
		byEmail ??= personsByEmail(people);
		return byEmail.get(email) ?? -1;
	};
}

function personsByEmail(people: People): Map<string, number> {
	const byEmail = new Map<string, number>();
	people.ids.forEach((_, person) => {
		const email = normaliseEmail(people.emailOf(person));
		if (email === undefined) return;
		const holder = byEmail.get(email);
		if (holder === undefined || people.lastOrderOf(person) > people.lastOrderOf(holder)) {
			byEmail.set(email, person);
		}
	});
	return byEmail;
}

class VisitorList {
	readonly list: Visitor[] = [];
	private readonly byId = new Map<string, { visitor: number; emailAt: number }>();
	private readonly byEmail = new Map<string, string>();

	constructor(
		private readonly firstPerson: number,
		private readonly find: FindPerson,
	) {}

	/** Notes the visitor of an event with an id; its latest email stays. */
	addById(event: ReadEvent | undefined, source: number): void {
		if (event?.id === undefined) return;
		const { id, email, instant } = event;
		const known = this.byId.get(id) ?? this.add({ id, email: undefined, source });
		if (email === undefined) return;
		const held = this.list[known.visitor].email;
		const isLater =
			held === undefined || instant > known.emailAt || (instant === known.emailAt && email > held);
		if (isLater) {
			this.list[known.visitor] = { ...this.list[known.visitor], email };
			known.emailAt = instant;
		}
		const holder = this.byEmail.get(email);
		if (holder === undefined || id < holder) this.byEmail.set(email, id);
	}

	/** The person of a visitor's event; one with an email alone joins the visitor who has it. */
	personOf(event: ReadEvent | undefined, source: number): number {
		if (event === undefined) return -1;
		const email = event.email ?? '';
		const id = event.id ?? this.byEmail.get(email) ?? guestId(email);
		const known = this.byId.get(id);
		if (known !== undefined) return this.firstPerson + known.visitor;
		const guest = this.find(id, undefined);
		if (guest >= 0) return guest;
		return this.firstPerson + this.add({ id, email, source }).visitor;
	}

	private add(visitor: Visitor): { visitor: number; emailAt: number } {
		const entry = { visitor: this.list.push(visitor) - 1, emailAt: -Infinity };
		this.byId.set(visitor.id, entry);
		return entry;
	}
}
