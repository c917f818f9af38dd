import fc from 'fast-check';
import type { SchemaElement } from 'hyparquet';
import { columnReading } from '../../../../src/files/parquet/parquetValues';

function read(element: Partial<SchemaElement>, value: unknown): unknown {
	const reading = columnReading({ name: 'column', ...element });
	return (reading?.valueOf as (value: unknown) => unknown)(value);
}

const decimal = (scale: number, precision = 38): Partial<SchemaElement> => ({
	type: 'FIXED_LEN_BYTE_ARRAY',
	converted_type: 'DECIMAL',
	scale,
	precision,
});

/** A big integer as Parquet stores it, in 16 bytes. */
function bytesOf(value: bigint): Uint8Array {
	const unsigned = BigInt.asUintN(128, value).toString(16).padStart(32, '0');
	return Uint8Array.from(Buffer.from(unsigned, 'hex'));
}

/** A decimal as its digits say. */
function written(units: bigint, scale: number): string {
	const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
	const split = digits.length - scale;
	const text = scale === 0 ? digits : `${digits.slice(0, split)}.${digits.slice(split)}`;
	return `${units < 0n ? '-' : ''}${text}`;
}

describe('values of Parquet', () => {
	it('are decimals without the loss of a digit, as a number or as text', () => {
		fc.assert(
			fc.property(
				fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }),
				fc.integer({ min: 0, max: 37 }),
				fc.integer({ min: 0, max: 37 }),
				(units, scale, shift) => {
					const some = units / 10n ** BigInt(shift);
					const value = read(decimal(scale), bytesOf(some)) as number | string;
					const [whole, fraction = ''] = plain(value).split('.');
					const exact = BigInt((whole + fraction.padEnd(scale, '0')).replace('-0', '-'));
					expect([exact, written(exact, scale)]).toEqual([some, written(some, scale)]);
				},
			),
		);
	});

	it.each([
		[decimal(2), bytesOf(1999n), 19.99],
		[decimal(2), bytesOf(-5n), -0.05],
		[decimal(0), bytesOf(12_345_678_901_234_567_890n), '12345678901234567890'],
		[decimal(18), bytesOf(123_456_780_000_000_000_000_000n), 123_456.78],
		[{ type: 'INT32', converted_type: 'DECIMAL', scale: 2 } as const, 1999, 19.99],
		[{ type: 'INT64', converted_type: 'DECIMAL', scale: 4 } as const, 199_900n, 19.99],
		[{ type: 'FLOAT' } as const, Math.fround(19.99), 19.99],
		[{ type: 'DOUBLE' } as const, 19.99, 19.99],
		[{ type: 'INT64' } as const, 9_007_199_254_740_993n, '9007199254740993'],
		[{ type: 'INT64' } as const, -7n, -7],
		[{ type: 'INT32', converted_type: 'DATE' } as const, 20_458, '2026-01-05'],
		[{ type: 'BYTE_ARRAY', converted_type: 'JSON' } as const, '{"id":1}', { id: 1 }],
		[{ type: 'BYTE_ARRAY', converted_type: 'JSON' } as const, 'null', null],
		[{ type: 'BYTE_ARRAY', converted_type: 'JSON' } as const, '{', '{'],
		[
			{ type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' } as const,
			1_767_607_200_000n,
			'2026-01-05T10:00:00Z',
		],
		[
			{
				type: 'INT64',
				converted_type: 'TIMESTAMP_MICROS',
				logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' },
			} as const,
			1_767_607_200_000_000n,
			'2026-01-05T10:00:00',
		],
	])('of %j: %p is %p', (element, stored, expected) => {
		expect(read(element, stored)).toEqual(expected);
	});

	it('are every single-precision number in its shortest form', () => {
		fc.assert(
			fc.property(fc.float({ noNaN: true }), (value) => {
				expect(Math.fround(read({ type: 'FLOAT' }, value) as number) === value).toBe(true);
			}),
		);
	});

	it.each<Partial<SchemaElement>>([
		{ type: 'FIXED_LEN_BYTE_ARRAY', converted_type: 'INTERVAL' },
		{ type: 'FIXED_LEN_BYTE_ARRAY' },
		{ type: 'BYTE_ARRAY', logical_type: { type: 'GEOMETRY' } },
	])('are not read of %j', (element) => {
		expect(columnReading({ name: 'column', ...element })).toBeUndefined();
	});
});

/** A number without an exponent. */
function plain(value: number | string): string {
	const text = String(value);
	const [mantissa, exponent] = text.split('e');
	if (exponent === undefined) return text;
	const [whole, fraction = ''] = mantissa.replace('-', '').split('.');
	const places = -Number(exponent);
	const digits = (whole + fraction).padStart(places + fraction.length + 1, '0');
	const split = digits.length - places - fraction.length;
	return `${mantissa.startsWith('-') ? '-' : ''}${digits.slice(0, split)}.${digits.slice(split)}`;
}
