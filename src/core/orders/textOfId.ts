/** An ID as text: trimmed, numbers as they print; undefined for anything that isn't an ID. */
export function textOfId(value: unknown): string | undefined {
	if (typeof value === 'string') {
		const hasSpace = value.charCodeAt(0) <= 32 || value.charCodeAt(value.length - 1) <= 32;
		const text = hasSpace ? value.trim() : value;
		return text === '' ? undefined : text;
	}
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
	return typeof value === 'bigint' ? value.toString() : undefined;
}
