import type { JsonRecord } from '../../../values/jsonRecord';
import { InvalidInputError } from '../../../values/invalidInputError';
import { ownCell } from '../../../values/ownCell';
import { cellText } from '../../../values/cellText';
import type { SyncContext } from '../../run/context';
import { readContacts, type Contact } from '../people/contacts';
import { nothing } from '../api/klaviyoClient';
import { planOf, targetPlan } from '../../run/plan';
import type { PlanOperation } from './operation';
import type { OptionsOf } from '../options';
import { sendSingly } from '../imports/sendSingly';
import { propertyValues } from '../people/propertyValues';

type EventOptions = OptionsOf<'sendEvents'>;

interface EventKind {
	readonly metricName: string;
	/** The text that tells one event from another; undefined where there is nothing to tell. */
	readonly uniqueId: (
		row: JsonRecord,
		options: EventOptions,
		context: SyncContext,
	) => string | undefined;
	readonly properties: readonly string[];
	/** Why there is no event. */
	readonly nothingToTell: string;
}

const kinds = {
	tierChanged: {
		metricName: 'Customer Tier Changed',
		uniqueId: (row, _options, context) => {
			const [tier, previous] = [cellText(row, 'tier'), cellText(row, 'previousTier')];
			if (tier === '' || previous === '' || tier === previous) return undefined;
			// A tier that comes back another time is another event: without a day it would be taken for the first one.
			const [day = context.calendar.dateAt(context.now())] =
				/^\d{4}-\d\d-\d\d/.exec(cellText(row, 'asOf')) ?? [];
			return `${cellText(row, 'customerId')}:tierChanged:${previous}>${tier}:${day}`;
		},
		properties: ['tier', 'previousTier', 'tierChange'],
		nothingToTell: 'No event: the tier is the previous one, or there is no previous one.',
	},
	winBackDue: {
		metricName: 'Win-Back Due',
		uniqueId: (row) =>
			ownCell(row, 'churnStatus') === 'lapsed' ? cellText(row, 'winBackKey') : undefined,
		properties: ['tier', 'churnRisk', 'daysSinceLastOrder', 'lastOrderAt'],
		nothingToTell: 'No event: the customer has not lapsed, or has no win-back key of Churn Check.',
	},
	custom: {
		metricName: '',
		uniqueId: (row, { uniqueIdField }) => cellText(row, uniqueIdField),
		properties: [],
		nothingToTell: 'No event: the field of unique IDs is empty.',
	},
} as const satisfies Record<EventOptions['event'], EventKind>;

/** Klaviyo's limits of an event; the year counts from the run. */
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
	/** Milliseconds since 1970; undefined where it is when Klaviyo takes it. */
	readonly instant?: number;
}

/**
 * Plans to send one event per customer, for flows to start from.
 *
 * Each event carries a unique id: of equal ones for a profile and metric Klaviyo records the first, so that a second run starts no
 * flow twice. They go out one a request, because a bulk request with one id that is known already would be lost as a whole. An
 * event names the customer by the email address, or else by the phone: a pair that belongs to two profiles would be dropped
 * without a word. Customers without a reason for the event (tier not changed, not lapsed) are left alone.
 */
export const sendEvents: PlanOperation<'sendEvents'> = async ({
	rows,
	options,
	client,
	ledger,
	notices,
}) => {
	const { context } = client;
	const kind: EventKind = kinds[options.event];
	const metricName = options.metricName || kind.metricName;
	if (metricName === '') throw new InvalidInputError('metricName', 'the name of the event');
	if (options.event === 'custom' && options.uniqueIdField === '') {
		throw new InvalidInputError('uniqueIdField', 'the field that tells one event from another');
	}
	const propertyFields = [...new Set([...kind.properties, ...options.propertyFields])];
	const values = propertyValues(rows, propertyFields, options.numberTexts);
	notices.push(...values.notices);
	const events: EventOfCustomer[] = [];
	const fields = { ...options, externalIdField: '' };
	for (const contact of readContacts(rows, fields, ledger, notices)) {
		const uniqueId = kind.uniqueId(contact.row, options, context);
		if (uniqueId === undefined || uniqueId === '') {
			ledger.set(contact.index, 'unchanged', 'noEvent', kind.nothingToTell);
			continue;
		}
		const instant = options.timeField === '' ? undefined : instantOf(contact.row);
		if (Number.isNaN(instant)) {
			ledger.set(
				contact.index,
				'skipped',
				'noEventTime',
				`Left out: "${options.timeField}" holds no time between 2000 and a year from now.`,
			);
			continue;
		}
		const excess = excessOf(propertiesOf(contact.row));
		if (excess !== undefined) {
			ledger.set(
				contact.index,
				'rejected',
				'eventTooLarge',
				`Not sent: the event has ${excess}, which is more than Klaviyo takes.`,
			);
			continue;
		}
		events.push({ contact, uniqueId, instant });
	}
	return {
		plan: planOf(
			'sendEvents',
			[
				targetPlan({
					target: metricName,
					added: events.length,
				}),
			],
			ledger,
		),
		intents: () =>
			events.map(({ contact }) => ({
				index: contact.index,
				sentence: `Nothing was sent: the event "${metricName}" would be.`,
			})),
		act: async () => {
			let eventsSent = 0;
			await sendSingly(client, events, {
				phase: 'Sending events',
				send: async (event) => {
					await client.call('create_event', { body: bodyOf(event) }, nothing);
					eventsSent++;
					ledger.set(
						event.contact.index,
						'accepted',
						'accepted',
						'Klaviyo has taken the event; it gives no confirmation of events.',
					);
				},
				refuse: ({ contact }, code) =>
					ledger.set(contact.index, 'rejected', code, `Klaviyo refuses this event (${code}).`),
			});
			return { eventsSent };
		},
	};

	/** When the event happened; NaN for what is no time, or none that Klaviyo takes. */
	function instantOf(row: JsonRecord): number {
		const instant = context.calendar.instantOf(ownCell(row, options.timeField));
		const { firstInstant, msAhead } = limits;
		return instant >= firstInstant && instant <= context.now() + msAhead ? instant : Number.NaN;
	}

	function propertiesOf(row: JsonRecord): Record<string, unknown> {
		const properties: Record<string, unknown> = {};
		for (const field of propertyFields) {
			const value = values.of(row, field);
			if (value !== undefined) properties[field] = value;
		}
		return properties;
	}

	function bodyOf({ contact, uniqueId, instant }: EventOfCustomer): string {
		const { row, email, phone } = contact;
		const text = cellText(row, options.valueField);
		const value = text === '' ? Number.NaN : Number(text);
		const attributes = {
			properties: propertiesOf(row),
			...(instant === undefined ? {} : { time: new Date(instant).toISOString() }),
			...(Number.isFinite(value) ? { value } : {}),
			...(Number.isFinite(value) && options.valueCurrency !== ''
				? { value_currency: options.valueCurrency }
				: {}),
			unique_id: uniqueId,
			...(options.backfill ? { backfill: true } : {}),
			metric: { data: { type: 'metric', attributes: { name: metricName } } },
			profile: {
				data: {
					type: 'profile',
					attributes: email === undefined ? { phone_number: phone } : { email },
				},
			},
		};
		return JSON.stringify({ data: { type: 'event', attributes } });
	}
};

/** What of the properties is above Klaviyo's limits, in words; undefined where nothing is. */
function excessOf(properties: Readonly<Record<string, unknown>>): string | undefined {
	if (Object.keys(properties).length > limits.properties) return 'over 400 properties';
	let hasLongText = false;
	const json = JSON.stringify(properties, (_key, value: unknown) => {
		hasLongText ||= typeof value === 'string' && Buffer.byteLength(value) > limits.stringBytes;
		return value;
	});
	if (hasLongText) return 'a text of over 100 KB';
	// The rest of the event is far below the room that is left to 5 MB.
	return Buffer.byteLength(json) > limits.bytes - limits.stringBytes ? 'over 5 MB' : undefined;
}
