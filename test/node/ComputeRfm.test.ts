import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';
import { ComputeRfm } from '../../nodes/ComputeRfm/ComputeRfm.node';
import type { WorkflowFile } from '../../harness/engine/runWorkflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { chain, own } from '../../harness/engine/workflowParts';

const orders: IDataObject[] = [
	{ orderId: 1, customerId: 'a', orderDate: '2025-06-01', amount: 10, currency: 'USD' },
	{ orderId: 2, customerId: 'b', orderDate: '2025-03-01', amount: '20.50', currency: 'USD' },
	{ orderId: 3, customerId: 'a', orderDate: '2025-06-20', amount: 30, currency: 'USD' },
	{ orderId: 4, customerId: 'b', orderDate: 'soon', amount: 5, currency: 'USD' },
];
const input = orders.map((json) => ({ json }));

/** A trigger and Compute RFM, as of the end of 2025-06-30 in Berlin. */
const workflow = (parameters: IDataObject = {}, settings: Partial<INode> = {}): WorkflowFile => ({
	...chain(own('Compute RFM', 'computeRfm', { asOf: '2025-06-30', ...parameters }, settings)),
	settings: { timezone: 'Europe/Berlin' },
});

const run = async (parameters: IDataObject = {}, settings: Partial<INode> = {}) =>
	await runWorkflow(workflow(parameters, settings), { input });

describe('Compute RFM', () => {
	it('gives customers, set-aside rows and one summary', async () => {
		const result = await run();
		expect(result.error).toBeUndefined();
		const customers = result.rows('Compute RFM', 0);
		expect(customers.map(({ customerId, monetaryTotal }) => [customerId, monetaryTotal])).toEqual([
			['a', 40],
			['b', 20.5],
		]);
		expect(customers[0]).toMatchObject({
			asOf: '2025-06-30T23:59:59.999+02:00',
			daysSinceLastOrder: 10,
		});
		expect(result.rows('Compute RFM', 1)).toEqual([
			{
				...orders[3],
				setAsideReason: 'unparseableDate',
				setAsideExplanation: 'The order date can’t be read.',
			},
		]);
		expect(result.rows('Compute RFM', 2)).toMatchObject([
			{ rowsIn: 4, rowsUsed: 3, rowsSetAside: 1, model: { kind: 'rfm' } },
		]);
	});

	it('pairs a customer to its latest order, and to all of them on request', async () => {
		const paired = (items: Array<{ pairedItem?: unknown }>) =>
			items.map(({ pairedItem }) => pairedItem);
		const one = await run();
		expect(paired(one.items('Compute RFM', 0))).toEqual([{ item: 2 }, { item: 1 }]);
		expect(paired(one.items('Compute RFM', 1))).toEqual([{ item: 3 }]);
		const all = await run({ options: { pairAllOrders: true } });
		expect(paired(all.items('Compute RFM', 0))).toEqual([
			[{ item: 2 }, { item: 0 }],
			[{ item: 1 }],
		]);
	});

	it('reads the fields and options that the panel names', async () => {
		const result = await run({
			fields: { amount: 'orderId' },
			options: {
				exchangeRates: { rate: [{ currency: 'EUR', rate: 2 }] },
				keepFields: 'amount',
				timeZone: 'America/New_York',
			},
		});
		expect(result.rows('Compute RFM')[0]).toMatchObject({
			monetaryTotal: 4,
			amount: 30,
			asOf: '2025-06-30T23:59:59.999-04:00',
		});
	});

	describe('with the orders of a source', () => {
		/** Sample Shop in a source's layout, directly into Compute RFM. */
		async function runSource(source: string) {
			const file = workflow({ source, asOf: '2026-06-30' });
			const orderFormat = source === 'custom' ? 'plain' : source;
			const options = { asOf: '2026-06-30', messyData: false };
			const shop = own('Sample Shop', 'sampleShop', { orderFormat, customers: 150, options });
			const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
			return await runWorkflow({
				...file,
				nodes: [...file.nodes, shop],
				connections: { Start: to('Sample Shop'), 'Sample Shop': to('Compute RFM') },
			});
		}
		const spent = (rows: IDataObject[]) =>
			rows.map((row) => [row.customerId, row.orderHistory, row.refundRate, row.email]);

		it.each(['bigCommerce', 'shopify', 'shopifyGraphql', 'stripe', 'wooCommerce'])(
			'gives the customers of the plain orders: %s',
			async (source) => {
				const [plain, result] = [await runSource('custom'), await runSource(source)];
				expect(result.error).toBeUndefined();
				expect(result.rows('Compute RFM')).toHaveLength(150);
				expect(spent(result.rows('Compute RFM'))).toEqual(spent(plain.rows('Compute RFM')));
				expect(result.rows('Compute RFM', 1)).toEqual([]);
			},
		);

		it('pairs what was on a page of a GraphQL answer to that page', async () => {
			const order = (id: number, customer: IDataObject | null) => ({
				id: `gid://shopify/Order/${id}`,
				createdAt: '2025-06-01T10:00:00Z',
				totalPriceSet: { shopMoney: { amount: '5.0', currencyCode: 'USD' } },
				customer,
			});
			const pages = [
				[order(1, { id: 'gid://shopify/Customer/7' }), order(2, null)],
				[order(3, { id: 'gid://shopify/Customer/8' })],
			];
			const result = await runWorkflow(workflow({ source: 'shopifyGraphql' }), {
				input: pages.map((nodes) => ({ json: { data: { orders: { nodes } } } })),
			});
			const found = result
				.items('Compute RFM')
				.map((item) => [item.json.customerId, item.pairedItem]);
			expect(found).toEqual([
				['7', { item: 0 }],
				['8', { item: 1 }],
			]);
			expect(result.items('Compute RFM', 1)).toMatchObject([
				{ json: { setAsideReason: 'missingIdentity' }, pairedItem: { item: 0 } },
			]);
		});
	});

	it('shows as hints what its user should know', async () => {
		const hints = (await run()).hints('Compute RFM');
		expect(hints.some((hint) => hint.includes('Only 2 customers'))).toBe(true);
		expect(hints.some((hint) => hint.includes('25% of the rows were set aside'))).toBe(true);
	});

	it.each([
		[{ options: { bins: 2 } }, '"Options → Score Bins" needs a number of at least 3, but got 2'],
		[{ asOf: '2025-02-30' }, '"As Of" needs a date such as 2026-01-31'],
		[{ baseCurrency: 'dollar' }, '"Base Currency" needs a three-letter currency code such as USD'],
		[{ options: { timeZone: 'Atlantis' } }, '"Options → Time Zone" needs an IANA time zone'],
		[{ options: { numberLocale: 'no locale' } }, '"Options → Number Format" needs a locale'],
		[
			{ options: { exchangeRates: { rate: [{ currency: 'euro', rate: 1 }] } } },
			'"Options → Exchange Rates → row 1 → Currency" needs a three-letter currency code',
		],
		[
			{ options: { monetaryMethod: 'thresholds', monetaryThresholds: '5, 1' } },
			'"Options → Monetary Thresholds" needs 4 ascending numbers',
		],
		[
			{
				options: {
					segmentMap: 'own',
					segments: {
						segment: [
							{ segment: 'all', recencyFrom: 1, recencyTo: 5, frequencyFrom: 1, frequencyTo: 4 },
						],
					},
				},
			},
			'R5 F5 has none',
		],
	])('says of %j which option is wrong, as the panel calls it', async (parameters, message) => {
		const { error, runs } = await run(parameters);
		expect(error?.message).toContain(message);
		expect(runs['Compute RFM'][0].data).toBeUndefined();
	});

	it('goes on with one error item, paired to every input item, where told to', async () => {
		const result = await run({ options: { bins: 99 } }, { onError: 'continueRegularOutput' });
		expect(result.error).toBeUndefined();
		expect(result.items('Compute RFM')).toEqual([
			expect.objectContaining({
				json: { error: expect.stringContaining('"Options → Score Bins"') },
				pairedItem: [{ item: 0 }, { item: 1 }, { item: 2 }, { item: 3 }],
			}),
		]);
		expect(result.items('Compute RFM', 2)).toEqual([]);
	});

	it('gives nothing of nothing, without an error', async () => {
		const result = await runWorkflow(workflow({ use: 'savedModel' }), { input: [] });
		expect(result.error).toBeUndefined();
		for (const output of [0, 1, 2]) expect(result.items('Compute RFM', output)).toEqual([]);
	});

	describe('with a saved model', () => {
		/** Two nodes after the trigger: the upper one fits a model, the lower one applies the result of the expression. */
		function fitAndApply(savedModel: string): WorkflowFile {
			const { nodes, settings } = workflow({ use: 'savedModel', savedModel });
			const fit = own('Fit', 'computeRfm', { asOf: '2025-06-30' }, { position: [0, -200] });
			const targets = ['Fit', 'Compute RFM'].map((name) => ({
				node: name,
				type: 'main' as const,
				index: 0,
			}));
			return { nodes: [...nodes, fit], connections: { Start: { main: [targets] } }, settings };
		}

		it.each([
			["={{ $('Fit').first(2).json.model }}"],
			["={{ $('Fit').first(2).json }}"],
			["={{ JSON.stringify($('Fit').first(2).json.model) }}"],
		])('scores by what an earlier node gives: %s', async (expression) => {
			const result = await runWorkflow(fitAndApply(expression), { input });
			expect(result.error).toBeUndefined();
			expect(result.rows('Compute RFM')).toEqual(result.rows('Fit'));
			expect(result.hints('Compute RFM').join()).not.toContain('Only 2 customers');
		});

		it.each([
			['={{ $json.nothing }}'],
			["={{ $('Fit').first(2).json.nothing }}"],
			[''],
			['{}'],
			['={{ { kind: "tier" } }}'],
		])('never fits again where it gets none: %j', async (expression) => {
			const result = await runWorkflow(fitAndApply(expression), { input });
			expect(result.error?.message).toContain('"Saved Model" needs the "model" of this node');
			expect(result.items('Compute RFM')).toEqual([]);
		});
	});

	it.each([true, false])(
		'stops when the execution is cancelled, continue on fail %p',
		async (continueOnFail) => {
			const controller = new AbortController();
			controller.abort(new Error('The execution was cancelled'));
			const parameters: Record<string, unknown> = { source: 'custom', options: {} };
			const context = {
				getInputData: () => input,
				getNodeParameter: (name: string, _: number, fallback: unknown) =>
					parameters[name] ?? fallback,
				getTimezone: () => 'UTC',
				getExecutionCancelSignal: () => controller.signal,
				getNode: () => workflow().nodes[1],
				continueOnFail: () => continueOnFail,
				addExecutionHints: () => {},
			} as unknown as IExecuteFunctions;
			await expect(new ComputeRfm().execute.call(context)).rejects.toThrow(
				'The execution was cancelled',
			);
		},
	);
});
