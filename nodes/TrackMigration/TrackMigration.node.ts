import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { trackMigration } from '../../src/core/migration/trackMigration';
import { migrationOptions } from '../../src/core/migration/options';
import { customerRun } from '../shared/outputs';
import { runNode } from '../shared/runNode';
import { trackMigrationProperties } from './TrackMigration.properties';

export class TrackMigration implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Track Migration',
		name: 'trackMigration',
		icon: { light: 'file:trackMigration.svg', dark: 'file:trackMigration.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ { asGiven: "As Given", frozen: "Frozen Cut Points" }[$parameter["cutPoints"]] }}',
		description:
			'Compares this run with an earlier one: who moved between tiers, what that did to revenue, and whether it is healthy',
		defaults: { name: 'Track Migration' },
		inputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Customers' },
			{ type: NodeConnectionTypes.Main, displayName: 'Previous' },
		],
		requiredInputs: [0],
		outputs: [
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
		],
		outputNames: ['Customers', 'Moves', 'Set Aside', 'Summary'],
		// An agent passes one item, and this node needs everybody in both runs.
		usableAsTool: undefined,
		properties: trackMigrationProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(
			this,
			{
				properties: trackMigrationProperties,
				schema: migrationOptions,
				outputCount: 4,
				section: 'trackMigration',
				second: { name: 'Previous', prefix: 'previous' },
				needsCustomers: () => true,
			},
			(rows, options, previous) =>
				customerRun(trackMigration(rows, options, previous, this.getTimezone()), [], ['moves']),
		);
	}
}
