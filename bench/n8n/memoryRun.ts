// One run in n8n's engine, in its own process: `memoryRun.ts CHAIN CUSTOMERS` prints its time and memory as JSON.
import { getHeapStatistics } from 'node:v8';
import type { IConnections, INode } from 'n8n-workflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';

/** The chains to measure: the name of each node, and the parameters that differ from the panel's. */
export const chains = {
	fiveNodes: ['computeRfm', 'scoreCustomer', 'assignTier', 'churnCheck', 'buildSuppressionList'],
	predictClv: ['computeRfm', 'predictClv'],
} as const;

export interface MemoryRun {
	readonly orders: number;
	readonly customers: number;
	readonly seconds: number;
	readonly peakMegabytes: number;
	readonly heapLimitMegabytes: number;
}

const megabyte = 2 ** 20;
const asOf = '2026-06-30';
const parametersOf: Readonly<Record<string, (customers: number) => INode['parameters']>> = {
	sampleShop: (customers) => ({ customers, options: { asOf } }),
	computeRfm: () => ({ asOf }),
};

async function measure(types: readonly string[], customers: number): Promise<MemoryRun> {
	const names = ['Start', 'sampleShop', ...types];
	const nodes = names.map(
		(name, index): INode => ({
			id: name,
			name,
			type: index === 0 ? 'n8n-nodes-base.manualTrigger' : `n8n-nodes-customer-value.${name}`,
			typeVersion: 1.1,
			position: [0, 0],
			parameters: parametersOf[name]?.(customers) ?? {},
		}),
	);
	const connections: IConnections = Object.fromEntries(
		names
			.slice(0, -1)
			.map((name, index) => [
				name,
				{ main: [[{ node: names[index + 1], type: 'main', index: 0 }]] },
			]),
	);
	const started = performance.now();
	const run = await runWorkflow({ nodes, connections });
	if (run.error) throw run.error;
	return {
		orders: run.items('sampleShop').length,
		customers: run.items('computeRfm').length,
		seconds: (performance.now() - started) / 1000,
		peakMegabytes: process.resourceUsage().maxRSS / 1024,
		heapLimitMegabytes: getHeapStatistics().heap_size_limit / megabyte,
	};
}

const [chain, customers] = process.argv.slice(2);
if (chain in chains) {
	const result = await measure(chains[chain as keyof typeof chains], Number(customers));
	console.log(JSON.stringify(result));
}
