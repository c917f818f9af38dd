import type { INodeProperties } from 'n8n-workflow';
import { dialectNames, dialects } from '../../src/warehouse/dialects/dialects';
import { columnFields, warehouseOptions } from '../../src/warehouse/options';
import { computeRfmProperties } from '../ComputeRfm/ComputeRfm.properties';
import { moreOptions, use } from '../shared/panel/fields';
import { orderFields, ordersAsOf } from '../shared/panel/orderParameters';
import { membersOf, stepCollections, steps } from './stepParameters';

/** The options of Compute RFM that a statement supports. */
const sharedOptions = new Set([
	'bins',
	'costOfGoodsPercent',
	'countFreeOrders',
	'excludeShipping',
	'excludeTax',
	'exchangeRates',
	'frequencyMethod',
	'frequencyThresholds',
	'frequencyWeight',
	'identifyBy',
	'leaveOutPromotions',
	'monetaryBasis',
	'monetaryMethod',
	'monetaryThresholds',
	'monetaryWeight',
	'outputFields',
	'promotionSharePercent',
	'recencyMethod',
	'recencyThresholds',
	'recencyWeight',
	'segmentMap',
	'segments',
	'shopField',
	'statusWords',
	'timeZone',
	'trendDays',
	'windowDays',
]);

const ofComputeRfm = membersOf(computeRfmProperties.find(({ name }) => name === 'options')).filter(
	({ name }) => sharedOptions.has(name),
);

const usualColumns: Readonly<Record<string, string>> = warehouseOptions.parse({}).fields;

const columns = membersOf(orderFields)
	.filter(({ name }) => (columnFields as readonly string[]).includes(name))
	.map((property): INodeProperties => ({ ...property, default: usualColumns[property.name] }));

/** Databases that can't compare whole rows. */
const comparingByColumns = dialectNames.filter((name) => dialects[name].rowText === undefined);

const forWriting = { show: { operation: ['write'] } };

export const customerValueSqlProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Read Customers',
				value: 'read',
				description: 'Turn the rows that the statement returned into the customers of Compute RFM',
				action: 'Read customers',
			},
			{
				name: 'Write Statement',
				value: 'write',
				description: 'Write the statement, for the node of your database to run',
				action: 'Write statement',
			},
		],
		default: 'write',
	},
	{
		displayName: 'Database',
		name: 'dialect',
		type: 'options',
		options: [
			{ name: 'DuckDB', value: 'duckDb', description: 'DuckDB 1.0 or later' },
			{ name: 'MariaDB', value: 'mariaDb', description: 'MariaDB 10.5 or later' },
			{ name: 'MySQL', value: 'mySql', description: 'MySQL 8.0.17 or later' },
			{
				name: 'PostgreSQL',
				value: 'postgres',
				description: 'PostgreSQL 12 or later, and TimescaleDB',
			},
		],
		default: 'postgres',
		description: 'The engine that runs the statement',
		displayOptions: forWriting,
	},
	{
		displayName: 'Orders Table',
		name: 'ordersTable',
		type: 'string',
		default: 'orders',
		placeholder: 'e.g. shop.orders',
		description:
			'Table with one row per order. Put the schema before a dot, and names with unusual characters in double quotes.',
		displayOptions: forWriting,
	},
	{
		displayName: 'Order Columns',
		name: 'fields',
		type: 'collection',
		placeholder: 'Add Column',
		default: {},
		description:
			'Column names, where they differ from the defaults: order_id, order_date, amount, customer_id, email, status. Clear the name of a column that your table lacks.',
		options: columns,
		displayOptions: forWriting,
	},
	{
		displayName: 'Base Currency',
		name: 'baseCurrency',
		type: 'string',
		default: '',
		placeholder: 'e.g. USD',
		description:
			'Currency of all amounts in the output; needed if the orders have a currency column. Orders in other currencies need an exchange rate under Options.',
		displayOptions: forWriting,
	},
	{
		displayName: 'Result',
		name: 'result',
		type: 'options',
		options: [
			{
				name: 'Accept Changes',
				value: 'acceptChanges',
				description: 'Make the customers of the last Changes the baseline for the next',
			},
			{
				name: 'Changes',
				value: 'changes',
				description: 'Customers who are new, changed or gone since changes were last accepted',
			},
			{ name: 'Rows', value: 'rows', description: 'All customers' },
			{
				name: 'Summary',
				value: 'summary',
				description: 'Customers and revenue by segment, set-aside rows by reason, totals',
			},
			{
				name: 'Table',
				value: 'table',
				description: 'Write all customers to a table, which is created or refilled',
			},
		],
		default: 'rows',
		description: 'What the statement returns or writes',
		displayOptions: forWriting,
	},
	{
		displayName: 'Result Table',
		name: 'resultTable',
		type: 'string',
		default: 'customer_value',
		placeholder: 'e.g. shop.customer_value',
		description:
			'Table for the customers: the statement replaces its rows. Changes uses a second table whose name ends with _next.',
		displayOptions: {
			show: { operation: ['write'], result: ['acceptChanges', 'changes', 'table'] },
		},
	},
	{
		displayName: 'Statement',
		name: 'statement',
		type: 'json',
		default: "={{ $('Customer Value SQL').first().json }}",
		description:
			'The item from the node that wrote the statement; it says how to read the rows. Put the name of your own node into the expression.',
		displayOptions: { show: { operation: ['read'] } },
	},
	{
		...moreOptions,
		displayOptions: forWriting,
		options: [
			...ofComputeRfm,
			ordersAsOf,
			steps,
			...stepCollections,
			{
				displayName: 'Date Columns',
				name: 'dateColumns',
				type: 'options',
				options: [
					{
						name: 'Dates',
						value: 'date',
						description: 'Dates without a time, on the shop’s calendar',
					},
					{
						name: 'Instants',
						value: 'instant',
						description: 'Timestamps with a time zone, such as timestamptz',
					},
					{
						name: 'Local Times',
						value: 'localTime',
						description: 'Timestamps without a time zone that show the shop’s clock',
					},
					{
						name: 'Unix Times',
						value: 'unix',
						description: 'Whole seconds or milliseconds since 1970',
					},
					{
						name: 'UTC Times',
						value: 'utcTime',
						description: 'Timestamps without a time zone that show UTC',
					},
				],
				default: 'instant',
				description: 'What the date columns contain',
			} satisfies INodeProperties,
			{
				...use,
				description: 'Where the score cutoffs come from',
			},
			{
				displayName: 'Orders Query',
				name: 'ordersQuery',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				placeholder: 'e.g. SELECT * FROM orders WHERE shop_id = 7',
				description: 'A SELECT with one row per order, used instead of the table',
			} satisfies INodeProperties,
			{
				displayName: 'Row ID Column',
				name: 'rowId',
				type: 'string',
				default: '',
				placeholder: 'e.g. refund_id',
				description:
					'Column that tells apart two refund rows of one order that are equal in all other columns that are set. Without it they count as one, because this database can’t compare whole rows.',
				displayOptions: { show: { '/dialect': comparingByColumns } },
			} satisfies INodeProperties,
			{
				displayName: 'Saved Model',
				name: 'savedModel',
				type: 'json',
				default: '',
				placeholder: "{{ $('Get Model').first().json.model }}",
				description: 'The "model" of a Summary of Compute RFM or of Read Customers',
				displayOptions: { show: { use: ['savedModel'] } },
			} satisfies INodeProperties,
		].sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
	},
];
