import { InvalidInputError } from '../values/invalidInputError';
import type { Dialect } from './dialects/dialect';
import type { Frame } from './frame';
import type { resultKinds, WarehouseOptions } from './options';
import { stepsOf } from './later/laterOptions';
import { columnsOf, passingColumns } from './resultColumns';
import { nameParts } from './safeNames';
import type { Step } from './step';
import { summarySteps } from './steps/summarizeRun';
import { cases } from './step';

/** @param from the common table expression that holds the customers */
type Result = (
	frame: Frame,
	from: string,
	withSteps: (further?: readonly Step[]) => string,
) => string;

/** How a statement outputs the customers, by kind of result. */
export const results: Readonly<Record<(typeof resultKinds)[number], Result>> = {
	rows: (frame, from, withSteps) => customersOf(frame, from, withSteps()),
	table: (frame, from, withSteps) =>
		frame.dialect.replaceTable(
			tableOf(frame),
			columnTypes(frame),
			customersOf(frame, from, withSteps()),
		),
	changes: (frame, from, withSteps) => {
		const { dialect } = frame;
		const next = tableOf(frame, nextEnding);
		return [
			`CREATE TABLE IF NOT EXISTS ${tableOf(frame)} (${columnTypes(frame)})`,
			dialect.replaceTable(next, columnTypes(frame), customersOf(frame, from, withSteps())),
			changesBetween(frame, tableOf(frame), next),
		].join(';\n');
	},
	acceptChanges: (frame) =>
		frame.dialect.replaceTable(
			tableOf(frame),
			columnTypes(frame),
			`SELECT ${namesOf(frame).join(', ')} FROM ${tableOf(frame, nextEnding)}${ofOneRun(frame)}`,
		),
	summary: (frame, from, withSteps) =>
		`${withSteps(summarySteps(frame, from))}\nSELECT kind, code, number, amount_minor\nFROM summary`,
};

function customersOf(frame: Frame, from: string, steps: string): string {
	const list = Object.entries(columnsOfResult(frame)).map(([name, [inner]]) =>
		name === inner ? name : `${inner} AS ${name}`,
	);
	return `${steps}\nSELECT\n  ${list.join(',\n  ')}\nFROM ${from}`;
}

function columnsOfResult({ later }: Frame) {
	return columnsOf(stepsOf(later));
}

function namesOf(frame: Frame): string[] {
	return Object.keys(columnsOfResult(frame));
}

const nextEnding = '_next';

/**
 * A condition that fails the statement where another run has told changes since the one of `asOf`: accepted, they would
 * never be told again, whether they were sent or not.
 */
function ofOneRun({ dialect, options, asOf }: Frame): string {
	if (options.asOf === '') return '';
	const problem = dialect.quoteText('another run has told changes since; nothing is accepted');
	const isThisRun = cases([[`as_of_ms = ${asOf}`, "'1'"]], problem);
	return `\nWHERE ${dialect.integer(isThisRun)} = 1`;
}

/** The result table, or the one of the next run. */
function tableOf({ dialect, options }: Frame, ending: '' | typeof nextEnding = ''): string {
	return resultTableParts(options, dialect)
		.map((name, i, { length }) => dialect.quoteName(i === length - 1 ? name + ending : name))
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
	return Object.entries(columnsOfResult(frame))
		.map(
			([name, [, kind]]) => `${name} ${kind === 'text' ? dialect.textType : dialect.integerType}`,
		)
		.join(', ');
}

/**
 * Customers of a table that are new or differ from those of another table, and customers that only the other table has.
 */
function changesBetween(frame: Frame, before: string, after: string): string {
	const { dialect } = frame;
	const columns = namesOf(frame);
	const compared = columns.filter((name) => name !== 'customer_id' && !passingColumns.has(name));
	const differs = compared.map((name) =>
		dialect.isDistinct(`before_run.${name}`, `after_run.${name}`),
	);
	const list = (alias: string) => columns.map((name) => `${alias}.${name}`).join(', ');
	const kind = cases([['before_run.customer_id IS NULL', "'new'"]], "'changed'");
	return `SELECT ${kind} AS change, ${list('after_run')}
FROM ${after} AS after_run
LEFT JOIN ${before} AS before_run ON before_run.customer_id = after_run.customer_id
WHERE before_run.customer_id IS NULL OR ${differs.join(' OR ')}
UNION ALL
SELECT 'gone' AS change, ${list('before_run')}
FROM ${before} AS before_run
LEFT JOIN ${after} AS after_run ON after_run.customer_id = before_run.customer_id
WHERE after_run.customer_id IS NULL`;
}
