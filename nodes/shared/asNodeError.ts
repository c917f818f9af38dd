import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { InvalidInputError } from '../../src/values/invalidInputError';
import { InvalidPresetError } from '../../src/core/preset/presetError';

/**
 * Turns the core's error about an option into n8n's, with the option named by its label in the panel.
 *
 * Any other error is returned untouched: it is a fault of ours and keeps its stack.
 *
 * @param labelOfOption returns the label of the option at a path
 */
export function asNodeError(
	context: IExecuteFunctions,
	error: unknown,
	labelOfOption: (path: string) => string,
): unknown {
	if (error instanceof InvalidPresetError) {
		return new NodeOperationError(context.getNode(), error.message, {
			description:
				'Fix these places in the JSON or in its expression. Without the option "Client Preset", only the panel applies. Nothing was computed.',
			itemIndex: 0,
		});
	}
	if (!(error instanceof InvalidInputError)) return error;
	const label = labelOfOption(error.field);
	return new NodeOperationError(
		context.getNode(),
		chosenIn(error).message.replace(`"${error.field}"`, `"${label}"`),
		{
			description: `Open the node and fix "${label}". Nothing was computed.`,
			itemIndex: 0,
		},
	);
}

/** The same error about what was chosen from a list, or about nothing chosen. */
function chosenIn(error: InvalidInputError): InvalidInputError {
	const { field, requirement, received } = error;
	if (typeof received !== 'object' || received === null || !('__rl' in received)) return error;
	const { value } = received as { value?: unknown };
	return new InvalidInputError(field, requirement, value === '' ? undefined : value);
}

/**
 * The labels that lead to an option in the panel, e.g. `Options → Bins`, for its path in the schema.
 *
 * A step that the panel doesn't show (an index, a member of a JSON value) is kept unchanged.
 */
export function labelOf(properties: readonly INodeProperties[], path: string): string {
	const [name, ...rest] = path.split('.');
	const top = properties.find((property) => property.name === name);
	const collection = properties.find((property) => property.name === 'options');
	const inOptions = members(collection).find((property) => property.name === name);
	if (top) return [top.displayName, ...labelsBelow(top, rest)].join(' → ');
	if (collection && inOptions) {
		return [collection.displayName, inOptions.displayName, ...labelsBelow(inOptions, rest)].join(
			' → ',
		);
	}
	return path;
}

function labelsBelow(property: INodeProperties, path: readonly string[]): string[] {
	if (path.length === 0) return [];
	const [name, ...rest] = path;
	if (/^\d+$/.test(name)) return [`row ${Number(name) + 1}`, ...labelsBelow(property, rest)];
	const member = members(property).find((candidate) => candidate.name === name);
	return member ? [member.displayName, ...labelsBelow(member, rest)] : [name, ...rest];
}

function members(property: INodeProperties | undefined): INodeProperties[] {
	if (property === undefined) return [];
	if (property.type === 'collection') return (property.options ?? []) as INodeProperties[];
	const group = property.options?.[0];
	return group !== undefined && 'values' in group ? group.values : [];
}
