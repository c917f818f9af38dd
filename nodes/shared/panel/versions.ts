import type { INodeProperties } from 'n8n-workflow';
import type { JsonRecord } from '../../../src/values/jsonRecord';

/** The versions of a scoring node: nodes in saved workflows keep the version that they were made with. */
export const scoringVersions = { version: [1, 1.1], defaultVersion: 1.1 };

/** Whether a scoring node of this version has the output Breakdown. */
export const hasBreakdown = (typeVersion: number): boolean => typeVersion >= 1.1;

/**
 * The outputs of a scoring node that ends with a Breakdown. Version 1 has none: n8n puts the error output after all
 * others, and a saved workflow's connection to it has to stay where it is.
 *
 * @param names of the outputs before it
 */
export function outputsThenBreakdown(...names: string[]) {
	const before = JSON.stringify(names.map(() => 'main'));
	return {
		outputs: `={{ ${before}.concat($nodeVersion >= 1.1 ? ["main"] : []) }}` as const,
		outputNames: [...names, 'Breakdown'],
	};
}

/** Defaults for options that a node of an earlier version does not set: version 1 had no "Fields" and returned all. */
export function earlierDefaults(
	typeVersion: number,
	properties: readonly INodeProperties[],
): JsonRecord {
	const members = properties.find(({ name }) => name === 'options')?.options ?? [];
	const hasFields = members.some(({ name }) => name === 'outputFields');
	return hasFields && typeVersion < 1.1 ? { outputFields: 'all' } : {};
}
