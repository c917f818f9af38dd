import type { JsonRecord } from '../../values/jsonRecord';

/** Whether a value is a JSON object: not a list, a date, or anything else that only looks like one. */
export function isJsonObject(value: unknown): value is JsonRecord {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	return Object.prototype.toString.call(value) === '[object Object]';
}
