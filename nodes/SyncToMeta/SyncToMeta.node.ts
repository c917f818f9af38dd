import {
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
	NodeOperationError,
} from 'n8n-workflow';
import {
	findAdAccounts,
	findAdSets,
	findAudiences,
} from '../../src/sync/meta/audience/findAudiences';
import type { MetaOperation, MetaOptions } from '../../src/sync/meta/options';
import { syncToMeta } from '../../src/sync/meta/syncToMeta';
import { endSync } from '../shared/syncs/endSync';
import { isConnected } from '../shared/isConnected';
import { loopPlace } from '../shared/loops';
import { runNode } from '../shared/runNode';
import { runSync, searchPlatform } from '../shared/syncs/runSync';
import { metaPanelOptions } from './panelOptions';
import { syncToMetaProperties } from './SyncToMeta.properties';

const credential = 'customerValueMetaApi';

export class SyncToMeta implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sync to Meta',
		name: 'syncToMeta',
		icon: { light: 'file:syncToMeta.svg', dark: 'file:syncToMeta.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ { addToAudience: "Add to Audience", createLookalike: "Create Lookalike", excludeFromAdSets: "Exclude in Ad Sets", valueBasedAudience: "Fill Value-Based Audience", audienceStatus: "Get Audience Status", mirrorAudience: "Mirror", mirrorAudiences: "Mirror Several", removeEverywhere: "Remove Everywhere", removeFromAudience: "Remove From Audience", replaceAudience: "Replace", setExistingCustomers: "Set Existing Customers" }[$parameter["operation"]] + ($parameter["dryRun"] ? " (dry run)" : "") }}',
		description: 'Syncs customers to Meta custom audiences: hashed here, with a dry run first',
		defaults: { name: 'Sync to Meta' },
		// A node that writes to a platform is not offered to agents.
		usableAsTool: undefined,
		inputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Customers' },
			{ type: NodeConnectionTypes.Main, displayName: 'Last Synced' },
		],
		requiredInputs: [0],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Customers', 'Not Synced', 'Summary'],
		credentials: [{ name: 'customerValueMetaApi', required: true }],
		properties: syncToMetaProperties,
	};

	methods = {
		listSearch: {
			async searchAdAccounts(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				return await searchPlatform(
					this,
					credential,
					(context, { graphVersion }) => findAdAccounts(filter ?? '', context, graphVersion),
					({ id, name }) => `${name} (${id})`,
				);
			},
			async searchAudiences(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				const accountId = chosenAccount(this, 'audiences');
				return await searchPlatform(this, credential, (context, { graphVersion }) =>
					findAudiences(accountId, filter ?? '', context, graphVersion),
				);
			},
			async searchAdSets(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				const accountId = chosenAccount(this, 'ad sets');
				return await searchPlatform(this, credential, (context, { graphVersion }) =>
					findAdSets(accountId, filter ?? '', context, graphVersion),
				);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const panel = {
			properties: syncToMetaProperties,
			schema: metaPanelOptions,
			outputCount: 3,
			failsPerItem: true,
			second: { name: 'Last Synced', prefix: 'lastSynced' },
			needsCustomers: ({ operation }: MetaOptions) => judgesCustomers.has(operation),
		};
		return await runNode(this, panel, async (rows, given, second) => {
			const options = { ...given, ...loopPlace(this) };
			const lastSynced = isConnected(this, 1) ? second : undefined;
			const named = { ...options, audience: audienceGiven(options) };
			const result = await runSync(this, credential, named, (context, { graphVersion }) =>
				syncToMeta(rows, lastSynced, options, context, graphVersion),
			);
			return endSync(this, 'meta', result, options, seesAll, rows, lastSynced);
		});
	}
}

/** Operations that take the customers of the run for all customers. */
const seesAll: ReadonlySet<MetaOperation> = new Set<MetaOperation>([
	'mirrorAudience',
	'mirrorAudiences',
	'replaceAudience',
]);

/** Operations that need all customers, or each one's value: orders show neither. */
const judgesCustomers: ReadonlySet<MetaOperation> = new Set<MetaOperation>([
	'mirrorAudience',
	'mirrorAudiences',
	'replaceAudience',
	'valueBasedAudience',
]);

/** The ad account chosen in the panel, for a dropdown of its audiences. */
function chosenAccount(context: ILoadOptionsFunctions, what: string): string {
	const account = context.getCurrentNodeParameter('adAccountId', { extractValue: true });
	if (typeof account !== 'string' || account === '') {
		throw new NodeOperationError(context.getNode(), 'Choose the ad account first', {
			description: `The list shows the ${what} of the ad account above.`,
		});
	}
	return account.startsWith('act_') ? account : `act_${account}`;
}

/** The audience as the panel names it, for error messages. */
function audienceGiven(options: MetaOptions): string | undefined {
	if (!('audience' in options)) return undefined;
	return options.audience.by === 'name' ? options.audience.name : options.audience.id;
}
