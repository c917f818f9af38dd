import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { rowsOfDuckDb } from '../../harness/data/rowsOfDuckDb';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { runSingle } from '../support/singleNode';

const asOf = '2026-01-31';
const settings = { what: 'orders', customers: 300, asOf, timeZone: 'America/New_York' };
const orders = sampleRows(sampleShopOptions.parse(settings)) as IDataObject[];
const fields = {
	orderId: 'orderId',
	orderDate: 'orderDate',
	customerId: 'customerId',
	category: 'category',
	discount: 'discount',
	firstName: 'firstName',
	emailConsent: 'emailConsent',
};
const write = { operation: 'write', dialect: 'duckDb', fields };
const asItems = (rows: readonly object[]): INodeExecutionData[] =>
	rows.map((row) => ({ json: row as IDataObject }));

async function statementOf(
	options: IDataObject = { asOf, outputFields: 'all' },
	more: IDataObject = {},
) {
	const run = await runSingle('customerValueSql', { ...write, ...more, options }, [{ json: {} }]);
	if (run.error) throw run.error;
	return run;
}

describe('Customer Value SQL', () => {
	it('writes a statement whose rows it reads as the exact customers of Compute RFM', async () => {
		const [statement] = (await statementOf()).rows('Node');
		const rows = await rowsOfDuckDb(orders, String(statement.sql));
		const read = { operation: 'read', statement: JSON.stringify(statement) };
		const run = await runSingle('customerValueSql', read, asItems(rows));
		expect(run.error).toBeUndefined();
		const custom = Object.fromEntries(
			[
				'brand',
				'product',
				'region',
				'currency',
				'phone',
				'lastName',
				'smsConsent',
				'pushConsent',
				'refund',
				'refundedAt',
				'updatedAt',
				'isTest',
				'cancelledAt',
				'tax',
				'shipping',
				'costOfGoods',
				'refundOf',
			].map((name) => [name, '']),
		);
		const rfm = await runSingle(
			'computeRfm',
			{ source: 'custom', asOf, fields: custom, options: { outputFields: 'all' } },
			asItems(orders),
		);
		expect(rfm.error).toBeUndefined();
		expect(run.rows('Node').length).toBeGreaterThan(250);
		expect(run.rows('Node')).toEqual(rfm.rows('Node'));
		const [summary] = run.rows('Node', 1);
		const [expected] = rfm.rows('Node', 2);
		expect(summary).toMatchObject({
			customers: expected.customers,
			model: expected.model,
			segments: expected.segments,
		});
	});

	it('writes later steps into the statement, and reads their fields as the nodes give them', async () => {
		const own = { code: 'first', source: 'field', field: 'orderCountLifetime', points: 7 };
		const points = { rulesFrom: 'standardAndOwn', ownRules: { rules: [own] } };
		const tiers = { holdoutShare: 30 };
		const churn = { minimumMatureOrders: 10, uniformLapseDays: 100 };
		const suppression = { recentBuyerDays: 10 };
		const settings = { asOf, outputFields: 'all', points, tiers, churn, suppression };
		const steps = ['tiers', 'churn', 'suppression', 'points'];
		const written = await statementOf({ ...settings, steps });
		const [statement] = written.rows('Node');
		expect(written.rows('Node', 1)[0]).toMatchObject({
			steps: 'computeRfm,points,tiers,churn,suppression',
			notices: [
				{ code: 'noCurrencyColumn' },
				{ code: 'rulesWithoutData', message: expect.stringContaining('emailOpen') },
				{ code: 'contactFactsUnknown' },
			],
		});
		const rows = await rowsOfDuckDb(orders, String(statement.sql));
		const read = { operation: 'read', statement: JSON.stringify(statement) };
		const run = await runSingle('customerValueSql', read, asItems(rows));
		expect(run.error).toBeUndefined();

		const [plain] = (await statementOf()).rows('Node');
		let customers = await runSingle(
			'customerValueSql',
			{ operation: 'read', statement: JSON.stringify(plain) },
			asItems(await rowsOfDuckDb(orders, String(plain.sql))),
		);
		const models: Record<string, unknown> = {};
		const nodes = [
			['scoreCustomer', 'scoreModel', { ...points, bandLimits: 'percentiles' }, {}],
			['assignTier', 'tierModel', {}, { ...tiers, holdoutKey: 'customerId' }],
			['churnCheck', 'churnModel', {}, churn],
		] as const;
		for (const [node, model, panel, more] of nodes) {
			const given = { ...panel, options: { outputFields: 'all', ...more } };
			customers = await runSingle(node, given, asItems(customers.rows('Node')));
			expect(customers.error).toBeUndefined();
			models[model] = customers.rows('Node', node === 'churnCheck' ? 4 : 2)[0].model;
		}
		// What a table in a database doesn't know closes a channel.
		const closed = { unknownEmailConsent: 'suppress', unknownPushConsent: 'suppress' };
		customers = await runSingle(
			'buildSuppressionList',
			{ options: { outputFields: 'all', ...suppression, ...closed } },
			asItems(customers.rows('Node')),
		);
		expect(customers.error).toBeUndefined();
		expect(run.rows('Node')).toEqual(customers.rows('Node'));
		expect(run.rows('Node', 1)[0]).toMatchObject(models);
	});

	it.each([
		['a rule on events', { code: 'e', source: 'event', eventTypes: 'x', points: 1 }, /rule e/],
		[
			'a field that the statement has not',
			{ code: 'f', source: 'field', field: 'npsScore', operator: 'atLeast', value: '1', points: 1 },
			/"Options → Points → My Own Rules" needs one of the fields orderCountLifetime.*got "rule f"/,
		],
		[
			'a half-life',
			{ code: 'h', source: 'order', halfLifeDays: 30, points: 1 },
			/needs no half-life.*rule h/,
		],
		['fractions of a point', { code: 'p', source: 'order', points: 0.001 }, /2 decimals.*rule p/],
	])('refuses %s by the name of the rule', async (_, rule, message) => {
		const points = { rulesFrom: 'standardAndOwn', ownRules: { rules: [rule] } };
		const given = { ...write, options: { steps: ['points'], points } };
		const run = await runSingle('customerValueSql', given, [{ json: {} }]);
		expect(run.error?.message).toMatch(message);
	});

	it('writes one item for any number of input items, with its dialect and the version of its text', async () => {
		const run = await runSingle(
			'customerValueSql',
			{ ...write, options: { asOf } },
			asItems([{}, {}, {}]),
		);
		const [statement, ...others] = run.rows('Node');
		expect(others).toEqual([]);
		expect(statement).toMatchObject({
			dialect: 'duckDb',
			version: expect.stringMatching(/^[0-9a-f]{12}$/),
		});
		expect(String(statement.sql)).toMatch(/^WITH order_cells AS/);
		const [again] = (await statementOf({ asOf })).rows('Node');
		expect(again.version).toBe(statement.version);
		const [otherDay] = (await statementOf({ asOf: '2026-02-01' })).rows('Node');
		expect(otherDay.version).not.toBe(statement.version);
	});

	it.each([
		[
			'a currency column without a base currency',
			{ fields: { ...fields, currency: 'currency' } },
			/"Base Currency" needs a three-letter currency code/,
		],
		[
			'a table of four parts',
			{ ordersTable: 'a.b.c.d' },
			/"Orders Table" needs at most three names/,
		],
		[
			'an expression in a name',
			{ ordersTable: 'a{{ 1 }}' },
			/"Orders Table" needs a text without \{\{/,
		],
		[
			'no identity',
			{ fields: { orderDate: 'd', customerId: '', email: '' } },
			/"Order Columns.*" needs the column of customer IDs/,
		],
	])('refuses %s', async (_, more, message) => {
		// A name with an expression in it comes out of an expression.
		const given = JSON.parse(
			JSON.stringify(more).replace('"a{{ 1 }}"', "\"={{ 'a{' + '{ 1 }' + '}' }}\""),
		) as IDataObject;
		const run = await runSingle('customerValueSql', { ...write, ...given }, [{ json: {} }]);
		expect(run.error?.message).toMatch(message);
	});

	it('refuses rows of another statement, duplicate rows, and anything that is not a statement', async () => {
		const [statement] = (await statementOf()).rows('Node');
		const rows = await rowsOfDuckDb(orders, String(statement.sql));
		const [other] = (await statementOf({ asOf: '2026-02-01' })).rows('Node');
		const readWith = (text: unknown, items: readonly object[]) =>
			runSingle(
				'customerValueSql',
				{ operation: 'read', statement: JSON.stringify(text) },
				asItems(items),
			);
		const faults = [
			await readWith(other, rows),
			await readWith(statement, [...rows, rows[0]]),
			await readWith(statement, [{ id: 1 }]),
			await readWith({ sql: 'SELECT 1' }, rows),
		];
		for (const { error } of faults) expect(error?.message).toMatch(/^"Statement.*" needs /);
	});

	it('reads the success item that n8n’s Postgres node returns for no rows as no customers', async () => {
		const [statement] = (await statementOf()).rows('Node');
		const read = { operation: 'read', statement: JSON.stringify(statement) };
		const run = await runSingle('customerValueSql', read, asItems([{ success: true }]));
		expect(run.error).toBeUndefined();
		expect(run.rows('Node')).toEqual([]);
		expect(run.rows('Node', 1)).toMatchObject([{ customers: 0, model: null }]);
	});

	it('reads no rows as no customers', async () => {
		const [statement] = (await statementOf()).rows('Node');
		const run = await runSingle(
			'customerValueSql',
			{ operation: 'read', statement: JSON.stringify(statement) },
			[],
		);
		expect(run.error).toBeUndefined();
		expect(run.rows('Node')).toEqual([]);
	});
});
