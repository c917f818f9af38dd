/** Whether a value is empty: undefined, null, an empty or blank text, an empty list. */
export function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null || value === '') return true;
	if (typeof value === 'string') return value.charCodeAt(0) <= 32 && value.trim() === '';
	return Array.isArray(value) && value.length === 0;
}
