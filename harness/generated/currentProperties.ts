import type { INodeProperties } from 'n8n-workflow';

/** The parameters of a node's newest version, without those shown only for earlier versions in saved workflows. */
export function currentProperties(properties: readonly INodeProperties[]): INodeProperties[] {
	return properties.filter(
		({ displayOptions }) => displayOptions?.show?.['@version'] === undefined,
	);
}
