import { parseArgs } from 'node:util';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { runWorkflow, type WorkflowFile, type WorkflowRun } from '../harness/engine/runWorkflow';
import { readOrdersFile } from '../harness/data/ordersFile';
import { orderSettings } from '../harness/data/orderSettings';
import { clvOptions } from '../src/core/clv/options';
import { predictClv } from '../src/core/clv/predictClv';
import { orderFields, type OrderField } from '../src/core/orders/orderFields';
import { orderSources } from '../src/core/orders/presets';
import { reportOptions } from '../src/core/report/options';
import { valueReport } from '../src/report/valueReport';
import type { JsonRecord } from '../src/values/jsonRecord';
import { printSummary } from './demo/printSummary';
import { syncToSandboxes } from './demo/syncToSandboxes';
import { build, root, step } from '../harness/process/shell';

// The nodes log their progress; here that would stand between the results.
process.env.N8N_LOG_LEVEL ??= 'silent';

const exampleFile = join(root, 'examples', 'orders-to-suppression-list.json');
const resultFolder = join(root, 'out', 'demo');

const toOption = (field: string) => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
/** Settings of Compute RFM by their options on the command line. */
const settingOptions = {
	'as-of': 'asOf',
	currency: 'baseCurrency',
	'date-format': 'dateFormat',
	'number-format': 'numberLocale',
	'rows-are': 'rowsAre',
	source: 'source',
	'time-zone': 'timeZone',
} as const;
/** `--currency` is the currency of all amounts; a column of currencies has its own option. */
const columnOption = (field: string) =>
	field === 'currency' ? 'currency-column' : toOption(field);
const { values } = readArguments();

if (values.help) {
	console.log(`npm run demo                          the example shop
npm run demo -- --orders FILE         your own orders: CSV, JSON, JSON Lines or Parquet, also .gz

  --source NAME          ${orderSources.join(', ')} (default: found by the fields)
  --rows-are WHAT        orders or orderLines
  --number-format TAG    how amounts are written, e.g. en-US (1,234.50) or de-DE (1.234,50)
  --date-format WHAT     dayFirst or monthFirst, for dates such as 03/04/2026
  --time-zone NAME       the shop's zone, e.g. Europe/Berlin
  --currency CODE        the currency that all amounts come out in, e.g. USD
  --as-of DATE           measure against this day (own orders: default is the day of the last order)
  --FIELD COLUMN         name a column: ${orderFields.map((field) => `--${columnOption(field)}`).join(' ')}`);
	process.exit(0);
}

await step('Build', build);
console.log('\n── Run in n8n’s engine');
const { workflow, input, intro, settings } =
	text('orders') === undefined ? exampleShop() : await ownOrders(text('orders') ?? '');
const start = performance.now();
const run = await runWorkflow(workflow, input === undefined ? {} : { input });
if (run.error) {
	console.error(run.error.message);
	process.exit(1);
}
console.log(`── Run in n8n’s engine: done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
printSummary(run, intro, writeResults(run));
if (run.rows('Build Suppression List', 0).length > 0) {
	await syncToSandboxes(run.rows('Build Suppression List', 0));
}
if (settings !== undefined) {
	console.log('\nThe same in n8n: connect the node that reads this file to Compute RFM and set');
	for (const line of settings) console.log(`• ${line}`);
}

function readArguments() {
	try {
		return parseArgs({
			options: {
				orders: { type: 'string' },
				help: { type: 'boolean', short: 'h' },
				...Object.fromEntries(
					[...Object.keys(settingOptions), ...orderFields.map(columnOption)].map((name) => [
						name,
						{ type: 'string' as const },
					]),
				),
			},
		});
	} catch (error) {
		return fail(`${(error as Error).message}\nnpm run demo -- --help lists the options.`);
	}
}

function readExample(): WorkflowFile {
	return JSON.parse(readFileSync(exampleFile, 'utf8')) as WorkflowFile;
}

/** The value of an option on the command line. */
function text(option: string): string | undefined {
	const value = (values as Record<string, unknown>)[option];
	return typeof value === 'string' ? value : undefined;
}

interface DemoRun {
	readonly workflow: WorkflowFile;
	readonly input: INodeExecutionData[] | undefined;
	readonly intro: string;
	/** The settings that give the same result in the node. */
	readonly settings: readonly string[] | undefined;
}

function exampleShop(): DemoRun {
	const workflow = readExample();
	const asOf = text('as-of');
	if (asOf !== undefined) setParameters(workflow, 'Sample Shop', { asOf });
	const intro = 'The sample shop: made-up orders of three years.';
	return { workflow, input: undefined, intro, settings: undefined };
}

/** The example with the trigger passing the user's own orders to Compute RFM. */
async function ownOrders(path: string): Promise<DemoRun> {
	if (!existsSync(path)) fail(`There is no file ${path}.`);
	const { rows, faults, encoding } = await readOrdersFile(path, (count) =>
		console.log(`   ${count.toLocaleString('en-US')} rows read …`),
	).catch(failWith);
	if (rows.length === 0) fail(`${path} holds no rows.`);
	const lines = faults.map(({ row }) => row.fileLine).filter((line) => line !== undefined);
	if (faults.length > 0) {
		console.log(
			`   ${faults.length.toLocaleString('en-US')} of its lines are no orders and were left out${lines.length > 0 ? `: line ${lines.slice(0, 10).join(', ')}` : ''}.`,
		);
	}
	const settings = settingsOf(rows);
	const workflow = readExample();
	const shops = ['Sample Shop', 'Sample Events'];
	const trigger = workflow.nodes.find((node) => node.type.endsWith('Trigger'));
	workflow.nodes = workflow.nodes.filter((node) => !shops.includes(node.name));
	for (const shop of shops) delete workflow.connections[shop];
	if (trigger) {
		workflow.connections[trigger.name] = {
			main: [[{ node: 'Compute RFM', type: 'main', index: 0 }]],
		};
	}
	setParameters(workflow, 'Compute RFM', settings.parameters);
	return {
		workflow,
		input: rows.map((json) => ({ json: json as IDataObject })),
		intro: `${rows.length.toLocaleString('en-US')} rows of ${path}${encoding === 'utf-8' ? '' : `, read as ${encoding}`}.`,
		settings: settings.lines,
	};
}

function settingsOf(rows: readonly JsonRecord[]) {
	const given = Object.fromEntries(
		Object.entries(settingOptions)
			.map(([option, setting]) => [setting, text(option)] as const)
			.filter(([, value]) => value !== undefined),
	);
	const fields = Object.fromEntries(
		orderFields
			.map((field) => [field, text(columnOption(field))] as const)
			.filter((entry): entry is readonly [OrderField, string] => entry[1] !== undefined),
	);
	try {
		return orderSettings(rows, { ...given, fields }, Date.now());
	} catch (error) {
		return failWith(error);
	}
}

function fail(message: string): never {
	console.error(message);
	process.exit(1);
}

function failWith(error: unknown): never {
	return fail((error as Error).message);
}

function setParameters(workflow: WorkflowFile, nodeName: string, parameters: JsonRecord): void {
	const node = workflow.nodes.find((candidate) => candidate.name === nodeName);
	if (node) node.parameters = { ...node.parameters, ...(parameters as INodeParameters) };
}

/** Writes the results of the last node and the summaries; returns the files and what they hold. */
function writeResults(run: WorkflowRun): Array<readonly [path: string, what: string]> {
	mkdirSync(resultFolder, { recursive: true });
	const list = 'Build Suppression List';
	const rows = {
		'customers.csv': [run.rows(list, 0), 'every customer with all scores'],
		'suppressed.csv': [run.rows(list, 1), 'whom to leave out of the next promotion email'],
		'contactable.csv': [run.rows(list, 2), 'whom to send it to'],
		'set-aside.csv': [run.rows('Compute RFM', 1), 'order rows that could not be used, and why'],
	} as const;
	const summaries = {
		computeRfm: run.rows('Compute RFM', 2)[0],
		scoreCustomer: run.rows('Score Customer', 2)[0],
		assignTier: run.rows('Assign Tier', 2)[0],
		churnCheck: run.rows('Churn Check', 4)[0],
		buildSuppressionList: run.rows(list, 4)[0],
	};
	const files: Array<readonly [string, string]> = [];
	for (const [name, [records, what]] of Object.entries(rows)) {
		writeFileSync(join(resultFolder, name), toCsv(records));
		files.push([join('out', 'demo', name), what]);
	}
	writeFileSync(join(resultFolder, 'summaries.json'), `${JSON.stringify(summaries, null, 2)}\n`);
	files.push([join('out', 'demo', 'summaries.json'), 'the summary of every node, with its model']);
	writeFileSync(join(resultFolder, 'report.html'), reportOf(run, Object.values(summaries)));
	files.push([
		join('out', 'demo', 'report.html'),
		'all of it on one page with charts: open it in a browser',
	]);
	return files;
}

/** The page of Value Report, with what Predict CLV would add to it. */
function reportOf(run: WorkflowRun, summaries: readonly JsonRecord[]): string {
	const customers = run.rows('Build Suppression List', 0);
	const clv = predictClv(run.rows('Compute RFM', 0), clvOptions.parse({}));
	const title = text('orders') === undefined ? 'The sample shop' : '';
	const options = reportOptions.parse({ title });
	return valueReport(customers, options, [...summaries.filter(Boolean), clv.summary]).html;
}

/** Rows as CSV; texts that a spreadsheet would run as a formula are escaped. */
function toCsv(rows: readonly IDataObject[]): string {
	const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	return stringify([...rows], {
		header: true,
		columns,
		escape_formulas: true,
		cast: { boolean: String, object: (value) => JSON.stringify(value) },
	});
}
