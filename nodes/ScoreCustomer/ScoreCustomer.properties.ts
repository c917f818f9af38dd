import type { INodeProperties } from 'n8n-workflow';
import { standardRules } from '../../src/core/score/standardRules';
import {
	asOf,
	clientPreset,
	customerJson,
	moreOptions,
	savedModel,
	use,
	outputFields,
} from '../shared/panel/fields';
import { customersAs } from '../shared/panel/fileParameters';
import {
	asOfField,
	customerAgeDaysField,
	customerIdField,
	daysSinceLastOrderField,
	emailField,
	firstOrderAtField,
	inputFields,
	lastEngagedAtField,
	lastIntentAtField,
	lastOrderAtField,
	orderHistoryField,
	spendField,
} from '../shared/panel/inputFields';
import { ruleFields } from './ruleFields';

/** Nodes of version 1 that set nothing have limits in points. */
const bandLimits: INodeProperties = {
	displayName: 'Band Limits',
	name: 'bandLimits',
	type: 'options',
	options: [
		{
			name: 'Fixed Points',
			value: 'points',
			description: 'VIP band above 500, re-engage band below 100; change them under Options',
		},
		{
			name: 'Percentiles of This Shop',
			value: 'percentiles',
			description:
				'VIP band for the top 10%, re-engage band for the bottom 20% of customers with orders',
		},
	],
	default: 'percentiles',
	description: 'What decides the VIP band and the re-engage band',
};

/** The title of a rule in the list: its points and its name. */
const ruleTitle =
	'={{ ($collection.item.value.points > 0 ? "+" : "") + $collection.item.value.points + " " + ($collection.item.value.label || $collection.item.value.code || "new rule") }}';

/** A list in which a collapsed rule is one line: its points and its name. */
const ruleList: INodeProperties['typeOptions'] = {
	multipleValues: true,
	sortable: true,
	fixedCollection: { itemTitle: ruleTitle },
};

/** The standard rules, one line each; in notices n8n renders only lists and links. */
const standardRulesInWords = `The standard rules: <ul>${standardRules
	.map(({ points, label }) => `<li>${points > 0 ? '+' : '−'}${Math.abs(points)} ${label}</li>`)
	.join('')}</ul>`;

export const scoreCustomerProperties: INodeProperties[] = [
	customerJson,
	{ ...use, description: 'Where the rules and the band limits come from' },
	savedModel,
	{
		displayName: 'Rules',
		name: 'rulesFrom',
		type: 'options',
		options: [
			{
				name: 'Standard',
				value: 'standard',
				description: 'Points for orders, repeat purchases, recency, engagement and recommendations',
			},
			{
				name: 'Standard and My Own',
				value: 'standardAndOwn',
				description:
					'The standard rules and yours beside them; a rule with the code of a standard rule replaces it',
			},
			{
				name: 'My Own List',
				value: 'list',
				description: 'Starts with the standard rules: change, add or remove any',
			},
			{
				name: 'JSON',
				value: 'json',
				description: 'A whole rule set as one value, to share between workflows',
			},
		],
		default: 'standard',
		description: 'What earns points, and how many',
		displayOptions: { show: { use: ['fit'] } },
	},
	{
		displayName: standardRulesInWords,
		name: 'standardRulesNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { use: ['fit'], rulesFrom: ['standard', 'standardAndOwn'] } },
	},
	{
		displayName: 'My Own Rules',
		name: 'ownRules',
		type: 'fixedCollection',
		placeholder: 'Add Rule',
		typeOptions: ruleList,
		default: {},
		description:
			'Rules added to the standard ones. A rule with the code of a standard rule, such as recentOrder, replaces it; 0 points switch it off.',
		displayOptions: { show: { use: ['fit'], rulesFrom: ['standardAndOwn'] } },
		options: [{ displayName: 'Rules', name: 'rules', values: ruleFields }],
	},
	{
		displayName: 'List of Rules',
		name: 'rules',
		type: 'fixedCollection',
		placeholder: 'Add Rule',
		typeOptions: ruleList,
		default: { rules: standardRules.map(withTextValues) },
		description: 'What earns points, and how many; negative points subtract',
		displayOptions: { show: { use: ['fit'], rulesFrom: ['list'] } },
		options: [
			{
				displayName: 'Rules',
				name: 'rules',
				values: ruleFields,
			},
		],
	},
	{
		displayName: 'Rules (JSON)',
		name: 'rulesJson',
		type: 'json',
		default: '',
		required: true,
		placeholder:
			'[{ "code": "bigOrder", "source": "order", "operator": "above", "value": 200, "points": 50 }]',
		description:
			'A list of rules, as text or by an expression. See the node’s documentation for the format.',
		displayOptions: { show: { use: ['fit'], rulesFrom: ['json'] } },
	},
	{
		...bandLimits,
		default: 'percentiles',
		displayOptions: { show: { use: ['fit'] }, hide: { '@version': [1] } },
	},
	{
		...bandLimits,
		default: 'points',
		displayOptions: { show: { use: ['fit'], '@version': [1] } },
	},
	{
		...moreOptions,
		options: [
			asOf,
			clientPreset,
			customersAs,
			{
				displayName: 'Engagement Cap',
				name: 'engagementCap',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1000000 },
				default: 100,
				description:
					'Maximum points for opens, clicks, views and similar events together, so that opening emails alone never makes a VIP',
			},
			{
				displayName: 'Engagement Half-Life (Days)',
				name: 'engagementHalfLifeDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 36500 },
				default: 30,
				description: 'Days after which the points of an engagement event are halved; 0 means never',
			},
			{
				displayName: 'Events of Unknown People',
				name: 'unknownPeople',
				type: 'options',
				options: [
					{
						name: 'Set Aside',
						value: 'setAside',
						description: 'For when the customers are only part of the shop',
					},
					{
						name: 'Score as Visitors',
						value: 'score',
						description: 'Adds people without orders to the customers',
					},
				],
				default: 'setAside',
				description: 'What to do with events on input 2 whose person is not on input 1',
			},
			{
				displayName: 'Field Prefix',
				name: 'fieldPrefix',
				type: 'string',
				default: '',
				placeholder: 'e.g. loyalty',
				description:
					'Prefix for the new fields (loyaltyValueScore), so that a customer can have two scores',
			},
			outputFields,
			{
				displayName: 'Ignore Machine Events',
				name: 'leaveOutMachineEvents',
				type: 'boolean',
				default: true,
				description:
					'Whether events flagged as made by a machine, such as automatic opens, are ignored',
			},
			{
				displayName: 'Literal Bands',
				name: 'literalBands',
				type: 'boolean',
				default: false,
				description:
					'Whether the score alone decides the band. Otherwise recent buyers, new customers and people without orders are never in the re-engage band.',
			},
			{
				displayName: 'New Customer (Days)',
				name: 'newCustomerDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 36500 },
				default: 90,
				description:
					'Days since the first order during which a customer is new, and not in the re-engage band',
			},
			{
				displayName: 'Re-Engage Band: Below (Points)',
				name: 'reengageBelow',
				type: 'number',
				default: 100,
				description: 'A score below this is in the re-engage band; for limits in points',
				displayOptions: { show: { '/bandLimits': ['points'] } },
			},
			{
				displayName: 'Re-Engage Band: Bottom (%)',
				name: 'reengageBottomPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 20,
				description:
					'At most this share of customers with orders is in the re-engage band; for limits by percentiles',
				displayOptions: { show: { '/bandLimits': ['percentiles'] } },
			},
			{
				displayName: 'Recent Order (Days)',
				name: 'recentOrderDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 36500 },
				default: 30,
				description: 'Days after an order during which a customer is not in the re-engage band',
			},
			{
				displayName: 'Score at Risk: Drop (%)',
				name: 'atRiskFallPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 30,
				description:
					'Sets scoreAtRisk if the score dropped by this share and by the drop in points',
			},
			{
				displayName: 'Score at Risk: Drop (Points)',
				name: 'atRiskFallPoints',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 50,
				description:
					'Sets scoreAtRisk if the score dropped by at least this many points and by the drop in percent',
			},
			{
				displayName: 'Score at Risk: No Order (Days)',
				name: 'atRiskAfterDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 36500 },
				default: 90,
				description: 'Sets scoreAtRisk after this many days without an order',
			},
			{
				displayName: 'Time Zone',
				name: 'timeZone',
				type: 'string',
				default: '',
				placeholder: 'e.g. Europe/Berlin',
				description:
					'The shop’s time zone, which decides the day of an event. Empty: the workflow’s.',
			},
			{
				displayName: 'VIP Band: Above (Points)',
				name: 'vipAbove',
				type: 'number',
				default: 500,
				description: 'A score above this is in the VIP band; for limits in points',
				displayOptions: { show: { '/bandLimits': ['points'] } },
			},
			{
				displayName: 'VIP Band: Top Share (%)',
				name: 'vipTopPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 10,
				description:
					'At most this share of customers with orders is in the VIP band; for limits by percentiles',
				displayOptions: { show: { '/bandLimits': ['percentiles'] } },
			},
		],
	},
	{
		...inputFields,
		description:
			'Names of the fields in your customers and events, if they differ from the defaults',
		options: [
			asOfField,
			customerAgeDaysField,
			customerIdField,
			daysSinceLastOrderField,
			{ ...emailField, description: 'To match events to customers' },
			{
				displayName: 'Event: Customer ID',
				name: 'eventCustomerId',
				type: 'string',
				default: 'customerId',
				description: 'Customer of the event; on input 2',
			},
			{
				displayName: 'Event: Email',
				name: 'eventEmail',
				type: 'string',
				default: 'email',
				description: 'On input 2; used if the customer ID is missing or unknown',
			},
			{
				displayName: 'Event: Machine Flag',
				name: 'eventIsMachine',
				type: 'string',
				default: 'isMachineOpen',
				description: 'On input 2; true if a machine made the event',
			},
			{
				displayName: 'Event: Time',
				name: 'eventTime',
				type: 'string',
				default: 'time',
				description: 'When it happened; on input 2',
			},
			{
				displayName: 'Event: Type',
				name: 'eventType',
				type: 'string',
				default: 'type',
				description: 'What happened, such as email_open; on input 2',
			},
			{
				displayName: 'Event: Value',
				name: 'eventValue',
				type: 'string',
				default: 'value',
				description: 'Value that a rule’s condition checks, such as an amount; on input 2',
			},
			firstOrderAtField,
			{
				...lastEngagedAtField,
				description: 'Date of the last engagement; updated from a later event on input 2',
			},
			{
				...lastIntentAtField,
				description: 'Date of the last intent to buy; updated from a later event on input 2',
			},
			lastOrderAtField,
			{
				displayName: 'Order Count Lifetime',
				name: 'orderCountLifetime',
				type: 'string',
				default: 'orderCountLifetime',
				description: 'Number of orders so far',
			},
			orderHistoryField,
			{
				displayName: 'Previous Value Score',
				name: 'previousValueScore',
				type: 'string',
				default: 'previousValueScore',
				description: 'The score of the last run',
			},
			spendField,
		],
	},
];

/** A rule as the panel holds it: the value to compare with is a text field. */
function withTextValues(rule: (typeof standardRules)[number]) {
	const value = 'value' in rule && { value: String(rule.value) };
	const valueTo = 'valueTo' in rule && { valueTo: String(rule.valueTo) };
	return { ...rule, ...value, ...valueTo };
}
