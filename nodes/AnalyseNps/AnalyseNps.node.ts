import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { analyseNps } from '../../src/core/nps/analyseNps';
import { npsOptions } from '../../src/core/nps/options';
import { customerRun } from '../shared/outputs';
import { runNode } from '../shared/runNode';
import { analyseNpsProperties } from './AnalyseNps.properties';

export class AnalyseNps implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Analyse NPS',
		name: 'analyseNps',
		icon: { light: 'file:analyseNps.svg', dark: 'file:analyseNps.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ "Ask Again After " + $parameter["surveyEveryDays"] + " Days" }}',
		description:
			'Finds out from surveys who would recommend the shop, who needs care, and which brands, categories and discounts make customers content',
		defaults: { name: 'Analyse NPS' },
		inputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Surveys' },
			{ type: NodeConnectionTypes.Main, displayName: 'Customers' },
		],
		outputs: [
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
		],
		outputNames: ['Customers', 'Breakdown', 'Set Aside', 'Summary'],
		// An agent passes one item, and this node needs all answers.
		usableAsTool: undefined,
		properties: analyseNpsProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(
			this,
			{
				properties: analyseNpsProperties,
				schema: npsOptions,
				outputCount: 4,
				section: 'analyseNps',
				second: 'otherRows',
				customersOn: 1,
				needsCustomers: () => true,
			},
			(surveys, options, customers) => {
				const host = { timeZone: this.getTimezone(), now: Date.now() };
				return customerRun(analyseNps(surveys, options, customers, host), [], ['scores']);
			},
		);
	}
}
