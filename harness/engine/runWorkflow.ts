import 'reflect-metadata';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type {
	ICredentialsHelper,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IPinData,
	IRun,
	ITaskData,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
} from 'n8n-workflow';
import { NodeConnectionTypes, Workflow } from 'n8n-workflow';
import { loadBuiltNodes, versionsOf } from './builtNodes';

/** A workflow as n8n exports it. */
export interface WorkflowFile {
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

export interface WorkflowRun {
	/** Each run of each node: `runs['Compute RFM'][0].data.main[outputIndex]` are the items of one output. */
	readonly runs: Record<string, ITaskData[]>;
	readonly error: Error | undefined;
	readonly run: IRun;
	/** The rows of one output of a node's first run. */
	rows(nodeName: string, outputIndex?: number): IDataObject[];
	/** The items of one output of a node's first run. */
	items(nodeName: string, outputIndex?: number): INodeExecutionData[];
	/** The messages of the hints that a node's first run gave. */
	hints(nodeName: string): string[];
}

/** n8n's own nodes that need none of its many packages: enough to start a workflow and to end its branches. */
const builtIn: Record<string, INodeType> = {
	'n8n-nodes-base.manualTrigger': passThrough('Manual Trigger', 'manualTrigger', true),
	'n8n-nodes-base.noOp': passThrough('No Operation', 'noOp', false),
	'n8n-nodes-base.stickyNote': passThrough('Sticky Note', 'stickyNote', false),
};

function passThrough(displayName: string, name: string, isTrigger: boolean): INodeType {
	return {
		description: {
			displayName,
			name,
			group: [isTrigger ? 'trigger' : 'transform'],
			version: 1,
			description: displayName,
			defaults: { name: displayName },
			inputs: isTrigger ? [] : [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute() {
			return [this.getInputData()];
		},
	};
}

/**
 * n8n's engine ignores an unknown version and a misplaced parameter: the test would run with the defaults, including
 * today's date.
 */
function refuseUnknownSettings(nodes: readonly INode[], types: Record<string, INodeType>) {
	for (const { name, type, typeVersion, parameters } of nodes) {
		if (!type.startsWith('n8n-nodes-customer-value.')) continue;
		const { properties } = types[type].description;
		if (!versionsOf(types[type]).includes(typeVersion)) {
			throw new Error(`"${name}" has no version ${typeVersion}: n8n's editor would not open it.`);
		}
		const known = new Set(properties.map((property) => property.name));
		const members = (properties.find((property) => property.name === 'options')?.options ?? []).map(
			(member) => member.name,
		);
		const given: string[] = Object.keys(parameters).filter((each) => !known.has(each));
		const inner = Object.keys((parameters.options ?? {}) as object);
		given.push(...inner.filter((each) => !members.includes(each)).map((each) => `options.${each}`));
		if (given.length > 0) throw new Error(`"${name}" has no parameter ${given.join(', ')}.`);
	}
}

/**
 * Starts a workflow in either line of the engine: the newer one takes one object, the previous one separate arguments.
 */
function start(engine: WorkflowExecute, workflow: Workflow, pinData: IPinData): Promise<IRun> {
	const run = engine.run.bind(engine) as unknown as (...args: unknown[]) => Promise<IRun>;
	return WorkflowExecute.prototype.run.length === 1
		? run({ workflow, pinData })
		: run(workflow, undefined, undefined, pinData);
}

/** What n8n's server would give an execution. */
function surroundings({ name, nodes, connections }: WorkflowFile): IWorkflowExecuteAdditionalData {
	const hooks = new ExecutionLifecycleHooks('manual', 'execution', {
		id: 'workflow',
		name: name ?? 'workflow',
		nodes,
		connections,
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
	});
	return {
		credentialsHelper: {} as ICredentialsHelper,
		executeWorkflow: async () => await Promise.reject(new Error('Sub-workflows are not run here.')),
		currentNodeExecutionIndex: 0,
		restApiUrl: 'http://localhost/',
		instanceBaseUrl: 'http://localhost/',
		formBaseUrl: 'http://localhost/form',
		formWaitingBaseUrl: 'http://localhost/formWaiting',
		webhookBaseUrl: 'http://localhost/webhook',
		webhookWaitingBaseUrl: 'http://localhost/webhookWaiting',
		webhookTestBaseUrl: 'http://localhost/webhookTest',
		variables: {},
		hooks,
		executionId: 'execution',
		setExecutionStatus: () => {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

/**
 * Runs a workflow in n8n's own engine, in this process: the built nodes of this package and a manual trigger.
 *
 * @param input items that the trigger outputs instead of one empty item
 */
export async function runWorkflow(
	file: WorkflowFile,
	options: {
		input?: INodeExecutionData[];
		types?: Record<string, INodeType>;
		additionalData?: Partial<IWorkflowExecuteAdditionalData>;
	} = {},
): Promise<WorkflowRun> {
	const types = { ...builtIn, ...loadBuiltNodes(), ...options.types };
	refuseUnknownSettings(file.nodes, types);
	const nodeTypes: INodeTypes = {
		getByName: (name) => types[name],
		getByNameAndVersion: (name) => types[name],
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		id: 'workflow',
		name: file.name ?? 'workflow',
		nodes: structuredClone(file.nodes),
		connections: file.connections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', ...file.settings },
	});
	const trigger = Object.values(workflow.nodes).find((node) => node.type.endsWith('Trigger'));
	const pinData = { ...file.pinData };
	if (options.input && trigger) pinData[trigger.name] = options.input;
	const additionalData = { ...surroundings(file), ...options.additionalData };
	const run = await start(new WorkflowExecute(additionalData, 'manual'), workflow, pinData);
	const runs = run.data.resultData.runData;
	const items = (nodeName: string, outputIndex = 0) =>
		runs[nodeName]?.[0]?.data?.main[outputIndex] ?? [];
	return {
		run,
		runs,
		error: run.data.resultData.error,
		items,
		rows: (nodeName, outputIndex) => items(nodeName, outputIndex).map((item) => item.json),
		hints: (nodeName) => (runs[nodeName]?.[0]?.hints ?? []).map((hint) => hint.message),
	};
}
