import { cellText } from '../../../values/cellText';
import { InvalidInputError } from '../../../values/invalidInputError';
import type { JsonRecord } from '../../../values/jsonRecord';
import { ownCell } from '../../../values/ownCell';
import type { SyncContext } from '../../run/context';
import { planOf, targetPlan } from '../../run/plan';
import { nothing } from '../api/klaviyoClient';
import { sendSingly } from '../imports/sendSingly';
import type { OptionsOf } from '../options';
import { readContacts, type Contact } from '../people/contacts';
import { propertyValues } from '../people/propertyValues';
import { eventKinds, type EventKind } from './eventKinds';
import type { OperationInput, PlanOperation } from './operation';
import { outcomeOf } from '../../run/outcomeTable';

/** Klaviyo's limits for an event; the year is counted from the run. */
const limits = {
	properties: 400,
	stringBytes: 100_000,
	bytes: 5_000_000,
	firstInstant: Date.UTC(2000, 0, 1),
	msAhead: 365 * 86_400_000,
};

interface EventOfCustomer {
	readonly contact: Contact;
	readonly uniqueId: string;
	/** Milliseconds since 1970; undefined: when Klaviyo receives it. */
	readonly instant?: number;
	readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * Plans to send one event per customer, for flows to start from.
 *
 * Each event carries a unique ID: of equal ones for a profile and metric Klaviyo records the first, so that a second
 * run starts no flow twice. Each is sent in its own request, because a bulk request with one known ID would be lost as
 * a whole. An event names the customer by the email address, or else by the phone or the ID: a pair that belongs to two
 * profiles would be silently dropped. Customers without a reason for the event (tier not changed, not lapsed) get none.
 */
export const sendEvents: PlanOperation<'sendEvents'> = async (input) => {
	const { options } = input;
	const kind: EventKind = eventKinds[options.event];
	const metricName = options.metricName || kind.metricName;
	if (metricName === '') throw new InvalidInputError('metricName', 'the name of the event');
	if (options.event === 'custom' && options.uniqueIdField === '') {
		throw new InvalidInputError('uniqueIdField', 'the field that identifies each event');
	}
	const events = readEvents(input, kind);
	const target = targetPlan({ target: metricName, added: events.length });
	return {
		plan: planOf('sendEvents', [target], input.ledger),
		intents: () =>
			events.map(({ contact }) => ({
				index: contact.index,
				sentence: `Nothing was sent: the event "${metricName}" would be sent.`,
			})),
		act: async () => ({ eventsSent: await send(input, events, metricName) }),
	};
};

/** The events to send; the outcomes of customers without one are written into the ledger. */
function readEvents(
	{ rows, options, client, ledger, notices }: OperationInput<'sendEvents'>,
	kind: EventKind,
): EventOfCustomer[] {
	const propertyFields = [...new Set([...kind.properties, ...options.propertyFields])];
	const values = propertyValues(rows, propertyFields, options.numberTexts);
	notices.push(...values.notices);
	const events: EventOfCustomer[] = [];
	for (const contact of readContacts(rows, options, ledger, notices, 'anyKey')) {
		const { index, row } = contact;
		const uniqueId = kind.uniqueId(row, options, client.context);
		if (uniqueId === undefined || uniqueId === '') {
			ledger.set(index, outcomeOf('noEvent', kind.nothingToTell));
			continue;
		}
		const instant = instantOf(row, options.timeField, client.context);
		if (Number.isNaN(instant)) {
			ledger.set(index, outcomeOf('noEventTime', options.timeField));
			continue;
		}
		const properties = Object.fromEntries(
			propertyFields
				.map((field) => [field, values.of(row, field)] as const)
				.filter(([, value]) => value !== undefined),
		);
		const excess = excessOf(properties);
		if (excess !== undefined) {
			ledger.set(index, outcomeOf('eventTooLarge', excess));
			continue;
		}
		events.push({ contact, uniqueId, instant, properties });
	}
	return events;
}

/**
 * When the event happened: undefined for the time it is sent; NaN for a value that is not a time, or not one that
 * Klaviyo accepts.
 */
function instantOf(row: JsonRecord, timeField: string, context: SyncContext): number | undefined {
	if (timeField === '') return undefined;
	const instant = context.calendar.instantOf(ownCell(row, timeField));
	const { firstInstant, msAhead } = limits;
	return instant >= firstInstant && instant <= context.now() + msAhead ? instant : Number.NaN;
}

/** Sends the events one by one and returns how many Klaviyo accepted. */
async function send(
	{ options, client, ledger }: OperationInput<'sendEvents'>,
	events: readonly EventOfCustomer[],
	metricName: string,
): Promise<number> {
	let eventsSent = 0;
	await sendSingly(client, events, {
		phase: 'Sending events',
		send: async (event) => {
			const body = bodyOf(event, metricName, options);
			await client.call('create_event', { body }, nothing);
			eventsSent++;
			ledger.set(
				event.contact.index,
				outcomeOf('accepted', 'Klaviyo accepted the event; it does not confirm events.'),
			);
		},
		refuse: ({ contact }, code) =>
			ledger.set(contact.index, {
				status: 'rejected',
				code,
				sentence: `Klaviyo rejected this event (${code}).`,
			}),
	});
	return eventsSent;
}

function bodyOf(
	{ contact, uniqueId, instant, properties }: EventOfCustomer,
	metricName: string,
	{ valueField, valueCurrency, backfill }: OptionsOf<'sendEvents'>,
): string {
	const text = cellText(contact.row, valueField);
	const value = text === '' ? Number.NaN : Number(text);
	const isValue = Number.isFinite(value);
	const attributes = {
		properties,
		...(instant === undefined ? {} : { time: new Date(instant).toISOString() }),
		...(isValue ? { value } : {}),
		...(isValue && valueCurrency !== '' ? { value_currency: valueCurrency } : {}),
		unique_id: uniqueId,
		...(backfill ? { backfill: true } : {}),
		metric: { data: { type: 'metric', attributes: { name: metricName } } },
		profile: {
			data: {
				type: 'profile',
				attributes: oneIdentifier(contact),
			},
		},
	};
	return JSON.stringify({ data: { type: 'event', attributes } });
}

/** A customer's most reliable identifier as an attribute of a profile. */
function oneIdentifier({ email, phone, externalId }: Contact): Record<string, string | undefined> {
	if (email !== undefined) return { email };
	return phone === undefined ? { external_id: externalId } : { phone_number: phone };
}

/** Which properties exceed Klaviyo's limits, in words; undefined where none do. */
function excessOf(properties: Readonly<Record<string, unknown>>): string | undefined {
	if (Object.keys(properties).length > limits.properties) return 'more than 400 properties';
	let hasLongText = false;
	const json = JSON.stringify(properties, (_key, value: unknown) => {
		hasLongText ||= typeof value === 'string' && Buffer.byteLength(value) > limits.stringBytes;
		return value;
	});
	if (hasLongText) return 'a text longer than 100 KB';
	// The rest of the event is far smaller than the margin left to 5 MB.
	return Buffer.byteLength(json) > limits.bytes - limits.stringBytes ? 'more than 5 MB' : undefined;
}
