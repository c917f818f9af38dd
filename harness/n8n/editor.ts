import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { chromium, selectors, type Browser, type Locator, type Page } from 'playwright-core';
import { Advice } from '../process/advice';
import type { Login } from './server';
import type { ImportableWorkflow } from './workflowFile';

export type Theme = 'light' | 'dark';

export interface EditorOptions {
	/** Where n8n listens. */
	readonly url: string;
	readonly login: Login;
	readonly theme?: Theme;
	readonly width?: number;
	readonly height?: number;
}

selectors.setTestIdAttribute('data-test-id');

const programs = [
	process.env.CHROMIUM_PATH,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']].map(
		(folder) => folder && join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
	),
];
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

/** Where Chromium or Chrome is on this machine; undefined when there is none. */
export function findChromium(): string | undefined {
	return programs.find((program) => program && existsSync(program));
}

function needChromium(): string {
	const found = findChromium();
	if (found) return found;
	throw new Advice(
		'Chromium or Chrome was not found. Install one (on Debian: apt-get install chromium), or say where it is in CHROMIUM_PATH.',
	);
}

/** The texts of an open panel that don't fit their place. A text for the browser, whose names this program doesn't know. */
const cutOffTexts = `(() => {
	const parameters = '[data-test-id="node-parameters"]';
	const places = [parameters + ' label', parameters + ' label *', parameters + ' input[readonly]',
		'.el-select-dropdown__item', '.el-select-dropdown__item *'];
	const isCutOff = (element) =>
		element.getClientRects().length > 0 &&
		getComputedStyle(element).overflowX !== 'visible' &&
		element.scrollWidth > element.clientWidth + 1;
	return [...document.querySelectorAll(places.join(', '))]
		.filter(isCutOff)
		.map((element) => (element.value ?? element.innerText ?? '').trim())
		.filter((text, at, all) => text !== '' && all.indexOf(text) === at);
})()`;

const exactly = (text: string) =>
	new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);

/** n8n's editor in a browser without a window, as a person uses it: open, execute, look. */
export class Editor {
	/** What the browser complained about so far: errors of the page, and answers of n8n that are no success. */
	readonly complaints: string[] = [];

	private constructor(
		private readonly browser: Browser,
		private readonly page: Page,
		private readonly url: string,
	) {
		page.on('pageerror', ({ message }) => this.complaints.push(message));
		page.on('console', (message) => {
			// Answers are told of below, with their addresses.
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
		return new Editor(browser, await context.newPage(), url);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	/** Shows a workflow, all of it. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
		await this.fit();
	}

	/** Clicks "Execute workflow" and waits until it has ended; gives n8n's word for how. */
	async execute(): Promise<string> {
		const status = await this.run(this.page.getByTestId('execute-workflow-button').first());
		await this.fit();
		return status;
	}

	/** Clicks "Execute step" in the open panel and waits until it has ended; gives n8n's word for how. */
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
			// A busy n8n cuts a connection now and then.
			const response = await this.page.request.get(address, { maxRetries: 3 });
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

	/** Saves a workflow under the log-in's account and gives its id. */
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

	/** Types words into the search of the node panel and gives the names it finds, best first. */
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
	 * @param action what the node is to do, of a node with operations: those are offered instead of the node itself
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

	/** The names of the options that a collection of the open panel offers to add. */
	async offered(collection: string): Promise<string[]> {
		await this.add(collection);
		const names = await this.dropdownItems().allInnerTexts();
		await this.page.keyboard.press('Escape');
		await this.dropdownItems().first().waitFor({ state: 'hidden' });
		return names.map((name) => name.trim());
	}

	/** The texts of the open panel that are not to be seen in whole: labels, choices, names of outputs. */
	async cutOffTexts(): Promise<string[]> {
		return await this.page.evaluate<string[]>(cutOffTexts);
	}

	/** What the open panel says of a parameter that it can't show. */
	async unknownParameters(): Promise<string[]> {
		const texts = this.page.getByText(/Parameter .* (not found|could not be)/i);
		return await texts.allInnerTexts();
	}

	/** The names of the fields that the open panel shows of its input, from a run or as a preview. */
	async inputFields(): Promise<string[]> {
		const fields = this.page.getByTestId('ndv-input-panel').getByTestId('run-data-schema-item');
		await fields.first().waitFor();
		return (await fields.allInnerTexts()).map((text) => text.split('\n')[0].trim());
	}

	/** The open panel's output as a table: its columns and the number of its rows. */
	async outputTable(): Promise<{ columns: string[]; rows: number }> {
		await this.showAs('table');
		const table = this.page.getByTestId('output-panel').locator('table');
		return {
			columns: (await table.locator('thead th').allInnerTexts()).map((text) => text.trim()),
			rows: await table.locator('tbody tr').count(),
		};
	}

	/** The hints that the open panel shows beside its output. */
	async outputHints(): Promise<string[]> {
		const hints = this.page.getByTestId('output-panel').getByTestId('node-hint');
		return (await hints.allInnerTexts()).map((text) => text.trim());
	}

	/** Opens the panel of a node. */
	async openNode(name: string): Promise<void> {
		const node = this.page.locator(
			`[data-test-id="canvas-node"][data-node-name=${JSON.stringify(name)}]`,
		);
		if ((await node.count()) === 0) throw new Advice(`There is no node "${name}" in the workflow.`);
		await node.dblclick();
		await this.page.getByTestId('node-parameters').waitFor();
		await this.rest();
	}

	/** Closes the panel that is open; does nothing where none is. */
	async closeNode(): Promise<void> {
		const button = this.page.getByTestId('ndv-close-button');
		if (!(await button.isVisible())) return;
		await button.click();
		await this.page.getByTestId('node-parameters').waitFor({ state: 'hidden' });
	}

	/** The labels of the fields that the open panel shows at rest. */
	async labels(): Promise<string[]> {
		const labels = this.page
			.getByTestId('node-parameters')
			.locator('label')
			.filter({ visible: true });
		return (await labels.allInnerTexts()).map((text) => text.split('\n')[0].trim());
	}

	/** The labels of the collections of the open panel, which have something to add. */
	async collections(): Promise<string[]> {
		const found: string[] = [];
		for (const label of await this.labels()) {
			if ((await this.adder(label).count()) > 0) found.push(label);
		}
		return found;
	}

	/** Opens what a collection offers to add, or adds one option by its name. */
	async add(collection: string, option?: string): Promise<void> {
		const adder = this.adder(collection);
		await adder.first().scrollIntoViewIfNeeded();
		await adder.first().click();
		await this.rest();
		if (option === undefined) return;
		await this.pick(option);
	}

	/** Returns a field of the open panel a value: an option's name, a text or number, or true and false for a switch. */
	async set(label: string, value: string): Promise<void> {
		const field = this.field(label);
		const toggle = field.getByRole('switch');
		const select = field.locator('input[role="combobox"][readonly]');
		if ((await toggle.count()) > 0) {
			const isOn = (await toggle.first().getAttribute('aria-checked')) === 'true';
			if (isOn !== (value === 'true')) await field.locator('.el-switch').first().click();
		} else if ((await select.count()) > 0) {
			await select.first().click();
			await this.rest();
			await this.pick(value);
		} else {
			await field.locator('input, textarea').first().fill(value);
		}
		await this.rest();
	}

	/** Shows one of the outputs of the open panel by its name. */
	async showOutput(name: string): Promise<void> {
		const branches = this.page.getByTestId('output-panel').getByTestId('branches');
		await branches.getByText(name, { exact: false }).first().click();
		await this.rest();
	}

	/** Shows the data of the open panel as a table, as JSON or as a schema. */
	async showAs(display: 'table' | 'json' | 'schema'): Promise<void> {
		const panel = this.page.getByTestId('output-panel');
		await panel.getByTestId('ndv-run-data-display-mode').hover();
		await panel.getByTestId(`radio-button-${display}`).click();
		await this.rest();
	}

	/** Writes what is to be seen into a PNG file. */
	async picture(file: string): Promise<void> {
		await mkdir(dirname(file), { recursive: true });
		await this.page.mouse.move(700, 5);
		await this.rest();
		await this.page.screenshot({ path: file, animations: 'disabled' });
	}

	/** Opens the list that a field is picked from, and gives what it offers, or what it says in place of a list. */
	async choices(label: string): Promise<string[]> {
		await this.locator(label).locator('input').last().click();
		const entries = this.page.getByTestId('rlc-item').filter({ visible: true });
		const excuse = this.page.getByTestId('rlc-error-container').filter({ visible: true });
		await entries.or(excuse).first().waitFor();
		await this.rest();
		if ((await excuse.count()) > 0) return (await excuse.first().innerText()).split(/\n+/);
		return await entries.allInnerTexts();
	}

	/** Picks one of the choices of a field by a part of its name. */
	async choose(label: string, name: string): Promise<void> {
		await this.choices(label);
		await this.page
			.getByTestId('rlc-item')
			.filter({ visible: true, hasText: name })
			.first()
			.click();
		await this.rest();
	}

	/** What the open panel says above its output: hints, or the error with its advice. */
	async said(): Promise<string> {
		const panel = this.page.getByTestId('output-panel');
		const texts = panel.locator(
			'.n8n-callout, [data-test-id="node-error-message"], [data-test-id="node-error-description"]',
		);
		await texts.first().waitFor();
		return (await texts.allInnerTexts()).map((text) => text.trim()).join('\n');
	}

	/** A field that is picked from a list. */
	private locator(label: string): Locator {
		return this.field(label).locator('[data-test-id^="resource-locator-"]').first();
	}

	/** The innermost field with this label: a collection's field lies within that of the collection. */
	private field(label: string): Locator {
		return this.page
			.getByTestId('node-parameters')
			.getByTestId('parameter-item')
			.filter({ has: this.page.locator('label span', { hasText: exactly(label) }), visible: true })
			.last();
	}

	private adder(collection: string): Locator {
		return this.field(collection).locator(
			'[data-test-id="collection-parameter-add"], [data-test-id="fixed-collection-add"]',
		);
	}

	private dropdownItems(): Locator {
		return this.page.locator('.el-select-dropdown__item').filter({ visible: true });
	}

	private async pick(option: string): Promise<void> {
		const offered = this.dropdownItems();
		const match = offered.filter({ hasText: option });
		const exact = match.filter({ has: this.page.getByText(option, { exact: true }) });
		await ((await exact.count()) > 0 ? exact : match).first().click();
		await this.rest();
	}

	private async fit(): Promise<void> {
		await this.page.getByTestId('zoom-to-fit').click();
		await this.page.mouse.move(700, 5);
		await this.rest();
	}

	/** Waits until the marks of a run are drawn, and closes the message about it. */
	private async settle(): Promise<void> {
		await this.page.getByTestId('stop-execution-button').waitFor({ state: 'hidden' });
		await this.rest(1_000);
		for (const button of await this.page.locator('.el-notification__closeBtn').all()) {
			await button.click({ timeout: 2_000 }).catch(() => {
				// It went away by itself in the meantime.
			});
		}
		await this.rest();
	}

	private async rest(ms = 500): Promise<void> {
		await this.page.waitForTimeout(ms);
	}
}
