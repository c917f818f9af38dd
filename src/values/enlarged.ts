type Column = Int32Array | Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Copies a column into a larger one; returns that. */
export function enlarged<Kind extends Column>(column: Kind, larger: Kind): Kind {
	larger.set(column);
	return larger;
}
