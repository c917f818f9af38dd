// Pictures of n8n's editor. Without arguments: all pictures of the docs, into docs/images. With arguments: one view.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandboxes } from '../sandbox/sandboxes';
import { Advice } from '../harness/process/advice';
import { Editor, type Theme } from '../harness/n8n/editor';
import { installPackage } from '../harness/package/installPackage';
import { importCredentials, importWorkflows } from '../harness/n8n/commands';
import { reportPictures } from '../harness/report/reportPictures';
import { ensureRuntime } from '../harness/pinned/runtime';
import {
	ensureOwner,
	publishWorkflows,
	startServer,
	type Login,
	type Server,
} from '../harness/n8n/server';
import { withProgress } from '../harness/process/progress';
import { sandboxCredentials } from '../harness/sandbox/credentials';
import { build, root, step } from '../harness/process/shell';
import {
	readWorkflowFile,
	readWorkflowFolder,
	isCalled,
	type ImportableWorkflow,
} from '../harness/n8n/workflowFile';

const { values: options, tokens } = parseArgs({
	options: {
		add: { type: 'string', multiple: true },
		as: { type: 'string' },
		build: { type: 'boolean', default: true },
		execute: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
		node: { type: 'string' },
		only: { type: 'string', multiple: true },
		out: { type: 'string' },
		output: { type: 'string' },
		set: { type: 'string', multiple: true },
		size: { type: 'string', default: '1280x800' },
		theme: { type: 'string', default: 'light' },
		workflow: { type: 'string' },
	},
	allowNegative: true,
	tokens: true,
});

const help = `
npm run screenshots                       all pictures of the docs, into docs/images: every example after a run, and
                                          what docs/images/pictures.json lists
npm run screenshots -- --only EXAMPLE      those of one example (may be repeated); value-report: those of the report
npm run screenshots -- --workflow FILE    one view of one workflow:
  --execute            execute the workflow first
  --node NAME          open this node's panel
  --set LABEL=VALUE    give a field of the panel a value (may be repeated)
  --add COLLECTION     open what a collection offers to add; COLLECTION/OPTION adds that option (may be repeated)
  --output NAME        show the output of this name
  --as table|json|schema
  --theme light|dark|both
  --size 1280x800
  --out FILE.png
  --no-build           take dist as it is
`;

const folder = join(root, 'out', 'screenshots');
const images = join(root, 'docs', 'images');
const packagePrefix = 'n8n-nodes-customer-value.';
const slugOf = (text: string) =>
	text
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');

/** Each theme has its own workflow: the editor saves changes and lets one tab edit at a time. */
const inTheme = (workflow: ImportableWorkflow, theme: Theme): ImportableWorkflow => ({
	...workflow,
	id: `${workflow.id}-${theme}`,
});

async function take(editor: Editor, file: string): Promise<void> {
	await editor.picture(file);
	console.log(`   ${relative(root, file)}`);
}

const needsOthers = new Set(['n8n-nodes-base.postgres', 'n8n-nodes-base.readWriteFile']);

/** A workflow that waits for a call, or needs a database or a file of the user, can't be executed by a click. */
const canExecute = (workflow: ImportableWorkflow) =>
	!isCalled(workflow) && !workflow.nodes.some(({ type }) => needsOthers.has(type));

interface Picture {
	/** Path without theme and extension. */
	readonly file: string;
	readonly workflow: ImportableWorkflow;
	readonly theme: Theme;
	readonly isExecuted: boolean;
	/** Name of the node whose panel is opened; undefined shows the canvas. */
	readonly node?: string;
	readonly output?: string;
	readonly as?: 'table' | 'json' | 'schema';
	/** Fields to set and options to add, in this order. */
	readonly steps?: ReadonlyArray<{ kind: 'set' | 'add'; field: string; value?: string }>;
}

/** One entry of docs/images/pictures.json. */
interface ListedPicture {
	/** Name without extension. */
	readonly file: string;
	/** Name of an example without extension. */
	readonly workflow: string;
	/** Name of the node whose panel is opened, or its type without the package's name; without either the canvas is shown. */
	readonly node?: string;
	readonly type?: string;
	readonly theme?: Theme;
	readonly output?: string;
	readonly as?: Picture['as'];
}

/** The canvas of every example after a run, and the listed pictures. */
function documentPictures(workflows: readonly ImportableWorkflow[]): Picture[] {
	const { only } = options;
	const isWanted = (slug: string) => only === undefined || only.includes(slug);
	const all = JSON.parse(readFileSync(join(images, 'pictures.json'), 'utf8')) as ListedPicture[];
	const listed = all.filter(({ workflow }) => isWanted(workflow));
	const canvases = workflows
		.filter(({ slug }) => isWanted(slug))
		.map(
			(workflow): Picture => ({
				file: join(images, workflow.slug),
				workflow,
				theme: 'light',
				isExecuted: canExecute(workflow),
			}),
		);
	return [
		...canvases,
		...listed.map(
			({ file, workflow: slug, node: name, type, theme = 'light', output, as }): Picture => {
				const workflow = workflows.find((one) => one.slug === slug);
				if (workflow === undefined) throw new Advice(`There is no example "${slug}".`);
				const node = workflow.nodes.find((one) =>
					name === undefined ? one.type === `${packagePrefix}${type}` : one.name === name,
				);
				const wanted = name ?? type;
				if (wanted && node === undefined) throw new Advice(`"${slug}" has no node "${wanted}".`);
				return {
					file: join(images, file),
					workflow,
					theme,
					isExecuted: canExecute(workflow),
					node: node?.name,
					output,
					as: as ?? (node && canExecute(workflow) ? 'table' : undefined),
				};
			},
		),
	];
}

/** The view that the arguments describe, in each theme requested. */
function askedFor(workflow: ImportableWorkflow): Picture[] {
	const themes = options.theme === 'both' ? (['light', 'dark'] as const) : [options.theme as Theme];
	const name = [workflow.slug, options.node && slugOf(options.node)].filter(Boolean).join('-');
	const file = resolve(options.out?.replace(/\.png$/, '') ?? join(folder, name));
	const steps = tokens.flatMap((token) => {
		if (token.kind !== 'option' || token.value === undefined) return [];
		if (token.name !== 'set' && token.name !== 'add') return [];
		const [, field, value] = /^([^=/]*)(?:[=/](.*))?$/s.exec(token.value) ?? [];
		return [{ kind: token.name, field, value } as const];
	});
	return themes.map((theme) => ({
		file: theme === 'dark' ? `${file}-dark` : file,
		workflow,
		theme,
		isExecuted: options.execute,
		node: options.node,
		output: options.output,
		as: options.as as Picture['as'],
		steps,
	}));
}

async function openPanel(editor: Editor, { node, output, as, steps }: Picture): Promise<void> {
	if (node === undefined) return;
	await editor.openNode(node);
	for (const { kind, field, value } of steps ?? []) {
		if (kind === 'set') await editor.set(field, value ?? '');
		else await editor.add(field, value);
	}
	if (output !== undefined) await editor.showOutput(output);
	if (as !== undefined) await editor.showAs(as);
}

/** Opens and executes each workflow once per theme, then takes its pictures, the canvas first. */
async function takeEach(
	open: (theme: Theme) => Promise<Editor>,
	pictures: readonly Picture[],
): Promise<void> {
	for (const theme of ['light', 'dark'] as const) {
		const inThis = pictures.filter((picture) => picture.theme === theme);
		if (inThis.length === 0) continue;
		const editor = await open(theme);
		for (const workflow of new Set(inThis.map((picture) => picture.workflow))) {
			const ofThis = inThis.filter((picture) => picture.workflow === workflow);
			await editor.openWorkflow(inTheme(workflow, theme).id);
			if (ofThis[0].isExecuted) console.log(`   ${workflow.slug}: ${await editor.execute()}`);
			for (const picture of ofThis) {
				await openPanel(editor, picture);
				await take(editor, `${picture.file}.png`);
				if (picture.node !== undefined) await editor.closeNode();
			}
		}
		await editor.close();
	}
}

async function takePictures(): Promise<number> {
	const workflows = options.workflow
		? [readWorkflowFile(resolve(options.workflow))]
		: readWorkflowFolder(join(root, 'examples'));
	if (workflows.length === 0) throw new Advice('There is no workflow in examples.');
	const [width, height] = options.size.split('x').map(Number);
	const runtime = await ensureRuntime();
	const userFolder = await mkdtemp(join(tmpdir(), 'customer-value-screenshot-'));
	const sandboxes = await startSandboxes();
	let server: Server | undefined;
	try {
		await installPackage(root, userFolder);
		const examples = readWorkflowFolder(join(root, 'examples'));
		await withProgress('Importing', async () => {
			await importCredentials(runtime, userFolder, sandboxCredentials(sandboxes));
			await importWorkflows(runtime, userFolder, [
				// Under their own IDs, by which they call each other.
				...examples,
				...workflows.flatMap((workflow) => [inTheme(workflow, 'light'), inTheme(workflow, 'dark')]),
			]);
		});
		server = await withProgress('Starting n8n', () =>
			startServer(runtime, userFolder, { port: 5800 }),
		);
		const { url } = server;
		const login: Login = await ensureOwner(server, userFolder);
		const called = examples.filter(isCalled);
		await publishWorkflows(
			server,
			login,
			called.map(({ id }) => id),
		);
		const open = (theme: Theme) => Editor.open({ url, login, theme, width, height });
		await takeEach(open, options.workflow ? askedFor(workflows[0]) : documentPictures(workflows));
		return 0;
	} finally {
		await server?.stop();
		await sandboxes.stop();
		await rm(userFolder, { recursive: true, force: true });
	}
}

async function takeReportPictures(): Promise<number> {
	for (const file of await reportPictures(images)) console.log(`   ${relative(root, file)}`);
	return 0;
}

if (options.help) {
	console.log(help);
} else {
	if (options.build) await step('Build', build);
	if (options.only?.join() !== 'value-report') await step('Pictures', takePictures);
	const takesReport = options.only?.includes('value-report') ?? options.workflow === undefined;
	if (takesReport) await step('Pictures of the report', takeReportPictures);
}
