import { isRecord } from '../../../values/isRecord';
import type { JsonRecord } from '../../../values/jsonRecord';

/** The members of a GraphQL list or connection: directly, under `nodes`, or as the `node` of each of the `edges`. */
export function nodesOf(value: unknown): JsonRecord[] {
	if (!isRecord(value)) return listOf(value);
	if (Array.isArray(value.nodes)) return listOf(value.nodes);
	return listOf(value.edges).flatMap(({ node }) => (isRecord(node) ? [node] : []));
}

/** The records of a list; empty for anything else. */
export function listOf(value: unknown): JsonRecord[] {
	return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Whether a text is one of these words, in any case. */
export function isOneOf(value: unknown, words: readonly string[]): boolean {
	return typeof value === 'string' && words.includes(value.toLowerCase());
}
