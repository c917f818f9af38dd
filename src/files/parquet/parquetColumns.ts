import type { DecodedArray, RowGroup, SchemaTree } from 'hyparquet';

import { assembleNested } from 'hyparquet/src/assemble.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { type Decoder, ParquetFault } from './columnPages';
import { type ColumnValues, ListedValues, PagedValues, storedValues } from './columnValues';
import type { HeldBytes } from './heldBytes';
import { compressors } from './compressors';
import { type ColumnReading, columnReading, parsers } from './parquetValues';

interface Leaf {
	/** The nodes from the root of the schema to this one. */
	readonly path: readonly SchemaTree[];
	/** Its place among the columns of a row group. */
	readonly index: number;
	readonly reading: ColumnReading | undefined;
}

/** A column of the table; one with columns inside becomes lists and objects. */
export interface ParquetColumn {
	readonly node: SchemaTree;
	/** What it stores. */
	readonly leaves: readonly Leaf[];
}

/** The columns of a table, in order. */
export function columnsOf(root: SchemaTree): ParquetColumn[] {
	let count = 0;
	const leavesOf = (path: readonly SchemaTree[]): Leaf[] => {
		const node = path[path.length - 1];
		if (node.children.length === 0) {
			return [{ path, index: count++, reading: columnReading(node.element) }];
		}
		return node.children.flatMap((child) => leavesOf([...path, child]));
	};
	return root.children.map((node) => ({ node, leaves: leavesOf([root, node]) }));
}

/** Whether all of a column can be read. */
export function isReadable({ node, leaves }: ParquetColumn): boolean {
	const isVariant = node.element.logical_type?.type === 'VARIANT';
	return !isVariant && leaves.every(({ reading }) => reading !== undefined);
}

/** The values of a column in a row group: a plain column page by page, one with columns inside at once. */
export function valuesOf(
	{ node, leaves }: ParquetColumn,
	group: RowGroup,
	bytes: HeldBytes,
): ColumnValues {
	const rows = Number(group.num_rows);
	const isPlain = node.children.length === 0 && node.element.repetition_type !== 'REPEATED';
	if (isPlain)
		return new PagedValues(...chunkOf(leaves[0], group, bytes), valueOf(leaves[0]), rows);
	const values = new Map<string, DecodedArray>();
	for (const leaf of leaves) {
		const [view, decoder] = chunkOf(leaf, group, bytes);
		const name = leaf.path[leaf.path.length - 1].path.join('.');
		values.set(name, storedValues(view, decoder, storedCount(leaf, group), valueOf(leaf)));
	}
	if (node.children.length > 0) assembleNested(values, node, decoderParsers);
	return new ListedValues(values.get(node.path.join('.')) ?? [], rows);
}

const valueOf = ({ reading }: Leaf) => (reading as ColumnReading).valueOf;

const storedCount = ({ index }: Leaf, { columns }: RowGroup) =>
	Number(columns[index].meta_data?.num_values);

/** The bytes of a column in a row group, and how they are decoded. */
function chunkOf(
	{ path, index, reading }: Leaf,
	group: RowGroup,
	bytes: HeldBytes,
): [DataView, Decoder] {
	const { meta_data: chunk, file_path: otherFile } = group.columns[index];
	if (chunk === undefined || otherFile) throw new ParquetFault('a column lies elsewhere');
	const { dictionary_page_offset: dictionary = 0n, data_page_offset: data } = chunk;
	const start = Number(dictionary > 0n && dictionary < data ? dictionary : data);
	const held = bytes.slice(start, start + Number(chunk.total_compressed_size));
	const { element, utf8 } = reading as ColumnReading;
	const pathInSchema = chunk.path_in_schema;
	const schemaPath = [...path];
	return [
		new DataView(held.buffer, held.byteOffset, held.byteLength),
		{ ...chunk, pathInSchema, element, schemaPath, parsers: decoderParsers, compressors, utf8 },
	];
}

const decoderParsers = { ...DEFAULT_PARSERS, ...parsers };
