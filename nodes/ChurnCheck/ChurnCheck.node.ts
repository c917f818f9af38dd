import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { churnPasses } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';
import { runCustomerNode } from '../shared/runCustomerNode';
import { outputsThenBreakdown, scoringVersions } from '../shared/panel/versions';
import { churnCheckProperties } from './ChurnCheck.properties';

export class ChurnCheck implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Churn Check',
		name: 'churnCheck',
		icon: { light: 'file:churnCheck.svg', dark: 'file:churnCheck.dark.svg' },
		group: ['transform'],
		...scoringVersions,
		subtitle:
			'={{ { ownRhythm: "Own Rhythm", formula: "Formula", formulaBounded: "Formula, Bounded", probability: "Probability", silence: "Silence" }[$parameter["method"]] }}',
		description:
			'Tells how likely customers are to leave, from 0 to 100, who has lapsed and is due a win-back, and why: is a customer about to leave?',
		defaults: { name: 'Churn Check' },
		usableAsTool: true,
		inputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Customers' },
			{ type: NodeConnectionTypes.Main, displayName: 'Previous' },
		],
		requiredInputs: [0],
		...outputsThenBreakdown('Customers', 'At Risk', 'Win-Back Due', 'Set Aside', 'Summary'),
		properties: churnCheckProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runCustomerNode(
			this,
			{
				properties: churnCheckProperties,
				schema: churnOptions,
				outputCount: 6,
				section: 'churnCheck',
				second: { name: 'Previous', prefix: 'previous' },
				needsCustomers: () => true,
				fitsBase: ({ use, method }) =>
					use === 'fit' && (method === 'ownRhythm' || method === 'probability'),
			},
			{
				selections: { atRisk: 'at-risk', winBackDue: 'win-back-due' },
				start: (customers, options, previous, sinks) =>
					churnPasses(customers, options, previous, this.getTimezone(), sinks),
			},
		);
	}
}
