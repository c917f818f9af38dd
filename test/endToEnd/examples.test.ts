import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { IDataObject, INodeTypeDescription, IRun } from 'n8n-workflow';
import { readWorkflowFolder, type ImportableWorkflow } from '../../harness/n8n/workflowFile';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { readEndToEndResult } from '../support/endToEndSetup';
import { executeExample, rowsOfRuns } from '../support/n8n';

const root = process.cwd();
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	name: string;
	n8n: { nodes: string[] };
};
const examples = readWorkflowFolder(join(root, 'examples'));
/** The nodes that the engine has without n8n's own packages. */
const engineNodes = /^n8n-nodes-base\.(manualTrigger|noOp|stickyNote)$/;

/** Only the date is fixed. */
const timers: FakeableAPI[] = [
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'clearImmediate',
	'setInterval',
	'clearInterval',
	'setTimeout',
	'clearTimeout',
];

/** The reference date of the run in n8n, where its rows have one: not before its start. */
function asOfOf(run: IRun): Date {
	const start = new Date(run.startedAt);
	for (const runs of Object.values(run.data.resultData.runData)) {
		const row = rowsOfRuns(runs)
			.flat(2)
			.find(({ asOf }) => typeof asOf === 'string' && new Date(asOf) >= start);
		if (row) return new Date(row.asOf as string);
	}
	return start;
}

describe('n8n with the package in it', () => {
	const names = () =>
		readEndToEndResult<INodeTypeDescription[]>('nodes.json').map(({ name }) => name);

	it('offers every node of the package', () => {
		const own = names().filter((name) => name.startsWith(`${manifest.name}.`));
		const expected = manifest.n8n.nodes.map((file) => {
			const className = file.split('/').at(-1)?.split('.')[0] ?? '';
			return `${manifest.name}.${className[0].toLowerCase()}${className.slice(1)}`;
		});
		// n8n adds a second type, named …Tool, for each node that agents may use.
		expect(own.filter((name) => !name.endsWith('Tool')).sort()).toEqual(expected.sort());
	});

	it.each(examples)('knows every node of $slug', ({ nodes }) => {
		const known = new Set(names());
		expect(nodes.map(({ type }) => type).filter((type) => !known.has(type))).toEqual([]);
	});
});

const runsInEngine = ({ nodes }: ImportableWorkflow) =>
	nodes.every(({ type }) => type.startsWith(`${manifest.name}.`) || engineNodes.test(type));
/** Examples that another example's test also runs. */
const besides: Readonly<Record<string, string>> = {
	'what-changed-this-month-postgres': 'what-changed-this-month',
};
/** weekly-klaviyo-refresh → weeklyKlaviyoRefresh.test.ts */
const ownTest = (slug: string) =>
	`${(besides[slug] ?? slug).replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())}.test.ts`;

it('there are example workflows', () => {
	expect(examples.length).toBeGreaterThan(0);
});

it("every example that n8n's engine can't run alone has a test of its own", () => {
	const untested = examples.filter(
		(example) => !runsInEngine(example) && !existsSync(join(__dirname, ownTest(example.slug))),
	);
	expect(untested.map(({ slug }) => slug)).toEqual([]);
});

describe.each(examples.filter(runsInEngine))('$slug in n8n', (example) => {
	let run: IRun;
	beforeAll(async () => {
		run = await executeExample(example.slug);
	}, 300_000);

	it('runs to its end', () => {
		expect(run.data.resultData.error).toBeUndefined();
		expect(run.status).toBe('success');
	});

	it("gives what n8n's engine gives, row by row", async () => {
		// Both are measured as of the same instant where the workflow uses the current time.
		jest.useFakeTimers({ now: asOfOf(run), doNotFake: timers });
		const engine = await runWorkflow(example);
		jest.useRealTimers();
		expect(engine.error).toBeUndefined();
		const inN8n = run.data.resultData.runData;
		expect(Object.keys(inN8n).sort()).toEqual(Object.keys(engine.runs).sort());
		for (const [node, runs] of Object.entries(engine.runs)) {
			const expected = rowsOfRuns(runs);
			const actual = rowsOfRuns(inN8n[node]);
			const counts = (rows: IDataObject[][][]) =>
				rows.map((run) => run.map(({ length }) => length));
			expect({ node, rows: counts(actual) }).toEqual({ node, rows: counts(expected) });
			const found = actual.flat(2);
			const wanted = expected.flat(2);
			const index = wanted.findIndex((row, at) => !isDeepStrictEqual(found[at], row));
			// The first row that differs is enough to see why.
			expect({ node, index, row: found[index] }).toEqual({ node, index: -1, row: wanted[index] });
		}
	}, 120_000);
});
