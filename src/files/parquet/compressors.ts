import type { CompressionCodec, Compressors } from 'hyparquet';
import { decompressLz4, decompressLz4Raw, decompressZstd, gunzip } from 'hyparquet-compressors';

/**
 * The compressions of Parquet that writers use by default or by choice; hyparquet itself knows Snappy.
 *
 * Brotli is left out: its dictionary alone would make the package a twelfth larger, and no writer takes it unless told
 * to.
 */
export const compressors: Compressors = {
	GZIP: (input, length) => gunzip(input, new Uint8Array(length)),
	ZSTD: (input) => decompressZstd(input),
	LZ4: decompressLz4,
	LZ4_RAW: decompressLz4Raw,
};

/** Whether pages compressed in this way can be read. */
export function isKnownCodec(codec: CompressionCodec): boolean {
	return codec === 'UNCOMPRESSED' || codec === 'SNAPPY' || codec in compressors;
}
