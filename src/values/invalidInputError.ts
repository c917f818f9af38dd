/**
 * A wrong parameter: names it, says what it needs and what was received.
 *
 * Missing or unusable data is never an error but a row set aside; this error is for what the user configured.
 */
export class InvalidInputError extends Error {
	override readonly name = 'InvalidInputError';

	/**
	 * @param field path of the parameter, e.g. `bins` or `rules.2.points`
	 * @param requirement what it has to be, as the rest of "… needs "
	 * @param received the value received
	 */
	constructor(
		readonly field: string,
		readonly requirement: string,
		readonly received?: unknown,
	) {
		super(`"${field}" needs ${requirement}, but ${describe(received)}`);
	}
}

function describe(value: unknown): string {
	return value === undefined || value === '' ? 'is empty' : `got ${inWords(value)}`;
}

function inWords(value: unknown): string {
	if (typeof value === 'number' || typeof value === 'boolean' || value === null)
		return String(value);
	if (typeof value === 'string') return shorten(JSON.stringify(value));
	if (Array.isArray(value)) return `a list of ${value.length}`;
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function shorten(text: string): string {
	return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
