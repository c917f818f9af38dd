import type { ColumnField } from '../options';
import {
	amountColumns,
	fractionDigits,
	signOf,
	unsigned,
	wholeDigits,
	writtenOut,
} from '../amounts';
import { cellText, emailKey, keptWhere, wordOf } from '../cells';
import type { Frame } from '../frame';
import { nameParts, quotedName, refuseEvaluated } from '../safeNames';
import { cases, columnOf, select, type Step } from '../step';
import { offsetAtLocal } from '../zoneOffsets';

export const moneyFields = [
	'amount',
	'amountPaid',
	'amountOutstanding',
	'discount',
	'refund',
	'tax',
	'shipping',
	'costOfGoods',
] as const satisfies readonly ColumnField[];

const dateFields = ['orderDate', 'refundedAt', 'cancelledAt', 'updatedAt'] as const;

/** Fields whose texts are trimmed. */
const idFields = ['orderId', 'refundOf', 'customerId', 'currency', 'status', 'isTest'] as const;

/** Fields whose latest value is copied to the customer; they are not trimmed until a row is read. */
export const latestFields = [
	'email',
	'phone',
	'firstName',
	'lastName',
	'emailConsent',
	'smsConsent',
	'pushConsent',
	'region',
] as const satisfies readonly ColumnField[];

/** Fields whose most frequent value is copied to the customer. */
export const topFields = ['category', 'brand', 'product'] as const satisfies readonly ColumnField[];

/** Reads the columns of the orders: ids and texts trimmed, dates in milliseconds, amounts as digits. */
export function readOrders(frame: Frame): Step[] {
	const { dialect } = frame;
	const inMoney = (columns: (field: string) => Readonly<Record<string, string>>) =>
		moneyFields
			.filter((field) => frame.columns[field] !== undefined)
			.map((field) => columns(columnOf(field)))
			.reduce((all, some) => ({ ...all, ...some }), { '*': '*' });
	const written = (field: string) => `${field}_written`;
	return [
		{ name: 'order_cells', sql: orderCells(frame) },
		{
			name: 'order_texts',
			sql: select(
				{
					...inMoney((field) => ({
						[amountColumns(field).sign]: signOf(dialect, field),
						[`${field}_unsigned`]: unsigned(dialect, field),
					})),
					...orderTexts(frame),
				},
				'FROM order_cells',
			),
		},
		{
			name: 'order_numbers',
			sql: select(
				inMoney((field) => ({
					[written(field)]: writtenOut(dialect, amountColumns(field).sign, `${field}_unsigned`),
				})),
				`FROM order_texts`,
			),
		},
		{
			name: 'order_digits',
			sql: select(
				inMoney((field) => ({
					[amountColumns(field).whole]: wholeDigits(dialect, written(field)),
					[amountColumns(field).fraction]: fractionDigits(dialect, written(field)),
				})),
				'FROM order_numbers',
			),
		},
	];
}

function orderCells(frame: Frame): string {
	const { dialect, columns, options } = frame;
	const cell = (field: ColumnField) => {
		const column = columns[field];
		return column === undefined
			? undefined
			: `source.${quotedName(dialect, column, `fields.${field}`)}`;
	};
	const noText = dialect.text('NULL');
	const read: Record<string, string> = {};
	for (const field of dateFields) {
		const column = cell(field);
		read[shownColumn(field)] =
			column === undefined ? dialect.integer('NULL') : shownTime(frame, column);
	}
	read.has_date = `(CASE WHEN ${cell('orderDate')} IS NULL THEN 0 ELSE 1 END)`;
	for (const field of [...idFields, ...moneyFields, ...topFields]) {
		const column = cell(field);
		read[columnOf(field)] = column === undefined ? noText : cellText(dialect, column);
	}
	for (const field of latestFields) {
		const column = cell(field);
		read[columnOf(field)] = column === undefined ? noText : dialect.text(column);
	}
	if (options.shopField !== '') {
		const shop = quotedName(dialect, options.shopField, 'shopField');
		read.shop = cellText(dialect, `source.${shop}`);
	}
	// Refund rows are duplicates only where all of their columns are equal, including those that are not read.
	const isNegative = `${dialect.part(cellText(dialect, cell('amount') as string), '1', '1')} = '-'`;
	const isRefund =
		columns.refundOf === undefined
			? isNegative
			: `(${isNegative} OR ${cell('refundOf')} IS NOT NULL)`;
	read.content = contentOf(frame, cell);
	read.whole_row = `(CASE WHEN ${isRefund} THEN ${wholeRow(frame, read.content)} END)`;
	return select(read, `FROM ${sourceOf(frame)} AS source`);
}

/** A row as a text that is equal for equal rows only, as far as the engine and the options allow. */
function wholeRow({ dialect, options }: Frame, content: string): string {
	if (dialect.rowText !== undefined) return dialect.rowText('source');
	if (options.rowId === '') return content;
	const id = dialect.text(`source.${quotedName(dialect, options.rowId, 'rowId')}`);
	return dialect.joined(content, `COALESCE(${id}, '')`);
}

/** Instants, words and the email of each row, from the cells read. */
function orderTexts(frame: Frame): Record<string, string> {
	const { dialect, columns } = frame;
	const read: Record<string, string> = {};
	for (const field of dateFields)
		read[`${columnOf(field)}_ms`] = instantOf(frame, shownColumn(field));
	read.email_cell = columns.email === undefined ? dialect.text('NULL') : emailKey(dialect, 'email');
	read.currency_cell = dialect.part('currency', '1', '40');
	read.status_cell = wordOf(dialect, 'status');
	read.test_word = wordOf(dialect, 'is_test');
	return read;
}

function shownColumn(field: ColumnField): string {
	return `${columnOf(field)}_shown`;
}

function sourceOf({ dialect, options }: Frame): string {
	if (options.ordersQuery !== '') {
		const query = refuseEvaluated(options.ordersQuery, 'ordersQuery').replace(/;\s*$/, '');
		return `(\n${query}\n)`;
	}
	return nameParts(options.ordersTable, 'ordersTable')
		.map((name) => quotedName(dialect, name, 'ordersTable'))
		.join('.');
}

/** A date column as a whole number: the time its clock shows in ms since 1970, or the number in the column. */
function shownTime({ dialect, options }: Frame, column: string): string {
	const { dateColumns } = options;
	return dateColumns === 'unix'
		? dialect.integer(column)
		: dialect.milliseconds(column, dateColumns);
}

/** The instant of a shown time, in ms since 1970; NULL for anything but a date of the years 1 to 9999. */
function instantOf({ options, offsets }: Frame, shown: string): string {
	const { dateColumns } = options;
	if (dateColumns === 'unix') return unixInstant(shown);
	const isLocal = dateColumns === 'localTime' || dateColumns === 'date';
	const instant = isLocal ? `(${shown} - ${offsetAtLocal(offsets, shown)})` : shown;
	return cases([[`${shown} >= -62135596800000 AND ${shown} <= 253402214400000`, instant]]);
}

/** Whole numbers from 1e8 to below 1e11 are seconds, larger ones milliseconds. */
function unixInstant(value: string): string {
	return cases([
		[`${value} >= 100000000 AND ${value} < 100000000000`, `(${value} * 1000)`],
		[`${value} >= 100000000000 AND ${value} <= 253402214400000`, value],
	]);
}

const flags: ReadonlySet<ColumnField> = new Set([
	'isTest',
	'emailConsent',
	'smsConsent',
	'pushConsent',
]);

/**
 * The columns read of a row as one text that sorts like the canonical JSON of that row: it decides between versions of
 * an order that are equally new.
 */
function contentOf(frame: Frame, cell: (field: ColumnField) => string | undefined): string {
	const { dialect, columns } = frame;
	const fieldOf = new Map(
		Object.entries(columns).map(([field, column]) => [column, field as ColumnField]),
	);
	const cells = [...fieldOf]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([, field]) => {
			const column = cell(field) as string;
			if ((dateFields as readonly string[]).includes(field)) {
				const shown = dialect.text(`(${shownTime(frame, column)} + 62135596800000)`);
				return `COALESCE(${dialect.padStart(shown, '15', "'0'")}, 'null')`;
			}
			const text = dialect.text(column);
			const escaped = [
				['\\', '\\\\'],
				['"', '\\"'],
				['\n', '\\n'],
				['\r', '\\r'],
				['\t', '\\t'],
			].reduce((sql, [from, to]) => dialect.replace(sql, from, to), text);
			const plain = keptWhere(dialect, text, '^[ !#-Z^-~]*($)', escaped);
			const quoted = dialect.joined(`'"'`, plain, `'"'`);
			const value = flags.has(field)
				? `(CASE WHEN ${text} IN ('true', 'false') THEN ${text} ELSE ${quoted} END)`
				: quoted;
			return `COALESCE(${value}, 'null')`;
		});
	return dialect.joined(...cells);
}
