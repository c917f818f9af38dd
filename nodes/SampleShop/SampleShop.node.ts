import { isEmpty } from '../../src/values/isEmpty';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { runNode } from '../shared/runNode';
import { sampleShopProperties } from './SampleShop.properties';

export class SampleShop implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sample Shop',
		name: 'sampleShop',
		icon: { light: 'file:sampleShop.svg', dark: 'file:sampleShop.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["what"] }}',
		description:
			'Generates a realistic shop to try things out: orders, events, surveys or customers',
		defaults: { name: 'Sample Shop' },
		// An agent answers questions about real customers; a made-up shop would only fill its memory.
		usableAsTool: undefined,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: sampleShopProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(
			this,
			{ properties: sampleShopProperties, schema: sampleShopOptions, outputCount: 1 },
			(_, options) => {
				const rows = sampleRows({
					...options,
					asOf: isEmpty(options.asOf) ? new Date() : options.asOf,
					timeZone: options.timeZone || this.getTimezone(),
				});
				const items = rows.map((row) => ({ json: row as IDataObject, pairedItem: { item: 0 } }));
				return { outputs: [items], notices: [] };
			},
		);
	}
}
