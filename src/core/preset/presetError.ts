/** The most faults listed at once; the rest are counted. */
const mostFaults = 10;

/** A client preset that can't be used: lists every fault by its path, what is needed there and what was received. */
export class InvalidPresetError extends Error {
	override readonly name = 'InvalidPresetError';

	/** @param faults one clause each, such as `"assignTier.vipShare" needs a number of at most 100, but got 400` */
	constructor(readonly faults: readonly string[]) {
		const told = faults.slice(0, mostFaults).join('; ');
		const more = faults.length > mostFaults ? `; and ${faults.length - mostFaults} more` : '';
		const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
		super(`The client preset has ${count}: ${told}${more}`);
	}
}
