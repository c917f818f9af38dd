import { join } from 'node:path';
import type { PostgresServer } from '../process/postgres';
import { root } from '../process/shell';
import type { ImportableCredential } from '../sandbox/credentials';
import { type ImportableWorkflow, readWorkflowFile } from './workflowFile';

/** Means nothing: whoever can read it can already do everything on this machine. */
export const batchHeader = { name: 'x-score-batch', value: 'only-on-this-machine' };

const postgresOnes = { id: 'workersPostgres1', name: 'Postgres of many workers' };
const headerOnes = { id: 'workersHeader001', name: 'Header of many workers' };

/** The credentials that the template "Score on many workers" asks for. */
export const manyWorkersCredentials = ({ connection }: PostgresServer): ImportableCredential[] => [
	{ ...postgresOnes, type: 'postgres', data: connection },
	{ ...headerOnes, type: 'httpHeaderAuth', data: batchHeader },
];

/** The template with these credentials, its webhook on a path of its own, and settings as JSON or as an expression that gives them. */
export function manyWorkersTemplate(settings: string, path: string): ImportableWorkflow {
	const file = readWorkflowFile(join(root, 'examples', 'score-on-many-workers.json'));
	const nodes = file.nodes.map((node) => ({
		...node,
		credentials: { postgres: postgresOnes, httpHeaderAuth: headerOnes },
		...(node.name === 'Settings' && {
			parameters: { mode: 'raw', jsonOutput: settings, options: {} },
		}),
		...(node.name === 'Batch to score' && {
			parameters: { ...node.parameters, path },
			webhookId: path,
		}),
	}));
	return { ...file, nodes };
}
