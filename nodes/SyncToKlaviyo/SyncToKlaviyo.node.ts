import {
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { findLists } from '../../src/sync/klaviyo/api/findLists';
import type { KlaviyoOperation, KlaviyoOptions } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import { endSync } from '../shared/syncs/endSync';
import { loopPlace } from '../shared/loops';
import { runNode } from '../shared/runNode';
import { runSync, searchPlatform } from '../shared/syncs/runSync';
import { klaviyoPanelOptions } from './panelOptions';
import { syncToKlaviyoProperties } from './SyncToKlaviyo.properties';

/** The credential's type, by the choice under "Authentication"; workflows from before that choice use the private key. */
function credentialOf(authentication: unknown): string {
	return authentication === 'oAuth2' ? 'customerValueKlaviyoOAuth2Api' : 'customerValueKlaviyoApi';
}

export class SyncToKlaviyo implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sync to Klaviyo',
		name: 'syncToKlaviyo',
		icon: { light: 'file:syncToKlaviyo.svg', dark: 'file:syncToKlaviyo.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ { addToList: "Add to List", clearProperties: "Clear Properties", createSegment: "Create Segment", deleteProfiles: "Delete Profiles", syncLists: "Keep Lists Exact", syncOneList: "Keep One List Exact", unsuppress: "Lift Suppression", removeFromList: "Remove From List", sendEvents: "Send Events", subscribe: "Subscribe", suppress: "Suppress in Whole Account", unsubscribe: "Unsubscribe", upsertProfiles: "Create or Update Profiles" }[$parameter["operation"]] + ($parameter["dryRun"] ? " (dry run)" : "") }}',
		description:
			'Syncs customers to Klaviyo: profiles, lists, subscriptions, segments and events, with a dry run first',
		defaults: { name: 'Sync to Klaviyo' },
		// A node that writes to a platform is not offered to agents.
		usableAsTool: undefined,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Customers', 'Not Synced', 'Summary'],
		credentials: [
			{
				name: 'customerValueKlaviyoApi',
				required: true,
				displayOptions: { show: { authentication: ['privateKey'] } },
			},
			{
				name: 'customerValueKlaviyoOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
		],
		properties: syncToKlaviyoProperties,
	};

	methods = {
		listSearch: {
			async searchLists(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				const credential = credentialOf(this.getCurrentNodeParameter('authentication'));
				return await searchPlatform(this, credential, (context) =>
					findLists(filter ?? '', context),
				);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const panel = {
			properties: syncToKlaviyoProperties,
			schema: klaviyoPanelOptions,
			outputCount: 3,
			failsPerItem: true,
			needsCustomers: judgesCustomers,
		};
		return await runNode(this, panel, async (rows, given) => {
			const credential = credentialOf(this.getNodeParameter('authentication', 0, 'privateKey'));
			const options = { ...given, ...loopPlace(this) };
			const result = await runSync(this, credential, options, (context) =>
				syncToKlaviyo(rows, options, context),
			);
			return endSync(this, 'klaviyo', result, options, seesAll, rows);
		});
	}
}

/** Operations that take the customers of the run for all customers. */
const seesAll: ReadonlySet<KlaviyoOperation> = new Set<KlaviyoOperation>([
	'syncLists',
	'syncOneList',
]);

/** Whether an operation depends on customers' value, or on who is a customer at all: orders show neither. */
function judgesCustomers(options: KlaviyoOptions): boolean {
	switch (options.operation) {
		case 'sendEvents':
			return options.event !== 'custom';
		case 'upsertProfiles':
		case 'syncLists':
		case 'syncOneList':
			return true;
		default:
			return false;
	}
}
