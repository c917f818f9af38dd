import type { RejectedFault } from '../../http/errors';

/** Klaviyo's fault of one entry of a request: its code, and the attribute it points at, empty where it names none. */
export interface EntryFault {
	readonly code: string;
	readonly place: string;
}

const entryPointer = /^\/data\/attributes\/profiles\/data\/(\d+)(?:\/(.*))?$/;

/** Reads which entry of a request a pointer names, and which of its attributes. */
export function entryAt(pointer: string | null | undefined): { index?: number; place: string } {
	const [, index, place = ''] = entryPointer.exec(pointer ?? '') ?? [];
	return { index: index === undefined ? undefined : Number(index), place };
}

/** Returns the faults of a refused request by the entry they point at; undefined where none points at one. */
export function faultsByEntry(
	faults: readonly RejectedFault[],
	entryCount: number,
): ReadonlyMap<number, EntryFault> | undefined {
	const found = new Map<number, EntryFault>();
	for (const { pointer, code } of faults) {
		const { index, place } = entryAt(pointer);
		if (index !== undefined && index < entryCount) found.set(index, { code, place });
	}
	return found.size === 0 ? undefined : found;
}
