import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** Values that no row should hold but some do, by a name that a failing test can print. */
const hostileValues = {
	undefined: () => undefined,
	null: () => null,
	emptyText: () => '',
	blanks: () => ' \t\n\u00a0',
	yes: () => true,
	no: () => false,
	notANumber: () => NaN,
	infinity: () => Infinity,
	minusInfinity: () => -Infinity,
	minusZero: () => -0,
	smallestNumber: () => 5e-324,
	largestNumber: () => Number.MAX_VALUE,
	unsafeInteger: () => 2 ** 53 + 2,
	negative: () => -12.345,
	millionsOfDays: () => 1e9,
	unixSeconds: () => 1_750_000_000,
	bigInteger: () => 10n ** 40n,
	symbol: () => Symbol('hostile'),
	function: () => () => 'hostile',
	date: () => new Date('2026-02-30T00:00:00Z'),
	invalidDate: () => new Date(NaN),
	lastDate: () => new Date(8.64e15),
	firstDate: () => new Date(-8.64e15),
	dateTime: () => DateTime.fromISO('2026-05-01T12:00:00', { zone: 'Asia/Tokyo' }),
	invalidDateTime: () => DateTime.invalid('hostile'),
	dateBeforeChrist: () => '-000001-01-01T00:00:00Z',
	dateOfYearZero: () => '0000-01-01',
	dateOfYear9999: () => '9999-12-31T23:59:59.999+14:00',
	longFraction: () => `2026-05-01T12:00:00.${'9'.repeat(100_000)}Z`,
	proto: () => '__proto__',
	constructorName: () => 'constructor',
	toStringName: () => 'toString',
	digits: () => '9'.repeat(100_000),
	decimals: () => `0.${'1'.repeat(100_000)}`,
	exponent: () => '1e999',
	hexadecimal: () => '0x1F',
	arabicDigits: () => '١٢٣',
	megabyte: () => 'x'.repeat(1_000_000),
	megabyteOfBlanks: () => ' '.repeat(1_000_000),
	megabyteOfAts: () => 'a@'.repeat(500_000),
	megabyteOfCommas: () => 'a,'.repeat(500_000),
	megabyteOfHistory: () => '2025-01-01:1;'.repeat(80_000),
	historyOfGreatAmounts: () => '2024-01-01:1e308;2025-01-01:1e308',
	historyOfNegatives: () => '2024-01-01:-5;2025-01-01:-1e300',
	historyOfNothing: () => '2024-01-01:0;2025-01-01:0',
	historyOfYears: () => '0001-01-01:5;9999-12-31:5',
	brokenHistory: () => '2024-13-01:5;;',
	loneSurrogate: () => 'a\ud800b',
	rightToLeft: () => '\u202eمرحبا@مثال.إختبار',
	nul: () => 'a\u0000b@example.com',
	emoji: () => '👩‍👩‍👧‍👦@example.com',
	combining: () => 'e' + '\u0301'.repeat(1000),
	markup: () => '<script>alert(1)</script>',
	formula: () => '=1+1',
	expression: () => '{{ $json.email }}',
	email: () => ' Someone@Example.com ',
	phone: () => '+1 (555) 0123456789012345678901234567890',
	emptyObject: () => ({}),
	emptyList: () => [],
	listOfAll: () => [null, undefined, '', 0, NaN, [], {}, 'x'],
	longList: () => Array.from({ length: 100_000 }, (_, index) => index),
	sparseList: () => {
		const list: unknown[] = [];
		list[99_999] = 'last';
		return list;
	},
	deepObject: () => nested(10_000, (inner) => ({ inner })),
	deepList: () => nested(10_000, (inner) => [inner]),
	cyclicObject: () => {
		const object: Record<string, unknown> = { name: 'cyclic' };
		object.self = object;
		return object;
	},
	cyclicList: () => {
		const list: unknown[] = ['cyclic'];
		list.push(list);
		return list;
	},
	withoutPrototype: () => Object.assign(Object.create(null) as object, { amount: 5 }),
	ownProto: () =>
		JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":1}}') as object,
	withoutText: () => ({ toString: null, valueOf: null, toJSON: null }),
	frozen: () => Object.freeze({ amount: Object.freeze([1]) }),
	map: () => new Map([['amount', 1]]),
	bytes: () => new Uint8Array(1000),
	pattern: () => /hostile/g,
	locator: () => ({ __rl: true, mode: 'id', value: 'hostile' }),
} as const satisfies Record<string, () => unknown>;

/** Values that throw when they are read: JSON can't hold them, but a node in the same process can pass them. */
export const throwingValues = {
	getter: () => ({
		get amount(): never {
			throw new Error('hostile getter');
		},
	}),
	toJson: () => ({
		toJSON(): never {
			throw new Error('hostile toJSON');
		},
	}),
	getTime: () => ({
		getTime(): never {
			throw new Error('hostile getTime');
		},
	}),
	proxy: () =>
		new Proxy(
			{},
			{
				get: () => {
					throw new Error('hostile proxy');
				},
				ownKeys: () => {
					throw new Error('hostile proxy');
				},
				has: () => {
					throw new Error('hostile proxy');
				},
			},
		),
} as const satisfies Record<string, () => unknown>;

/** Field names that objects inherit, and others that break careless code. */
const hostileNames = [
	'__proto__',
	'constructor',
	'toString',
	'hasOwnProperty',
	'toJSON',
	'length',
	'',
	'0',
	'a.b',
	'error',
	'\ud800',
] as const;

type HostileValue = keyof typeof hostileValues;

/** Ways to build the item around a row. */
const shells = [
	'plain',
	'frozen',
	'withoutPrototype',
	'sameAsBefore',
	'binaryOnly',
	'withoutJson',
	'jsonIsText',
	'jsonIsList',
] as const;

/** One hostile item in words: a good row, and how it is spoiled. */
export interface HostileItem {
	readonly base: number;
	readonly values: ReadonlyArray<readonly [field: string, value: HostileValue]>;
	readonly names: ReadonlyArray<readonly [field: string, value: HostileValue]>;
	readonly dropped: readonly string[];
	readonly shell: (typeof shells)[number];
}

/** Items made from good rows with some fields replaced by wrong values. */
export function hostileItems(
	fields: readonly string[],
	maxLength = 12,
): fc.Arbitrary<HostileItem[]> {
	const value = fc.constantFrom(...(Object.keys(hostileValues) as HostileValue[]));
	const item = fc.record({
		base: fc.nat(1000),
		values: fc.array(fc.tuple(fc.constantFrom(...fields), value), { maxLength: 4 }),
		names: fc.array(fc.tuple(fc.constantFrom(...hostileNames), value), { maxLength: 2 }),
		dropped: fc.subarray([...fields], { maxLength: 2 }),
		shell: fc.oneof(
			{ weight: 12, arbitrary: fc.constant('plain' as const) },
			fc.constantFrom(...shells),
		),
	});
	return fc.array(item, { minLength: 1, maxLength });
}

/** The items that words describe; `good` are the rows to spoil. */
export function itemsOf(
	described: readonly HostileItem[],
	good: readonly IDataObject[],
): INodeExecutionData[] {
	const items: INodeExecutionData[] = [];
	for (const { base, values, names, dropped, shell } of described) {
		const before = items.at(-1);
		const row: Record<string, unknown> = { ...good[base % good.length] };
		for (const field of dropped) delete row[field];
		for (const [field, value] of [...values, ...names]) define(row, field, hostileValues[value]());
		items.push(shell === 'sameAsBefore' && before ? { ...before } : inShell(row, shell));
	}
	return items;
}

function inShell(row: Record<string, unknown>, shell: HostileItem['shell']): INodeExecutionData {
	const json = row as IDataObject;
	const binary = { data: { data: 'aGk=', mimeType: 'text/plain' } };
	switch (shell) {
		case 'frozen':
			return { json: Object.freeze(json) };
		case 'withoutPrototype':
			return { json: Object.setPrototypeOf(json, null) as IDataObject };
		case 'binaryOnly':
			return { json: {}, binary };
		case 'withoutJson':
			return { binary } as unknown as INodeExecutionData;
		case 'jsonIsText':
			return { json: 'a text' } as unknown as INodeExecutionData;
		case 'jsonIsList':
			return { json: [json] } as unknown as INodeExecutionData;
		default:
			return { json };
	}
}

/** A definition, not an assignment: `__proto__` is a name like any other. */
function define(row: object, field: string, value: unknown): void {
	Object.defineProperty(row, field, {
		value,
		configurable: true,
		enumerable: true,
		writable: true,
	});
}

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
	let value: unknown = 1;
	for (let level = 0; level < depth; level++) value = wrap(value);
	return value;
}
