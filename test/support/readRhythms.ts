import type { ChurnOptions } from '../../src/core/churn/options';
import { RhythmReader, type Rhythms } from '../../src/core/churn/readRhythms';
import type { CustomerTable } from '../../src/core/customers/customerTable';

/** The rhythms of all customers of a table. */
export function readRhythms(table: CustomerTable, options: ChurnOptions, daysBack = 0): Rhythms {
	const reader = new RhythmReader(table, options, daysBack);
	for (let i = 0; i < table.ids.length; i++) reader.read(i);
	return reader.rhythms();
}
