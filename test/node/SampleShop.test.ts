import type { IDataObject, INode } from 'n8n-workflow';
import type { WorkflowFile } from '../../harness/engine/runWorkflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { chain, own } from '../../harness/engine/workflowParts';

const shopWorkflow = (parameters: IDataObject, settings: Partial<INode> = {}): WorkflowFile => ({
	...chain(own('Sample Shop', 'sampleShop', parameters, settings)),
	settings: { timezone: 'Europe/Berlin' },
});

const lastDay = { asOf: '2026-06-30' };

describe('Sample Shop', () => {
	it('outputs the orders of about 2,000 customers up to now at its defaults', async () => {
		const before = Date.now();
		const run = await runWorkflow(shopWorkflow({}));
		const orders = run.rows('Sample Shop');
		expect(new Set(orders.map((row) => row.customerId)).size).toBeGreaterThan(1900);
		const past = orders.filter((row) => Date.parse(String(row.orderDate)) <= Date.now());
		expect(past.length).toBeGreaterThan(orders.length * 0.99);
		const latest = Math.max(...past.map((row) => Date.parse(String(row.orderDate))));
		expect(before - latest).toBeLessThan(3 * 86_400_000);
		expect(run.hints('Sample Shop')).toEqual([]);
	});

	it('outputs the same shop for the same seed, in the workflow’s time zone', async () => {
		const workflow = shopWorkflow({ customers: 50, options: lastDay });
		const [first, second] = [await runWorkflow(workflow), await runWorkflow(workflow)];
		expect(first.rows('Sample Shop')).toEqual(second.rows('Sample Shop'));
		expect(String(first.rows('Sample Shop')[0].orderDate)).toMatch(/\+0[12]:00$/);
		const other = await runWorkflow(shopWorkflow({ customers: 50, seed: 2, options: lastDay }));
		expect(other.rows('Sample Shop')).not.toEqual(first.rows('Sample Shop'));
	});

	it('runs once for any number of input items, and pairs its rows to the first', async () => {
		const workflow = shopWorkflow({ customers: 5, options: lastDay });
		const one = await runWorkflow(workflow);
		const three = await runWorkflow(workflow, {
			input: [{ json: {} }, { json: {} }, { json: {} }],
		});
		expect(three.rows('Sample Shop')).toEqual(one.rows('Sample Shop'));
		expect(
			three
				.items('Sample Shop')
				.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}'),
		).toBe(true);
	});

	it.each([
		['events', 'time'],
		['surveys', 'npsScore'],
		['customers', 'trueIsAlive'],
	])('outputs %s of the same customers', async (what, field) => {
		const run = await runWorkflow(shopWorkflow({ what, customers: 300, options: lastDay }));
		const rows = run.rows('Sample Shop');
		expect(rows.length).toBeGreaterThan(20);
		expect(
			rows.every((row) => field in row && /^C000[0-3]\d\d$/.test(String(row.customerId))),
		).toBe(true);
	});

	it.each([
		['shopify', 'total_price'],
		['shopifyGraphql', 'totalPriceSet'],
		['bigCommerce', 'total_inc_tax'],
		['wooCommerce', 'date_created_gmt'],
		['stripe', 'amount_captured'],
	])('writes orders in the layout of %s', async (orderFormat, field) => {
		const run = await runWorkflow(shopWorkflow({ orderFormat, customers: 10, options: lastDay }));
		expect(run.rows('Sample Shop').every((row) => field in row)).toBe(true);
	});

	it('names an invalid option and what it needs', async () => {
		const run = await runWorkflow(shopWorkflow({ options: { asOf: '2026-02-30' } }));
		expect(run.error?.message).toMatch(/"Options → As Of" needs a date such as 2026-01-31/);
		const size = await runWorkflow(shopWorkflow({ customers: 0 }));
		expect(size.error?.message).toMatch(/"Customers" needs a number of at least 1/);
	});

	it('returns one error item with Continue On Fail', async () => {
		const run = await runWorkflow(
			shopWorkflow({ options: { timeZone: 'Atlantis' } }, { onError: 'continueRegularOutput' }),
		);
		expect(run.error).toBeUndefined();
		expect(run.items('Sample Shop')).toHaveLength(1);
		expect(String(run.rows('Sample Shop')[0].error)).toContain('Time Zone');
	});
});
