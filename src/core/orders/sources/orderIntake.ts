import { InvalidInputError } from '../../../values/invalidInputError';
import type { JsonRecord } from '../../../values/jsonRecord';
import type { OrderOptions } from '../options';
import { orderFieldPaths, orderFields } from '../orderFields';
import { type OrderFrame, OrderReader, type ReaderOptions } from '../orderReader';
import { type OrderPreset, orderPresets } from '../presets';
import { OrderRows } from './orderRows';
import { type RecognisedSource, recogniseSource } from './recogniseSource';
import type { OrderSetAsideCode } from '../setAsideReasons';
import { requireColumns } from './requireColumns';
import { quoted } from './sourceNotices';

/**
 * Reads order rows chunk by chunk: detects their source unless it is set, unwraps rows that contain orders, and reads
 * those.
 *
 * The first chunk determines the source; a later one with rows of another is an `InvalidInputError` of `source`.
 */
export class OrderIntake {
	/** The detected source; undefined where the source was set. */
	recognised: RecognisedSource | undefined;
	private readonly isAutomatic: boolean;
	private reader: OrderReader;
	private rows: OrderRows;

	constructor(
		private readonly options: OrderOptions,
		private readonly frame: OrderFrame,
	) {
		this.isAutomatic = options.source === 'automatic' && !hasOwnFields(options);
		// Reads plain orders; if they turn out to be something else, another reader replaces this one before any row is
		// read.
		this.reader = this.readerFor({
			source: options.source === 'automatic' ? 'custom' : options.source,
		});
		this.rows = this.rowsFor(this.reader);
	}

	/** Reads a chunk of rows; chunk by chunk gives the same result as all rows at once. */
	add(rows: readonly JsonRecord[]): void {
		if (this.isAutomatic && rows.length > 0) this.recognise(rows);
		this.reader.add(this.rows.add(rows));
	}

	/** Sets rows aside that could not be read as orders, with the reason. */
	refuse(
		rows: ReadonlyArray<{ readonly row: JsonRecord; readonly code: OrderSetAsideCode }>,
	): void {
		for (const { row, code } of rows) {
			this.reader.addUnreadable(row, code);
			this.rows.skip();
		}
	}

	/**
	 * Refuses rows of a file that have no column for what every order needs: nothing of it could be read.
	 *
	 * @param rows the first of the file, before or after they were added
	 * @param file what the error calls it
	 * @throws InvalidInputError of the option that names the columns
	 */
	requireColumns(rows: readonly JsonRecord[], file: string): void {
		requireColumns(rows, this.reader, file);
	}

	/** Reads the rows that had to wait for all others; returns the reader. */
	finish(): OrderReader {
		this.reader.add(this.rows.finish(this.reader.rows));
		return this.reader;
	}

	/** The input row of an order, by its index in the reader. */
	inputRowOf(order: number): number {
		return this.rows.inputRowOf(order);
	}

	/** The input rows of orders, each once. */
	inputRowsOf(orders: number[]): number[] {
		return this.rows.isRearranged
			? [...new Set(orders.map((order) => this.inputRowOf(order)))]
			: orders;
	}

	/** Whether pages say that more follow, and none says that it is the last. */
	get isCutOff(): boolean {
		return this.rows.isCutOff;
	}

	private recognise(rows: readonly JsonRecord[]): void {
		const { recognised } = this;
		const found = recogniseSource(rows);
		if (found.others.length > 0) askWhich(found);
		if (recognised === undefined) {
			this.recognised = found;
			if (found.source === 'custom' && found.guessed === undefined) return;
			const { source, guessed } = found;
			this.reader = this.readerFor({
				source,
				...(guessed && { fields: { ...noFields, ...guessed } }),
			});
			this.rows = this.rowsFor(this.reader);
		} else if (found.told.length > 0 && found.source !== recognised.source) {
			askWhich({ ...recognised, others: [found] });
		}
	}

	private readerFor(read: Pick<ReaderOptions, 'source'> & Partial<ReaderOptions>): OrderReader {
		const { rowsAre }: OrderPreset = orderPresets[read.source];
		return new OrderReader({ ...this.options, ...(rowsAre && { rowsAre }), ...read }, this.frame);
	}

	private rowsFor({ preset, options }: OrderReader): OrderRows {
		const date =
			options.source === 'custom' ? options.fields.orderDate : preset.paths.orderDate?.[0];
		return new OrderRows(preset, preset.marker ?? (date === '' ? undefined : date));
	}
}

/** Whether the options set custom fields, which mean that the rows are in a custom layout. */
export function hasOwnFields({ fields }: Pick<OrderOptions, 'fields'>): boolean {
	return orderFields.some((field) => fields[field] !== orderFieldPaths[field]);
}

const noFields = Object.fromEntries(
	orderFields.map((field) => [field, '']),
) as OrderOptions['fields'];

/** Refuses rows of several sources: read as one of them, the others would be wrong or missing. */
function askWhich({ source, told, others }: RecognisedSource): never {
	const sources = [{ source, told }, ...others].map(
		(found) => `${orderPresets[found.source].name} (${quoted(found.told)})`,
	);
	throw new InvalidInputError(
		'source',
		`one of ${sources.map((name) => name.replace(/ \(.*/, '')).join(', ')} instead of Automatic: the items look like orders from ${sources.join(' and from ')}. Choose one, and send the other orders to a Compute RFM of their own`,
	);
}
