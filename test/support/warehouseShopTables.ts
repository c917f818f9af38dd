import type { JsonRecord } from '../../src/values/jsonRecord';
import type { DateKind } from '../../src/warehouse/dialects/dialect';
import { type DialectName, dialects } from '../../src/warehouse/dialects/dialects';
import { type Column, columns, type DrawnShop, type MoneyColumn } from './warehouseShops';

/** How an engine writes the cells of a drawn shop, and how its driver returns them. */
interface Spelling {
	readonly types: Readonly<Record<'text' | 'boolean' | MoneyColumn | DateKind, string>>;
	/** The text of a time, from one with a `T`, and with a `Z` where it is in UTC. */
	time(iso: string): string;
	/** What a driver returns for false and true. */
	readonly booleans: readonly [unknown, unknown];
}

const standard: Spelling = {
	types: {
		text: 'varchar',
		boolean: 'boolean',
		decimal: 'decimal(20,8)',
		double: 'double precision',
		instant: 'timestamptz',
		localTime: 'timestamp',
		utcTime: 'timestamp',
		date: 'date',
		unix: 'bigint',
	},
	time: (iso) => iso,
	booleans: [false, true],
};

const ofMySql: Spelling = {
	types: {
		...standard.types,
		text: 'char',
		boolean: 'signed',
		double: 'double',
		instant: 'datetime(3)',
		localTime: 'datetime(3)',
		utcTime: 'datetime(3)',
		unix: 'signed',
	},
	time: (iso) => iso.replace('T', ' ').replace('Z', ''),
	booleans: [0, 1],
};

const spellings: Readonly<Record<DialectName, Spelling>> = {
	duckDb: standard,
	postgres: standard,
	mariaDb: ofMySql,
	mySql: ofMySql,
};

/** The rows as n8n's node of an engine hands them on. */
export function itemsOf(shop: DrawnShop, dialect: DialectName): JsonRecord[] {
	const { booleans } = spellings[dialect];
	return shop.rows.map((drawn) =>
		Object.fromEntries(
			(Object.keys(columns) as Column[]).map((column) => {
				const value = drawn[column] ?? null;
				if (value === null) return [column, null];
				if (typeof value === 'boolean') return [column, booleans[Number(value)]];
				if (columns[column] === 'date')
					return [column, dateItem(value as number, shop.dateColumns)];
				const isNumber = columns[column] === 'money' && shop.money === 'double';
				return [column, isNumber ? Number(value) : value];
			}),
		),
	) as JsonRecord[];
}

function dateItem(instant: number, kind: DateKind): string | number {
	const iso = new Date(instant).toISOString();
	if (kind === 'date') return iso.slice(0, 10);
	if (kind === 'unix') return Math.floor(instant / 1000);
	return kind === 'localTime' ? iso.slice(0, -1) : iso;
}

/** The shop as a query of literals. */
export function queryOf(shop: DrawnShop, dialect: DialectName): string {
	const { quoteText, quoteName } = dialects[dialect];
	const { types, time } = spellings[dialect];
	const names = Object.keys(columns) as Column[];
	const typeOf = (column: Column) =>
		types[
			({ text: 'text', boolean: 'boolean', date: shop.dateColumns, money: shop.money } as const)[
				columns[column]
			]
		];
	const literal = (column: Column, value: string | number | boolean | null): string => {
		if (value === null) return 'null';
		if (columns[column] !== 'date')
			return typeof value === 'string' ? quoteText(value) : String(value);
		const item = dateItem(value as number, shop.dateColumns);
		return typeof item === 'string' ? quoteText(time(item)) : String(item);
	};
	const selects = shop.rows.map((drawn) => {
		const cells = names.map(
			(column) =>
				`cast(${literal(column, drawn[column] ?? null)} as ${typeOf(column)}) AS ${quoteName(column)}`,
		);
		return `SELECT ${cells.join(', ')}`;
	});
	return selects.join('\nUNION ALL\n');
}
