import fc from 'fast-check';
import type { ICredentialDataDecryptedObject, IDataObject, INodeProperties } from 'n8n-workflow';
import { goodRows, type GoodRows } from '../support/goodRows';
import { jsonFaults } from '../support/jsonFaults';
import { outputCountOf } from '../../harness/engine/builtNodes';
import { builtTypes, runSingle } from '../support/singleNode';
import { startGoogle, startKlaviyo, startMeta, stopSandboxes } from '../support/syncContext';

let good: GoodRows;
const credentials: Record<string, ICredentialDataDecryptedObject> = {};

beforeAll(async () => {
	good = await goodRows();
	const klaviyo = await startKlaviyo({ now: Date.now, jobMs: 0 });
	const meta = await startMeta({ now: Date.now });
	credentials.customerValueKlaviyoApi = {
		apiKey: klaviyo.sandbox.key,
		baseUrl: klaviyo.baseUrl,
	};
	credentials.customerValueMetaApi = {
		accessToken: meta.sandbox.token,
		appSecret: meta.sandbox.appSecret,
		graphVersion: 'v26.0',
		baseUrl: meta.baseUrl,
	};
	const google = await startGoogle({ now: Date.now });
	const ofGoogle = { accessToken: google.sandbox.token, baseUrl: google.baseUrl };
	credentials.customerValueGoogleServiceAccountApi = ofGoogle;
	credentials.customerValueGoogleOAuth2Api = {
		baseUrl: google.baseUrl,
		oauthTokenData: { access_token: google.sandbox.token },
	};
}, 60_000);

afterAll(stopSandboxes);

/** Wrong values for a parameter; an expression can return any of them. */
const hostileJson = {
	null: null,
	emptyText: '',
	blanks: '   ',
	text: 'hostile',
	negative: -1,
	zero: 0,
	half: 0.5,
	large: 1e300,
	unsafe: 2 ** 60,
	yes: true,
	no: false,
	emptyObject: {},
	emptyList: [],
	listOfNull: [null],
	listOfAll: [null, '', -1, [], {}, 'x', true],
	proto: JSON.parse(
		'{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
	) as object,
	protoText: '__proto__',
	object: { value: 1, name: 'x', rows: [1], values: { a: 1 } },
	digits: '9'.repeat(100_000),
	list: Array.from({ length: 1000 }, (_, index) => index),
	brokenJson: '{"kind": "rfm", ',
	jsonText: '{"kind":"rfm"}',
	deepJsonText: `${'['.repeat(5000)}${']'.repeat(5000)}`,
	infinityJsonText: '{"kind":"rfm","recencyCuts":[1e999]}',
	locator: { __rl: true, mode: 'id', value: '' },
} as const;

type HostileName = keyof typeof hostileJson;

const hostileName = fc.constantFrom(...(Object.keys(hostileJson) as HostileName[]));

/** A path in a value: which member of which member. */
const place = fc.array(fc.nat(50), { minLength: 1, maxLength: 4 });

/** A copy of a value with something else at one path; a missing path is replaced by the nearest one. */
function spoiled(value: unknown, way: readonly number[], by: unknown): unknown {
	if (way.length === 0 || typeof value !== 'object' || value === null) return by;
	const keys = Object.keys(value);
	if (keys.length === 0) return by;
	const key = keys[way[0] % keys.length];
	const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
	copy[key] = spoiled(copy[key], way.slice(1), by);
	return copy;
}

const start: ReadonlyArray<readonly [type: string, parameters: () => IDataObject]> = [
	['computeRfm', () => ({ use: 'savedModel' })],
	['predictClv', () => ({ use: 'savedModel' })],
	['scoreCustomer', () => ({ use: 'savedModel' })],
	['assignTier', () => ({ use: 'savedModel' })],
	['churnCheck', () => ({ use: 'savedModel', method: 'probability' })],
];

/** The minimum that a node needs to start; and a limit, because a shop of a million customers is valid but slow. */
const required: Readonly<Record<string, IDataObject>> = {
	// Its default finds a node of the workflow by its name, and there is none here.
	customerValueSql: { statement: '' },
	sampleShop: { customers: 20 },
	syncToMeta: {
		adAccountId: { __rl: true, mode: 'id', value: 'act_1234567890' },
		audience: { __rl: true, mode: 'name', value: 'Customers' },
		name: 'Lookalike',
		countries: 'US',
	},
	syncToGoogle: {
		accountId: '1234567890',
		audience: { __rl: true, mode: 'name', value: 'Customers' },
	},
};

/** What is wrong with the outcome of a run whose parameters may be wrong. */
async function faultsOf(
	type: string,
	parameters: IDataObject,
	first: object = {},
): Promise<string[]> {
	const rows = type === 'computeRfm' ? good.orders.custom : good.customers;
	const items = (type === 'sampleShop' ? [{}] : rows.slice(0, 40)).map((json, index) => ({
		json: index === 0 ? { ...json, ...first } : json,
	}));
	const started = performance.now();
	const [ran] = await Promise.allSettled([runSingle(type, parameters, items, { credentials })]);
	if (ran.status === 'rejected') {
		// n8n itself refuses to start without required parameters.
		const isOfN8n = (ran.reason as Error).name === 'WorkflowHasIssuesError';
		return isOfN8n ? [] : [String(ran.reason)];
	}
	const run = ran.value;
	const faults: string[] = [];
	if (performance.now() - started > 10_000) faults.push('took more than 10 seconds');
	const { description } = builtTypes[type];
	if (run.error !== undefined) {
		const { message, name, stack = '' } = run.error;
		const labels = description.properties.map(({ displayName }) => `"${displayName}`);
		const namesOption =
			message.startsWith('The client preset has ') ||
			(labels.some((label) => message.startsWith(label)) && message.includes(' needs '));
		const isRefusal = /Nothing was sent|Klaviyo|Meta|Google/.test(message);
		if (name !== 'NodeOperationError' && name !== 'NodeApiError')
			faults.push(`${name}: ${message} ${stack.slice(0, 700)}`);
		else if (!namesOption && !isRefusal)
			faults.push(`names no option: ${message} ${stack.slice(0, 700)}`);
		if (message.length > 700) faults.push(`a message of ${message.length} characters`);
		return faults;
	}
	for (let output = 0; output < outputCountOf(builtTypes[type], 1); output++) {
		for (const { json } of run.items('Node', output))
			faults.push(...jsonFaults(json, `output ${output}`, (key) => key === 'hostile').slice(0, 3));
	}
	return faults.slice(0, 10);
}

describe.each(start)('%s with a saved model that was changed by hand', (type, parameters) => {
	it('says what is wrong with it, or gives sound numbers', async () => {
		await fc.assert(
			fc.asyncProperty(place, hostileName, fc.boolean(), async (way, name, isText) => {
				const model = spoiled(good.models[type], way, hostileJson[name]);
				const savedModel = isText ? JSON.stringify(model) : model;
				expect(await faultsOf(type, { ...parameters(), savedModel } as IDataObject)).toEqual([]);
			}),
			{ numRuns: 25 },
		);
	}, 120_000);
});

/** The paths to all parameters of a panel that hold a value, including those inside of collections. */
function waysOf(
	properties: readonly INodeProperties[],
	before: readonly string[] = [],
): string[][] {
	return properties.flatMap((property) => {
		const way = [...before, property.name];
		if (property.type === 'notice') return [];
		if (property.type === 'collection') {
			return waysOf((property.options ?? []) as INodeProperties[], way);
		}
		if (property.type === 'resourceLocator') return [[...way, 'value']];
		const group = property.type === 'fixedCollection' ? property.options?.[0] : undefined;
		if (group === undefined || !('values' in group)) return [way];
		const rows = property.typeOptions?.multipleValues ? [group.name, '0'] : [group.name];
		return waysOf(group.values, [...way, ...rows]);
	});
}

/** Sets a value at a path; "0" is the first row of a list. */
function put(
	target: Record<string, unknown>,
	[name, ...rest]: readonly string[],
	value: unknown,
): void {
	if (rest.length === 0) {
		target[name] = value;
		return;
	}
	target[name] ??= rest[0] === '0' ? [] : rest[0] === 'value' ? { __rl: true, mode: 'id' } : {};
	put(target[name] as Record<string, unknown>, rest, value);
}

describe.each(Object.keys(builtTypes))('%s with parameters of any kind', (type) => {
	it('names the option that is wrong, or runs', async () => {
		const { properties } = builtTypes[type].description;
		const ways = waysOf(properties);
		const choices = properties.filter(({ type: kind }) => kind === 'options');
		const chosen = fc.record(
			Object.fromEntries(
				choices.map(({ name, options = [] }) => [
					name,
					fc.constantFrom(
						...options.flatMap((option) => ('value' in option ? [option.value] : [])),
					),
				]),
			),
		);
		await fc.assert(
			fc.asyncProperty(
				chosen,
				fc.array(fc.tuple(fc.constantFrom(...ways), hostileName), { minLength: 1, maxLength: 3 }),
				async (parameters, wrong) => {
					const given: Record<string, unknown> = { ...required[type], ...parameters };
					// A value of the wrong kind comes from an expression: the editor itself only sets the right kind.
					for (const [way, name] of wrong) put(given, way, `={{ $json.hostile.${name} }}`);
					const hostile = Object.fromEntries(wrong.map(([, name]) => [name, hostileJson[name]]));
					expect(await faultsOf(type, given as IDataObject, { hostile })).toEqual([]);
				},
			),
			{ numRuns: 25 },
		);
	}, 120_000);
});
