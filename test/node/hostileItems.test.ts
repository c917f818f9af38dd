import fc from 'fast-check';
import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { asOf, goodRows, type GoodRows } from '../support/goodRows';
import { hostileItems, itemsOf, throwingValues, type HostileItem } from '../support/hostileRows';
import { jsonFaults } from '../support/jsonFaults';
import { outputCountOf } from '../../harness/engine/builtNodes';
import { builtTypes, runSingle } from '../support/singleNode';
import type { WorkflowRun } from '../../harness/engine/runWorkflow';
import { startGoogle, startKlaviyo, startMeta, stopSandboxes } from '../support/syncContext';

// Syncs poll jobs at intervals; here the polls follow immediately.
const { setTimeout: later } = globalThis;
beforeAll(() => {
	jest
		.spyOn(globalThis, 'setTimeout')
		// Requests have a limit of two minutes: shortened too, no platform could ever answer.
		.mockImplementation(((work: () => void, ms = 0) =>
			later(work, ms < 120_000 ? Math.min(ms, 1) : ms)) as never);
});

afterAll(async () => {
	jest.restoreAllMocks();
	await stopSandboxes();
});

const credentials: Record<string, ICredentialDataDecryptedObject> = {};

let good: GoodRows;

beforeAll(async () => {
	good = await goodRows();
	const klaviyo = await startKlaviyo({ now: Date.now, jobMs: 0 });
	const list = klaviyo.sandbox.addList('A list');
	const meta = await startMeta({ now: Date.now });
	credentials.customerValueKlaviyoApi = {
		apiKey: klaviyo.sandbox.key,
		baseUrl: klaviyo.baseUrl,
		list: list.id,
	};
	credentials.customerValueMetaApi = {
		accessToken: meta.sandbox.token,
		appSecret: meta.sandbox.appSecret,
		graphVersion: 'v26.0',
		baseUrl: meta.baseUrl,
		account: meta.sandbox.accounts[0],
	};
	const google = await startGoogle({ now: Date.now });
	credentials.customerValueGoogleServiceAccountApi = {
		accessToken: google.sandbox.token,
		baseUrl: google.baseUrl,
		account: google.sandbox.accounts[0],
	};
}, 60_000);

const prototypes = () =>
	JSON.stringify(
		[Object.prototype, Array.prototype, Function.prototype, String.prototype].map((prototype) =>
			Reflect.ownKeys(prototype).map(String).sort(),
		),
	);

/** The outputs of each node. */
interface Outputs {
	/** Index of the output of set-aside rows; undefined where there is none. */
	readonly setAside?: number;
	/** Fields that hold values of the rows, and so may be as odd as these. */
	readonly summary: number;
}

/** Texts of the rows, to see whether a run changes them. */
function traceOf(items: readonly INodeExecutionData[]): string[] {
	return items.map(({ json }) => {
		if (typeof json !== 'object' || json === null) return String(json);
		return Reflect.ownKeys(json)
			.map((key) => `${String(key)}=${traceOfValue((json as Record<PropertyKey, unknown>)[key])}`)
			.join('|');
	});
}

function traceOfValue(value: unknown): string {
	if (typeof value !== 'object' || value === null) return String(value).slice(0, 200);
	return `${Object.prototype.toString.call(value)}${Reflect.ownKeys(value).length}`;
}

interface Case {
	readonly type: string;
	readonly outputs: Outputs;
	/** Parameters to run with; a function where they depend on earlier setup. */
	readonly parameters: () => IDataObject[];
	readonly rows: (parameters: IDataObject) => IDataObject[];
	readonly second?: () => IDataObject[];
	readonly runs: number;
}

const customersAndSetAside = { setAside: 1, summary: 2 };
const branches = { setAside: 3, summary: 4 };
const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value });

const cases: Case[] = [
	{
		type: 'computeRfm',
		outputs: customersAndSetAside,
		parameters: () => [
			{ asOf },
			{ asOf, source: 'shopify', options: { rowsAre: 'orderLines' } },
			{ asOf, source: 'wooCommerce', options: { monetaryBasis: 'profit', bins: 10 } },
			{ asOf, source: 'stripe', options: { monetaryBasis: 'gross', windowDays: 365 } },
			{
				asOf,
				fields: {
					customerId: '__proto__',
					email: 'constructor',
					amount: 'a.b',
					product: 'toString',
				},
				options: { keepFields: '__proto__, constructor, a.b, toString, region' },
			},
			{
				options: {
					rowsAre: 'orderLines',
					numberLocale: 'de-DE',
					timeZone: 'Pacific/Apia',
					pairAllOrders: true,
					exchangeRates: { rate: [{ currency: 'EUR', rate: 1.1 }] },
				},
			},
		],
		rows: (parameters) => good.orders[(parameters.source as string | undefined) ?? 'custom'],
		runs: 60,
	},
	{
		type: 'predictClv',
		outputs: customersAndSetAside,
		parameters: () => [
			{},
			{
				options: { minimumCustomers: 10, minimumRepeatBuyers: 5, recalibrate: true },
				backtest: true,
			},
			{ horizonMonths: 60, options: { asOf: '2030-01-01', currency: 'JPY' } },
		],
		rows: () => good.customers,
		runs: 25,
	},
	{
		type: 'scoreCustomer',
		outputs: customersAndSetAside,
		parameters: () => [
			{},
			{ bandLimits: 'percentiles', options: { unknownPeople: 'score', asOf: '2026-07-01' } },
			{
				rulesFrom: 'json',
				rulesJson: [
					{
						code: 'proto',
						source: 'field',
						field: '__proto__',
						operator: 'isPresent',
						points: 5,
						pointsFor: 'unit',
					},
					{
						code: 'any',
						source: 'field',
						field: 'email',
						operator: 'contains',
						value: 'example',
						points: 5,
					},
					{
						code: 'money',
						source: 'field',
						field: 'monetaryTotal',
						operator: 'always',
						pointsFor: 'unit',
						points: 2,
					},
					{
						code: 'each',
						source: 'event',
						eventTypes: '__proto__, open',
						pointsFor: 'unit',
						points: 3,
						halfLifeDays: 5,
					},
					{
						code: 'old',
						source: 'field',
						field: 'tier',
						operator: 'isNot',
						value: 'vip',
						points: -1,
						dateField: 'lastOrderAt',
						lookBackDays: 100,
					},
				],
			},
		],
		rows: () => good.customers,
		second: () => good.events,
		runs: 50,
	},
	{
		type: 'assignTier',
		outputs: customersAndSetAside,
		parameters: () => [
			{},
			{ method: 'money' },
			{ value: 'historicLtv', options: { holdoutShare: 20, asOf: '2026-07-01' } },
			{ value: 'field', valueField: '__proto__' },
		],
		rows: () => good.customers,
		second: () => good.customers,
		runs: 50,
	},
	{
		type: 'churnCheck',
		outputs: branches,
		parameters: () => [
			{},
			{ method: 'formula', lapseRule: 'byMoney' },
			{ method: 'formulaBounded', lapseRule: 'uniform' },
			{ method: 'probability' },
			{ method: 'silence', options: { asOf: '2026-07-01', watchedTiers: '__proto__,constructor' } },
			{ options: { recalibrate: true, minimumMatureOrders: 0 } },
		],
		rows: () => good.customers,
		second: () => good.customers,
		runs: 50,
	},
	{
		type: 'buildSuppressionList',
		outputs: branches,
		parameters: () => [
			{},
			{ channel: 'sms', frequencyCapDays: 7 },
			{ channel: 'acquisitionAds', options: { asOf: '2026-07-01', keepOrderHistory: true } },
		],
		rows: () => good.customers,
		runs: 50,
	},
	{
		type: 'planOffers',
		outputs: { setAside: 3, summary: 4 },
		parameters: () => [
			{},
			{
				offerKind: 'amount',
				playbook: 'custom',
				startFrom: 'luxury',
				options: { asOf: '2026-07-01' },
			},
			{ offer: 90, sharePercent: 100, options: { leastPercent: 0, outputFields: 'all' } },
		],
		rows: () => good.customers,
		runs: 50,
	},
	{
		type: 'measureLift',
		outputs: { setAside: 2, summary: 3 },
		parameters: () => [
			{ options: { start: '2026-03-01' } },
			{ breakdownBy: '__proto__,tier', options: { asOf: '2026-07-01', start: '2026-03-01' } },
			{
				primaryMetric: 'conversion',
				controlShare: 0,
				options: { alwaysValid: false, cuped: false, start: '2026-03-01', winsorizePercentile: 99 },
			},
		],
		rows: () => good.customers,
		second: () =>
			good.customers.map(({ customerId, holdoutGroup, tier }) => ({
				customerId,
				holdoutGroup,
				tier,
				assignedAt: '2026-03-01',
			})),
		runs: 50,
	},
	{
		type: 'trackMigration',
		outputs: { setAside: 2, summary: 3 },
		parameters: () => [
			{ options: { asOf: '2026-07-01', asOfThen: '2026-06-01' } },
			{ groupField: '__proto__', options: { asOf: '2026-07-01', asOfThen: '2026-06-01' } },
			{
				cutPoints: 'frozen',
				savedModel: good.models.assignTier,
				options: { asOf: '2026-07-01', asOfThen: '2026-06-01' },
			},
		],
		rows: () => good.customers,
		second: () => good.customers,
		runs: 50,
	},
	{
		type: 'tuneScore',
		outputs: { setAside: 2, summary: 3 },
		parameters: () => [
			{ horizonDays: 30, options: { asOf: '2026-07-01', asOfThen: '2026-05-01' } },
			{
				horizonDays: 30,
				featuresFrom: 'fields',
				featureFields: '__proto__, orderCount, constructor',
				options: { asOf: '2026-07-01', asOfThen: '2026-05-01', leastPerRule: 2 },
			},
			{
				target: 'margin',
				horizonDays: 30,
				rulesFrom: 'json',
				rulesJson: good.models.scoreCustomer,
				options: { asOf: '2026-07-01', asOfThen: '2026-05-01', leastPerRule: 2 },
			},
		],
		rows: () => good.customers,
		second: () => good.customers,
		runs: 50,
	},
	{
		type: 'analyseNps',
		outputs: { setAside: 2, summary: 3 },
		parameters: () => [
			{ options: { asOf: '2026-07-01' } },
			{
				outputFields: 'all',
				breakdownBy: '__proto__, constructor, brand, discountBand',
				options: { leastAnswers: 1, leastAnswersPerTier: 1 },
			},
			{
				surveyFields: { score: 'npsScore', email: '__proto__', surveyId: 'constructor' },
				options: { asOf: '2026-07-01' },
			},
		],
		rows: () => good.surveys,
		second: () => good.customers,
		runs: 50,
	},
	{
		type: 'valueReport',
		outputs: { summary: 1 },
		parameters: () => [
			{},
			{ language: 'de', options: { topCustomers: 5, acquisitionCost: 10 } },
			{ language: 'es', options: { asOf: '2026-07-01', locale: 'en-IN' } },
		],
		rows: () => good.customers,
		runs: 50,
	},
	{
		type: 'suggestNextPurchase',
		outputs: { setAside: 2, summary: 3 },
		parameters: () => [
			{ options: { asOf } },
			{ suggest: 'categories', options: { asOf, outputFields: 'all', method: 'transitions' } },
			{
				source: 'custom',
				fields: { product: '__proto__', orderDate: 'orderDate' },
				blockedProducts: 'constructor\n__proto__',
				options: { asOf, rowsAre: 'orders', tierModel: good.models.assignTier },
			},
			{ use: 'savedModel', savedModel: good.models.suggestNextPurchase, options: { asOf } },
			{ suggest: 'field', suggestField: 'toString', options: { asOf, leastSupport: 1 } },
		],
		rows: () => good.orders.custom,
		second: () => good.customers,
		runs: 50,
	},
	{
		type: 'syncToKlaviyo',
		outputs: { summary: 2 },
		parameters: () => {
			const { list } = credentials.customerValueKlaviyoApi;
			return [
				{},
				{ operation: 'syncLists', lists: { rows: [{ value: 'vip', listId: locator(list) }] } },
				{ operation: 'addToList', listId: locator(list) },
				{ operation: 'subscribe', listId: locator(list), channels: ['email', 'sms'] },
				{
					operation: 'sendEvents',
					event: 'custom',
					metricName: 'Hostile',
					uniqueIdField: 'customerId',
					options: {
						propertyFields: 'constructor,tier,monetaryTotal',
						valueFieldOfEvents: 'monetaryTotal',
					},
				},
				{ operation: 'suppress' },
				{ operation: 'clearProperties', propertyNames: 'constructor, tier' },
				{
					propertyChoice: 'own',
					properties: {
						rows: [
							{ field: '__proto__', property: 'proto' },
							{ field: 'email', property: 'constructor' },
							{ field: 'monetaryTotal' },
						],
					},
					options: {
						emptyCells: 'clear',
						externalIdField: 'customerId',
						firstNameField: 'firstName',
					},
				},
			];
		},
		rows: () => good.customers,
		runs: 25,
	},
	{
		type: 'syncToMeta',
		outputs: { summary: 2 },
		parameters: () => {
			const account = locator(credentials.customerValueMetaApi.account);
			const audience = locator('Hostile', 'name');
			return [
				{},
				{ operation: 'addToAudience' },
				{ operation: 'replaceAudience', consentSource: 'handledUpstream' },
				{
					operation: 'valueBasedAudience',
					audience: locator('Values', 'name'),
					consentSource: 'handledUpstream',
					valueField: 'monetaryTotal',
				},
				{ operation: 'removeEverywhere', requestField: '' },
			].map((parameters) => ({
				adAccountId: account,
				audience,
				consentSource: 'handledUpstream',
				...parameters,
			}));
		},
		rows: () => good.customers,
		second: () => good.customers,
		runs: 25,
	},
	{
		type: 'syncToGoogle',
		outputs: { summary: 2 },
		parameters: () =>
			[
				{},
				{ operation: 'addToAudience' },
				{ operation: 'replaceAudience' },
				{ operation: 'removeFromAudience' },
			].map((parameters) => ({
				authentication: 'serviceAccount',
				accountId: credentials.customerValueGoogleServiceAccountApi.account,
				audience: locator('Hostile', 'name'),
				options: { consentSource: 'handledUpstream', defaultCountry: 'US' },
				...parameters,
			})),
		rows: () => good.customers,
		second: () => good.customers,
		runs: 25,
	},
];

/** The message of the one error item that a run outputs instead of its rows on Continue On Fail. */
function errorItemOf(run: WorkflowRun, outputCount: number): string | undefined {
	const [first] = run.rows('Node');
	if (typeof first?.error === 'string' && Object.keys(first).length === 1) return first.error;
	// n8n adds the error output after the node's own, and the input item's fields to the error.
	const [failed] = run.rows('Node', outputCount);
	return failed === undefined ? undefined : String(failed.error);
}

/** Whether an item is paired to one of the first input. */
function isOfFirst({ pairedItem }: INodeExecutionData): boolean {
	return typeof pairedItem === 'object' && !('input' in pairedItem && pairedItem.input);
}

/** Everything that must be true after a run on hostile items; lists what isn't. */
function faultsOf(
	{ outputs, type }: Case,
	run: WorkflowRun,
	items: INodeExecutionData[],
	second: INodeExecutionData[],
): string[] {
	const refused = run.error?.message ?? errorItemOf(run, outputCountOf(builtTypes[type], 1));
	if (refused !== undefined) {
		// A sync that would empty a list says so and sends nothing.
		const isSafety = outputs.setAside === undefined && /Nothing was sent|more than/.test(refused);
		return isSafety ? [] : [`error: ${refused} ${run.error?.stack?.slice(0, 600)}`];
	}
	const faults: string[] = [];
	const own = new Set(
		[...items, ...second].flatMap(({ json }) => [json, ...Object.values(json ?? {})]),
	);
	const rowsIn = items.length;
	const seen = new Map<number, number>();
	const count = (from: number, to = from) => {
		for (let output = from; output <= to; output++) {
			for (const item of run.items('Node', output)) {
				for (const paired of [item.pairedItem].flat()) {
					if (typeof paired === 'object' && !paired.input)
						seen.set(paired.item, (seen.get(paired.item) ?? 0) + 1);
				}
			}
		}
	};
	count(0);
	if (outputs.setAside !== undefined) count(outputs.setAside);
	if (type === 'computeRfm') {
		const [{ rowsUsed, rowsSetAside } = { rowsUsed: 0, rowsSetAside: 0 }] = run.rows(
			'Node',
			outputs.summary,
		);
		if (Number(rowsUsed) + Number(rowsSetAside) !== rowsIn)
			faults.push(`${String(rowsUsed)} + ${String(rowsSetAside)} of ${rowsIn} rows`);
		if (run.rows('Node', 1).length !== rowsSetAside) faults.push('set aside');
	} else if (type === 'analyseNps') {
		// An answer of a customer is part of the customer's own item.
		const leftOut = run.items('Node', 2).filter(isOfFirst).length;
		const [{ answers } = { answers: 0 }] = run.rows('Node', 3);
		if (Number(answers) + leftOut !== rowsIn)
			faults.push(`${String(answers)} + ${leftOut} of ${rowsIn} answers`);
	} else if (type === 'valueReport') {
		// One page covers all customers together.
		const [{ customers }] = run.rows('Node', 1);
		if (customers !== rowsIn) faults.push(`${String(customers)} of ${rowsIn} rows`);
	} else if (type === 'suggestNextPurchase') {
		const [{ rowsUsed, rowsIn: orders }] = run.rows('Node', outputs.summary);
		const setAside = run.items('Node', 2).filter(isOfFirst);
		if (Number(rowsUsed) + setAside.length !== orders)
			faults.push(`${String(rowsUsed)} + ${setAside.length} of ${String(orders)} orders`);
	} else if (type === 'tuneScore') {
		// Rules and bands cover all customers together.
		const leftOut = run.items('Node', 2).filter(isOfFirst).length;
		const [{ customers }] = run.rows('Node', 3);
		if (Number(customers) + leftOut !== rowsIn)
			faults.push(`${String(customers)} + ${leftOut} of ${rowsIn} rows`);
	} else if (seen.size !== rowsIn || [...seen.values()].some((times) => times !== 1)) {
		faults.push(`rows came out as ${JSON.stringify([...seen])} of ${rowsIn}`);
	}
	if (
		type === 'buildSuppressionList' &&
		run.rows('Node', 1).length + run.rows('Node', 2).length !== run.rows('Node').length
	) {
		faults.push('suppressed and contactable are not all');
	}
	for (let output = 0; output < outputCountOf(builtTypes[type], 1); output++) {
		for (const { json } of run.items('Node', output)) {
			faults.push(
				...jsonFaults(json, `output ${output}`, (_, value) => own.has(value as never)).slice(0, 5),
			);
			for (const [key, value] of Object.entries(json)) {
				if (own.has(value) || !/Explanation$/.test(key)) continue;
				if (typeof value === 'string' && value.length > 2000)
					faults.push(`${key}: ${value.length} characters`);
			}
		}
	}
	for (const hint of run.hints('Node'))
		if (hint.length > 2000) faults.push(`hint of ${hint.length}`);
	return faults;
}

const onErrors = [undefined, 'continueRegularOutput', 'continueErrorOutput'] as const;

describe.each(cases)('$type on hostile items', (each) => {
	it('loses no row, changes none, gives JSON and keeps its time', async () => {
		const before = prototypes();
		const fields = [...new Set(each.rows({}).flatMap((row) => Object.keys(row)))];
		const secondFields = [...new Set((each.second?.() ?? []).flatMap((row) => Object.keys(row)))];
		const none = fc.constant<HostileItem[]>([]);
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...each.parameters()),
				hostileItems(fields),
				each.second ? hostileItems(secondFields, 5) : none,
				fc.constantFrom(...onErrors),
				fc.boolean(),
				async (parameters, described, describedSecond, onError, dryRun) => {
					const items = itemsOf(described, each.rows(parameters));
					const second = itemsOf(describedSecond, each.second?.() ?? []);
					const trace = traceOf(items);
					const started = performance.now();
					const all = builtTypes[each.type].description.credentials
						? { dryRun, ...parameters }
						: parameters;
					const run = await runSingle(each.type, all, items, { second, onError, credentials });
					const seconds = (performance.now() - started) / 1000;
					const faults = faultsOf(each, run, items, second);
					if (seconds > 10) faults.push(`took ${seconds} s`);
					if (traceOf(items).join() !== trace.join()) faults.push('items were changed');
					if (prototypes() !== before) faults.push('a prototype was changed');
					expect(faults).toEqual([]);
				},
			),
			{ numRuns: each.runs },
		);
	}, 120_000);
});

describe.each(cases)('$type on an item that throws when it is read', (each) => {
	it('names the item, or does without it, whatever field it is in', async () => {
		const kinds = Object.values(throwingValues);
		for (const [index, field] of Object.keys(each.rows({})[0]).entries()) {
			const row = { ...each.rows({})[0], [field]: kinds[index % kinds.length]() } as IDataObject;
			const items = [{ json: each.rows({})[1] }, { json: row }];
			const run = await runSingle(each.type, each.parameters()[0], items, { credentials });
			if (run.error === undefined) continue;
			expect(run.error.message).toBe("Item 1 has a field that can't be read");
		}
	}, 60_000);
});
