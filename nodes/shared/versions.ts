import type { INodeProperties } from 'n8n-workflow';
import type { JsonRecord } from '../../src/values/jsonRecord';

/** The versions of a scoring node: nodes in saved workflows keep the version that they were made with. */
export const scoringVersions = { version: [1, 1.1], defaultVersion: 1.1 };

/** Options that a node of an earlier version goes by where it sets none: version 1 had no "Fields" and gave all. */
export function earlierDefaults(
	typeVersion: number,
	properties: readonly INodeProperties[],
): JsonRecord {
	const members = properties.find(({ name }) => name === 'options')?.options ?? [];
	const hasFields = members.some(({ name }) => name === 'outputFields');
	return hasFields && typeVersion < 1.1 ? { outputFields: 'all' } : {};
}
