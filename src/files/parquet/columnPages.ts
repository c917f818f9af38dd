import type { DecodedArray, PageHeader } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert } from 'hyparquet/src/convert.js';
import { crc32 } from './crc32';

/** A file that is damaged, or written in a way that can't be read. */
export class ParquetFault extends Error {}

/** How hyparquet decodes the pages of a column in a row group. */
export type Decoder = Parameters<typeof readPage>[2];

/** Some values of a column. */
export interface Page {
	readonly values: DecodedArray;
	/** Whether the values were taken from the dictionary. */
	readonly isOfDictionary: boolean;
}

/** Bytes that a page may have more than its column says: writers count differently. */
const pageSlack = 1 << 20;

/** The pages of a column in a row group, which are decoded one by one. */
export class ColumnPages {
	private dictionary: DecodedArray | undefined;
	private readonly reader: { readonly view: DataView; offset: number };

	/**
	 * @param view the bytes of all pages
	 * @param mostValues the most values that a page may have
	 * @param converted what a dictionary's values become
	 */
	constructor(
		view: DataView,
		private readonly decoder: Decoder,
		private readonly mostValues: number,
		private readonly converted = (values: DecodedArray): DecodedArray => values,
	) {
		this.reader = { view, offset: 0 };
	}

	/** Whether there is another page. */
	get hasNext(): boolean {
		return this.reader.offset < this.reader.view.byteLength;
	}

	/**
	 * The next page with values; undefined for a dictionary.
	 *
	 * @param previous the values of the page before, where a list may go on; they are added to
	 */
	next(previous?: DecodedArray): Page | undefined {
		const { reader, decoder, dictionary } = this;
		const header = parquetHeader(reader);
		this.check(header);
		const { data = [] } = readPage(reader, header, decoder, dictionary, previous, 0);
		if (header.type === 'DICTIONARY_PAGE') {
			this.dictionary = this.converted(convert(data, decoder));
			return undefined;
		}
		const { encoding } = header.data_page_header ?? header.data_page_header_v2 ?? {};
		const isOfDictionary = dictionary !== undefined && encoding?.endsWith('_DICTIONARY') === true;
		return { values: data, isOfDictionary };
	}

	/** Refuses what a damaged header says before anything is allocated for it. */
	private check(header: PageHeader): void {
		const { reader, decoder } = this;
		const { compressed_page_size: size, uncompressed_page_size: fullSize, crc } = header;
		const left = reader.view.byteLength - reader.offset;
		const values = (header.data_page_header ?? header.data_page_header_v2)?.num_values ?? 0;
		const most = Number((decoder as { total_uncompressed_size?: bigint }).total_uncompressed_size);
		const isPlausible =
			size >= 0 && size <= left && values <= this.mostValues && fullSize <= most + pageSlack;
		if (!isPlausible) throw new ParquetFault('the header of a page can not be right');
		if (crc === undefined) return;
		const { buffer, byteOffset } = reader.view;
		const bytes = new Uint8Array(buffer, byteOffset + reader.offset, size);
		if (crc32(bytes) !== crc) throw new ParquetFault('a page has another checksum than it says');
	}
}
