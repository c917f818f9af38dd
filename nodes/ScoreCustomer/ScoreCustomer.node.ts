import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { type ScoreOptions, scoreOptions } from '../../src/core/score/options';
import { scoreCustomers } from '../../src/core/score/scoreCustomers';
import { setAsideItems, summaryItems, tableItems } from '../shared/outputs';
import { runNode } from '../shared/runNode';
import { outputsThenBreakdown, scoringVersions } from '../shared/panel/versions';
import { customerOrVisitorItems, fromInput } from './pairing';
import { scoreCustomerProperties } from './ScoreCustomer.properties';

export class ScoreCustomer implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Score Customer',
		name: 'scoreCustomer',
		icon: { light: 'file:scoreCustomer.svg', dark: 'file:scoreCustomer.dark.svg' },
		group: ['transform'],
		...scoringVersions,
		subtitle:
			'={{ $parameter["use"] === "savedModel" ? "Saved Model" : { standard: "Standard Rules", standardAndOwn: "Standard and My Own Rules", list: "My Own Rules", json: "Rules as JSON" }[$parameter["rulesFrom"]] }}',
		description:
			'Scores customers by points for orders, engagement and recommendations, with the reason for every point: how much has a customer done for the shop?',
		defaults: { name: 'Score Customer' },
		usableAsTool: true,
		inputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Customers' },
			{ type: NodeConnectionTypes.Main, displayName: 'Events' },
		],
		requiredInputs: [0],
		...outputsThenBreakdown('Customers', 'Set Aside', 'Summary'),
		properties: scoreCustomerProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const panel = {
			properties: scoreCustomerProperties,
			schema: scoreOptions,
			outputCount: 4,
			section: 'scoreCustomer' as const,
			second: 'otherRows' as const,
			needsCustomers: () => true,
			fitsBase: ({ use, bandLimits }: ScoreOptions) =>
				use === 'fit' && bandLimits === 'percentiles',
		};
		return await runNode(this, panel, (rows, options, events) => {
			const host = { timeZone: this.getTimezone(), now: Date.now() };
			const result = scoreCustomers(rows, options, host, events);
			return {
				outputs: [
					customerOrVisitorItems(result.customers),
					[
						...fromInput(setAsideItems(result.setAside), 'Customers'),
						...fromInput(setAsideItems(result.setAsideEvents), 'Events'),
					],
					summaryItems(result.summary),
				],
				breakdown: result.breakdown && tableItems(result.breakdown),
				notices: result.notices,
			};
		});
	}
}
