import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { startSandboxes } from '../../sandbox/sandboxes';
import { credentialsHelperFor } from '../engine/credentialsHelper';
import { loadBuiltNodes } from '../engine/builtNodes';
import { runWorkflow } from '../engine/runWorkflow';
import { rowsOfDuckDb } from '../data/rowsOfDuckDb';
import { inferSchema, type DataSchema } from './inferSchema';
import { syncOperations } from './syncOperations';

/** The schema that the editor shows of a node before its first run; the number is the version of n8n's format. */
export type OutputSchema = DataSchema & { readonly version: 1 };

const packagePrefix = 'n8n-nodes-customer-value.';
/** One day for all runs, so that two of them infer the same schema. */
const asOf = '2026-05-31';
const shop = { customers: 400, options: { asOf } };
/** As if today's customers had been scored some weeks ago. */
const pastDay = { horizonDays: 30, options: { asOfThen: '2026-04-15' } };

/** The version of a new node of a type. */
function newestVersion(type: string): number {
	if (!type.startsWith(packagePrefix)) return 1;
	const { version, defaultVersion } = loadBuiltNodes()[type].description;
	return defaultVersion ?? [version].flat()[0];
}

/** The file that n8n looks for: named after the version, in three numbers. */
export function schemaFile(className: string): string {
	const version = `${newestVersion(typeOf(className))}.0.0`.split('.').slice(0, 3).join('.');
	return `${className}/__schema__/v${version}`;
}

const node = (
	name: string,
	type: string,
	parameters: IDataObject = {},
	rest: object = {},
): INode => ({
	id: name,
	name,
	type,
	typeVersion: newestVersion(type),
	position: [0, 0],
	parameters: parameters as INode['parameters'],
	...rest,
});
const typeOf = (className: string) =>
	packagePrefix + className[0].toLowerCase() + className.slice(1);
const start = node('Start', 'n8n-nodes-base.manualTrigger');
const second = node('Last Run', 'n8n-nodes-base.noOp');
const to = ({ name }: INode, index: number) => ({ node: name, type: 'main' as const, index });

/** The items of output 1 of one node with the given inputs. */
async function firstOutput(
	tried: INode,
	input: INodeExecutionData[],
	{ lastRun = [] as INodeExecutionData[], additionalData = {} } = {},
): Promise<INodeExecutionData[]> {
	const done = await runWorkflow(
		{
			nodes: [start, second, tried],
			connections: {
				Start: { main: [[to(tried, 0), ...(lastRun.length > 0 ? [to(second, 0)] : [])]] },
				[second.name]: { main: [lastRun.length > 0 ? [to(tried, 1)] : []] },
			},
			pinData: { [second.name]: lastRun },
		},
		{ input, additionalData },
	);
	if (done.error) throw done.error;
	const items = done.items(tried.name);
	if (items.length === 0) throw new Error(`${tried.type} gave nothing.`);
	return items.map(({ json }) => ({ json }));
}

interface SecondRun {
	readonly parameters?: IDataObject;
	readonly isOnSecondInput?: boolean;
}

/**
 * The nodes that follow Compute RFM, and how each reads its own result as that of the last run: only then does it
 * report changes.
 */
const secondRuns: Record<string, SecondRun | undefined> = {
	ScoreCustomer: { parameters: { fieldNames: { previousValueScore: 'valueScore' } } },
	AssignTier: { isOnSecondInput: true },
	ChurnCheck: { isOnSecondInput: true },
	PredictClv: undefined,
	BuildSuppressionList: undefined,
};

/** Nodes that measure the effect of others: what each needs besides the customers of Compute RFM. */
const measuringNodes: Record<string, IDataObject> = {
	MeasureLift: { options: { start: '2026-03-01' } },
	TrackMigration: {},
};

/**
 * The schemas of output 1 of every node, by the file that n8n looks for, inferred from the nodes' real output in n8n's
 * engine.
 *
 * n8n requests one schema per node, or one per operation where the node has operations; it has no name for those of
 * further outputs. Sample Shop returns orders, Compute RFM reads them, and every other node follows Compute RFM
 * directly. The syncs write to sandbox servers of Klaviyo, Meta and Google.
 */
export async function outputSchemas(): Promise<Map<string, OutputSchema>> {
	const schemas = new Map<string, OutputSchema>();
	const keep = (path: string, items: INodeExecutionData[]) =>
		schemas.set(path, { ...inferSchema(items.map(({ json }) => json)), version: 1 });
	const run = async (
		className: string,
		input: INodeExecutionData[],
		parameters?: IDataObject,
		runAgain?: SecondRun,
	) => {
		const items = await firstOutput(node(className, typeOf(className), parameters), input);
		const again = runAgain
			? await firstOutput(
					node(className, typeOf(className), runAgain.parameters),
					items,
					runAgain.isOnSecondInput ? { lastRun: items } : {},
				)
			: [];
		keep(`${schemaFile(className)}.json`, [...items, ...again]);
		return items;
	};
	const orders = await run('SampleShop', [{ json: {} }], shop);
	const customers = await run('ComputeRfm', orders, { asOf });
	for (const [className, again] of Object.entries(secondRuns))
		await run(className, customers, undefined, again);
	const tiered = await firstOutput(node('Assign Tier', typeOf('AssignTier')), customers);
	for (const [className, parameters] of Object.entries(measuringNodes))
		await run(className, tiered, parameters);
	const predicted = await firstOutput(node('Predict CLV', typeOf('PredictClv')), tiered);
	const planned = predicted.map(({ json }, i) => {
		const winBack = i % 5 === 0 ? { winBackState: 'due', winBackSince: asOf } : {};
		return { json: { ...json, ...winBack } };
	});
	await run('PlanOffers', planned, undefined, { parameters: { offerKind: 'amount' } });
	const scored = await firstOutput(node('Score Customer', typeOf('ScoreCustomer')), customers);
	const tuned = await firstOutput(node('Tune Score', typeOf('TuneScore'), pastDay), scored, {
		lastRun: customers,
	});
	keep('TuneScore/__schema__/v1.0.0.json', tuned);
	const asking = node('Surveys', typeOf('SampleShop'), { ...shop, what: 'surveys' });
	const surveys = await firstOutput(asking, [{ json: {} }]);
	const asked = await firstOutput(node('Analyse NPS', typeOf('AnalyseNps')), surveys, {
		lastRun: tiered,
	});
	keep('AnalyseNps/__schema__/v1.0.0.json', asked);
	keep(
		`${schemaFile('ValueReport')}.json`,
		await firstOutput(node('Value Report', typeOf('ValueReport')), tiered),
	);
	const suggesting = node('Suggest Next Purchase', typeOf('SuggestNextPurchase'), {
		options: { asOf },
	});
	const suggested = await firstOutput(suggesting, orders, { lastRun: tiered });
	keep('SuggestNextPurchase/__schema__/v1.0.0.json', suggested);
	for (const [operation, items] of Object.entries(await sqlOutputs(orders)))
		keep(`CustomerValueSql/__schema__/v1.0.0/${operation}.json`, items);
	await runSyncs(customers.slice(0, 20), keep);
	return schemas;
}

/** What Customer Value SQL returns by operation: DuckDB runs the statement that one writes, and the other reads the rows. */
async function sqlOutputs(
	orders: INodeExecutionData[],
): Promise<Record<'write' | 'read', INodeExecutionData[]>> {
	const type = typeOf('CustomerValueSql');
	const columns = {
		orderId: 'orderId',
		orderDate: 'orderDate',
		customerId: 'customerId',
		category: 'category',
	};
	const settings = { dialect: 'duckDb', fields: columns, options: { asOf } };
	const write = await firstOutput(node('Customer Value SQL', type, settings), [{ json: {} }]);
	const [{ json: statement }] = write;
	const rows = await rowsOfDuckDb(
		orders.map(({ json }) => json),
		String(statement.sql),
	);
	const reading = node('Read', type, { operation: 'read', statement: JSON.stringify(statement) });
	const input = rows.map((row) => ({ json: row as IDataObject }));
	return { write, read: await firstOutput(reading, input) };
}

/** Runs every operation of the syncs against sandbox servers. */
async function runSyncs(
	customers: INodeExecutionData[],
	keep: (path: string, items: INodeExecutionData[]) => void,
): Promise<void> {
	const sandboxes = await startSandboxes();
	try {
		const credentials = {
			customerValueKlaviyoApi: { apiKey: sandboxes.klaviyo.key, baseUrl: sandboxes.klaviyoUrl },
			customerValueMetaApi: {
				accessToken: sandboxes.meta.token,
				appSecret: sandboxes.meta.appSecret,
				graphVersion: 'v26.0',
				baseUrl: sandboxes.metaUrl,
			},
			customerValueGoogleServiceAccountApi: {
				accessToken: sandboxes.google.token,
				baseUrl: sandboxes.googleUrl,
			},
		};
		const additionalData = { credentialsHelper: credentialsHelperFor(credentials) };
		for (const [className, operations] of Object.entries(syncOperations)) {
			const kind = className === 'SyncToGoogle' ? 'ServiceAccountApi' : 'Api';
			const credential = className.replace('SyncTo', 'customerValue') + kind;
			for (const [operation, given] of Object.entries(operations(sandboxes))) {
				const parameters = { operation, dryRun: false, ...given };
				const items = await firstOutput(
					node(className, typeOf(className), parameters, {
						credentials: { [credential]: { id: '1', name: '1' } },
					}),
					customers,
					{ additionalData },
				);
				keep(`${schemaFile(className)}/${operation}.json`, items);
			}
		}
	} finally {
		await sandboxes.stop();
	}
}
