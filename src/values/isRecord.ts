import type { JsonRecord } from './jsonRecord';

/** Whether a value has fields of its own to look at: an object that is no list. */
export function isRecord(value: unknown): value is JsonRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
