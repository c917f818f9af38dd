import type { IConnections, IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { executeOwnWorkflow, rowsOf } from '../support/n8n';
import { startSandboxModel, type SandboxModel } from '../support/sandboxModel';

const tools: Readonly<Record<string, { type: string; facts: readonly string[] }>> = {
	Score_Customer: { type: 'scoreCustomerTool', facts: ['valueScore', 'scoreExplanation'] },
	Assign_Tier: { type: 'assignTierTool', facts: ['tier', 'tierExplanation'] },
	Churn_Check: { type: 'churnCheckTool', facts: ['churnRisk', 'churnExplanation'] },
	Predict_CLV: { type: 'predictClvTool', facts: ['predictedClv', 'clvExplanation'] },
	Build_Suppression_List: {
		type: 'buildSuppressionListTool',
		facts: ['suppressedChannels', 'suppressionExplanation'],
	},
};

const customer = {
	customerId: '7',
	asOf: '2026-06-30T23:59:59.999Z',
	orderHistory: '2026-01-10:80;2026-03-02:120.50;2026-04-20:95',
	orderCount: 3,
	orderCountLifetime: 3,
	daysSinceLastOrder: 71,
	monetaryTotal: 295.5,
};

const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: IDataObject = {},
	more: Partial<INode> = {},
): INode => ({
	id: name,
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters: parameters as INodeParameters,
	...more,
});

/** An agent with its own model, and with every node of ours that can be a tool. */
function agentWorkflow(agentVersion: number) {
	const toolNodes = Object.entries(tools).map(([name, { type }]) =>
		node(name.replace(/_/g, ' '), `n8n-nodes-customer-value.${type}`, 1, {
			customerJson: "={{ $fromAI('customer', 'The customer with all its fields', 'json') }}",
		}),
	);
	const connections: IConnections = {
		Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
		Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
	};
	for (const { name } of toolNodes) {
		connections[name] = { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] };
	}
	return {
		id: `agentTools${agentVersion}`,
		name: 'Agent tools',
		// n8n's default for new workflows; in the old order an agent continues before its tools have run.
		settings: { executionOrder: 'v1' as const },
		connections,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1),
			node('Agent', '@n8n/n8n-nodes-langchain.agent', agentVersion, {
				promptType: 'define',
				text: 'How is customer 7?',
			}),
			node(
				'Model',
				'@n8n/n8n-nodes-langchain.lmChatOpenAi',
				1.2,
				{ model: { __rl: true, mode: 'id', value: 'sandbox' } },
				{ credentials: { openAiApi: { id: 'sandboxModel', name: 'Sandbox model' } } },
			),
			...toolNodes,
		],
	};
}

/** Up to version 2, agents run their tools themselves; from version 3 on, n8n's engine does. */
describe.each([2.2, 3])('an AI Agent of version %d in real n8n', (agentVersion) => {
	let model: SandboxModel;
	let output: IDataObject[];

	beforeAll(async () => {
		model = await startSandboxModel({ customer });
		try {
			const run = await executeOwnWorkflow(agentWorkflow(agentVersion), [
				{
					id: 'sandboxModel',
					name: 'Sandbox model',
					type: 'openAiApi',
					data: { apiKey: 'none', url: model.url },
				},
			]);
			expect(run.data.resultData.error).toBeUndefined();
			output = rowsOf(run, 'Agent');
		} finally {
			await model.stop();
		}
	}, 180_000);

	it('offers each of our tools to its model, with a question that it answers and the customer to fill in', () => {
		expect(model.offered.map(({ name }) => name).sort()).toEqual(Object.keys(tools).sort());
		for (const { description, parameters } of model.offered) {
			expect(description).toMatch(/: .*\?$/);
			expect(Object.keys(parameters.properties ?? {})).toEqual(['customer']);
		}
	});

	it.each(Object.entries(tools))('gets facts with reasons from %s', (name, { facts }) => {
		const answer = JSON.parse(model.answers.get(name) ?? '[]') as IDataObject[];
		expect(answer[0]).toMatchObject({ customerId: '7' });
		for (const fact of facts) expect(answer[0]).toHaveProperty(fact);
	});

	it('comes to its end', () => {
		expect(output).toEqual([expect.objectContaining({ output: 'All tools have answered.' })]);
	});
});
