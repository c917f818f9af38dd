import type { INodeProperties } from 'n8n-workflow';
import { rowsTitledBy } from './fields';
import {
	customerIdField,
	emailConsentField,
	emailField,
	pushConsentField,
	smsConsentField,
} from './inputFields';

/**
 * Parameters of the panels that take orders: how orders are read. Literals, because n8n's linters read only literals.
 */

export const orderSource: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: [
		{
			name: 'Amazon (Order Report)',
			value: 'amazonReport',
			description: 'Lines of the order reports from Seller Central',
		},
		{
			name: 'Amazon (SP-API)',
			value: 'amazon',
			description: 'Orders from the Selling Partner API or from Fivetran',
		},
		{
			name: 'Automatic',
			value: 'automatic',
			description: 'Detects the source from the fields of the orders, and says which and why',
		},
		{
			name: 'BigCommerce',
			value: 'bigCommerce',
			description: 'Orders from the BigCommerce API (V2 Orders)',
		},
		{
			name: 'Custom Fields',
			value: 'custom',
			description:
				'Orders with your own fields, for example from a database, a file or Sample Shop',
		},
		{ name: 'eBay', value: 'ebay', description: 'Orders from the Fulfillment API' },
		{
			name: 'eBay (Orders Report)',
			value: 'ebayReport',
			description: 'The orders report from Seller Hub, in English',
		},
		{ name: 'Etsy', value: 'etsy', description: 'Receipts from the Open API' },
		{
			name: 'Etsy (Sold Orders CSV)',
			value: 'etsyCsv',
			description: 'The sold-orders export from Etsy',
		},
		{
			name: 'Magento / Adobe Commerce',
			value: 'magento',
			description: 'Orders from the Magento 2 node or the REST API, or rows of sales_order',
		},
		{
			name: 'PrestaShop',
			value: 'prestaShop',
			description: 'Orders from the web service, or rows of ps_orders',
		},
		{
			name: 'Shopify',
			value: 'shopify',
			description: 'Orders from the Shopify node, the REST Admin API or a warehouse',
		},
		{
			name: 'Shopify (Fivetran Table)',
			value: 'shopifyTable',
			description: 'Rows of Fivetran’s orders table (from the GraphQL API)',
		},
		{
			name: 'Shopify (GraphQL)',
			value: 'shopifyGraphql',
			description:
				'Orders from the GraphQL Admin API: orders, whole response pages, or lines of a bulk operation',
		},
		{
			name: 'Shopify (Orders CSV)',
			value: 'shopifyCsv',
			description: 'The orders export from the Shopify admin',
		},
		{
			name: 'Square',
			value: 'square',
			description: 'Orders or payments from the Square API',
		},
		{
			name: 'Stripe',
			value: 'stripe',
			description:
				'Charges, payment intents, invoices or checkout sessions from the Stripe node or the API',
		},
		{
			name: 'Stripe (Payments CSV)',
			value: 'stripeCsv',
			description: 'The payments export from the Stripe dashboard',
		},
		{
			name: 'WooCommerce',
			value: 'wooCommerce',
			description: 'Orders from the WooCommerce node',
		},
		{
			name: 'WooCommerce (Database)',
			value: 'wooCommerceTable',
			description: 'Rows of the table wc_orders',
		},
	],
	default: 'automatic',
	description:
		'Where the orders come from. Decides which fields are read and which statuses count as paid.',
};

export const orderFields: INodeProperties = {
	displayName: 'Order Fields',
	name: 'fields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	displayOptions: { show: { source: ['automatic', 'custom'] } },
	description:
		'Names of the fields in your orders, if they differ from the defaults. Use dots for nested fields, such as customer.email. With Automatic, setting a name here means Custom Fields.',
	options: [
		{
			displayName: 'Amount',
			name: 'amount',
			type: 'string',
			default: 'amount',
			description: 'What was charged, after discounts',
		},
		{
			displayName: 'Amount Outstanding',
			name: 'amountOutstanding',
			type: 'string',
			default: '',
			description: 'Amount still owed on a partially paid order',
		},
		{
			displayName: 'Amount Paid',
			name: 'amountPaid',
			type: 'string',
			default: '',
			description: 'Amount paid so far on a partially paid order',
		},
		{
			displayName: 'Brand',
			name: 'brand',
			type: 'string',
			default: 'brand',
			description: 'Brand of the products ordered; each entry of a list counts',
		},
		{
			displayName: 'Canceled At',
			name: 'cancelledAt',
			type: 'string',
			default: 'cancelledAt',
			description: 'When the order was canceled; an order with a date here is set aside',
		},
		{
			displayName: 'Category',
			name: 'category',
			type: 'string',
			default: 'category',
			description: 'Category of the products ordered; each entry of a list counts',
		},
		{
			displayName: 'Cost of Goods',
			name: 'costOfGoods',
			type: 'string',
			default: 'costOfGoods',
			description: 'Used when the monetary basis is profit',
		},
		{
			displayName: 'Currency',
			name: 'currency',
			type: 'string',
			default: 'currency',
			description: 'Three-letter currency code of the amounts',
		},
		{ ...customerIdField, description: 'Identifies who ordered; if missing, the email does' },
		{
			displayName: 'Discount',
			name: 'discount',
			type: 'string',
			default: 'discount',
			description: 'Discount on the order; the amount is already net of it',
		},
		{ ...emailField, description: 'Identifies who ordered if there is no customer ID' },
		emailConsentField,
		{
			displayName: 'First Name',
			name: 'firstName',
			type: 'string',
			default: 'firstName',
			description: 'First name of the customer; the latest counts',
		},
		{
			displayName: 'Last Name',
			name: 'lastName',
			type: 'string',
			default: 'lastName',
			description: 'Last name of the customer; the latest counts',
		},
		{
			displayName: 'Line ID',
			name: 'lineId',
			type: 'string',
			default: '',
			description:
				'Identifies a line when rows are order lines, so that a repeated line counts once',
		},
		{
			displayName: 'Order Date',
			name: 'orderDate',
			type: 'string',
			default: 'orderDate',
			description: 'A date, a date and time, or a Unix time',
		},
		{
			displayName: 'Order ID',
			name: 'orderId',
			type: 'string',
			default: 'orderId',
			description: 'Identifies the order, so that a repeated order counts once',
		},
		{
			displayName: 'Phone',
			name: 'phone',
			type: 'string',
			default: 'phone',
			description: 'Phone number of the customer; the latest counts',
		},
		{
			displayName: 'Product',
			name: 'product',
			type: 'string',
			default: 'product',
			description: 'Product ordered; each entry of a list counts',
		},
		pushConsentField,
		{
			displayName: 'Quantity',
			name: 'quantity',
			type: 'string',
			default: '',
			description: 'Number of units, for orders with a unit price instead of an amount',
		},
		{
			displayName: 'Refund',
			name: 'refund',
			type: 'string',
			default: 'refund',
			description: 'Amount refunded on the order',
		},
		{
			displayName: 'Refund Of',
			name: 'refundOf',
			type: 'string',
			default: 'refundOf',
			description: 'ID of the refunded order, for refunds that are separate rows with their own ID',
		},
		{
			displayName: 'Refunded At',
			name: 'refundedAt',
			type: 'string',
			default: 'refundedAt',
			description: 'Refund date; a refund after As Of is not deducted yet',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'string',
			default: 'region',
			description: 'Country or region of the customer',
		},
		{
			displayName: 'Shipping',
			name: 'shipping',
			type: 'string',
			default: 'shipping',
			description: 'Shipping included in the amount',
		},
		smsConsentField,
		{
			displayName: 'Status',
			name: 'status',
			type: 'string',
			default: 'status',
			description: 'Payment or order status, such as paid or cancelled',
		},
		{
			displayName: 'Tax',
			name: 'tax',
			type: 'string',
			default: 'tax',
			description: 'Tax included in the amount',
		},
		{
			displayName: 'Test Order',
			name: 'isTest',
			type: 'string',
			default: 'isTest',
			description: 'Whether the order is a test order',
		},
		{
			displayName: 'Unit Price',
			name: 'unitPrice',
			type: 'string',
			default: '',
			description: 'Price per unit, multiplied by the quantity if there is no amount',
		},
		{
			displayName: 'Updated At',
			name: 'updatedAt',
			type: 'string',
			default: 'updatedAt',
			description: 'When the order was last changed; of several versions, the newest counts',
		},
	],
};

export const ordersAsOf: INodeProperties = {
	displayName: 'As Of',
	name: 'asOf',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-01-31',
	description:
		'Reference date for all numbers. Empty: now. A past date reproduces the numbers of that day.',
};

export const dateFormat: INodeProperties = {
	displayName: 'Date Format',
	name: 'dateFormat',
	type: 'options',
	options: [
		{
			name: 'Automatic',
			value: 'automatic',
			description:
				'Inferred from the other dates; if they don’t tell, ambiguous dates are set aside',
		},
		{
			name: 'Day First',
			value: 'dayFirst',
			description: '01/02/2026 is February 1',
		},
		{
			name: 'Month First',
			value: 'monthFirst',
			description: '01/02/2026 is January 2',
		},
	],
	default: 'automatic',
	description: 'How ambiguous dates such as 01/02/2026 are read',
};

export const identifyBy: INodeProperties = {
	displayName: 'Identify By',
	name: 'identifyBy',
	type: 'options',
	options: [
		{
			name: 'Automatic',
			value: 'automatic',
			description:
				'By ID, and guests by email; IDs created per checkout are merged if they share an email',
		},
		{ name: 'Email', value: 'email', description: 'By email; orders without one by ID' },
		{
			name: 'ID',
			value: 'id',
			description: 'By ID, and guests by email; two IDs are always two customers',
		},
		{
			name: 'Phone',
			value: 'phone',
			description: 'By phone number; orders without one by ID or email',
		},
	],
	default: 'automatic',
	description: 'Which orders belong to one customer',
};

export const numberLocale: INodeProperties = {
	displayName: 'Number Format',
	name: 'numberLocale',
	type: 'string',
	default: 'en-US',
	placeholder: 'e.g. de-DE',
	description: 'Locale of amounts in text: en-US for 1,234.50 or de-DE for 1.234,50',
};

export const shopField: INodeProperties = {
	displayName: 'Order Source / Shop Field',
	name: 'shopField',
	type: 'string',
	default: '',
	placeholder: 'e.g. shop',
	description:
		'Field with the shop of an order, if you combine several shops: the same ID in two shops is then two orders or customers',
};

export const statusWords: INodeProperties = {
	displayName: 'Status Words',
	name: 'statusWords',
	type: 'fixedCollection',
	typeOptions: rowsTitledBy('word', 'meaning'),
	placeholder: 'Add Word',
	default: {},
	description: 'What the status words of your shop mean; they override the source’s known statuses',
	options: [
		{
			displayName: 'Word',
			name: 'word',
			values: [
				{
					displayName: 'Meaning',
					name: 'meaning',
					type: 'options',
					options: [
						{ name: 'Canceled', value: 'cancelled' },
						{ name: 'Paid', value: 'paid' },
						{ name: 'Partially Paid', value: 'partiallyPaid' },
						{ name: 'Refunded', value: 'refunded' },
						{ name: 'Test', value: 'test' },
						{ name: 'Unpaid', value: 'unpaid' },
					],
					default: 'paid',
					description: 'What this status means',
				},
				{
					displayName: 'Word',
					name: 'word',
					type: 'string',
					default: '',
					placeholder: 'e.g. pending',
					description: 'The status as written in the orders; case doesn’t matter',
				},
			],
		},
	],
};

export const timeZone: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Europe/Berlin',
	description: 'The shop’s time zone, which decides the day of an order. Empty: the workflow’s.',
};
