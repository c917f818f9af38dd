import type { JsonRecord } from '../../values/jsonRecord';
import { normaliseEmail } from '../../values/normaliseEmail';
import { parseInstant } from '../../values/parseInstant';
import { readId } from '../../values/readId';
import type { ShopCalendar } from '../../values/shopCalendar';
import { readerOf } from '../orders/readPath';
import type { SetAsideRow } from '../result';
import { plainEventType, type CompiledRule } from './compileRules';

/** Names of the fields of an event. */
export interface EventFields {
	readonly eventCustomerId: string;
	readonly eventEmail: string;
	readonly eventType: string;
	readonly eventTime: string;
	readonly eventValue: string;
	readonly eventIsMachine: string;
}

/** An event that can be used if its person is known. */
export interface ReadEvent {
	readonly id: string | undefined;
	readonly email: string | undefined;
	readonly rules: readonly CompiledRule[];
	readonly instant: number;
}

const explanations = {
	missingIdentity: 'The event has neither a customer ID nor an email, so it belongs to nobody.',
	missingEventType: 'The event has no type.',
	unknownEventType: 'No rule scores events of this type.',
	missingDate: 'The event has no time.',
	unparseableDate: 'The event time can’t be read.',
	unknownPerson: 'No customer has the customer ID or email of the event.',
	afterAsOf: 'The event is after As Of.',
} as const;

export type EventFault = keyof typeof explanations;

/** An event row set aside with one of its reasons. */
export function setAsideEvent(row: JsonRecord, source: number, code: EventFault): SetAsideRow {
	return { source, code, explanation: explanations[code], row };
}

/** Returns the function that reads an event, or returns the first fault that applies. */
export function eventReader(
	rules: readonly CompiledRule[],
	calendar: ShopCalendar,
	fields: EventFields,
): (row: JsonRecord) => ReadEvent | EventFault {
	const readCustomerId = readerOf([fields.eventCustomerId]);
	const readEmail = readerOf([fields.eventEmail]);
	const readType = readerOf([fields.eventType]);
	const readTime = readerOf([fields.eventTime]);
	const rulesOf = rulesByType(rules);
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

/** Returns the function that finds the rules of an event type; each spelling is looked up once. */
function rulesByType(
	rules: readonly CompiledRule[],
): (type: string) => readonly CompiledRule[] | undefined {
	const byType = new Map<string, CompiledRule[]>();
	for (const rule of rules) {
		if (rule.source !== 'event') continue;
		for (const type of new Set(rule.eventTypes)) {
			byType.set(type, [...(byType.get(type) ?? []), rule]);
		}
	}
	const bySpelling = new Map<string, CompiledRule[] | undefined>();
	return (type) => {
		if (!bySpelling.has(type)) bySpelling.set(type, byType.get(plainEventType(type)));
		return bySpelling.get(type);
	};
}
