import type { IDataObject, INode } from 'n8n-workflow';
import { credentialsHelperFor } from '../../harness/engine/credentialsHelper';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { node, own, to, trigger } from '../../harness/engine/workflowParts';

export const customers: IDataObject[] = [
	{ customerId: 'c1', email: 'ann@example.com', adConsent: true },
	{ customerId: 'c2', email: 'bob@example.com', adConsent: 'yes' },
	{ customerId: 'c3', email: 'cleo@example.com' },
];

/** An audience or a list by its name, as the panel holds it. */
export const audience = { __rl: true, mode: 'name', value: 'Customers A' };

export interface NodeInputs {
	readonly input?: readonly IDataObject[];
	/** Rows on the second input, which is connected in any case. */
	readonly lastSynced?: readonly IDataObject[];
	readonly settings?: Partial<INode>;
}

/** Runs a node named "Sync" that keeps an audience, with the given credentials by the names of their types. */
export function runAudienceNode(
	type: string,
	parameters: IDataObject,
	{ input = customers, lastSynced = [], settings = {} }: NodeInputs,
	credentials: Parameters<typeof credentialsHelperFor>[0],
) {
	const stored = node('Last Synced', 'n8n-nodes-base.noOp');
	const named = Object.keys(credentials).map((name, i) => [name, { id: `${i}`, name }]);
	const sync = own('Sync', type, parameters, {
		credentials: Object.fromEntries(named),
		...settings,
	});
	return runWorkflow(
		{
			nodes: [trigger, stored, sync],
			connections: {
				[trigger.name]: { main: [[to(sync), to(stored)]] },
				[stored.name]: { main: [[to(sync, 1)]] },
			},
			pinData: { [stored.name]: lastSynced.map((json) => ({ json })) },
		},
		{
			input: input.map((json) => ({ json })),
			additionalData: { credentialsHelper: credentialsHelperFor(credentials) },
		},
	);
}
