import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { sampleReport } from '../../harness/data/sampleReport';
import { runWorkflow, type WorkflowFile } from '../../harness/engine/runWorkflow';

const sample = sampleReport(300);
const customers: INodeExecutionData[] = sample.customers.map((json) => ({
	json: json as IDataObject,
}));
const summaries = sample.summaries as IDataObject[];

function node(name: string, type: string, parameters: IDataObject, settings: Partial<INode> = {}) {
	return {
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: parameters as INode['parameters'],
		...settings,
	};
}

function reportWorkflow(
	parameters: IDataObject = {},
	given: IDataObject[] = summaries,
	settings: Partial<INode> = {},
): WorkflowFile {
	const to = (index: number) => ({ node: 'Value Report', type: 'main' as const, index });
	const stored = { node: 'Summaries', type: 'main' as const, index: 0 };
	return {
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			node('Summaries', 'n8n-nodes-base.noOp', {}),
			node('Value Report', 'n8n-nodes-customer-value.valueReport', parameters, settings),
		],
		connections: {
			Start: { main: [[...(given.length > 0 ? [stored] : []), to(0)]] },
			Summaries: { main: [given.length > 0 ? [to(1)] : []] },
		},
		pinData: { Summaries: given.map((json) => ({ json })) },
	};
}

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
