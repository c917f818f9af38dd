import { isEmpty } from '../../../values/isEmpty';
import { readId } from '../../../values/readId';
import { commonStatuses } from './commonStatuses';
import type { OrderFamily, OrderPreset } from './orderPreset';

/** Further products of an order are in rows that repeat its name and leave its money empty. */
const continuationRows: OrderFamily = {
	parentOf: (row) =>
		isEmpty(row.Total) && isEmpty(row['Financial Status']) ? readId(row.Name) : undefined,
	idOf: ({ Name }) => readId(Name),
	withLines: (order, lines) => ({
		...order,
		...Object.fromEntries(
			lineColumns.map((column) => [column, [order, ...lines].map((line) => line[column])]),
		),
	}),
	orphan: 'The row is another product of an order whose first row is missing.',
};

const lineColumns = ['Lineitem name', 'Vendor'];

/** The orders that Shopify's admin exports as CSV. */
export const shopifyCsv = {
	name: 'Shopify (Orders CSV)',
	toldBy: [
		['Name', 'Financial Status', 'Total'],
		['Name', 'Lineitem name', 'Total'],
	],
	paths: {
		orderId: ['Id', 'Name'],
		orderDate: ['Created at', 'Paid at'],
		amount: ['Total'],
		amountOutstanding: ['Outstanding Balance'],
		currency: ['Currency'],
		status: ['Financial Status'],
		cancelledAt: ['Cancelled at'],
		email: ['Email'],
		phone: ['Phone', 'Billing Phone', 'Shipping Phone'],
		emailConsent: ['Accepts Marketing'],
		discount: ['Discount Amount'],
		tax: ['Taxes'],
		shipping: ['Shipping'],
		brand: ['Vendor'],
		product: ['Lineitem name'],
		region: ['Shipping Country', 'Billing Country'],
	},
	marker: 'Name',
	statuses: { ...commonStatuses, authorized: 'unpaid' },
	amountUnit: 'major',
	dateWithoutOffset: 'shop',
	guestIds: [],
	family: continuationRows,
	refunds: (row) =>
		isEmpty(row['Refunded Amount']) ? [] : [{ amount: row['Refunded Amount'], at: undefined }],
} as const satisfies OrderPreset;
