/** An order as a flat row, under the field names that Compute RFM reads by default. */
export type OrderRow = {
	orderId: string;
	orderDate: string;
	/** A text only where the row is meant to be faulty. */
	amount: number | string;
	currency: string;
	status: 'paid' | 'partially_refunded' | 'refunded';
	customerId: string | null;
	email: string | null;
	phone: string;
	firstName: string;
	lastName: string;
	discount: number;
	refund: number;
	refundedAt: string | null;
	costOfGoods: number;
	tax: number;
	shipping: number;
	category: string;
	brand: string;
	product: string;
	region: string;
	updatedAt: string;
	isTest: boolean;
	emailConsent: boolean;
	smsConsent: boolean;
};
