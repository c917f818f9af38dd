import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { nextPurchaseOptions } from '../../src/core/nextPurchase/options';
import { suggestNextPurchase } from '../../src/core/nextPurchase/suggestNextPurchase';
import { customerRun } from '../shared/outputs';
import { runNode } from '../shared/runNode';
import { suggestNextPurchaseProperties } from './SuggestNextPurchase.properties';

export class SuggestNextPurchase implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Suggest Next Purchase',
		name: 'suggestNextPurchase',
		icon: { light: 'file:suggestNextPurchase.svg', dark: 'file:suggestNextPurchase.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["use"] === "savedModel" ? "Saved Model" : { brands: "Brands", categories: "Categories", field: $parameter["suggestField"], products: "Products" }[$parameter["suggest"]] }}',
		description:
			'Suggests what each customer may buy next, when it is time to reorder, and what is missing to the next tier: what goes well with what they bought?',
		defaults: { name: 'Suggest Next Purchase' },
		usableAsTool: true,
		inputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Orders' },
			{ type: NodeConnectionTypes.Main, displayName: 'Customers' },
		],
		requiredInputs: [0],
		outputs: [
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
		],
		outputNames: ['Customers', 'Transitions', 'Set Aside', 'Summary'],
		properties: suggestNextPurchaseProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const host = { timeZone: this.getTimezone(), now: Date.now() };
		return await runNode(
			this,
			{
				properties: suggestNextPurchaseProperties,
				schema: nextPurchaseOptions,
				outputCount: 4,
				section: 'suggestNextPurchase',
				second: 'otherRows',
				rowsAre: 'orders',
				alwaysHadFields: true,
				fitsBase: ({ use }) => use === 'fit',
			},
			(rows, options, customers) =>
				customerRun(suggestNextPurchase(rows, options, host, customers), [], ['transitions']),
		);
	}
}
