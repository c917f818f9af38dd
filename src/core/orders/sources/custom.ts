import { orderFieldPaths, type OrderField } from '../orderFields';
import { commonStatuses } from './commonStatuses';
import type { OrderPreset } from './orderPreset';

/** Plain rows with custom field names. */
export const custom = {
	name: 'Custom Fields',
	toldBy: [],
	paths: Object.fromEntries(
		Object.entries(orderFieldPaths).map(([field, path]) => [field, [path]]),
	) as Record<OrderField, string[]>,
	statuses: {
		...commonStatuses,
		completed: 'paid',
		complete: 'paid',
		processing: 'paid',
		shipped: 'paid',
		delivered: 'paid',
		fulfilled: 'paid',
		closed: 'paid',
		succeeded: 'paid',
		authorized: 'unpaid',
		on_hold: 'unpaid',
		open: 'unpaid',
		abandoned: 'unpaid',
		declined: 'unpaid',
		awaiting_payment: 'unpaid',
		deleted: 'cancelled',
		trash: 'cancelled',
	},
	amountUnit: 'major',
	dateWithoutOffset: 'shop',
	guestIds: [],
} as const satisfies OrderPreset;
