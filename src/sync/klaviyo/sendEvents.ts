import { batchesOf, utf8Bytes } from '../shared/batches';
import { cellText } from '../shared/cellText';
import type { CustomerRow } from '../shared/outcome';
import type { RejectedError } from '../shared/errors';
import { InvalidSetting } from '../shared/invalidSetting';
import { sendSplitting, type GivenUp } from '../shared/sendSplitting';
import { cellOf, identifiers, readContacts, type Contact } from './contacts';
import { nothing } from './klaviyoClient';
import { refusalOfProfile } from './outcomeSentences';
import { planOf } from '../shared/plan';
import type { PlanOperation } from './operation';
import type { OptionsOf } from './options';
import { propertyValue } from './upsertProfiles';

type EventOptions = OptionsOf<'sendEvents'>;

interface EventKind {
	readonly metricName: string;
	/** The text that tells one event from another; undefined where there is nothing to tell. */
	readonly uniqueId: (row: CustomerRow, options: EventOptions) => string | undefined;
	readonly properties: readonly string[];
	/** Why there is no event. */
	readonly nothingToTell: string;
}

const kinds = {
	tierChanged: {
		metricName: 'Customer Tier Changed',
		uniqueId: (row) => {
			const [tier, previous] = [textIn(row, 'tier'), textIn(row, 'previousTier')];
			const customer = textIn(row, 'customerId');
			if (tier === undefined || previous === undefined || tier === previous) return undefined;
			const day = textIn(row, 'asOf')?.slice(0, 10) ?? '';
			return customer && `${customer}:tierChanged:${previous}>${tier}:${day}`;
		},
		properties: ['tier', 'previousTier', 'tierChange'],
		nothingToTell: 'No event: the tier is the previous one, or there is no previous one.',
	},
	winBackDue: {
		metricName: 'Win-Back Due',
		uniqueId: (row) =>
			cellOf(row, 'churnStatus') === 'lapsed' ? textIn(row, 'winBackKey') : undefined,
		properties: ['tier', 'churnRisk', 'daysSinceLastOrder', 'lastOrderAt'],
		nothingToTell: 'No event: the customer has not lapsed by the word of Churn Check.',
	},
	custom: {
		metricName: '',
		uniqueId: (row, { uniqueIdField }) => textIn(row, uniqueIdField),
		properties: [],
		nothingToTell: 'No event: the field of unique IDs is empty.',
	},
} as const satisfies Record<EventOptions['event'], EventKind>;

function textIn(row: CustomerRow, field: string): string | undefined {
	return cellText(row, field) || undefined;
}

const limits = { maxCount: 1000, maxBytes: 5_000_000, overheadBytes: 200 };

interface Entry {
	readonly contact: Contact;
	readonly json: string;
	readonly bytes: number;
}

/**
 * Plans to send one event per customer, for flows to start from.
 *
 * Each event carries a unique id, so that a second run sends nothing twice: Klaviyo keeps the first of equal ids. Customers
 * without a reason for the event (tier not changed, not lapsed) are left alone.
 */
export const sendEvents: PlanOperation<'sendEvents'> = async ({
	rows,
	options,
	client,
	ledger,
	notices,
}) => {
	const kind: EventKind = kinds[options.event];
	const metricName = options.metricName || kind.metricName;
	if (metricName === '') throw new InvalidSetting('metricName', 'the name of the event');
	if (options.event === 'custom' && options.uniqueIdField === '') {
		throw new InvalidSetting('uniqueIdField', 'the field that tells one event from another');
	}
	const entries: Entry[] = [];
	for (const contact of readContacts(rows, options, ledger, notices)) {
		const uniqueId = kind.uniqueId(contact.row, options);
		if (uniqueId === undefined) {
			ledger.set(contact.index, 'unchanged', 'no_event', kind.nothingToTell);
			continue;
		}
		const json = JSON.stringify(eventOf(contact, uniqueId));
		entries.push({ contact, json, bytes: utf8Bytes(json) });
	}
	return {
		plan: planOf(
			'sendEvents',
			[
				{
					target: metricName,
					added: entries.length,
					removed: 0,
					changed: 0,
					unchanged: 0,
				},
			],
			ledger,
		),
		intents: () =>
			entries.map(({ contact }) => ({
				index: contact.index,
				sentence: `Nothing was sent: the event "${metricName}" would be.`,
			})),
		act: async () => {
			let done = 0;
			for (const batch of batchesOf(entries, limits, ({ bytes }) => bytes)) {
				await sendSplitting(batch, { send, mend, giveUp });
				done += batch.length;
				client.context.onProgress?.({ phase: 'Sending events', done, total: entries.length });
			}
			return { eventsSent: done };
		},
	};

	function eventOf(contact: Contact, uniqueId: string) {
		const properties: Record<string, unknown> = {};
		for (const field of new Set([...kind.properties, ...options.propertyFields])) {
			const value = propertyValue(cellOf(contact.row, field));
			if (value !== undefined) properties[field] = value;
		}
		const text = cellText(contact.row, options.valueField);
		const value = text === '' ? Number.NaN : Number(text);
		return {
			type: 'event-bulk-create',
			attributes: {
				...(options.backfill ? { backfill: true } : {}),
				profile: { data: { type: 'profile', attributes: identifiers(contact) } },
				events: {
					data: [
						{
							type: 'event',
							attributes: {
								properties,
								...(Number.isFinite(value) ? { value } : {}),
								...(Number.isFinite(value) && options.valueCurrency !== ''
									? { value_currency: options.valueCurrency }
									: {}),
								metric: { data: { type: 'metric', attributes: { name: metricName } } },
								unique_id: uniqueId,
							},
						},
					],
				},
			},
		};
	}

	async function send(part: readonly Entry[]) {
		const events = part.map(({ json }) => json).join(',');
		const body = `{"data":{"type":"event-bulk-create-job","attributes":{"events-bulk-create":{"data":[${events}]}}}}`;
		await client.call('bulk_create_events', { body }, nothing);
		for (const { contact } of part) {
			ledger.set(
				contact.index,
				'accepted',
				'accepted',
				'Klaviyo has taken the event; it gives no confirmation of events.',
			);
		}
	}

	function mend(part: readonly Entry[], { faults }: RejectedError) {
		const codes = new Map<number, string>();
		for (const { pointer, code } of faults) {
			const [, index] =
				/^\/data\/attributes\/events-bulk-create\/data\/(\d+)/.exec(pointer ?? '') ?? [];
			if (index !== undefined && Number(index) < part.length) codes.set(Number(index), code);
		}
		if (codes.size === 0) return undefined;
		return part.filter((entry, index) => {
			const code = codes.get(index);
			if (code !== undefined) refuse(entry, 'rejected', code);
			return code === undefined;
		});
	}

	function giveUp(part: readonly Entry[], { status, code }: GivenUp) {
		for (const entry of part) refuse(entry, status, code);
	}

	function refuse({ contact }: Entry, status: 'rejected' | 'deferred', code: string) {
		const sentence =
			status === 'rejected' ? `Klaviyo refuses this event (${code}).` : refusalOfProfile(code);
		ledger.set(contact.index, status, code, sentence);
	}
};
