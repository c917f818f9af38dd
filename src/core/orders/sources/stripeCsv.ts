import { isEmpty } from '../../../values/isEmpty';
import type { JsonRecord } from '../../../values/jsonRecord';
import { isNo } from '../../../values/yesOrNo';
import { isOneOf } from './lists';
import { openQuestion } from './openQuestion';
import type { OrderPreset, Refund } from './orderPreset';
import { stripeStatuses } from './stripe';

/** The payments that Stripe's dashboard exports as CSV: amounts in major units, dates in UTC. */
export const stripeCsv = {
	name: 'Stripe (Payments CSV)',
	toldBy: [
		['Created date (UTC)', 'Amount Refunded'],
		['Created (UTC)', 'Amount Refunded', 'Customer Email'],
		['Created (UTC)', 'Amount Refunded', 'Customer ID'],
	],
	paths: {
		orderId: ['id'],
		orderDate: ['Created date (UTC)', 'Created (UTC)'],
		amount: ['Amount'],
		currency: ['Currency'],
		status: ['Status'],
		customerId: ['Customer ID'],
		email: ['Customer Email'],
		phone: ['Customer Phone'],
		product: ['Description'],
		region: ['Card Address Country'],
	},
	statuses: {
		...stripeStatuses,
		uncaptured: 'unpaid',
		blocked: 'unpaid',
		early_fraud_warning: 'paid',
		disputed: 'paid',
		partial_refund: 'paid',
	},
	amountUnit: 'major',
	dateWithoutOffset: 'utc',
	idsPerCheckout: true,
	guestIds: [],
	refunds: (row) => {
		const refunds: Refund[] = [{ amount: row['Amount Refunded'], at: undefined }];
		const isLost = isOneOf(row['Dispute Status'], ['lost']);
		if (isLost) refunds.push({ amount: row['Disputed Amount'], at: row['Dispute Date (UTC)'] });
		return refunds.filter(({ amount }) => !isEmpty(amount));
	},
	statusOfRow: (row) => {
		if (isOneOf(row.Mode, ['test'])) return 'test';
		return isNo(row.Captured) && !isOneOf(row.Status, ['failed']) ? 'unpaid' : undefined;
	},
	openQuestions: (orders) =>
		openQuestion(
			'disputeOpen',
			orders.count(isDisputeOpen),
			'payment',
			(count, are) => `${count} ${are} disputed with no outcome yet; the money counts as kept.`,
		),
} as const satisfies OrderPreset;

const endedDisputes = ['lost', 'won', 'charge_refunded', 'warning_closed', 'prevented'];

function isDisputeOpen(row: JsonRecord): boolean {
	return !isEmpty(row['Dispute Status']) && !isOneOf(row['Dispute Status'], endedDisputes);
}
