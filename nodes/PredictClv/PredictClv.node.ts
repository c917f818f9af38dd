import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { clvOptions } from '../../src/core/clv/options';
import { clvPasses } from '../../src/core/clv/predictClv';
import { runCustomerNode } from '../shared/runCustomerNode';
import { scoringVersions } from '../shared/panel/versions';
import { predictClvProperties } from './PredictClv.properties';

export class PredictClv implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Predict CLV',
		name: 'predictClv',
		icon: { light: 'file:predictClv.svg', dark: 'file:predictClv.dark.svg' },
		group: ['transform'],
		...scoringVersions,
		subtitle:
			'={{ $parameter["use"] === "savedModel" ? "Saved Model" : "Next " + $parameter["horizonMonths"] + " Months" }}',
		description:
			'Predicts what each customer will order and spend, how certain that is, and the most you may pay for such a customer: what is a customer worth in future?',
		defaults: { name: 'Predict CLV' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Customers', 'Set Aside', 'Summary'],
		properties: predictClvProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runCustomerNode(
			this,
			{
				properties: predictClvProperties,
				schema: clvOptions,
				outputCount: 3,
				section: 'predictClv',
				needsCustomers: () => true,
				fitsBase: ({ use }) => use === 'fit',
			},
			{
				selections: {},
				start: (customers, options, _second, sinks) => clvPasses(customers, options, sinks),
			},
		);
	}
}
