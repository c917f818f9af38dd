import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { tierPasses } from '../../src/core/tier/assignTiers';
import { tierOptions } from '../../src/core/tier/options';
import { runCustomerNode } from '../shared/runCustomerNode';
import { outputsThenBreakdown, scoringVersions } from '../shared/panel/versions';
import { assignTierProperties } from './AssignTier.properties';

export class AssignTier implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Assign Tier',
		name: 'assignTier',
		icon: { light: 'file:assignTier.svg', dark: 'file:assignTier.dark.svg' },
		group: ['transform'],
		...scoringVersions,
		subtitle:
			'={{ $parameter["use"] === "savedModel" ? "Saved Model" : $parameter["method"] === "money" ? "Money" : "Rank Among All Customers" }}',
		description:
			'Tells which value tier customers belong to, from Champions to Low-Value, why, and who moved: how valuable is a customer compared with the others?',
		defaults: { name: 'Assign Tier' },
		usableAsTool: true,
		inputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Customers' },
			{ type: NodeConnectionTypes.Main, displayName: 'Previous' },
		],
		requiredInputs: [0],
		...outputsThenBreakdown('Customers', 'Set Aside', 'Summary'),
		properties: assignTierProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runCustomerNode(
			this,
			{
				properties: assignTierProperties,
				schema: tierOptions,
				outputCount: 4,
				section: 'assignTier',
				second: { name: 'Previous', prefix: 'previous' },
				needsCustomers: () => true,
				fitsBase: ({ use, method }) => use === 'fit' && method === 'percentile',
			},
			{
				selections: {},
				start: (customers, options, previous, sinks) =>
					tierPasses(customers, options, previous, this.getTimezone(), sinks),
			},
		);
	}
}
