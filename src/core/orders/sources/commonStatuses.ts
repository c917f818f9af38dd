import type { StatusMeaning } from './orderPreset';

/** Status words that mean the same in every source. */
export const commonStatuses = {
	paid: 'paid',
	partially_paid: 'partiallyPaid',
	refunded: 'refunded',
	partially_refunded: 'paid',
	pending: 'unpaid',
	unpaid: 'unpaid',
	failed: 'unpaid',
	expired: 'unpaid',
	draft: 'unpaid',
	cancelled: 'cancelled',
	canceled: 'cancelled',
	voided: 'cancelled',
	void: 'cancelled',
	test: 'test',
} as const satisfies Record<string, StatusMeaning>;
