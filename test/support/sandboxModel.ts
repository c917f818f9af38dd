import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tool as an agent offers it to its model. */
export interface OfferedTool {
	readonly name: string;
	readonly description: string;
	readonly parameters: { readonly properties?: Readonly<Record<string, unknown>> };
}

export interface SandboxModel {
	/** The base URL for the credential. */
	readonly url: string;
	/** The tools of the first request. */
	readonly offered: OfferedTool[];
	/** What each tool answered, by its name. */
	readonly answers: Map<string, string>;
	stop(): Promise<void>;
}

interface Message {
	readonly role: string;
	readonly content?: unknown;
	readonly tool_call_id?: string;
}

interface ChatRequest {
	readonly messages: readonly Message[];
	readonly tools?: ReadonlyArray<{ readonly function: OfferedTool }>;
}

/**
 * Starts a sandbox server of a chat model on this machine, with OpenAI's chat completions API: it calls every tool it
 * is offered once, with the same arguments, and ends once it has their answers.
 */
export async function startSandboxModel(toolArguments: unknown): Promise<SandboxModel> {
	const offered: OfferedTool[] = [];
	const answers = new Map<string, string>();
	const server = createServer((request, response) => {
		void readBody(request).then((body) => {
			const { messages, tools = [] } = JSON.parse(body) as ChatRequest;
			for (const { role, content, tool_call_id: id = '' } of messages) {
				if (role === 'tool') answers.set(id.replace(/^call_/, ''), String(content));
			}
			const isFirst = answers.size === 0;
			if (isFirst) offered.push(...tools.map((tool) => tool.function));
			const calls = tools.map((tool) => ({
				id: `call_${tool.function.name}`,
				type: 'function',
				function: { name: tool.function.name, arguments: JSON.stringify(toolArguments) },
			}));
			const message = isFirst
				? { role: 'assistant', content: null, tool_calls: calls }
				: { role: 'assistant', content: 'All tools have answered.' };
			response.setHeader('content-type', 'application/json');
			response.end(
				JSON.stringify({
					id: 'completion',
					object: 'chat.completion',
					created: 0,
					model: 'sandbox',
					choices: [{ index: 0, message, finish_reason: isFirst ? 'tool_calls' : 'stop' }],
					usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
				}),
			);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		offered,
		answers,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

async function readBody(request: IncomingMessage): Promise<string> {
	let body = '';
	for await (const chunk of request) body += String(chunk);
	return body;
}
