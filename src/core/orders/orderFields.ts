/**
 * The fields of an order that Compute RFM can read, with their names in plain rows: the default paths of the Custom
 * source.
 *
 * A path is a field name, or names joined by dots; through a list it means that field of every member.
 */
export const orderFieldPaths = {
	orderId: 'orderId',
	lineId: '',
	orderDate: 'orderDate',
	amount: 'amount',
	amountPaid: '',
	amountOutstanding: '',
	quantity: '',
	unitPrice: '',
	currency: 'currency',
	status: 'status',
	isTest: 'isTest',
	cancelledAt: 'cancelledAt',
	updatedAt: 'updatedAt',
	customerId: 'customerId',
	email: 'email',
	phone: 'phone',
	firstName: 'firstName',
	lastName: 'lastName',
	emailConsent: 'emailConsent',
	smsConsent: 'smsConsent',
	pushConsent: 'pushConsent',
	discount: 'discount',
	refund: 'refund',
	refundedAt: 'refundedAt',
	refundOf: 'refundOf',
	tax: 'tax',
	shipping: 'shipping',
	costOfGoods: 'costOfGoods',
	category: 'category',
	brand: 'brand',
	product: 'product',
	region: 'region',
} as const;

export type OrderField = keyof typeof orderFieldPaths;

export const orderFields = Object.keys(orderFieldPaths) as OrderField[];

/** Labels that are not the words of the field's name. */
const ownLabels: Readonly<Partial<Record<OrderField, string>>> = {
	cancelledAt: 'Canceled At',
	costOfGoods: 'Cost of Goods',
	isTest: 'Test Order',
	smsConsent: 'SMS Consent',
};

/**
 * A field's label, as in the panel.
 *
 * @example orderFieldLabel('orderId') // 'Order ID'
 */
export function orderFieldLabel(field: OrderField): string {
	const words = field.replace(/[A-Z]/g, (letter) => ` ${letter}`).replace(/\bid\b/i, 'ID');
	return ownLabels[field] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
