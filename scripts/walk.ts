// The first ten minutes of a newcomer in real n8n, click by click: a CSV file, the chain built from an empty canvas, the tiers,
// and the dry run of a sync. Writes the clicks and seconds of each step, and pictures of the results, to docs/walk.md.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { startSandboxes } from '../sandbox/sandboxes';
import { importCredentials } from '../harness/n8n/commands';
import { Editor } from '../harness/n8n/editor';
import { ensureOwner, startServer } from '../harness/n8n/server';
import { installPackage } from '../harness/package/installPackage';
import { ensureRuntime } from '../harness/pinned/runtime';
import { withProgress } from '../harness/process/progress';
import { build, root, step } from '../harness/process/shell';
import { sandboxCredentials } from '../harness/sandbox/credentials';
import { sampleShopOptions } from '../src/core/sampleShop/options';
import { sampleRows } from '../src/core/sampleShop/sampleRows';

const images = join(root, 'docs', 'images', 'walk');
/** The one folder that n8n 2 reads files from unless it is told otherwise. */
const filesFolder = join(homedir(), '.n8n-files');
const ordersFile = join(filesFolder, 'customer-value-walk-orders.csv');

/** Orders as a shop's own export would name its columns; none of the names is one of the package's. */
const columns = {
	'Order Number': 'orderId',
	'Customer ID': 'customerId',
	'Customer Email': 'email',
	'Order Date': 'orderDate',
	'Order Total': 'amount',
	Currency: 'currency',
	'Financial Status': 'status',
	'Refunded Amount': 'refund',
	'Discount Amount': 'discount',
} as const;

async function writeOrders(): Promise<void> {
	const today = new Date().toISOString().slice(0, 10);
	const options = sampleShopOptions.parse({ what: 'orders', asOf: today, timeZone: 'UTC' });
	const rows = sampleRows(options).map((row) =>
		Object.values(columns).map((field) => row[field] ?? ''),
	);
	await mkdir(filesFolder, { recursive: true });
	await writeFile(ordersFile, `\uFEFF${stringify([Object.keys(columns), ...rows])}`);
}

interface Recorded {
	readonly title: string;
	/** Of a step that shows a result. */
	readonly picture?: string;
	readonly clicks: number;
	readonly seconds: number;
}

type RecordStep = (title: string, name?: string) => Promise<void>;

/** Takes the steps one by one; the seconds are those of n8n and of a browser that never hesitates. */
async function walk(editor: Editor): Promise<Recorded[]> {
	const recorded: Recorded[] = [];
	let clicks = 0;
	let start = Date.now();
	const record: RecordStep = async (title, name) => {
		const seconds = Math.round((Date.now() - start) / 1000);
		const picture = name && `${name}.png`;
		if (picture) await editor.picture(join(images, picture));
		recorded.push({ title, picture, clicks: editor.clicks - clicks, seconds });
		console.log(`   ${title}: ${editor.clicks - clicks} clicks, ${seconds} s`);
		clicks = editor.clicks;
		start = Date.now();
	};
	await readOrders(editor, record);
	await scoreOrders(editor, record);
	await lookAtResults(editor, record);
	await planSync(editor, record);
	return recorded;
}

async function addNext(
	editor: Editor,
	after: string,
	name: string,
	words: string,
	action?: string,
): Promise<void> {
	await editor.addNodeAfter(after, words, name, action);
	await editor.closeNode();
}

async function readOrders(editor: Editor, record: RecordStep): Promise<void> {
	await editor.beginWorkflow('Trigger manually');
	const trigger = 'When clicking ‘Execute workflow’';
	const reader = 'Read/Write Files from Disk';
	await editor.addNodeAfter(trigger, 'read file', reader, 'Read File(s) From Disk');
	await editor.set('File(s) Selector', ordersFile);
	await editor.closeNode();
	await addNext(editor, reader, 'Extract from File', 'extract from file', 'Extract from CSV');
	await record('Empty canvas; n8n reads a file of orders');
}

async function scoreOrders(editor: Editor, record: RecordStep): Promise<void> {
	await addNext(editor, 'Extract from File', 'Compute RFM', 'rfm');
	await editor.execute();
	await editor.openNode('Compute RFM');
	await editor.showAs('table');
	await record('Compute RFM finds the columns and says which it uses', 'found-columns');
	await editor.closeNode();

	await addNext(editor, 'Compute RFM', 'Score Customer', 'points score');
	await addNext(editor, 'Score Customer', 'Assign Tier', 'tier');
	await addNext(editor, 'Assign Tier', 'Churn Check', 'churn');
	await addNext(editor, 'Churn Check', 'Build Suppression List', 'suppression');
	await record('Score, tier, churn risk and suppression list, each at its defaults');
}

async function lookAtResults(editor: Editor, record: RecordStep): Promise<void> {
	await editor.execute();
	await record('The run', 'run');
	await editor.openNode('Assign Tier');
	await editor.showAs('table');
	await record('Assign Tier: the customers, results first');
	await editor.showOutput('Breakdown');
	await record('Assign Tier: the report of the tiers', 'tiers');
	await editor.closeNode();
	await editor.openNode('Build Suppression List');
	await editor.showAs('table');
	await record('Build Suppression List: who may be contacted, and who not and why');
	await editor.closeNode();
}

async function planSync(editor: Editor, record: RecordStep): Promise<void> {
	await editor.addNodeAfter(
		'Build Suppression List',
		'klaviyo',
		'Sync to Klaviyo',
		'Create or update profiles with properties',
	);
	await editor.executeStep();
	await editor.showAs('table');
	await record('Sync to Klaviyo: the dry run shows what would be sent', 'dry-run');
}

/** The page of the walk. */
function page(recorded: readonly Recorded[], version: string): string {
	const sum = (field: 'clicks' | 'seconds') =>
		recorded.reduce((total, one) => total + one[field], 0);
	const rows = recorded.map(
		({ title, clicks, seconds }, at) => `| ${at + 1} | ${title} | ${clicks} | ${seconds} |`,
	);
	const pictures = recorded
		.filter(({ picture }) => picture !== undefined)
		.map(({ title, picture }) => `## ${title}\n\n![${title}](images/walk/${picture})\n`);
	return `# The first ten minutes, click by click

How a newcomer gets from an empty canvas to a dry run in n8n ${version}, with a CSV file of a shop's orders whose columns have the shop's own names. \`npm run walk\` does it in a real browser, with each node at its defaults.

| | step | clicks | seconds |
|---|---|---|---|
${rows.join('\n')}
| | all | ${sum('clicks')} | ${sum('seconds')} |

The seconds are those of n8n and of a browser that never hesitates; a person also takes time to read.

${pictures.join('\n')}`;
}

async function takeWalk(): Promise<number> {
	const runtime = await ensureRuntime();
	const userFolder = await mkdtemp(join(tmpdir(), 'customer-value-walk-'));
	const sandboxes = await startSandboxes();
	try {
		await rm(images, { recursive: true, force: true });
		await writeOrders();
		await installPackage(root, userFolder);
		const [klaviyo] = sandboxCredentials(sandboxes);
		await importCredentials(runtime, userFolder, [klaviyo]);
		const server = await withProgress('Starting n8n', () => startServer(runtime, userFolder));
		try {
			const login = await ensureOwner(server, userFolder);
			const editor = await Editor.open({ url: server.url, login, width: 1280, height: 800 });
			try {
				const recorded = await walk(editor);
				await writeFile(join(root, 'docs', 'walk.md'), page(recorded, runtime.version));
			} catch (error) {
				await editor.picture(join(root, 'out', 'walk-stopped.png'));
				throw error;
			} finally {
				await editor.close();
			}
		} finally {
			await server.stop();
		}
		return 0;
	} finally {
		await sandboxes.stop();
		await rm(userFolder, { recursive: true, force: true });
		await rm(ordersFile, { force: true });
	}
}

if (!process.argv.includes('--no-build')) await step('Build', build);
await step('Walk', takeWalk);
