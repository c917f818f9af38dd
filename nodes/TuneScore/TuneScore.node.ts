import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { tuneOptions } from '../../src/core/tune/options';
import { tuneScore } from '../../src/core/tune/tuneScore';
import { tableRun } from '../shared/outputs';
import { runNode } from '../shared/runNode';
import { tuneScoreProperties } from './TuneScore.properties';

export class TuneScore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Tune Score',
		name: 'tuneScore',
		icon: { light: 'file:tuneScore.svg', dark: 'file:tuneScore.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ { margin: "Margin", orders: "Orders", revenue: "Revenue" }[$parameter["target"]] + " of " + $parameter["horizonDays"] + " Days" }}',
		description:
			'Learns from what customers did later which points of a score are right, and suggests better ones',
		defaults: { name: 'Tune Score' },
		inputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Customers' },
			{ type: NodeConnectionTypes.Main, displayName: 'What Followed' },
		],
		requiredInputs: [0],
		outputs: [
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
		],
		outputNames: ['Rules', 'Bands', 'Set Aside', 'Summary'],
		// An agent passes one item, and this node needs everybody on both days.
		usableAsTool: undefined,
		properties: tuneScoreProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(
			this,
			{
				properties: tuneScoreProperties,
				schema: tuneOptions,
				outputCount: 4,
				section: 'tuneScore',
				second: 'otherRows',
				needsCustomers: () => true,
			},
			(rows, options, later) => tableRun(tuneScore(rows, options, later), ['rules', 'bands']),
		);
	}
}
