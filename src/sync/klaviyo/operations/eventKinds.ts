import { cellText } from '../../../values/cellText';
import type { JsonRecord } from '../../../values/jsonRecord';
import { ownCell } from '../../../values/ownCell';
import type { SyncContext } from '../../run/context';
import type { OptionsOf } from '../options';

type EventOptions = OptionsOf<'sendEvents'>;

/** What an event contains, and which customers have one. */
export interface EventKind {
	readonly metricName: string;
	/** The text that distinguishes one event from another; undefined where there is no event. */
	readonly uniqueId: (
		row: JsonRecord,
		options: EventOptions,
		context: SyncContext,
	) => string | undefined;
	readonly properties: readonly string[];
	/** Why there is no event. */
	readonly nothingToTell: string;
}

/** The events of this package, and custom ones. */
export const eventKinds = {
	tierChanged: {
		metricName: 'Customer Tier Changed',
		uniqueId: (row, _options, context) => {
			const [tier, previous] = [cellText(row, 'tier'), cellText(row, 'previousTier')];
			if (tier === '' || previous === '' || tier === previous) return undefined;
			// A tier reached again is another event: without a day it would be taken for the first one.
			const [day = context.calendar.dateAt(context.now())] =
				/^\d{4}-\d\d-\d\d/.exec(cellText(row, 'asOf')) ?? [];
			return `${cellText(row, 'customerId')}:tierChanged:${previous}>${tier}:${day}`;
		},
		properties: ['tier', 'previousTier', 'tierChange'],
		nothingToTell: 'No event: the tier has not changed, or there is no previous tier.',
	},
	winBackDue: {
		metricName: 'Win-Back Due',
		uniqueId: (row) =>
			ownCell(row, 'churnStatus') === 'lapsed' ? cellText(row, 'winBackKey') : undefined,
		properties: ['tier', 'churnRisk', 'daysSinceLastOrder', 'lastOrderAt'],
		nothingToTell:
			'No event: the customer has not lapsed, or has no win-back key from Churn Check.',
	},
	custom: {
		metricName: '',
		uniqueId: (row, { uniqueIdField }) => cellText(row, uniqueIdField),
		properties: [],
		nothingToTell: 'No event: the unique ID field is empty.',
	},
} as const satisfies Record<EventOptions['event'], EventKind>;
