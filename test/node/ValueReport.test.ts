import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { sampleReport } from '../../harness/data/sampleReport';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { own, withSecondInput } from '../../harness/engine/workflowParts';

const sample = sampleReport(300);
const customers: INodeExecutionData[] = sample.customers.map((json) => ({
	json: json as IDataObject,
}));
const summaries = sample.summaries as IDataObject[];

const reportWorkflow = (
	parameters: IDataObject = {},
	given = summaries,
	settings: Partial<INode> = {},
) => withSecondInput(own('Value Report', 'valueReport', parameters, settings), given);

describe('Value Report', () => {
	it('gives one item with the page as a file, as text and as a mail, and a summary', async () => {
		const run = await runWorkflow(reportWorkflow({ title: 'Acme in June' }), { input: customers });
		expect(run.error).toBeUndefined();
		const [item, ...others] = run.items('Value Report');
		expect(others).toEqual([]);
		expect(item.json).toMatchObject({
			title: 'Acme in June',
			fileName: 'value-report-2026-06-30.html',
			text: expect.stringMatching(/^Acme in June\n/) as unknown,
			emailHtml: expect.stringMatching(/^<!doctype html>\n<html lang="en">/) as unknown,
		});
		expect(item.binary?.report).toMatchObject({
			fileName: 'value-report-2026-06-30.html',
			mimeType: 'text/html',
			fileExtension: 'html',
		});
		const file = Buffer.from(String(item.binary?.report.data), 'base64').toString('utf8');
		expect(file).toBe(item.json.html);
		expect(file).toMatch(/^<!doctype html>[^]*<h1>Acme in June<\/h1>[^]*<\/html>\n$/);
		const [summary] = run.rows('Value Report', 1);
		expect(summary).toMatchObject({
			customers: customers.length,
			asOf: '2026-06-30',
			currency: 'USD',
		});
		expect(run.hints('Value Report')).toEqual([]);
	});

	it('makes a page of customers alone, and names the nodes that would add to it', async () => {
		const run = await runWorkflow(reportWorkflow({}, []), { input: customers });
		expect(run.error).toBeUndefined();
		expect(run.rows('Value Report', 1)[0].missing).toContainEqual({
			section: 'lift',
			node: 'Measure Lift',
		});
		expect(String(run.rows('Value Report')[0].html)).toContain('connect Measure Lift');
	});

	it('takes its section of a client preset', async () => {
		const clientPreset = { name: 'Acme', valueReport: { language: 'de', title: 'Acme im Juni' } };
		const run = await runWorkflow(reportWorkflow({ options: { clientPreset } }), {
			input: customers,
		});
		expect(run.rows('Value Report')[0].title).toBe('Acme im Juni');
		expect(String(run.rows('Value Report')[0].html)).toContain('<html lang="de">');
		expect(run.rows('Value Report', 1)[0]).toMatchObject({ clientPreset: 'Acme' });
	});

	it('refuses orders, and names an option that is wrong', async () => {
		const orders = [
			{ json: { orderId: '1', customerId: 'a', orderDate: '2026-01-01', amount: 5 } },
		];
		const refused = await runWorkflow(reportWorkflow({}, []), { input: orders });
		expect(refused.error?.message).toMatch(/orders/);
		const wrong = { logo: 'https://example.com/logo.png' };
		const run = await runWorkflow(reportWorkflow(wrong), { input: customers });
		expect(run.error?.message).toMatch(/^"Logo" needs a picture as a data URI/);
		const going = await runWorkflow(
			reportWorkflow(wrong, summaries, { onError: 'continueRegularOutput' }),
			{ input: customers },
		);
		expect(going.error).toBeUndefined();
		expect(going.rows('Value Report')).toEqual([{ error: expect.stringMatching(/^"Logo" /) }]);
	});

	it('warns of items on Summaries that are no summary', async () => {
		const run = await runWorkflow(reportWorkflow({}, [{ hello: 'world' }]), { input: customers });
		expect(run.hints('Value Report').join()).toMatch(/1 item on input "Summaries"/);
	});
});
