import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { type ScoreOptions, scoreOptions } from '../../src/core/score/options';
import { scorePasses } from '../../src/core/score/scoreCustomers';
import { setAsideItems } from '../shared/outputs';
import { runCustomerNode } from '../shared/runCustomerNode';
import { outputsThenBreakdown, scoringVersions } from '../shared/panel/versions';
import { fromInput } from './pairing';
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
		return await runCustomerNode(this, panel, {
			selections: {},
			start: (customers, options, events, sinks) => {
				const host = { timeZone: this.getTimezone(), now: Date.now() };
				return scorePasses(customers, options, host, events, sinks);
			},
			setAside: ({ setAside, setAsideEvents }) => [
				...fromInput(setAsideItems(setAside), 'Customers'),
				...fromInput(setAsideItems(setAsideEvents), 'Events'),
			],
		});
	}
}
