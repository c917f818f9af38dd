const table = Int32Array.from({ length: 256 }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
	return value;
});

/**
 * CRC-32 as gzip and Parquet pages have it, as a signed number.
 *
 * @example crc32(Buffer.from('123456789')) >>> 0 // 0xcbf43926
 */
export function crc32(bytes: Uint8Array): number {
	let value = -1;
	for (let i = 0; i < bytes.length; i++) value = (value >>> 8) ^ table[(value ^ bytes[i]) & 0xff];
	return ~value;
}
