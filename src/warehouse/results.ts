import { InvalidInputError } from '../values/invalidInputError';
import type { Dialect } from './dialects/dialect';
import type { Frame } from './frame';
import type { JoinedSteps } from './joinSteps';
import type { resultKinds, WarehouseOptions } from './options';
import { stepsOf } from './later/laterOptions';
import { columnsOf, passingColumns } from './resultColumns';
import { nameParts, quotedName } from './safeNames';
import { cases, type Step } from './step';
import { summarySteps } from './steps/summarizeRun';

/** @param from the common table expression that holds the customers */
type Result = (
	frame: Frame,
	from: string,
	join: (further?: readonly Step[]) => JoinedSteps,
) => string;

/** How a statement outputs the customers, by kind of result. */
export const results: Readonly<Record<(typeof resultKinds)[number], Result>> = {
	rows: (frame, from, join) => {
		const { before, clause } = join();
		return statements(...before, customersBy(frame, from, clause));
	},
	table: (frame, from, join) => {
		const { before, clause } = join();
		const customers = customersBy(frame, from, clause);
		return statements(...before, ...filledTable(frame, tableOf(frame), customers));
	},
	changes: (frame, from, join) => {
		const { dialect } = frame;
		const next = tableOf(frame, nextEnding);
		const { before, clause } = join();
		return statements(
			dialect.createTable(tableOf(frame), columnTypes(frame)),
			...before,
			...filledTable(frame, next, customersBy(frame, from, clause)),
			changesBetween(frame, tableOf(frame), next),
		);
	},
	acceptChanges: (frame) => {
		const next = `SELECT ${namesOf(frame).join(', ')} FROM ${tableOf(frame, nextEnding)}${ofOneRun(frame)}`;
		return statements(...filledTable(frame, tableOf(frame), next));
	},
	summary: (frame, from, join) => {
		const { before, clause } = join(summarySteps(frame, from));
		return statements(
			...before,
			`${clause}\nSELECT kind, code, number, amount_minor\nFROM summary`,
		);
	},
};

function customersBy(frame: Frame, from: string, clause: string): string {
	const list = Object.entries(columnsOfResult(frame)).map(([name, [inner]]) =>
		name === inner ? name : `${inner} AS ${name}`,
	);
	return `${clause}\nSELECT\n  ${list.join(',\n  ')}\nFROM ${from}`;
}

function columnsOfResult({ later }: Frame) {
	return columnsOf(stepsOf(later));
}

function namesOf(frame: Frame): string[] {
	return Object.keys(columnsOfResult(frame));
}

function statements(...texts: readonly string[]): string {
	return texts.join(';\n');
}

/** Statements that create a result table where it doesn't exist, and replace its rows. */
function filledTable(frame: Frame, table: string, select: string): string[] {
	const { dialect } = frame;
	return [
		dialect.createTable(table, columnTypes(frame)),
		dialect.replaceRows(table, namesOf(frame), select),
	];
}

const nextEnding = '_next';

/**
 * A condition that fails the statement where another run has told changes since the one of `asOf`: accepted, they would
 * never be told again, whether they were sent or not.
 */
function ofOneRun({ dialect, options, asOf }: Frame): string {
	if (options.asOf === '') return '';
	const problem = 'another run has told changes since; nothing is accepted';
	return `\nWHERE ${dialect.requires(`as_of_ms = ${asOf}`, problem, 'as_of_ms')}`;
}

/** The result table, or the one of the next run. */
function tableOf({ dialect, options }: Frame, ending: '' | typeof nextEnding = ''): string {
	return resultTableParts(options, dialect)
		.map((name, i, { length }) => (i === length - 1 ? name + ending : name))
		.map((name) => quotedName(dialect, name, 'resultTable'))
		.join('.');
}

/** The parts of the result table's name; neither it nor the table of the next run may be the orders. */
function resultTableParts(
	{ resultTable, ordersTable, ordersQuery }: WarehouseOptions,
	{ longestName }: Dialect,
): string[] {
	const parts = nameParts(resultTable, 'resultTable');
	const longest = longestName - nextEnding.length;
	if (parts.some((name) => new TextEncoder().encode(name).length > longest))
		throw new InvalidInputError('resultTable', `names of at most ${longest} bytes`, resultTable);
	const orders = ordersQuery === '' ? nameParts(ordersTable, 'ordersTable') : [];
	const next = [...parts.slice(0, -1), `${parts[parts.length - 1]}${nextEnding}`];
	if (mayBeOneTable(parts, orders) || mayBeOneTable(next, orders))
		throw new InvalidInputError(
			'resultTable',
			'a table other than the orders, because its rows are replaced, as are those of the table with "_next" at the end of its name',
			resultTable,
		);
	return parts;
}

/** Whether two names may stand for one table, whatever schema a shorter name is looked up in. */
function mayBeOneTable(one: readonly string[], other: readonly string[]): boolean {
	const shared = Math.min(one.length, other.length);
	const ending = (parts: readonly string[]) => parts.slice(-shared).join('\0').toLowerCase();
	return shared > 0 && ending(one) === ending(other);
}

function columnTypes(frame: Frame): string {
	const { dialect } = frame;
	const types = {
		key: dialect.keyType,
		text: dialect.textType,
		integer: dialect.integerType,
	} as const;
	return Object.entries(columnsOfResult(frame))
		.map(([name, [, kind]]) => `${name} ${types[kind]}`)
		.join(', ');
}

/**
 * Customers of a table that are new or differ from those of another table, and customers that only the other table has.
 */
function changesBetween(frame: Frame, before: string, after: string): string {
	const { dialect } = frame;
	const columns = namesOf(frame);
	const change = dialect.quoteName('change');
	const compared = columns.filter((name) => name !== 'customer_id' && !passingColumns.has(name));
	const differs = compared.map((name) =>
		dialect.isDistinct(`before_run.${name}`, `after_run.${name}`),
	);
	const list = (alias: string) => columns.map((name) => `${alias}.${name}`).join(', ');
	const kind = cases([['before_run.customer_id IS NULL', "'new'"]], "'changed'");
	return `SELECT ${kind} AS ${change}, ${list('after_run')}
FROM ${after} AS after_run
LEFT JOIN ${before} AS before_run ON before_run.customer_id = after_run.customer_id
WHERE before_run.customer_id IS NULL OR ${differs.join(' OR ')}
UNION ALL
SELECT 'gone' AS ${change}, ${list('before_run')}
FROM ${before} AS before_run
LEFT JOIN ${after} AS after_run ON after_run.customer_id = before_run.customer_id
WHERE after_run.customer_id IS NULL`;
}
