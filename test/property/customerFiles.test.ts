import fc from 'fast-check';
import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import { AssignTier } from '../../nodes/AssignTier/AssignTier.node';
import { BuildSuppressionList } from '../../nodes/BuildSuppressionList/BuildSuppressionList.node';
import { ChurnCheck } from '../../nodes/ChurnCheck/ChurnCheck.node';
import { PredictClv } from '../../nodes/PredictClv/PredictClv.node';
import { ScoreCustomer } from '../../nodes/ScoreCustomer/ScoreCustomer.node';
import { computeRfm } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { rowFormats, unionOfKeys } from '../../src/files/rowFormats';
import { writeRows } from '../../src/files/writeRows';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { FileRun } from '../support/fileRun';
import { readBytes } from '../support/readBytes';

const shop = { asOf: '2026-01-31', timeZone: 'UTC', customers: 70 };
const orders = sampleRows(sampleShopOptions.parse({ what: 'orders', ...shop }));
const { customers } = computeRfm(
	orders,
	rfmOptions.parse({ asOf: '2026-01-31', outputFields: 'all' }),
	{ timeZone: 'UTC', now: 0 },
);
const base = customers.map(({ row }) => row);
const tiers = ['champions', 'vip', 'highValue', 'midTier', 'lowValue', 'other', '', null];
const eventTypes = ['open', 'click', 'review', 'unsubscribe', 'category_view'];

/** Fields of earlier nodes and of users, with what such fields may hold. */
const extra = fc.record(
	{
		tier: fc.constantFrom(...tiers),
		previousTier: fc.constantFrom(...tiers),
		predictedClv: fc.constantFrom(0, 12.5, 400, null, 'x'),
		lastEngagedAt: fc.constantFrom('2026-01-01', '2025-06-01T10:00:00Z', null, 'never'),
		lapseAfterDays: fc.constantFrom(30, 365, null),
		note: fc.constantFrom('a,b', '"quoted"', '{"a":1}', '[x]', 'two\nlines', '\ud800', '007', ''),
		nested: fc.constantFrom<unknown>({ a: [1, null] }, ['x', 2], true, 1e21, 0.1),
		orderHistory: fc.constantFrom('', 'broken', '2025-12-01:10;2026-01-05:20.5', null),
		asOf: fc.constantFrom('2026-01-31', '2025-12-31T23:59:59.999Z', null, 'today'),
	},
	{ requiredKeys: [] },
);

const rows = fc.record({
	size: fc.integer({ min: 1, max: base.length }),
	changes: fc.array(fc.record({ at: fc.nat(), extra }), { maxLength: 8 }),
	isSorted: fc.boolean(),
	strangers: fc.nat(2),
	repeats: fc.nat(1),
});

const nodes = {
	'Score Customer': {
		node: new ScoreCustomer(),
		options: fc.record({
			bandLimits: fc.constantFrom('points', 'percentiles'),
			unknownPeople: fc.constantFrom('score', 'setAside'),
		}),
	},
	'Assign Tier': {
		node: new AssignTier(),
		options: fc.record({
			value: fc.constantFrom('automatic', 'historicLtv', 'monetaryTotal'),
			keepTiersSteady: fc.boolean(),
			holdoutShare: fc.constantFrom(0, 20),
		}),
	},
	'Churn Check': {
		node: new ChurnCheck(),
		options: fc.record({
			method: fc.constantFrom('ownRhythm', 'formula', 'probability', 'silence'),
			winBack: fc.constantFrom('everyLapse', 'newLapses'),
			winBackBacklog: fc.constantFrom('window', 'newest', 'all'),
			winBackNewest: fc.constant(5),
		}),
	},
	'Predict CLV': {
		node: new PredictClv(),
		options: fc.record({ newCustomersBy: fc.constantFrom('', 'topCategory') }),
	},
	'Build Suppression List': {
		node: new BuildSuppressionList(),
		options: fc.record({ keepOrderHistory: fc.boolean() }),
	},
} as const satisfies Record<string, { node: INodeType; options: fc.Arbitrary<JsonRecord> }>;

type DrawnRows = typeof rows extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function drawnRows({ size, changes, isSorted, strangers, repeats }: DrawnRows): JsonRecord[] {
	const drawn = base.slice(0, size).map((row) => ({ ...row }) as JsonRecord);
	for (const { at, extra: fields } of changes) Object.assign(drawn[at % size], fields);
	for (let i = 0; i < strangers; i++) drawn.splice(i * 2, 0, { email: 'nobody@example.com' });
	if (!isSorted) drawn.reverse();
	for (let i = 0; i < repeats; i++) drawn.push({ ...drawn[drawn.length - 1], repeated: true });
	return drawn;
}

const asItems = (list: readonly JsonRecord[]): INodeExecutionData[] =>
	list.map((json) => ({ json: json as IDataObject }));
const linesOf = (items: readonly INodeExecutionData[]) =>
	items.map(({ json }) => `${JSON.stringify(json)}\n`).join('');
const bytesOf = (list: readonly JsonRecord[], format: keyof typeof rowFormats) =>
	Buffer.concat([...writeRows(list, rowFormats[format].encoder(unionOfKeys(list)))]);
/** As a table has them: a field that a row lacks is null. */
const asTable = (list: readonly JsonRecord[], columns = unionOfKeys(list)) => {
	const nothing = Object.fromEntries(columns.map((name) => [name, null]));
	return list.map((row) => JSON.parse(JSON.stringify({ ...nothing, ...row })) as JsonRecord);
};
/** What an item tells beside files: summaries and groups. */
const told = (outputs: INodeExecutionData[][], from: number) =>
	outputs.slice(from).map((items) => items.map(({ json }) => json));

describe.each(Object.entries(nodes))('%s', (_name, { node, options }) => {
	const events = asItems(
		base.slice(0, 40).map((row, i) => ({
			customerId: i % 5 === 0 ? `visitor ${i}` : row.customerId,
			...(i % 3 === 0 && { email: row.email }),
			...(i !== 7 && { type: eventTypes[i % eventTypes.length] }),
			time: '2026-01-05T10:00:00Z',
		})),
	);
	const second = (hasSecond: boolean) =>
		!hasSecond || node.description.inputs.length === 1
			? []
			: node instanceof ScoreCustomer
				? events
				: asItems(base.slice(10, 60).map((row, i) => ({ ...row, tier: tiers[i % 5] })));
	const drawn = fc.record({
		rows,
		options: options as fc.Arbitrary<JsonRecord>,
		fields: fc.constantFrom('all', 'essential'),
		hasSecond: fc.boolean(),
		applies: fc.boolean(),
		from: fc.constantFrom('items', 'file', 'csv'),
		chunkBytes: fc.constantFrom(700, 5000, 1_000_000),
	});

	it('writes the same bytes into a file as it gives items, fitted and applied', async () => {
		await fc.assert(
			fc.asyncProperty(drawn, async (given) => {
				const list = drawnRows(given.rows);
				const read = given.from === 'csv' ? asTable(list) : list;
				const more = { ...given.options, outputFields: given.fields };
				const known = second(given.hasSecond);
				const run = async (customersAs: string, items: INodeExecutionData[], model?: unknown) => {
					const files = new FileRun(given.chunkBytes);
					const input =
						items.length > 0
							? items
							: [files.item(`some.${given.from === 'csv' ? 'csv' : 'ndjson'}`, content)];
					const { method, value, ...others } = more as JsonRecord;
					const parameters = {
						...(method !== undefined && { method }),
						...(value !== undefined && { value }),
						...(model !== undefined && { use: 'savedModel', savedModel: model }),
						...others,
						options: { ...others, customersAs },
					};
					return { files, outputs: await files.execute(node, parameters, input, known) };
				};
				const content = given.from === 'items' ? '' : bytesOf(list, given.from as 'file' | 'csv');
				const items = asItems(read);
				const first = await run('items', items);
				const summaryAt = first.outputs.findIndex(([item]) => Array.isArray(item?.json.notices));
				const model = given.applies ? first.outputs[summaryAt][0].json.model : undefined;
				const whole = model === undefined ? first : await run('items', items, model);
				const fromFile = given.from === 'items' ? items : [];
				const file = await run('file', fromFile, model);
				const csv = await run('csv', fromFile, model);
				expect(told(file.outputs, summaryAt)).toEqual(told(whole.outputs, summaryAt));
				expect(file.files.hints).toEqual(whole.files.hints);
				for (let output = 0; output < summaryAt; output++) {
					const expected = whole.outputs[output];
					const [item] = file.outputs[output];
					if (expected.length === 0) {
						expect(file.outputs[output]).toEqual([]);
						continue;
					}
					expect(file.files.contentOf(item)).toBe(linesOf(expected));
					expect(item.json.rows).toBe(expected.length);
					const table = csv.files.contentOf(csv.outputs[output][0]);
					const back = await readBytes(Buffer.from(table), { hasTypedCells: true, size: 5000 });
					expect(back.rows).toEqual(
						asTable(
							expected.map(({ json }) => json),
							Object.keys(back.rows[0]),
						),
					);
				}
			}),
			{ numRuns: 20 },
		);
	}, 120_000);

	it.each([1, 3, 6])('stops in portion %i where the execution is cancelled', async (portion) => {
		const files = new FileRun(2000);
		let portions = 0;
		files.onRead = () => {
			if (++portions === portion) files.controller.abort(new Error('cancelled'));
		};
		const input = [files.item('customers.ndjson', bytesOf(base, 'file'))];
		const run = files.execute(node, { options: { customersAs: 'file' } }, input);
		await expect(run).rejects.toThrow('cancelled');
		expect(portions).toBeLessThanOrEqual(portion + 1);
	});
});
