import type { INodeProperties } from 'n8n-workflow';

/** The parameters of a node's newest version: those that are there for saved workflows are shown for earlier versions only. */
export function currentProperties(properties: readonly INodeProperties[]): INodeProperties[] {
	return properties.filter(
		({ displayOptions }) => displayOptions?.show?.['@version'] === undefined,
	);
}
