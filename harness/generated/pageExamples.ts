import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IConnection, IDataObject, INode } from 'n8n-workflow';
import { runWorkflow, type WorkflowFile, type WorkflowRun } from '../engine/runWorkflow';
import { node, own } from '../engine/workflowParts';

const asOf = '2026-06-30';

/**
 * The chain that produces the examples of the pages: each node, its page, and the parameters that differ from the
 * panel's.
 */
const chain: ReadonlyArray<readonly [type: string, page: string, parameters: INode['parameters']]> =
	[
		['sampleShop', 'sample-shop', { options: { asOf } }],
		['computeRfm', 'compute-rfm', { asOf }],
		['predictClv', 'predict-clv', {}],
		['scoreCustomer', 'score-customer', {}],
		['assignTier', 'assign-tier', {}],
		['churnCheck', 'churn-check', {}],
		['buildSuppressionList', 'build-suppression-list', {}],
	];

export interface PageExamples {
	/** JSON of the fields that a node adds to one customer, by the page's name. */
	readonly rows: ReadonlyMap<string, string>;
	/** Numbers that the texts quote, by name. */
	readonly figures: ReadonlyMap<string, string>;
}

/**
 * Runs the sample shop through all nodes in n8n's engine and follows one customer: the first by ID who is due for a
 * win-back and may be contacted.
 */
export async function pageExamples(): Promise<PageExamples> {
	const run = await runChain(chain.map(([type, , parameters]) => ({ type, parameters })));
	const last = run.rows('buildSuppressionList');
	const isShown = ({ winBackAllowed, orderCountLifetime }: IDataObject) =>
		winBackAllowed === true && Number(orderCountLifetime) > 3;
	const { customerId } = last.find(isShown) ?? last[0];
	const rows = new Map<string, string>();
	let before: IDataObject = {};
	for (const [type, page] of chain.slice(1)) {
		const row = run.rows(type).find((each) => each.customerId === customerId) ?? {};
		const added = Object.entries(row).filter(
			([field, value]) =>
				field === 'customerId' || !Object.hasOwn(before, field) || before[field] !== value,
		);
		rows.set(page, JSON.stringify(Object.fromEntries(added), null, '\t'));
		before = row;
	}
	const order = run.rows('sampleShop').find((each) => each.customerId === customerId) ?? {};
	rows.set('sample-shop', JSON.stringify(order, null, '\t'));
	const winBacks = await runWinBacks();
	const open = winBacks.rows('buildSuppressionList').filter((row) => row.winBackAllowed === true);
	const count = (number: number) => number.toLocaleString('en-US');
	const figures = new Map([
		['day', '30 June 2026'],
		['orders', count(run.items('sampleShop').length)],
		['customers', count(run.items('computeRfm').length)],
		['setAside', count(run.items('computeRfm', 1).length)],
		['winBackDue', count(winBacks.items('churnCheck', 2).length)],
		['winBackOpen', count(open.length)],
		['winBackControl', count(open.filter((row) => row.holdoutGroup === 'control').length)],
		['suppressed', count(run.items('buildSuppressionList', 1).length)],
		['contactable', count(run.items('buildSuppressionList', 2).length)],
	]);
	return { rows, figures };
}

interface Link {
	readonly type: string;
	readonly parameters: INode['parameters'];
	/** The output that the next node is connected to. */
	readonly output?: number;
}

async function runChain(links: readonly Link[]): Promise<WorkflowRun> {
	const all: readonly Link[] = [{ type: 'manualTrigger', parameters: {} }, ...links];
	const run = await runWorkflow({
		nodes: all.map(({ type, parameters }, index) =>
			index === 0 ? node(type, `n8n-nodes-base.${type}`) : own(type, type, parameters),
		),
		connections: Object.fromEntries(
			all.slice(0, -1).map(({ type, output = 0 }, index) => {
				const main: IConnection[][] = Array.from({ length: output + 1 }, () => []);
				main[output] = [{ node: all[index + 1].type, type: 'main', index: 0 }];
				return [type, { main }];
			}),
		),
		settings: { timezone: 'America/New_York' },
	});
	if (run.error) throw run.error;
	return run;
}

/** The scoring nodes of the template "Daily win-back", as the template sets them, on the day of the examples. */
async function runWinBacks(): Promise<WorkflowRun> {
	const { nodes } = readWorkflow('daily-win-back.json');
	const settings = (type: string) =>
		nodes.find((node) => node.type.endsWith(`.${type}`))?.parameters ?? {};
	return await runChain([
		{ type: 'sampleShop', parameters: { ...settings('sampleShop'), options: { asOf } } },
		{ type: 'computeRfm', parameters: { ...settings('computeRfm'), asOf } },
		{ type: 'assignTier', parameters: settings('assignTier') },
		{ type: 'churnCheck', parameters: settings('churnCheck'), output: 2 },
		{ type: 'buildSuppressionList', parameters: settings('buildSuppressionList') },
	]);
}

function readWorkflow(name: string): WorkflowFile {
	return JSON.parse(readFileSync(join('examples', name), 'utf8')) as WorkflowFile;
}

/** All pages of the docs that hold an example or a figure. */
export function pagesWithExamples(root: string): string[] {
	return readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(root, 'docs', name))
		.filter((file) => /<!-- (example|figure):/.test(readFileSync(file, 'utf8')))
		.sort();
}

/**
 * A page with its examples and figures filled in, between marks that stay: `<!-- example:NAME -->` and `<!-- /example
 * -->` around a block, `<!-- figure:NAME -->` and `<!-- /figure -->` around a number.
 */
export function withExamples(page: string, { rows, figures }: PageExamples): string {
	return page
		.replace(
			/(<!-- example:([\w-]+) -->\n)[^]*?(<!-- \/example -->)/g,
			(_all, start: string, name: string, end: string) =>
				`${start}\n\`\`\`json\n${known(rows, name)}\n\`\`\`\n\n${end}`,
		)
		.replace(
			/(<!-- figure:([\w-]+) -->)[^<]*(<!-- \/figure -->)/g,
			(_all, start: string, name: string, end: string) => `${start}${known(figures, name)}${end}`,
		);
}

function known(values: ReadonlyMap<string, string>, name: string): string {
	const value = values.get(name);
	if (value === undefined) throw new Error(`No example or figure is called "${name}".`);
	return value;
}
