import type { INodeProperties } from 'n8n-workflow';
import { clientPreset, moreOptions, use, savedModel } from '../shared/fields';
import {
	customerIdField,
	emailConsentField,
	emailField,
	pushConsentField,
	smsConsentField,
} from '../shared/inputFields';

export const computeRfmProperties: INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: [
			{
				name: 'Amazon (Order Report)',
				value: 'amazonReport',
				description: 'Lines of the order reports that Seller Central exports',
			},
			{
				name: 'Amazon (SP-API)',
				value: 'amazon',
				description: 'Orders as the Selling Partner API gives them, or as Fivetran stores them',
			},
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'Finds the source by the fields of the orders, and says which it took and why',
			},
			{
				name: 'BigCommerce',
				value: 'bigCommerce',
				description: 'Orders as the BigCommerce API (V2 Orders) gives them',
			},
			{
				name: 'Custom Fields',
				value: 'custom',
				description:
					'Orders with fields of your own, for example from a database, a file or Sample Shop',
			},
			{ name: 'eBay', value: 'ebay', description: 'Orders as the Fulfillment API gives them' },
			{
				name: 'eBay (Orders Report)',
				value: 'ebayReport',
				description: 'The orders report of Seller Hub, in English',
			},
			{ name: 'Etsy', value: 'etsy', description: 'Receipts as the Open API gives them' },
			{
				name: 'Etsy (Sold Orders CSV)',
				value: 'etsyCsv',
				description: 'The sold orders that Etsy exports',
			},
			{
				name: 'Magento / Adobe Commerce',
				value: 'magento',
				description:
					'Orders as the Magento 2 node and the REST API give them, or rows of sales_order',
			},
			{
				name: 'PrestaShop',
				value: 'prestaShop',
				description: 'Orders as the web service gives them, or rows of ps_orders',
			},
			{
				name: 'Shopify',
				value: 'shopify',
				description:
					'Orders as the Shopify node and the REST Admin API give them, or as warehouses store them',
			},
			{
				name: 'Shopify (Fivetran Table)',
				value: 'shopifyTable',
				description: 'Rows of the orders table that Fivetran fills from the GraphQL API',
			},
			{
				name: 'Shopify (GraphQL)',
				value: 'shopifyGraphql',
				description:
					'Orders as the GraphQL Admin API gives them: orders, whole pages of an answer, or lines of a bulk operation',
			},
			{
				name: 'Shopify (Orders CSV)',
				value: 'shopifyCsv',
				description: 'The orders that the Shopify admin exports',
			},
			{
				name: 'Square',
				value: 'square',
				description: 'Orders or payments as the Square API gives them',
			},
			{
				name: 'Stripe',
				value: 'stripe',
				description:
					'Charges, payment intents, invoices or checkout sessions as the Stripe node and the API give them',
			},
			{
				name: 'Stripe (Payments CSV)',
				value: 'stripeCsv',
				description: 'The payments that the Stripe dashboard exports',
			},
			{
				name: 'WooCommerce',
				value: 'wooCommerce',
				description: 'Orders as the WooCommerce node gives them',
			},
			{
				name: 'WooCommerce (Database)',
				value: 'wooCommerceTable',
				description: 'Rows of the table wc_orders',
			},
		],
		default: 'automatic',
		description:
			'Where the orders come from; decides which fields are read and which statuses count as paid',
	},
	{
		displayName: 'Order Fields',
		name: 'fields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: { source: ['automatic', 'custom'] } },
		description:
			'Names of the fields in your orders, where they differ from the defaults; dots lead into objects, such as customer.email. With Automatic, a name given here means Custom Fields.',
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
				description: 'What is still owed on a partially paid order',
			},
			{
				displayName: 'Amount Paid',
				name: 'amountPaid',
				type: 'string',
				default: '',
				description: 'What was paid so far on a partially paid order',
			},
			{
				displayName: 'Brand',
				name: 'brand',
				type: 'string',
				default: 'brand',
				description: 'Brand of what was ordered; a list counts each entry',
			},
			{
				displayName: 'Cancelled At',
				name: 'cancelledAt',
				type: 'string',
				default: 'cancelledAt',
				description: 'When the order was cancelled; an order with a date here is set aside',
			},
			{
				displayName: 'Category',
				name: 'category',
				type: 'string',
				default: 'category',
				description: 'Category of what was ordered; a list counts each entry',
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
				description: 'Three-letter code of the currency the amounts are in',
			},
			{ ...customerIdField, description: 'Without one, the email tells who ordered' },
			{
				displayName: 'Discount',
				name: 'discount',
				type: 'string',
				default: 'discount',
				description: 'What was taken off; the amount is already without it',
			},
			{ ...emailField, description: 'Tells who ordered where there is no customer ID' },
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
					'Identifies a line when rows are order lines; the same line twice then counts once',
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
				description: 'The same order twice then counts once',
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
				description: 'Product that was ordered; a list counts each entry',
			},
			pushConsentField,
			{
				displayName: 'Quantity',
				name: 'quantity',
				type: 'string',
				default: '',
				description: 'Number of pieces, where an order has no amount but a unit price',
			},
			{
				displayName: 'Refund',
				name: 'refund',
				type: 'string',
				default: 'refund',
				description: 'What was given back on the order',
			},
			{
				displayName: 'Refund Of',
				name: 'refundOf',
				type: 'string',
				default: 'refundOf',
				description:
					'ID of the order that the row gives money back on, for refunds that are rows with an ID of their own',
			},
			{
				displayName: 'Refunded At',
				name: 'refundedAt',
				type: 'string',
				default: 'refundedAt',
				description: 'When it was given back; a refund after As Of is not deducted yet',
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
				description: 'Cost of shipping within the amount',
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
				description: 'Tax within the amount',
			},
			{
				displayName: 'Test Order',
				name: 'isTest',
				type: 'string',
				default: 'isTest',
				description: 'Says whether the order is a test',
			},
			{
				displayName: 'Unit Price',
				name: 'unitPrice',
				type: 'string',
				default: '',
				description:
					'Price of one piece; with the quantity it makes the amount where there is none',
			},
			{
				displayName: 'Updated At',
				name: 'updatedAt',
				type: 'string',
				default: 'updatedAt',
				description: 'When the order was last changed; of several versions the newest counts',
			},
		],
	},
	{
		displayName: 'As Of',
		name: 'asOf',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-01-31',
		description:
			'The day everything is measured against. Empty: now. A past day gives the numbers of that day again.',
	},
	{
		displayName: 'Base Currency',
		name: 'baseCurrency',
		type: 'string',
		default: '',
		placeholder: 'e.g. USD',
		description:
			'The currency all amounts come out in. Empty: the one most orders have. Orders in other currencies need an exchange rate under Options.',
	},
	{ ...use, description: 'Where the limits between the scores come from' },
	savedModel,
	{
		...moreOptions,
		options: [
			clientPreset,
			{
				displayName: 'Cost of Goods (%)',
				name: 'costOfGoodsPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 0,
				description:
					'Share of the amount less refunds, for orders without a cost field; used when the monetary basis is profit',
			},
			{
				displayName: 'Count Free Orders',
				name: 'countFreeOrders',
				type: 'boolean',
				default: false,
				description: 'Whether an order with the amount 0 counts for recency and frequency',
			},
			{
				displayName: 'Date Format',
				name: 'dateFormat',
				type: 'options',
				options: [
					{
						name: 'Automatic',
						value: 'automatic',
						description: 'As the other dates show; where none does, such dates are set aside',
					},
					{
						name: 'Day First',
						value: 'dayFirst',
						description: '01/02/2026 is the first of February',
					},
					{
						name: 'Month First',
						value: 'monthFirst',
						description: '01/02/2026 is the second of January',
					},
				],
				default: 'automatic',
				description:
					'How dates such as 01/02/2026 are read; dates that have one meaning are always read by it',
			},
			{
				displayName: 'Exchange Rates',
				name: 'exchangeRates',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Rate',
				default: {},
				description: 'What one unit of another currency is worth in the base currency',
				options: [
					{
						displayName: 'Rate',
						name: 'rate',
						values: [
							{
								displayName: 'Currency',
								name: 'currency',
								type: 'string',
								default: '',
								description: 'Three-letter code of the other currency',
								placeholder: 'e.g. EUR',
							},
							{
								displayName: 'Worth in Base Currency',
								name: 'rate',
								type: 'number',
								typeOptions: { numberPrecision: 8, minValue: 0 },
								default: 1,
								description: 'What one unit of it is worth, such as 1.08',
							},
						],
					},
				],
			},
			{
				displayName: 'Exclude Shipping',
				name: 'excludeShipping',
				type: 'boolean',
				default: false,
				description: 'Whether shipping is subtracted from every amount',
			},
			{
				displayName: 'Exclude Tax',
				name: 'excludeTax',
				type: 'boolean',
				default: false,
				description: 'Whether tax is subtracted from every amount',
			},
			{
				displayName: 'Frequency Method',
				name: 'frequencyMethod',
				type: 'options',
				options: [
					{
						name: 'Order Counts',
						value: 'orderCounts',
						description:
							'1, 2, 3, 4, and 5 or more orders; with another number of scores than five, equal shares of the customers',
					},
					{
						name: 'Quantiles',
						value: 'quantiles',
						description:
							'Each score for the same share of the customers; equal values are never split',
					},
					{ name: 'Thresholds', value: 'thresholds', description: 'Limits of your own' },
				],
				default: 'orderCounts',
				description: 'How numbers of orders become scores',
			},
			{
				displayName: 'Frequency Thresholds',
				name: 'frequencyThresholds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2, 3, 5, 10',
				description: 'Fewest orders for each score from 2 up, for the method Thresholds',
				displayOptions: { show: { frequencyMethod: ['thresholds'] } },
			},
			{
				displayName: 'Frequency Weight',
				name: 'frequencyWeight',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 1,
				description: 'How much frequency counts in the RFM score',
			},
			{
				displayName: 'Identify By',
				name: 'identifyBy',
				type: 'options',
				options: [
					{
						name: 'Automatic',
						value: 'automatic',
						description:
							'By ID, and guests by email; IDs that a checkout makes are joined where they share an email',
					},
					{ name: 'Email', value: 'email', description: 'By email; orders without one by ID' },
					{
						name: 'ID',
						value: 'id',
						description: 'By ID, and guests by email; two IDs are two customers',
					},
					{
						name: 'Phone',
						value: 'phone',
						description: 'By phone number; orders without one by ID or email',
					},
				],
				default: 'automatic',
				description: 'Which orders are of one customer',
			},
			{
				displayName: 'Keep Fields',
				name: 'keepFields',
				type: 'string',
				default: '',
				placeholder: 'e.g. loyaltyLevel, birthday',
				description:
					'Further fields of the orders that travel on the customer; the latest value counts',
			},
			{
				displayName: 'Leave Out Promotions',
				name: 'leaveOutPromotions',
				type: 'boolean',
				default: false,
				description: 'Whether orders with a large discount are left out',
			},
			{
				displayName: 'Monetary Basis',
				name: 'monetaryBasis',
				type: 'options',
				options: [
					{ name: 'Gross', value: 'gross', description: 'As charged' },
					{ name: 'Net', value: 'net', description: 'As charged, less refunds' },
					{
						name: 'Profit',
						value: 'profit',
						description: 'Less refunds, tax, shipping and cost of goods',
					},
				],
				default: 'net',
				description: 'What an order is worth',
			},
			{
				displayName: 'Monetary Method',
				name: 'monetaryMethod',
				type: 'options',
				options: [
					{
						name: 'Quantiles',
						value: 'quantiles',
						description:
							'Each score for the same share of the customers; equal values are never split',
					},
					{ name: 'Thresholds', value: 'thresholds', description: 'Limits of your own' },
				],
				default: 'quantiles',
				description: 'How spend becomes scores',
			},
			{
				displayName: 'Monetary Thresholds',
				name: 'monetaryThresholds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 50, 100, 250, 1000',
				description: 'Least spend for each score from 2 up, for the method Thresholds',
				displayOptions: { show: { monetaryMethod: ['thresholds'] } },
			},
			{
				displayName: 'Monetary Weight',
				name: 'monetaryWeight',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 1,
				description: 'How much spend counts in the RFM score',
			},
			{
				displayName: 'Number Format',
				name: 'numberLocale',
				type: 'string',
				default: 'en-US',
				placeholder: 'e.g. de-DE',
				description: 'How amounts in texts are written: en-US for 1,234.50 or de-DE for 1.234,50',
			},
			{
				displayName: 'Order Source / Shop Field',
				name: 'shopField',
				type: 'string',
				default: '',
				placeholder: 'e.g. shop',
				description:
					'Field that tells which shop an order is of, where orders of several shops come in: the same ID in two shops is then two orders or customers',
			},
			{
				displayName: 'Pair to All Orders',
				name: 'pairAllOrders',
				type: 'boolean',
				default: false,
				description:
					'Whether each customer is linked to all of its orders instead of the latest; takes more memory',
			},
			{
				displayName: 'Promotion From Discount (%)',
				name: 'promotionSharePercent',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 100 },
				default: 30,
				description: 'From which discount on an order is left out as a promotion',
			},
			{
				displayName: 'Recency Method',
				name: 'recencyMethod',
				type: 'options',
				options: [
					{
						name: 'Quantiles',
						value: 'quantiles',
						description:
							'Each score for the same share of the customers; equal values are never split',
					},
					{ name: 'Thresholds', value: 'thresholds', description: 'Limits of your own' },
				],
				default: 'quantiles',
				description: 'How days since the last order become scores',
			},
			{
				displayName: 'Recency Thresholds',
				name: 'recencyThresholds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 30, 90, 180, 365',
				description:
					'Most days since the last order for each score from the best down, for the method Thresholds',
				displayOptions: { show: { recencyMethod: ['thresholds'] } },
			},
			{
				displayName: 'Recency Weight',
				name: 'recencyWeight',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 1,
				description: 'How much recency counts in the RFM score',
			},
			{
				displayName: 'Refunds Without Their Order',
				name: 'orphanRefunds',
				type: 'options',
				options: [
					{
						name: 'Against the Customer’s Earlier Orders',
						value: 'earlierOrders',
						description:
							'Taken off the latest earlier order, then the one before; what is left over is set aside',
					},
					{
						name: 'Set Aside',
						value: 'setAside',
						description: 'Not deducted; a notice says how much money it is',
					},
				],
				default: 'setAside',
				description: 'What becomes of refund rows whose order is not among the rows',
			},
			{
				displayName: 'Rows Are',
				name: 'rowsAre',
				type: 'options',
				options: [
					{
						name: 'Order Lines',
						value: 'orderLines',
						description: 'Lines with the same order ID are added up',
					},
					{
						name: 'Orders',
						value: 'orders',
						description: 'The same order ID twice is a duplicate',
					},
				],
				default: 'orders',
				description: 'Whether a row is a whole order or one line of it',
			},
			{
				displayName: 'Score Bins',
				name: 'bins',
				type: 'number',
				typeOptions: { minValue: 3, maxValue: 10 },
				default: 5,
				description:
					'How many scores there are; 1 is the worst. With 5, the best customers are 555.',
			},
			{
				displayName: 'Segment Map',
				name: 'segmentMap',
				type: 'options',
				options: [
					{ name: 'Own', value: 'own', description: 'Your own table, in the option Segments' },
					{
						name: 'Reveal',
						value: 'reveal',
						description: 'Eleven groups from Soulmates to Break-Up',
					},
					{
						name: 'Six Groups',
						value: 'sixGroups',
						description: 'Champions, Loyal, Recent, Needs Attention, At Risk, Inactive',
					},
					{
						name: 'Standard',
						value: 'standard',
						description: 'Eleven groups from Champions to Lost',
					},
				],
				default: 'standard',
				description: 'How scores become named segments',
			},
			{
				displayName: 'Segments',
				name: 'segments',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Segment',
				default: {},
				description:
					'Your own segments, for the segment map Own; together they cover each pair of recency and frequency scores once',
				options: [
					{
						displayName: 'Segment',
						name: 'segment',
						values: [
							{
								displayName: 'Frequency From',
								name: 'frequencyFrom',
								type: 'number',
								default: 1,
								description: 'Lowest frequency score of the segment, on a scale from 1 to 5',
							},
							{
								displayName: 'Frequency To',
								name: 'frequencyTo',
								type: 'number',
								default: 5,
								description: 'Highest frequency score of the segment, on a scale from 1 to 5',
							},
							{
								displayName: 'Name',
								name: 'segment',
								type: 'string',
								default: '',
								description: 'What customers of the segment are called',
							},
							{
								displayName: 'Recency From',
								name: 'recencyFrom',
								type: 'number',
								default: 1,
								description: 'Lowest recency score of the segment, on a scale from 1 to 5',
							},
							{
								displayName: 'Recency To',
								name: 'recencyTo',
								type: 'number',
								default: 5,
								description: 'Highest recency score of the segment, on a scale from 1 to 5',
							},
						],
					},
				],
				displayOptions: { show: { segmentMap: ['own'] } },
			},
			{
				displayName: 'Status Words',
				name: 'statusWords',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Word',
				default: {},
				description:
					'What status words of your shop mean; they go before those the source is known to have',
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
									{ name: 'Cancelled', value: 'cancelled' },
									{ name: 'Paid', value: 'paid' },
									{ name: 'Partially Paid', value: 'partiallyPaid' },
									{ name: 'Refunded', value: 'refunded' },
									{ name: 'Test', value: 'test' },
									{ name: 'Unpaid', value: 'unpaid' },
								],
								default: 'paid',
								description: 'What an order with this status is',
							},
							{
								displayName: 'Word',
								name: 'word',
								type: 'string',
								default: '',
								placeholder: 'e.g. pending',
								description:
									'The status as it stands in the orders; upper and lower case do not matter',
							},
						],
					},
				],
			},
			{
				displayName: 'Time Zone',
				name: 'timeZone',
				type: 'string',
				default: '',
				placeholder: 'e.g. Europe/Berlin',
				description:
					'The shop’s time zone, which decides on what day an order falls. Empty: the workflow’s.',
			},
			{
				displayName: 'Trend Span (Days)',
				name: 'trendDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 3650 },
				default: 180,
				description: 'Orders of the last so many days are compared with those of the days before',
			},
			{
				displayName: 'Window (Days)',
				name: 'windowDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 36500 },
				default: 0,
				description:
					'Only orders younger than this count for frequency and spend; 0 for all. 365 is a good start.',
			},
		],
	},
];
