import type { SchemaElement } from 'hyparquet';
import { parseJson } from '../../values/parseJson';
import { dayText, type SecondDigits, timestampText, timeText } from './timeTexts';

/** Turns a value as Parquet stores it into one as rows have it: a text, a number, a boolean, or parsed JSON. */
export type ValueOf = (value: never) => unknown;

/** How the values of a column are read. */
export interface ColumnReading {
	/** What hyparquet is told of the column: without the types that are read here. */
	readonly element: SchemaElement;
	readonly valueOf: ValueOf;
	/** Whether its bytes are text; those of decimals are not. */
	readonly utf8: boolean;
}

/**
 * How the values of a column without columns of its own are read; undefined for types that no field of an order has,
 * such as intervals.
 *
 * Decimals, dates and times are read here: hyparquet makes a decimal of more digits than a double has another number,
 * which would join two customers of a warehouse whose IDs are decimals, and a date without a zone an instant.
 */
export function columnReading(given: SchemaElement): ColumnReading | undefined {
	const { type, converted_type: converted, logical_type: logical, ...bare } = given;
	const kind = converted ?? logical?.type;
	const own = (valueOf: ValueOf) => ({
		element: { ...bare, ...(type && { type }) },
		valueOf,
		utf8: false,
	});
	if (logical?.type === 'TIMESTAMP') {
		return own(timestampOf(digitsOf[logical.unit], logical.isAdjustedToUTC ? 'Z' : ''));
	}
	if (logical?.type === 'TIME') return own(timeOf(digitsOf[logical.unit]));
	switch (kind) {
		case 'DECIMAL': {
			const scale = given.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0);
			return own(decimalOf(scale));
		}
		case 'DATE':
			return own((day: number) => dayText(day));
		case 'TIMESTAMP_MILLIS':
			return own(timestampOf(3, 'Z'));
		case 'TIMESTAMP_MICROS':
			return own(timestampOf(6, 'Z'));
		case 'TIME_MILLIS':
			return own(timeOf(3));
		case 'TIME_MICROS':
			return own(timeOf(6));
		case 'JSON':
			return { element: { ...bare, type: 'BYTE_ARRAY' }, valueOf: jsonOf, utf8: true };
		case 'BSON':
		case 'INTERVAL':
		case 'GEOMETRY':
		case 'GEOGRAPHY':
		case 'VARIANT':
		case 'FILE':
			return undefined;
	}
	if (type === 'INT96') return own(timestampOf(9, 'Z'));
	if (type === 'FLOAT') return own(shortFloat);
	const isNamed = kind === 'UUID' || kind === 'FLOAT16';
	if (type === 'FIXED_LEN_BYTE_ARRAY' && !isNamed) return undefined;
	return { element: given, valueOf: plainOf, utf8: true };
}

const digitsOf = { MILLIS: 3, MICROS: 6, NANOS: 9 } as const;

/** What hyparquet makes of the types that it converts: texts, and nanoseconds of the timestamps in 96 bits. */
export const parsers = {
	stringFromBytes: (bytes: Uint8Array): unknown =>
		// An absent value passes as it is.
		(bytes as Uint8Array | undefined) === undefined ? undefined : textOf(bytes),
	timestampFromNanoseconds: (nanoseconds: bigint): unknown => nanoseconds,
};

function textOf(bytes: Uint8Array): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

const timestampOf = (digits: SecondDigits, mark: 'Z' | '') => (value: bigint) =>
	timestampText(BigInt(value), digits, mark);

const timeOf = (digits: SecondDigits) => (value: bigint | number) => timeText(value, digits);

/** Digits that every double keeps. */
const mostDigits = 15;

/** A decimal as a number where it prints as that decimal, else as text. */
const decimalOf = (scale: number) => (stored: bigint | number | Uint8Array) => {
	const units = stored instanceof Uint8Array ? unitsOf(stored) : stored;
	const size = Number(units < 0 ? -units : units);
	if (size < 10 ** mostDigits && scale <= 22) return Number(units) / 10 ** scale;
	const [digits, sign] = [String(units).replace('-', ''), units < 0 ? '-' : ''];
	const padded = digits.padStart(scale + 1, '0');
	const whole = padded.slice(0, padded.length - scale);
	const fraction = padded.slice(padded.length - scale).replace(/0+$/, '');
	const text = `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
	const significant = (whole + fraction).replace(/^0+/, '').length;
	return significant <= mostDigits ? Number(text) : text;
};

/** A big-endian integer in two's complement. */
function unitsOf(bytes: Uint8Array): bigint {
	let units = 0n;
	for (const byte of bytes) units = (units << 8n) | BigInt(byte);
	return bytes.length > 0 && bytes[0] >= 0x80 ? units - (1n << BigInt(8 * bytes.length)) : units;
}

/** The shortest decimal that is this number in single precision: 19.99, not 19.989999771118164. */
function shortFloat(value: number): number {
	for (let digits = 6; digits < 9; digits++) {
		const short = Number(value.toPrecision(digits));
		if (Math.fround(short) === value) return short;
	}
	return value;
}

function jsonOf(text: string): unknown {
	const value = parseJson(text);
	return value === undefined ? text : value;
}

function plainOf(value: unknown): unknown {
	if (typeof value !== 'bigint') return value;
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : String(value);
}
