import type { Frame } from './frame';
import type { resultKinds } from './options';
import { passingColumns, resultColumns } from './resultColumns';
import { nameParts } from './safeNames';
import type { Step } from './step';
import { summarySteps } from './steps/summarizeRun';
import { cases } from './step';

const columns = Object.keys(resultColumns);

type Result = (frame: Frame, withSteps: (further?: readonly Step[]) => string) => string;

/** How a statement outputs the customers, by kind of result. */
export const results: Readonly<Record<(typeof resultKinds)[number], Result>> = {
	rows: (_frame, withSteps) => customersOf(withSteps()),
	table: (frame, withSteps) =>
		frame.dialect.replaceTable(tableOf(frame), columnTypes(frame), customersOf(withSteps())),
	changes: (frame, withSteps) => {
		const { dialect } = frame;
		const next = tableOf(frame, '_next');
		return [
			`CREATE TABLE IF NOT EXISTS ${tableOf(frame)} (${columnTypes(frame)})`,
			dialect.replaceTable(next, columnTypes(frame), customersOf(withSteps())),
			changesBetween(frame, tableOf(frame), next),
		].join(';\n');
	},
	acceptChanges: (frame) =>
		frame.dialect.replaceTable(
			tableOf(frame),
			columnTypes(frame),
			`SELECT ${columns.join(', ')} FROM ${tableOf(frame, '_next')}`,
		),
	summary: (frame, withSteps) =>
		`${withSteps(summarySteps(frame))}\nSELECT kind, code, number, amount_minor\nFROM summary`,
};

function customersOf(steps: string): string {
	const list = Object.entries(resultColumns).map(([name, [inner]]) =>
		name === inner ? name : `${inner} AS ${name}`,
	);
	return `${steps}\nSELECT\n  ${list.join(',\n  ')}\nFROM scored_customers`;
}

/** The result table, or one with a suffix to its name. */
function tableOf({ dialect, options }: Frame, ending = ''): string {
	const parts = nameParts(options.resultTable, 'resultTable');
	return parts
		.map((name, i) => dialect.quoteName(i === parts.length - 1 ? name + ending : name))
		.join('.');
}

function columnTypes({ dialect }: Frame): string {
	return Object.entries(resultColumns)
		.map(
			([name, [, kind]]) => `${name} ${kind === 'text' ? dialect.textType : dialect.integerType}`,
		)
		.join(', ');
}

/**
 * Customers of a table that are new or differ from those of another table, and customers that only the other table has.
 */
function changesBetween({ dialect }: Frame, before: string, after: string): string {
	const compared = columns.filter((name) => name !== 'customer_id' && !passingColumns.has(name));
	const differs = compared.map((name) => dialect.isDistinct(`before.${name}`, `after.${name}`));
	const list = (alias: string) => columns.map((name) => `${alias}.${name}`).join(', ');
	const kind = cases([['before.customer_id IS NULL', "'new'"]], "'changed'");
	return `SELECT ${kind} AS change, ${list('after')}
FROM ${after} AS after
LEFT JOIN ${before} AS before ON before.customer_id = after.customer_id
WHERE before.customer_id IS NULL OR ${differs.join(' OR ')}
UNION ALL
SELECT 'gone' AS change, ${list('before')}
FROM ${before} AS before
LEFT JOIN ${after} AS after ON after.customer_id = before.customer_id
WHERE after.customer_id IS NULL`.replace(/\b(before|after)\b/g, '$1_run');
}
