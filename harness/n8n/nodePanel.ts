import type { Locator, Page } from 'playwright-core';

/**
 * Finds the texts of an open panel that are cut off. A text for the browser, whose names TypeScript doesn't know here.
 */
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

/** The panel of a node that is open in n8n's editor: its fields, its input and its output. */
export class NodePanel {
	protected constructor(protected readonly page: Page) {}

	/** The names of the options that a collection of the open panel offers to add. */
	async offered(collection: string): Promise<string[]> {
		await this.add(collection);
		const names = await this.dropdownItems().allInnerTexts();
		await this.page.keyboard.press('Escape');
		await this.dropdownItems().first().waitFor({ state: 'hidden' });
		return names.map((name) => name.trim());
	}

	/** The texts of the open panel that are cut off: labels, choices, names of outputs. */
	async cutOffTexts(): Promise<string[]> {
		return await this.page.evaluate<string[]>(cutOffTexts);
	}

	/** The open panel's messages about parameters that it can't show. */
	async unknownParameters(): Promise<string[]> {
		const texts = this.page.getByText(/Parameter .* (not found|could not be)/i);
		return await texts.allInnerTexts();
	}

	/** The names of the fields that the open panel shows of its input, once a field of this name is there: a preview is fetched. */
	async inputFields(awaited: string): Promise<string[]> {
		const fields = this.page.getByTestId('ndv-input-panel').getByTestId('run-data-schema-item');
		await fields.filter({ hasText: awaited }).first().waitFor();
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

	/** Closes the panel that is open; does nothing where none is. */
	async closeNode(): Promise<void> {
		const button = this.page.getByTestId('ndv-close-button');
		if (!(await button.isVisible())) return;
		await button.click();
		await this.page.getByTestId('node-parameters').waitFor({ state: 'hidden' });
	}

	/** The labels of the fields that the open panel shows before anything is opened. */
	async labels(): Promise<string[]> {
		const labels = this.page
			.getByTestId('node-parameters')
			.locator('label')
			.filter({ visible: true });
		return (await labels.allInnerTexts()).map((text) => text.split('\n')[0].trim());
	}

	/** The labels of the open panel's collections that have something to add. */
	async collections(): Promise<string[]> {
		const found: string[] = [];
		for (const label of await this.labels()) {
			if ((await this.adder(label).count()) > 0) found.push(label);
		}
		return found;
	}

	/** Opens the list of a collection's options, or adds one option by its name. */
	async add(collection: string, option?: string): Promise<void> {
		const adder = this.adder(collection);
		await adder.first().scrollIntoViewIfNeeded();
		await adder.first().click();
		await this.rest();
		if (option === undefined) return;
		await this.pick(option);
	}

	/** Sets a field of the open panel: to an option's name, a text or number, or true and false for a switch. */
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

	/** Shows one of the open panel's outputs by its name. */
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

	/** Opens the list of a field's choices, and returns them, or the message shown instead of a list. */
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

	/** The open panel's messages above its output: hints, or the error with its advice. */
	async said(): Promise<string> {
		const panel = this.page.getByTestId('output-panel');
		const texts = panel.locator(
			'.n8n-callout, [data-test-id="node-error-message"], [data-test-id="node-error-description"]',
		);
		await texts.first().waitFor();
		return (await texts.allInnerTexts()).map((text) => text.trim()).join('\n');
	}

	/** A field with a list of choices. */
	private locator(label: string): Locator {
		return this.field(label).locator('[data-test-id^="resource-locator-"]').first();
	}

	/** The innermost field with this label: a collection's field is inside that of the collection. */
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

	protected async rest(ms = 500): Promise<void> {
		await this.page.waitForTimeout(ms);
	}
}
