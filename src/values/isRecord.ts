import type { JsonRecord } from './jsonRecord';

/** Whether a value is an object and not a list. */
export function isRecord(value: unknown): value is JsonRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
