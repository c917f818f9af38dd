import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { chromium, selectors, type Browser, type Locator, type Page } from 'playwright-core';
import { Advice } from '../process/advice';
import { needChromium } from './chromium';
import { NodePanel } from './nodePanel';
import type { Login } from './server';
import { smallerPng } from './smallerPng';
import type { ImportableWorkflow } from './workflowFile';

export type Theme = 'light' | 'dark';

export interface EditorOptions {
	/** The address of n8n. */
	readonly url: string;
	readonly login: Login;
	readonly theme?: Theme;
	readonly width?: number;
	readonly height?: number;
}

selectors.setTestIdAttribute('data-test-id');

const quiet = [
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];
const waitMs = 60_000;
const executionMs = 5 * 60_000;

/** n8n's editor in a headless browser, used as a person would: open, execute, look. */
export class Editor extends NodePanel {
	/** The browser's complaints so far: errors of the page, and answers of n8n that are not a success. */
	readonly complaints: string[] = [];
	/** Mouse clicks so far; a double click counts twice. */
	clicks = 0;

	private constructor(
		private readonly browser: Browser,
		page: Page,
		private readonly url: string,
	) {
		super(page);
		page.on('pageerror', ({ message }) => this.complaints.push(message));
		page.on('console', (message) => {
			// Answers are reported below, with their addresses.
			if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
				this.complaints.push(message.text());
		});
		page.on('response', (response) => {
			if (response.status() >= 400 && response.url().startsWith(url))
				this.complaints.push(`${response.status()} ${response.url().slice(url.length)}`);
		});
	}

	/** Starts a browser and logs in. */
	static async open({ url, login, theme, width, height }: EditorOptions): Promise<Editor> {
		const isRoot = process.getuid?.() === 0;
		const browser = await chromium.launch({
			executablePath: needChromium(),
			headless: true,
			args: isRoot ? ['--no-sandbox', ...quiet] : quiet,
		});
		const context = await browser.newContext({
			viewport: { width: width ?? 1440, height: height ?? 900 },
			colorScheme: theme ?? 'light',
			reducedMotion: 'reduce',
			locale: 'en-US',
		});
		context.setDefaultTimeout(waitMs);
		await context.addInitScript({
			content: `localStorage.setItem('N8N_THEME', '${theme ?? 'light'}')`,
		});
		const response = await context.request.post(`${url}/rest/login`, {
			data: { emailOrLdapLoginId: login.email, password: login.password },
		});
		if (!response.ok()) throw new Error(`n8n refused the log-in: ${response.status()}.`);
		const editor = new Editor(browser, await context.newPage(), url);
		await context.exposeFunction('countClick', () => {
			editor.clicks++;
		});
		await context.addInitScript({
			content: "addEventListener('pointerdown', () => countClick(), { capture: true })",
		});
		return editor;
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	/** Opens a workflow and zooms out to show all of it. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
		await this.fit();
	}

	/** Clicks "Execute workflow" and waits until it has ended; returns n8n's status. */
	async execute(): Promise<string> {
		const status = await this.run(this.page.getByTestId('execute-workflow-button').first());
		await this.fit();
		return status;
	}

	/** Clicks "Execute step" in the open panel and waits until it has ended; returns n8n's status. */
	async executeStep(): Promise<string> {
		const status = await this.run(this.page.getByTestId('node-execute-button').first());
		await this.rest();
		return status;
	}

	private async run(button: Locator): Promise<string> {
		const started = this.page.waitForResponse(
			(response) =>
				response.request().method() === 'POST' &&
				/\/rest\/workflows\/[^/]+\/run/.test(response.url()),
		);
		await button.click();
		const { data } = (await (await started).json()) as { data: { executionId: string } };
		const address = `${this.url}/rest/executions/${data.executionId}`;
		for (const until = Date.now() + executionMs; Date.now() < until; ) {
			// A busy n8n sometimes drops a connection.
			const response = await this.page.request.get(address, {
				maxRetries: 3,
				// The answer holds all data of the run.
				timeout: executionMs,
			});
			// Right after the start n8n may not know the execution yet.
			const { data: execution } = (await response.json()) as { data?: { status: string } };
			if (execution && !['new', 'running', 'waiting'].includes(execution.status)) {
				await this.settle();
				return execution.status;
			}
			await this.page.waitForTimeout(250);
		}
		throw new Error(`The workflow is still running after ${executionMs / 1000} seconds.`);
	}

	/** Saves a workflow under the login's account and returns its ID. */
	async createWorkflow(
		workflow: Pick<ImportableWorkflow, 'name' | 'nodes' | 'connections'>,
	): Promise<string> {
		const response = await this.page.request.post(`${this.url}/rest/workflows`, {
			data: { settings: { executionOrder: 'v1' }, ...workflow },
		});
		if (!response.ok()) throw new Error(`n8n refused the workflow: ${await response.text()}`);
		const { data } = (await response.json()) as { data: { id: string } };
		return data.id;
	}

	/** Types words into the search of the node panel and returns the names it finds, best first. */
	async findNodes(words: string): Promise<string[]> {
		const search = this.page.getByTestId('node-creator-search-bar');
		if (!(await search.isVisible())) {
			await this.page.getByTestId('node-creator-plus-button').click();
			await search.waitFor();
		}
		await search.fill(words);
		await this.rest();
		return await this.page.getByTestId('node-creator-item-name').allInnerTexts();
	}

	/**
	 * Adds a node that `findNodes` has found to the workflow; its panel opens.
	 *
	 * @param action the operation to choose, for a node with operations: n8n offers those instead of the node itself
	 */
	async addFoundNode(name: string, action?: string): Promise<void> {
		const creator = this.page.getByTestId('node-creator');
		await creator
			.getByTestId('node-creator-item-name')
			.getByText(name, { exact: true })
			.first()
			.click();
		await creator.getByText(action ?? 'Add to workflow', { exact: true }).click();
		await this.page.getByTestId('node-parameters').waitFor();
		await this.rest();
	}

	/** Starts an empty workflow with one of the triggers that n8n offers first. */
	async beginWorkflow(trigger: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').click();
		await this.page.getByTestId('node-creator').getByText(trigger, { exact: true }).click();
		await this.page.getByTestId('canvas-node').waitFor();
		await this.rest();
	}

	/** Adds a node after the first output of another, as `addFoundNode` does. */
	async addNodeAfter(after: string, words: string, name: string, action?: string): Promise<void> {
		const plus = this.node(after).getByTestId('canvas-handle-plus').first();
		const { width } = this.page.viewportSize() ?? { width: 0 };
		const isCovered = async () => {
			const box = await plus.boundingBox();
			return box === null || box.x + box.width > width - 100;
		};
		if (await isCovered()) await this.fit();
		// n8n fits the nodes to the window, not their connections: the last node's "+" may lie under the buttons on the
		// right.
		for (let zooms = 0; zooms < 3 && (await isCovered()); zooms++) {
			await this.page.getByTestId('zoom-out-button').click();
			await this.rest();
		}
		await plus.click();
		await this.findNodes(words);
		await this.addFoundNode(name, action);
	}

	private node(name: string): Locator {
		return this.page.locator(
			`[data-test-id="canvas-node"][data-node-name=${JSON.stringify(name)}]`,
		);
	}

	/** Opens the panel of a node. */
	async openNode(name: string): Promise<void> {
		const node = this.node(name);
		if ((await node.count()) === 0) throw new Advice(`There is no node "${name}" in the workflow.`);
		await node.dblclick();
		await this.page.getByTestId('node-parameters').waitFor();
		await this.rest();
	}

	/** Saves the visible page as a PNG file. */
	async picture(file: string): Promise<void> {
		await mkdir(dirname(file), { recursive: true });
		await this.page.mouse.move(700, 5);
		await this.rest();
		const picture = await this.page.screenshot({ animations: 'disabled' });
		await writeFile(file, smallerPng(picture));
	}

	private async fit(): Promise<void> {
		await this.page.getByTestId('zoom-to-fit').click();
		await this.page.mouse.move(700, 5);
		await this.rest();
	}

	/** Waits until the marks of a run are drawn, and closes its message. */
	private async settle(): Promise<void> {
		await this.page.getByTestId('stop-execution-button').waitFor({ state: 'hidden' });
		await this.rest(1_000);
		for (const button of await this.page.locator('.el-notification__closeBtn').all()) {
			await button.click({ timeout: 2_000 }).catch(() => {
				// It disappeared by itself in the meantime.
			});
		}
		await this.rest();
	}
}
