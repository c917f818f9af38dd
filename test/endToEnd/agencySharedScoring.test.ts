import type { IRun } from 'n8n-workflow';
import { clickExecute } from '../support/clickExecute';
import { changedExample, importIntoN8n, readExample, rowsOf } from '../support/n8n';

describe('agency-shared-scoring in n8n', () => {
	let run: IRun;
	beforeAll(async () => {
		run = await clickExecute(readExample('agency-shared-scoring').id);
	}, 300_000);

	it('scores a sample shop on a click, and answers with one item', () => {
		expect(run.data.resultData.error).toBeUndefined();
		expect(run.data.resultData.lastNodeExecuted).toBe('Answer');
		const [answer, ...others] = rowsOf(run, 'Answer') as Array<{
			customers: Array<Record<string, unknown>>;
			summary: Record<string, number>;
		}>;
		expect(others).toEqual([]);
		expect(answer.customers).toEqual(rowsOf(run, 'Build Suppression List'));
		expect(answer.summary).toMatchObject({
			customers: answer.customers.length,
			orders: rowsOf(run, 'Sample Shop').length,
			ordersSetAside: rowsOf(run, 'Compute RFM', 1).length,
		});
	});

	it('tells nothing of single customers in the summary', () => {
		const [{ summary, customers }] = rowsOf(run, 'Answer') as Array<{
			customers: Array<Record<string, unknown>>;
			summary: unknown;
		}>;
		const text = JSON.stringify(summary);
		for (const { customerId, email } of customers) {
			expect(text).not.toContain(String(customerId));
			if (typeof email === 'string') expect(text).not.toContain(email);
		}
	});

	it('stops with a sentence where no orders come in', async () => {
		const withoutOrders = changedExample('agency-shared-scoring', 'withoutOrders', (node) => {
			node('As a client sends them').parameters.jsonOutput =
				'{ "client": "Client Z", "preset": "standard", "asOf": "", "orders": [] }';
		});
		await importIntoN8n([withoutOrders]);
		const { data } = await clickExecute(withoutOrders.id);
		expect(data.resultData.error?.message).toBe(
			"Client Z: no orders came in. Look at the node that fetches the orders in the client's workflow.",
		);
	}, 300_000);
});
