import { parseArgs } from 'node:util';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { IDataObject } from 'n8n-workflow';
import { runWorkflow, type WorkflowFile, type WorkflowRun } from '../harness/engine/runWorkflow';
import { namedFields, readOrdersFile } from '../harness/data/ordersFile';
import { printSummary } from './demo/printSummary';
import { syncToSandboxes } from './demo/syncToSandboxes';
import { build, root, step } from '../harness/process/shell';

// The nodes log how far they are; here that would stand between the results.
process.env.N8N_LOG_LEVEL ??= 'silent';

const exampleFile = join(root, 'examples', 'orders-to-suppression-list.json');
const resultFolder = join(root, 'out', 'demo');

const toOption = (field: string) => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const columnOptions = Object.fromEntries(
	namedFields.map((field) => [toOption(field), { type: 'string' as const }]),
);
const { values } = readArguments();

if (values.help) {
	console.log(`npm run demo                          the example shop
npm run demo -- --orders FILE.csv     your own orders (CSV, also gzip)

  --as-of DATE         measure against this day (own orders: default is the last day in the file)
  --FIELD COLUMN       name a column: ${namedFields.map((field) => `--${toOption(field)}`).join(' ')}`);
	process.exit(0);
}

await step('Build', build);
console.log('\n── Run in n8n’s engine');
const { workflow, input, intro } =
	values.orders === undefined ? exampleShop() : ownOrders(values.orders);
const start = performance.now();
const run = await runWorkflow(workflow, input === undefined ? {} : { input });
if (run.error) {
	console.error(run.error.message);
	process.exit(1);
}
console.log(`── Run in n8n’s engine: done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
printSummary(run, intro, writeResults(run));
await syncToSandboxes(run.rows('Build Suppression List', 0));

function readArguments() {
	try {
		return parseArgs({
			options: {
				orders: { type: 'string' },
				'as-of': { type: 'string' },
				help: { type: 'boolean', short: 'h' },
				...columnOptions,
			},
		});
	} catch (error) {
		console.error(`${(error as Error).message}\nnpm run demo -- --help lists the options.`);
		process.exit(1);
	}
}

function readExample(): WorkflowFile {
	return JSON.parse(readFileSync(exampleFile, 'utf8')) as WorkflowFile;
}

function exampleShop() {
	const workflow = readExample();
	if (typeof values['as-of'] === 'string')
		setParameter(workflow, 'Sample Shop', 'asOf', values['as-of']);
	return { workflow, input: undefined, intro: 'The sample shop: made-up orders of three years.' };
}

/** The example with the trigger giving one's own orders straight to Compute RFM. */
function ownOrders(path: string) {
	if (!existsSync(path)) {
		console.error(`There is no file ${path}.`);
		process.exit(1);
	}
	const given = Object.fromEntries(
		namedFields
			.map((field) => [field, (values as Record<string, unknown>)[toOption(field)]] as const)
			.filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string'),
	);
	const file = readFile(path, given);
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
	const asOf = typeof values['as-of'] === 'string' ? values['as-of'] : file.lastDate;
	setParameter(workflow, 'Compute RFM', 'fields', file.fields);
	if (asOf !== undefined) setParameter(workflow, 'Compute RFM', 'asOf', asOf);
	const columns = Object.entries(file.fields).map(([field, column]) => `${field} = ${column}`);
	const asOfText = asOf === undefined ? 'now' : asOf;
	return {
		workflow,
		input: file.rows.map((json) => ({ json: json as IDataObject })),
		intro: `${file.rows.length} rows of ${path}.\nColumns: ${columns.join(', ')}. Name others with --FIELD COLUMN (see --help).\nMeasured against ${asOfText}${values['as-of'] ? '' : ', the last day in the file'} (change it with --as-of DATE).`,
	};
}

function readFile(path: string, given: Record<string, string>) {
	try {
		return readOrdersFile(path, given);
	} catch (error) {
		console.error((error as Error).message);
		process.exit(1);
	}
}

function setParameter(
	workflow: WorkflowFile,
	nodeName: string,
	name: string,
	value: unknown,
): void {
	const node = workflow.nodes.find((candidate) => candidate.name === nodeName);
	if (node) node.parameters = { ...node.parameters, [name]: value as string };
}

/** Writes what the last node and the summaries say; gives the files with what they hold. */
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
	return files;
}

/** Rows as CSV; texts that a spreadsheet would run as a formula are defused. */
function toCsv(rows: readonly IDataObject[]): string {
	const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	return stringify([...rows], {
		header: true,
		columns,
		escape_formulas: true,
		cast: { boolean: String, object: (value) => JSON.stringify(value) },
	});
}
