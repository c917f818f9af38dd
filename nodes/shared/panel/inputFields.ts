import type { INodeProperties } from 'n8n-workflow';

/** Names of the fields that a node reads; a panel sets its own as `options`. */
export const inputFields: INodeProperties = {
	displayName: 'Input Fields',
	name: 'fieldNames',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Names of the fields in your customers, if they differ from the defaults',
	options: [],
};

export const asOfField: INodeProperties = {
	displayName: 'As Of',
	name: 'asOf',
	type: 'string',
	default: 'asOf',
	description: 'Reference date of the customer’s numbers',
};

export const bouncedField: INodeProperties = {
	displayName: 'Bounced',
	name: 'bounced',
	type: 'string',
	default: 'bounced',
	description: 'Whether emails bounced',
};

export const complainedField: INodeProperties = {
	displayName: 'Complained',
	name: 'complained',
	type: 'string',
	default: 'complained',
	description: 'Whether the customer reported an email as spam',
};

export const customerAgeDaysField: INodeProperties = {
	displayName: 'Customer Age in Days',
	name: 'customerAgeDays',
	type: 'string',
	default: 'customerAgeDays',
	description: 'Days since the first order',
};

export const customerIdField: INodeProperties = {
	displayName: 'Customer ID',
	name: 'customerId',
	type: 'string',
	default: 'customerId',
	description: 'Identifies the customer',
};

export const daysSinceLastOrderField: INodeProperties = {
	displayName: 'Days Since Last Order',
	name: 'daysSinceLastOrder',
	type: 'string',
	default: 'daysSinceLastOrder',
	description: 'Days between the last order and As Of',
};

export const emailField: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: 'email',
	placeholder: 'email',
	description: 'Email address of the customer',
};

export const emailConsentField: INodeProperties = {
	displayName: 'Email Consent',
	name: 'emailConsent',
	type: 'string',
	default: 'emailConsent',
	description: 'Whether the customer agreed to emails',
};

export const firstOrderAtField: INodeProperties = {
	displayName: 'First Order At',
	name: 'firstOrderAt',
	type: 'string',
	default: 'firstOrderAt',
	description: 'When the customer first ordered',
};

export const lastEngagedAtField: INodeProperties = {
	displayName: 'Last Engaged At',
	name: 'lastEngagedAt',
	type: 'string',
	default: 'lastEngagedAt',
	description: 'When the customer last opened, clicked or visited',
};

export const lastIntentAtField: INodeProperties = {
	displayName: 'Last Intent At',
	name: 'lastIntentAt',
	type: 'string',
	default: 'lastIntentAt',
	description: 'When the customer last showed intent to buy, for example by abandoning a cart',
};

export const lastOrderAtField: INodeProperties = {
	displayName: 'Last Order At',
	name: 'lastOrderAt',
	type: 'string',
	default: 'lastOrderAt',
	description: 'When the customer last ordered',
};

export const orderCountField: INodeProperties = {
	displayName: 'Order Count',
	name: 'orderCount',
	type: 'string',
	default: 'orderCountLifetime',
	description: 'Number of orders',
};

export const orderHistoryField: INodeProperties = {
	displayName: 'Order History',
	name: 'orderHistory',
	type: 'string',
	default: 'orderHistory',
	description: 'All orders as Compute RFM writes them',
};

export const pushConsentField: INodeProperties = {
	displayName: 'Push Consent',
	name: 'pushConsent',
	type: 'string',
	default: 'pushConsent',
	description: 'Whether the customer agreed to push messages',
};

export const smsConsentField: INodeProperties = {
	displayName: 'SMS Consent',
	name: 'smsConsent',
	type: 'string',
	default: 'smsConsent',
	description: 'Whether the customer agreed to text messages',
};

export const spendField: INodeProperties = {
	displayName: 'Spend, Total',
	name: 'monetaryTotal',
	type: 'string',
	default: 'monetaryTotal',
	description: 'Revenue from the customer, for the output Breakdown',
};

export const tierField: INodeProperties = {
	displayName: 'Tier',
	name: 'tier',
	type: 'string',
	default: 'tier',
	description: 'Code of the tier, such as champions',
};
