import type { JsonRecord } from '../../../src/values/jsonRecord';

/** Collects one row for every set of fields, in the order in which the sets first appear. */
export class RowShapes {
	readonly samples: JsonRecord[] = [];
	private readonly known = new Set<string>();
	private last: string[] = [];

	add(row: JsonRecord): void {
		if (this.samples.length > 0 && hasKeys(row, this.last)) return;
		this.last = Object.keys(row);
		const name = JSON.stringify(this.last);
		if (this.known.has(name)) return;
		this.known.add(name);
		this.samples.push(row);
	}
}

function hasKeys(row: JsonRecord, keys: readonly string[]): boolean {
	let at = 0;
	for (const key in row) if (key !== keys[at++]) return false;
	return at === keys.length;
}
