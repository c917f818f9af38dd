import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { describeCustomers, describeStatement, type Told } from '../../src/warehouse/describeRun';
import { warehouseOptions } from '../../src/warehouse/options';
import { readCustomers } from '../../src/warehouse/readCustomers';
import { readStatement } from '../../src/warehouse/readStatement';
import { writeStatement } from '../../src/warehouse/writeStatement';
import { type NodeRun, summaryItems, tableItems } from '../shared/outputs';
import { runNode } from '../shared/runNode';
import { customerValueSqlProperties } from './CustomerValueSql.properties';

export class CustomerValueSql implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Customer Value SQL',
		name: 'customerValueSql',
		icon: { light: 'file:customerValueSql.svg', dark: 'file:customerValueSql.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["operation"] === "read" ? "Read Customers" : { acceptChanges: "Accept Changes", changes: "Changes", rows: "Rows", summary: "Summary", table: "Table" }[$parameter["result"]] }}',
		description:
			'Writes Compute RFM, points, tiers, churn and suppression as one SQL statement that your database runs, and reads the rows it returns as the same customers: for millions of orders',
		defaults: { name: 'Customer Value SQL' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Results', 'Summary'],
		// A statement doesn't answer an agent's question, and reading its result takes a whole base.
		usableAsTool: undefined,
		properties: customerValueSqlProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const panel = {
			properties: customerValueSqlProperties,
			schema: warehouseOptions,
			outputCount: 2,
			setsAside: false,
			alwaysHadFields: true as const,
		};
		return await runNode(this, panel, (rows, options) => {
			if (options.operation === 'read') {
				const reading = readStatement(options.statement);
				const read = readCustomers(rows, reading);
				const items = read.customers.map((customer, index) => ({
					json: customer as IDataObject,
					pairedItem: { item: index },
				}));
				return runOf(items, describeCustomers(read, reading));
			}
			const host = { timeZone: this.getTimezone(), now: Date.now() };
			const statement = writeStatement(options, host);
			return runOf(
				tableItems([{ ...statement } as JsonRecord]),
				describeStatement(statement, options),
			);
		});
	}
}

function runOf(results: INodeExecutionData[], { summary, notices }: Told): NodeRun {
	return { outputs: [results, summaryItems(summary)], notices };
}
