import type { JsonRecord } from '../../values/jsonRecord';
import { type OrderField, orderFields } from './orderFields';
import type { OrderPreset } from './presets';
import { plainName, type Reader, readerOf } from './readPath';

/** A key that no row has: the name of a field without a plain name. */
const noName = Symbol('no plain name') as unknown as string;

/**
 * How the fields of an order are read: by a plain name where they have one, else by a reader.
 *
 * Code that runs for every order writes `row[names.email] ?? readers.email?.(row)` itself: each such place then reads
 * one name, which V8 does five times faster than one function that is called with many (measured in `bench/`).
 */
export class FieldReaders {
	readonly names = {} as Record<OrderField, string>;
	/** Readers of the fields without a plain name; undefined for the others and for fields that the source lacks. */
	readonly readers: Partial<Record<OrderField, Reader>> = {};
	private readonly all: Partial<Record<OrderField, Reader>> = {};

	/** @param own custom paths, which replace those of the source */
	constructor(preset: OrderPreset, own?: Readonly<Record<OrderField, string>>) {
		for (const field of orderFields) {
			const paths = own ? [own[field]] : (preset.paths[field] ?? []);
			const parts = preset.sums?.[field]?.map((path) => readerOf([path]));
			const computed =
				preset.values?.[field] ??
				(parts && ((row: JsonRecord) => parts.map((read) => read?.(row))));
			const name = computed ? undefined : plainName(paths);
			this.names[field] = name ?? noName;
			this.all[field] = computed ?? readerOf(paths);
			if (name === undefined) this.readers[field] = this.all[field];
		}
	}

	/** The value of a field in a row, unchanged. */
	value(row: JsonRecord, field: OrderField): unknown {
		return this.all[field]?.(row);
	}

	/** The reader of a field, whether or not it has a plain name; undefined where the source has none. */
	readerOf(field: OrderField): Reader | undefined {
		return this.all[field];
	}

	/** Whether a field has a plain name. */
	isPlain(field: OrderField): boolean {
		return this.names[field] !== noName;
	}
}
