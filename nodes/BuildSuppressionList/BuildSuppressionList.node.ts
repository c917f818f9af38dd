import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { suppressionPasses } from '../../src/core/suppression/buildSuppressionList';
import { suppressionOptions } from '../../src/core/suppression/options';
import { runCustomerNode } from '../shared/runCustomerNode';
import { outputsThenBreakdown, scoringVersions } from '../shared/panel/versions';
import { buildSuppressionListProperties } from './BuildSuppressionList.properties';

export class BuildSuppressionList implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Build Suppression List',
		name: 'buildSuppressionList',
		icon: { light: 'file:buildSuppressionList.svg', dark: 'file:buildSuppressionList.dark.svg' },
		group: ['transform'],
		...scoringVersions,
		subtitle:
			'={{ { emailBroadcast: "Email Broadcast", emailPromotion: "Email Promotion", sms: "SMS", push: "Push", paidSocial: "Paid Social", acquisitionAds: "Acquisition Ads" }[$parameter["channel"]] }}',
		description:
			'Decides on which channels each customer should not be contacted, and why: should we write to this customer now?',
		defaults: { name: 'Build Suppression List' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		...outputsThenBreakdown('Customers', 'Suppressed', 'Contactable', 'Set Aside', 'Summary'),
		properties: buildSuppressionListProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runCustomerNode(
			this,
			{
				properties: buildSuppressionListProperties,
				schema: suppressionOptions,
				outputCount: 6,
				section: 'buildSuppressionList',
				needsCustomers: () => true,
			},
			{
				selections: { suppressed: 'suppressed', contactable: 'contactable' },
				start: (customers, options, _second, sinks) => suppressionPasses(customers, options, sinks),
			},
		);
	}
}
