import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { planOptions } from '../../src/core/playbook/options';
import { planOffers } from '../../src/core/playbook/planOffers';
import { customerRun } from '../shared/outputs';
import { runNode } from '../shared/runNode';
import { scoringVersions } from '../shared/panel/versions';
import { planOffersProperties } from './PlanOffers.properties';

export class PlanOffers implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Plan Offers',
		name: 'planOffers',
		icon: { light: 'file:planOffers.svg', dark: 'file:planOffers.dark.svg' },
		group: ['transform'],
		...scoringVersions,
		subtitle:
			'={{ { custom: "My Own Playbook", fashion: "Fashion", luxury: "Luxury", subscription: "Subscription", supplements: "Supplements" }[$parameter["playbook"]] + ": " + $parameter["offer"] + ($parameter["offerKind"] === "percent" ? "%" : "") }}',
		description:
			'Decides what each customer is offered, by a playbook and within what the predicted margin pays for: what should we give this customer?',
		defaults: { name: 'Plan Offers' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
		],
		outputNames: ['Customers', 'Blocked', 'Playbook', 'Set Aside', 'Summary'],
		properties: planOffersProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(
			this,
			{
				properties: planOffersProperties,
				schema: planOptions,
				outputCount: 5,
				section: 'planOffers',
				needsCustomers: () => true,
			},
			(rows, options) => customerRun(planOffers(rows, options), ['blocked'], ['playbook']),
		);
	}
}
