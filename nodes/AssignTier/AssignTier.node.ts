import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { assignTiers } from '../../src/core/tier/assignTiers';
import { type TierOptions, tierOptions } from '../../src/core/tier/options';
import {
	customerItems,
	runNode,
	secondInput,
	setAsideItems,
	summaryItems,
} from '../shared/runNode';
import { assignTierProperties } from './AssignTier.properties';

export class AssignTier implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Assign Tier',
		name: 'assignTier',
		icon: { light: 'file:assignTier.svg', dark: 'file:assignTier.dark.svg' },
		group: ['transform'],
		version: 1,
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
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Customers', 'Set Aside', 'Summary'],
		properties: assignTierProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const panel = {
			properties: assignTierProperties,
			schema: tierOptions,
			outputCount: 3,
			section: 'assignTier' as const,
			fitsBase: ({ use, method }: TierOptions) => use === 'fit' && method === 'percentile',
		};
		return await runNode(this, panel, (rows, options) => {
			const result = assignTiers(rows, options, secondInput(this));
			return {
				outputs: [
					customerItems(result.customers),
					setAsideItems(result.setAside),
					summaryItems(result.summary),
				],
				notices: result.notices,
			};
		});
	}
}
