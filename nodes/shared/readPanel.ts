import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../src/values/isRecord';

const notGiven = Symbol('not given');

/**
 * Reads a node's parameters once, at index 0, as the plain object its options schema expects.
 *
 * The collection `options` is spread among the top-level parameters; other collections stay objects under their names;
 * a fixed collection becomes the list (or the object) it holds. A hidden or absent parameter is left out, so that the
 * schema's default applies.
 */
export function readPanel(
	context: IExecuteFunctions,
	properties: readonly INodeProperties[],
): Record<string, unknown> {
	const given: Record<string, unknown> = {};
	for (const property of properties) {
		if (property.type === 'notice') continue;
		const value: unknown = context.getNodeParameter(property.name, 0, notGiven);
		if (value === notGiven) continue;
		if (property.name === 'options') Object.assign(given, unwrapMembers(property, value));
		else given[property.name] = unwrap(property, value);
	}
	return given;
}

function unwrap(property: INodeProperties, value: unknown): unknown {
	if (property.type === 'collection') return unwrapMembers(property, value);
	if (property.type !== 'fixedCollection' || !isRecord(value)) return value;
	const group = property.options?.[0];
	return group === undefined ? value : value[group.name];
}

function unwrapMembers(property: INodeProperties, value: unknown): Record<string, unknown> {
	if (!isRecord(value)) return {};
	const members = (property.options ?? []) as INodeProperties[];
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => {
			const described = members.find((candidate) => candidate.name === name);
			return [name, described === undefined ? member : unwrap(described, member)];
		}),
	);
}
