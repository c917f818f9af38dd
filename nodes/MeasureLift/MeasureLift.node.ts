import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { measureLift } from '../../src/core/lift/measureLift';
import { liftOptions } from '../../src/core/lift/options';
import { customerRun } from '../shared/outputs';
import { runNode } from '../shared/runNode';
import { measureLiftProperties } from './MeasureLift.properties';

export class MeasureLift implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Measure Lift',
		name: 'measureLift',
		icon: { light: 'file:measureLift.svg', dark: 'file:measureLift.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ { conversion: "Conversion", margin: "Margin per Customer", orders: "Orders per Customer", revenue: "Revenue per Customer" }[$parameter["primaryMetric"]] }}',
		description:
			'Compares treated customers with a control group, and shows what the treatment brought and how certain that is: did it work?',
		defaults: { name: 'Measure Lift' },
		inputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Customers' },
			{ type: NodeConnectionTypes.Main, displayName: 'Assignments' },
		],
		requiredInputs: [0],
		outputs: [
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
		],
		outputNames: ['Customers', 'Results', 'Set Aside', 'Summary'],
		// An agent passes one item, and this node needs everybody in both groups.
		usableAsTool: undefined,
		properties: measureLiftProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(
			this,
			{
				properties: measureLiftProperties,
				schema: liftOptions,
				outputCount: 4,
				section: 'measureLift',
				second: { name: 'Assignments', prefix: 'assignment' },
				needsCustomers: () => true,
			},
			(rows, options, assignments) =>
				customerRun(measureLift(rows, options, assignments, this.getTimezone()), [], ['results']),
		);
	}
}
