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
import { accountTypes, type Account } from '../../src/sync/google/api/dataManager';
import { findUserLists } from '../../src/sync/google/lists/findUserLists';
import type { GoogleOperation, GoogleOptions } from '../../src/sync/google/options';
import { syncToGoogle } from '../../src/sync/google/syncToGoogle';
import { endSync } from '../shared/syncs/endSync';
import { isConnected } from '../shared/isConnected';
import { loopPlace } from '../shared/loops';
import { runNode } from '../shared/runNode';
import { runSync, searchPlatform } from '../shared/syncs/runSync';
import { googlePanelOptions } from './panelOptions';
import { syncToGoogleProperties } from './SyncToGoogle.properties';

/** The credential's type, by the choice under "Authentication". */
function credentialOf(authentication: unknown): string {
	return authentication === 'serviceAccount'
		? 'customerValueGoogleServiceAccountApi'
		: 'customerValueGoogleOAuth2Api';
}

export class SyncToGoogle implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sync to Google',
		name: 'syncToGoogle',
		icon: { light: 'file:syncToGoogle.svg', dark: 'file:syncToGoogle.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ { addToAudience: "Add to List", audienceStatus: "Get List Status", mirrorAudience: "Mirror", removeFromAudience: "Remove From List", replaceAudience: "Replace" }[$parameter["operation"]] + ($parameter["dryRun"] ? " (dry run)" : "") }}',
		description:
			'Syncs customers to Google Customer Match lists: hashed here, with a dry run first',
		defaults: { name: 'Sync to Google' },
		// A node that writes to a platform is not offered to agents.
		usableAsTool: undefined,
		inputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Customers' },
			{ type: NodeConnectionTypes.Main, displayName: 'Last Synced' },
		],
		requiredInputs: [0],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Customers', 'Not Synced', 'Summary'],
		credentials: [
			{
				name: 'customerValueGoogleOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			{
				name: 'customerValueGoogleServiceAccountApi',
				required: true,
				displayOptions: { show: { authentication: ['serviceAccount'] } },
			},
		],
		properties: syncToGoogleProperties,
	};

	methods = {
		listSearch: {
			async searchLists(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				const account = chosenAccount(this);
				const credential = credentialOf(this.getCurrentNodeParameter('authentication'));
				return await searchPlatform(this, credential, (context) =>
					findUserLists(account, filter ?? '', context),
				);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const panel = {
			properties: syncToGoogleProperties,
			schema: googlePanelOptions,
			outputCount: 3,
			failsPerItem: true,
			second: { name: 'Last Synced', prefix: 'lastSynced' },
			needsCustomers: ({ operation }: GoogleOptions) => seesAll.has(operation),
		};
		return await runNode(this, panel, async (rows, given, second) => {
			const credential = credentialOf(this.getNodeParameter('authentication', 0, 'oAuth2'));
			const options = { ...given, ...loopPlace(this) };
			const lastSynced = isConnected(this, 1) ? second : undefined;
			const { audience } = options;
			const named = { ...options, audience: audience.by === 'name' ? audience.name : audience.id };
			const result = await runSync(this, credential, named, (context) =>
				syncToGoogle(rows, lastSynced, options, context),
			);
			return endSync(this, 'google', result, options, seesAll, rows, lastSynced);
		});
	}
}

/** Operations that take the customers of the run for all customers: orders don't show who those are. */
const seesAll: ReadonlySet<GoogleOperation> = new Set<GoogleOperation>([
	'mirrorAudience',
	'replaceAudience',
]);

/** The account chosen in the panel, for a dropdown of its lists. */
function chosenAccount(context: ILoadOptionsFunctions): Account {
	const chosen = (name: string) => String(context.getCurrentNodeParameter(name) ?? '');
	const accountId = chosen('accountId').replaceAll('-', '').trim();
	if (!/^\d+$/.test(accountId)) {
		throw new NodeOperationError(context.getNode(), 'Enter the ad account first', {
			description: 'The list shows the Customer Match lists of the ad account above.',
		});
	}
	const accountType = accountTypes.find((type) => type === chosen('options.accountType'));
	return {
		accountType: accountType ?? 'GOOGLE_ADS',
		accountId,
		loginAccountId: chosen('options.loginAccountId').replaceAll('-', '').trim(),
	};
}
