// Pictures of the nodes in n8n's editor, into out/screenshots. Without arguments: every example workflow
// after a run and the panel of each node of the package, in both themes. With arguments: one view.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startStandIns } from '../sandbox/standIns';
import { Advice } from './support/advice';
import { Editor, type Theme } from './support/editor';
import { installPackage } from './support/installPackage';
import { importCredentials, importWorkflows, publishWorkflow } from './support/n8nCommand';
import { ensureRuntime } from './support/n8nRuntime';
import { ensureOwner, startServer, type Login, type Server } from './support/n8nServer';
import { withProgress } from './support/progress';
import { sandboxCredentials } from './support/sandboxCredentials';
import { build, root, step } from './support/shell';
import {
	isCalled,
	readWorkflowFile,
	readWorkflowFolder,
	webhookPaths,
	type ImportableWorkflow,
} from './support/workflowFile';

const { values: options, tokens } = parseArgs({
	options: {
		add: { type: 'string', multiple: true },
		as: { type: 'string' },
		build: { type: 'boolean', default: true },
		execute: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
		node: { type: 'string' },
		out: { type: 'string' },
		output: { type: 'string' },
		set: { type: 'string', multiple: true },
		size: { type: 'string', default: '1440x900' },
		theme: { type: 'string', default: 'light' },
		workflow: { type: 'string' },
	},
	allowNegative: true,
	tokens: true,
});

const help = `
npm run screenshots                       every example and every node's panel, light and dark
npm run screenshots -- --workflow FILE    one view of one workflow:
  --execute            execute the workflow first
  --node NAME          open this node's panel
  --set LABEL=VALUE    give a field of the panel a value (may be repeated)
  --add COLLECTION     open what a collection offers to add; COLLECTION/OPTION adds that option (may be repeated)
  --output NAME        show the output of this name
  --as table|json|schema
  --theme light|dark|both
  --size 1440x900
  --out FILE.png
  --no-build           take dist as it is
`;

const folder = join(root, 'out', 'screenshots');
const packagePrefix = 'n8n-nodes-customer-value.';
const slugOf = (text: string) =>
	text
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');

/** Each theme has a workflow of its own: the editor saves what is changed and lets one tab edit at a time. */
const inTheme = (workflow: ImportableWorkflow, theme: Theme): ImportableWorkflow => ({
	...workflow,
	id: `${workflow.id}-${theme}`,
});

async function take(editor: Editor, file: string): Promise<void> {
	await editor.picture(file);
	console.log(`   ${relative(root, file)}`);
}

/** What waits for a call can't be executed by a click. */
const canExecute = (workflow: ImportableWorkflow) => webhookPaths(workflow).length === 0;

/** The panel of each kind of node at rest and with each of its collections opened. */
async function takePanels(
	editor: Editor,
	workflow: ImportableWorkflow,
	suffix: string,
	seen: Set<string>,
): Promise<void> {
	for (const { name, type } of workflow.nodes) {
		if (!type.startsWith(packagePrefix) || seen.has(type)) continue;
		seen.add(type);
		const file = (view: string) => join(folder, `${slugOf(name)}${view}${suffix}.png`);
		await editor.openNode(name);
		await take(editor, file(''));
		const collections = await editor.collections();
		await editor.closeNode();
		for (const collection of collections) {
			await editor.openNode(name);
			await editor.add(collection);
			await take(editor, file(`-${slugOf(collection)}`));
			await editor.closeNode();
		}
	}
}

async function takeAll(
	open: (theme: Theme) => Promise<Editor>,
	workflows: readonly ImportableWorkflow[],
): Promise<void> {
	for (const theme of ['light', 'dark'] as const) {
		const editor = await open(theme);
		const suffix = theme === 'dark' ? '-dark' : '';
		const seen = new Set<string>();
		for (const workflow of workflows) {
			await editor.openWorkflow(inTheme(workflow, theme).id);
			if (canExecute(workflow)) await editor.execute();
			await take(editor, join(folder, `${workflow.slug}${suffix}.png`));
			await takePanels(editor, workflow, suffix, seen);
		}
		await editor.close();
	}
}

async function arrange(editor: Editor): Promise<void> {
	if (options.node === undefined) return;
	await editor.openNode(options.node);
	for (const token of tokens) {
		if (token.kind !== 'option' || token.value === undefined) continue;
		const [, first, second] = /^([^=/]*)(?:[=/](.*))?$/s.exec(token.value) ?? [];
		if (token.name === 'set') await editor.set(first, second ?? '');
		if (token.name === 'add') await editor.add(first, second);
	}
	if (options.output !== undefined) await editor.showOutput(options.output);
	if (options.as !== undefined) await editor.showAs(options.as as 'table' | 'json' | 'schema');
	console.log(`   Fields of the panel: ${(await editor.labels()).join(' · ')}`);
}

async function takeOne(
	open: (theme: Theme) => Promise<Editor>,
	workflow: ImportableWorkflow,
): Promise<void> {
	const themes = options.theme === 'both' ? (['light', 'dark'] as const) : [options.theme as Theme];
	for (const theme of themes) {
		const editor = await open(theme);
		await editor.openWorkflow(inTheme(workflow, theme).id);
		if (options.execute) console.log(`   The run ended with: ${await editor.execute()}`);
		await arrange(editor);
		const name = [workflow.slug, options.node && slugOf(options.node)].filter(Boolean).join('-');
		const file = resolve(options.out ?? join(folder, `${name}.png`));
		await take(editor, theme === 'dark' ? file.replace(/(\.png)?$/, '-dark.png') : file);
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
	const standIns = await startStandIns();
	let server: Server | undefined;
	try {
		await installPackage(root, userFolder);
		await withProgress('Importing', async () => {
			await importCredentials(runtime, userFolder, sandboxCredentials(standIns));
			const examples = readWorkflowFolder(join(root, 'examples'));
			await importWorkflows(runtime, userFolder, [
				// Under their own ids, by which they call each other.
				...examples,
				...workflows.flatMap((workflow) => [inTheme(workflow, 'light'), inTheme(workflow, 'dark')]),
			]);
			for (const example of examples) {
				if (isCalled(example)) await publishWorkflow(runtime, userFolder, example.id);
			}
		});
		server = await withProgress('Starting n8n', () =>
			startServer(runtime, userFolder, { port: 5800 }),
		);
		const { url } = server;
		const login: Login = await ensureOwner(server, userFolder);
		const open = (theme: Theme) => Editor.open({ url, login, theme, width, height });
		await (options.workflow ? takeOne(open, workflows[0]) : takeAll(open, workflows));
		return 0;
	} finally {
		await server?.stop();
		await standIns.stop();
		await rm(userFolder, { recursive: true, force: true });
	}
}

if (options.help) {
	console.log(help);
} else {
	if (options.build) await step('Build', build);
	await step('Pictures', takePictures);
}
