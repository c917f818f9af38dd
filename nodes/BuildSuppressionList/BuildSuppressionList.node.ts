import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { buildSuppressionList } from '../../src/core/suppression/buildSuppressionList';
import { suppressionOptions } from '../../src/core/suppression/options';
import { customerItems, runNode, setAsideItems, summaryItems } from '../shared/runNode';
import { buildSuppressionListProperties } from './BuildSuppressionList.properties';

export class BuildSuppressionList implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Build Suppression List',
		name: 'buildSuppressionList',
		icon: { light: 'file:buildSuppressionList.svg', dark: 'file:buildSuppressionList.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ { emailBroadcast: "Email Broadcast", emailPromotion: "Email Promotion", sms: "SMS", push: "Push", paidSocial: "Paid Social", acquisitionAds: "Acquisition Ads" }[$parameter["channel"]] }}',
		description:
			'Decides on which channels each customer should not be contacted, and why: should we write to this customer now?',
		defaults: { name: 'Build Suppression List' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
		],
		outputNames: ['Customers', 'Suppressed', 'Contactable', 'Set Aside', 'Summary'],
		properties: buildSuppressionListProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const panel = {
			properties: buildSuppressionListProperties,
			schema: suppressionOptions,
			outputCount: 5,
			section: 'buildSuppressionList' as const,
		};
		return await runNode(this, panel, (rows, options) => {
			const result = buildSuppressionList(rows, options);
			return {
				outputs: [
					customerItems(result.customers),
					customerItems(result.suppressed),
					customerItems(result.contactable),
					setAsideItems(result.setAside),
					summaryItems(result.summary),
				],
				notices: result.notices,
			};
		});
	}
}
