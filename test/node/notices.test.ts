import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { runWorkflow, type WorkflowFile, type WorkflowRun } from '../../harness/engine/runWorkflow';
import { chain, node, own } from '../../harness/engine/workflowParts';

const example = JSON.parse(
	readFileSync(join(process.cwd(), 'examples', 'orders-to-suppression-list.json'), 'utf8'),
) as WorkflowFile;

const rfm = own('Compute RFM', 'computeRfm', {
	asOf: '2025-06-30',
	options: { timeZone: 'UTC' },
});
const score = own('Score Customer', 'scoreCustomer');
const tier = own('Assign Tier', 'assignTier');
const churn = own('Churn Check', 'churnCheck');
const between = node('Something Between', 'n8n-nodes-base.noOp');

const order = (customer: number, amount: number) => ({
	json: {
		customerId: `c${customer}`,
		orderId: `o${customer}`,
		orderDate: '2025-05-01T12:00:00Z',
		amount,
	},
});
const small = Array.from({ length: 20 }, (_, i) => order(i, i === 0 ? 9000 : 10 + i));
const equal = Array.from({ length: 20 }, (_, i) => order(i, 50));

const summaryOutputs: Readonly<Record<string, number>> = {
	'Compute RFM': 2,
	'Score Customer': 2,
	'Assign Tier': 2,
	'Churn Check': 4,
};
const isListed = (run: WorkflowRun, name: string, code: string): boolean => {
	const [{ notices }] = run.rows(name, summaryOutputs[name]);
	return (notices as IDataObject[]).some((notice) => notice.code === code);
};

/** Nodes that show the hint of a notice in their summary. */
function nodesThatShow(run: WorkflowRun, code: string): string[] {
	return Object.keys(summaryOutputs).filter((name) => {
		if (run.runs[name] === undefined || !isListed(run, name, code)) return false;
		const [{ notices }] = run.rows(name, summaryOutputs[name]);
		const notice = (notices as IDataObject[]).find((one) => one.code === code);
		return run.hints(name).includes(String(notice?.message));
	});
}

describe('hints in a chain', () => {
	it.each([
		['smallBase', small],
		['whale', small],
		['degenerate', equal],
	])('tell of %s in the first node alone', async (code, orders) => {
		const run = await runWorkflow(chain(rfm, score, tier, churn), { input: orders });
		expect(run.error).toBeUndefined();
		expect(nodesThatShow(run, code)).toEqual(['Compute RFM']);
		expect(isListed(run, 'Assign Tier', code)).toBe(true);
	});

	it('are told again after something that may change the base', async () => {
		const run = await runWorkflow(chain(rfm, between, score, tier), { input: small });
		expect(nodesThatShow(run, 'smallBase')).toEqual(['Compute RFM', 'Score Customer']);
	});

	it('are told by the first node of a chain without Compute RFM', async () => {
		const customers = (await runWorkflow(chain(rfm), { input: small })).items('Compute RFM');
		const run = await runWorkflow(chain(tier), { input: customers });
		expect(nodesThatShow(run, 'smallBase')).toEqual(['Assign Tier']);
		expect(nodesThatShow(run, 'whale')).toEqual(['Assign Tier']);
	});

	it('are told after Compute RFM with a saved model, which says nothing about the base', async () => {
		const [{ model }] = (await runWorkflow(chain(rfm), { input: small })).rows('Compute RFM', 2);
		const applied = { use: 'savedModel', savedModel: JSON.stringify(model) };
		const saved = { ...rfm, parameters: { ...rfm.parameters, ...applied } };
		const run = await runWorkflow(chain(saved, tier), { input: small });
		expect(run.error).toBeUndefined();
		expect(nodesThatShow(run, 'smallBase')).toEqual(['Assign Tier']);
	});

	it('come once each in the example, and none of them asks for a date of engagement', async () => {
		const run = await runWorkflow(example);
		const hints = Object.keys(run.runs).flatMap((name) => run.hints(name));
		expect(hints.length).toBeGreaterThan(2);
		expect(new Set(hints).size).toBe(hints.length);
		expect(hints.filter((hint) => hint.includes('lastEngagedAt'))).toEqual([]);
		const engaged = run.rows('Build Suppression List').map(({ lastEngagedAt }) => lastEngagedAt);
		expect(engaged.filter((date) => typeof date === 'string').length).toBeGreaterThan(100);
	});
});
