import type { IDataObject, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { loadBuiltNodes } from '../../harness/engine/builtNodes';
import { runWorkflow, type WorkflowFile } from '../../harness/engine/runWorkflow';
import { chain, node, own, trigger } from '../../harness/engine/workflowParts';

const built = loadBuiltNodes();

/** The type that n8n's server adds for agents: with another name, without inputs, with a tool as output. */
function toolTwin(node: INodeType): INodeType {
	const { description } = node;
	const twin = Object.create(node) as INodeType;
	twin.description = {
		...description,
		name: `${description.name}Tool`,
		displayName: `${description.displayName} Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
	};
	return twin;
}

interface Tool {
	readonly name: string;
	readonly description: string;
	invoke(given: IDataObject): Promise<string>;
}

/** Calls its one tool as an agent does, with the trigger's data, and passes on the tool's answer. */
const agent: INodeType = {
	description: {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: 'Calls its tool',
		defaults: { name: 'Agent' },
		inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
		const [{ json }] = this.getInputData();
		const answer = await tool.invoke(json);
		const { name, description } = tool;
		return [[{ json: { name, description, answer: JSON.parse(answer) as IDataObject[] } }]];
	},
};

async function ask(nodeName: string, given: IDataObject, parameters: IDataObject = {}) {
	const ownType = `n8n-nodes-customer-value.${nodeName}`;
	const file: WorkflowFile = {
		nodes: [
			trigger,
			node('Agent', 'test.agent'),
			own('Tool', `${nodeName}Tool`, {
				customerJson: "={{ $fromAI('customer', 'The customer', 'json') }}",
				...parameters,
			}),
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Tool: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
	};
	const run = await runWorkflow(file, {
		input: [{ json: given }],
		types: { 'test.agent': agent, [`${ownType}Tool`]: toolTwin(built[ownType]) },
	});
	const [reply] = run.rows('Agent') as Array<
		{ name: string; description: string; answer: IDataObject[] } | undefined
	>;
	return { ...reply, answer: reply?.answer ?? [], error: run.error };
}

const asOf = '2026-06-30T23:59:59.999Z';
const customer = {
	customerId: '7',
	asOf,
	orderHistory: '2026-01-10:80;2026-03-02:120.50;2026-04-20:95',
	orderCount: 3,
	orderCountLifetime: 3,
	daysSinceLastOrder: 71,
	firstOrderAt: '2026-01-10',
	lastOrderAt: '2026-04-20',
	customerAgeDays: 171,
	monetaryTotal: 295.5,
	monetaryLast365: 295.5,
	tier: 'vip',
};

/** What each tool's answer must contain: the fact and its reason in words. */
const facts: Readonly<Record<string, readonly string[]>> = {
	scoreCustomer: ['valueScore', 'valueScoreBand', 'scoreExplanation'],
	assignTier: ['tier', 'tierExplanation'],
	churnCheck: ['churnRisk', 'churnStatus', 'churnExplanation'],
	predictClv: ['predictedClv', 'predictedOrders', 'clvExplanation'],
	buildSuppressionList: ['suppressedChannels', 'suppressionExplanation'],
	planOffers: ['offerVerdict', 'offerPercent', 'offerCost', 'offerExplanation'],
};
const tools = Object.keys(facts);
const comparing = ['scoreCustomer', 'assignTier', 'churnCheck', 'predictClv'];

/** The same node without an agent, with the customers as items. */
async function runAsNode(nodeName: string, customers: IDataObject[], parameters: IDataObject = {}) {
	const run = await runWorkflow(chain(own('Node', nodeName, parameters)), {
		input: customers.map((json) => ({ json })),
	});
	expect(run.error).toBeUndefined();
	return run;
}

describe.each(tools)('%s as the tool of an agent', (name) => {
	it('gives the facts about one customer with their reasons', async () => {
		const { answer, error } = await ask(name, { customer });
		expect(error).toBeUndefined();
		expect(answer[0]).toMatchObject({ customerId: '7' });
		for (const field of facts[name]) expect(answer[0]).toHaveProperty(field);
	});

	it('tells a model what it is for', async () => {
		const { description } = await ask(name, { customer });
		expect(description).toMatch(/: .*\?$/);
	});

	it('gives what the node gives for the same item', async () => {
		const { answer } = await ask(name, { customer });
		const run = await runAsNode(name, [customer]);
		expect(answer[0]).toEqual(run.rows('Node')[0]);
	});

	it('takes several customers, and a text', async () => {
		const customers = [customer, { ...customer, customerId: '8' }];
		const parameters = { customerJson: JSON.stringify(customers) };
		const { answer } = await ask(name, { customer }, parameters);
		expect(answer.slice(0, 2).map(({ customerId }) => customerId)).toEqual(['7', '8']);
	});

	it('says of a customer that it can’t use why', async () => {
		const { answer } = await ask(name, { customer: { tier: 'vip' } });
		expect(answer).toContainEqual(
			expect.objectContaining({
				setAsideReason: 'missingCustomerId',
				setAsideExplanation: expect.any(String) as string,
			}),
		);
	});

	it.each([['7'], ['[]'], ['{}'], ['[1]'], ['customer 7'], ['={{ $json.nothing }}']])(
		'refuses %j in one sentence',
		async (customerJson) => {
			const { error } = await ask(name, { customer }, { customerJson });
			expect(error?.message).toContain('"Customer (JSON)" needs one customer as a JSON object');
		},
	);

	it('says plainly when a customer is compared with nobody', async () => {
		const { answer } = await ask(name, { customer });
		const notices = answer.map(({ notice }) => String(notice ?? '')).join(' ');
		expect(notices.includes('choose it under Model: Saved Model')).toBe(comparing.includes(name));
		expect(notices).not.toMatch(/fewer than 100|too few|% of the customers/);
	});
});

describe('a tool with a saved model', () => {
	const base = Array.from({ length: 200 }, (_, i) => ({
		...customer,
		customerId: String(1000 + i),
		monetaryTotal: 10 + i,
	}));

	it.each(comparing)('gives one customer the numbers of the batch: %s', async (name) => {
		const batch = await runAsNode(name, [...base, customer]);
		const summaryOutput =
			built[`n8n-nodes-customer-value.${name}`].description.outputNames?.indexOf('Summary');
		const [{ model }] = batch.rows('Node', summaryOutput);
		const parameters = { use: 'savedModel', savedModel: JSON.stringify(model) };
		const { answer } = await ask(name, { customer }, parameters);
		expect(answer[0]).toEqual(batch.rows('Node').find(({ customerId }) => customerId === '7'));
		const notices = answer.map(({ notice }) => String(notice ?? '')).join(' ');
		expect(notices).not.toContain('Saved Model');
	});
});

describe('Suggest Next Purchase as the tool of an agent', () => {
	const order = (customerId: string, orderDate: string, product: string) => ({
		orderId: `${customerId} ${orderDate}`,
		customerId,
		orderDate,
		amount: 20,
		currency: 'USD',
		product,
	});
	const orders = Array.from({ length: 120 }, (_, i) => [
		order(`c${i}`, '2026-01-10', i % 2 ? 'Beans' : 'Tea'),
		...(i < 100 ? [order(`c${i}`, '2026-03-10', i % 2 ? 'Mill' : 'Pot')] : []),
		...(i < 100 ? [order(`c${i}`, '2026-05-10', 'Cups')] : []),
	]).flat();
	const settings = { suggest: 'products', options: { asOf: '2026-06-30' } };

	it('gives one customer what the run over all gave, from the orders and the saved model', async () => {
		const batch = await runAsNode('suggestNextPurchase', orders, settings);
		const outputs = built['n8n-nodes-customer-value.suggestNextPurchase'].description.outputNames;
		const [{ model }] = batch.rows('Node', outputs?.indexOf('Summary'));
		const { answer, error } = await ask(
			'suggestNextPurchase',
			{ customer: orders.filter(({ customerId }) => customerId === 'c119') },
			{ ...settings, use: 'savedModel', savedModel: JSON.stringify(model) },
		);
		expect(error).toBeUndefined();
		expect(answer[0]).toEqual(batch.rows('Node').find(({ customerId }) => customerId === 'c119'));
		expect(answer[0]).toMatchObject({ nextProduct1: expect.any(String) as string });
	});
});

it('nothing that writes to a platform, needs a whole shop or invents one is a tool', () => {
	const usable = Object.values(built)
		.filter(({ description }) => Boolean(description.usableAsTool))
		.map(({ description }) => description.name);
	expect(usable.sort()).toEqual([...tools, 'suggestNextPurchase'].sort());
});

it('a node that is no tool does not show the customer of an agent', async () => {
	const customerJson = JSON.stringify({ ...customer, customerId: 'of the agent' });
	const run = await runAsNode('scoreCustomer', [customer], { customerJson });
	expect(run.rows('Node').map(({ customerId }) => customerId)).toEqual(['7']);
});
