const yes: ReadonlySet<unknown> = new Set([
	'true',
	'yes',
	'y',
	'1',
	'granted',
	'given',
	'subscribed',
	'opted_in',
	'opted-in',
	'opted in',
	'opt_in',
	'explicit',
]);

/** Tells whether a consent cell is an explicit yes. Everything else, missing and unknown included, is none. */
export function isConsentGiven(cell: unknown): boolean {
	if (cell === true || cell === 1) return true;
	return typeof cell === 'string' && yes.has(cell.trim().toLowerCase());
}
