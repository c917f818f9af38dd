import { computeRfm } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { parseOptions } from '../../src/values/parseOptions';
import { warehouseOptions } from '../../src/warehouse/options';
import { readCustomers } from '../../src/warehouse/readCustomers';
import { writeStatement } from '../../src/warehouse/writeStatement';
import { type Engine, engineStarts, startMariaDbEngine } from '../support/warehouseEngines';

const host = { timeZone: 'UTC', now: Date.UTC(2025, 5, 30, 12) };
const fields = {
	...Object.fromEntries(
		Object.keys(rfmOptions.shape.fields.removeDefault().shape).map((name) => [name, '']),
	),
	orderId: 'order_id',
	orderDate: 'ordered_at',
	amount: 'amount',
	customerId: 'customer_id',
	email: 'email',
	status: 'status',
	refundOf: 'refund_of',
};
const common = { asOf: '2025-06-30', fields, baseCurrency: 'USD', outputFields: 'all' };

const first = [
	['o1', '2025-06-01', '120.00', 'a', 'a@example.com', 'paid', null],
	['o2', '2025-05-01', '30.50', 'a', 'a@example.com', 'paid', null],
	['o3', '2024-11-01', '15.00', 'b', 'b@example.com', 'paid', null],
	['o4', '2025-01-15', '80.00', 'c', 'c@example.com', 'cancelled', null],
	['o5', '2025-02-15', '80.00', 'c', 'c@example.com', 'paid', null],
	['r5', '2025-02-20', '-80.00', 'c', 'c@example.com', 'paid', 'o5'],
	['r9', '2025-02-20', '-9.00', 'c', 'c@example.com', 'paid', 'o9'],
	[null, '2025-02-21', '-3.00', 'b', 'b@example.com', 'paid', null],
	['o6', '2025-03-01', 'free', 'd', 'd@example.com', 'paid', null],
] as const;
const columns = ['order_id', 'ordered_at', 'amount', 'customer_id', 'email', 'status', 'refund_of'];

type Row = ReadonlyArray<string | null>;

async function load(engine: Engine, table: string, rows: readonly Row[]): Promise<void> {
	await engine.execute(`DROP TABLE IF EXISTS ${table}`);
	await engine.execute(
		`CREATE TABLE ${table} (order_id varchar(99), ordered_at ${engine.timeType}, amount varchar(99), customer_id varchar(99), email varchar(99), status varchar(99), refund_of varchar(99))`,
	);
	const literal = (cell: string | null) => (cell === null ? 'NULL' : `'${cell}'`);
	const values = rows.map((row) => `(${row.map(literal).join(', ')})`);
	await engine.execute(`INSERT INTO ${table} VALUES ${values.join(', ')}`);
}

const asItems = (rows: readonly Row[]): JsonRecord[] =>
	rows.map((row) => Object.fromEntries(row.map((cell, i) => [columns[i], cell])));

function core(rows: readonly Row[], options: JsonRecord = {}) {
	return computeRfm(
		asItems(rows),
		parseOptions(rfmOptions, { ...common, source: 'custom', ...options }),
		host,
	);
}

function write(engine: Engine, options: JsonRecord = {}) {
	const given = {
		...common,
		dialect: engine.dialect,
		ordersTable: 'orders',
		dateColumns: 'utcTime',
		...options,
	};
	return writeStatement(parseOptions(warehouseOptions, given), host);
}

/** Runs all but the last of several statements, and returns the rows of the last. */
async function runAll(engine: Engine, sql: string): Promise<JsonRecord[]> {
	const last = sql.lastIndexOf(';\n');
	if (engine.dialect !== 'duckDb' || last < 0) return await engine.query(sql);
	await engine.execute(sql.slice(0, last));
	return await engine.query(sql.slice(last + 2));
}

describe.each(engineStarts)('results of a statement on %s', (name, start) => {
	let engine: Engine | undefined;

	beforeAll(async () => {
		engine = await start();
		if (engine === undefined) console.warn(`${name} is not on this machine: not tested.`);
	}, 60_000);

	afterAll(() => engine?.stop());

	it('as Rows equal the customers of Compute RFM', async () => {
		if (!engine) return;
		await load(engine, 'orders', first);
		const { sql, reading } = write(engine);
		const { customers, model } = readCustomers(await engine.query(sql), reading);
		const expected = core(first);
		expect(customers).toEqual(expected.customers.map(({ row }) => row));
		expect(model).toEqual(expected.summary.model);
	});

	it('are equal whatever the table of the orders is called, such as a part of the statement', async () => {
		if (!engine) return;
		for (const ordersTable of ['order_words', 'customers']) {
			await load(engine, ordersTable, first);
			const { sql, reading } = write(engine, { ordersTable });
			const { customers } = readCustomers(await engine.query(sql), reading);
			expect(customers).toEqual(core(first).customers.map(({ row }) => row));
		}
	});

	it('as Summary reconcile with the summary of Compute RFM', async () => {
		if (!engine) return;
		await load(engine, 'orders', first);
		const rows = await engine.query(write(engine, { result: 'summary' }).sql);
		const { summary } = core(first);
		const of = (kind: string) => rows.filter((row) => row.kind === kind);
		expect(
			Object.fromEntries(of('setAside').map(({ code, number }) => [code, Number(number)])),
		).toEqual(summary.setAsideByReason);
		const totals = Object.fromEntries(
			of('total').map(({ code, amount_minor }) => [code, Number(amount_minor) / 100]),
		);
		for (const total of [
			'amountIn',
			'charged',
			'counted',
			'notCounted',
			'refundsDeducted',
			'otherDeductions',
		])
			expect([total, totals[total]]).toEqual([total, summary[total]]);
		const segments = (summary.segments as JsonRecord[]).map(({ segment, customers, revenue }) => [
			segment,
			customers,
			revenue,
		]);
		const told = of('segment').map(({ code, number, amount_minor }) => [
			code,
			Number(number),
			Number(amount_minor) / 100,
		]);
		expect(told.sort()).toEqual(segments.sort());
	});

	it('as Table are in the table once, however often they are written', async () => {
		if (!engine) return;
		await load(engine, 'orders', first);
		const { sql, reading } = write(engine, { result: 'table', resultTable: 'customer_value' });
		await engine.execute(sql);
		await engine.execute(sql);
		const rows = await engine.query('SELECT * FROM customer_value');
		expect(readCustomers(rows, reading).customers).toEqual(
			core(first).customers.map(({ row }) => row),
		);
	});

	it('as Changes list who is new, changed or gone, and nobody after they are accepted', async () => {
		if (!engine) return;
		const table = { resultTable: 'told' };
		await load(engine, 'orders', first);
		const changes = write(engine, { result: 'changes', ...table });
		const accept = write(engine, { result: 'acceptChanges', ...table });
		const told = async () => {
			const rows = await runAll(engine as Engine, changes.sql);
			return rows
				.map(({ change, customer_id }) => `${String(change)} ${String(customer_id)}`)
				.sort();
		};
		expect(await told()).toEqual(['new a', 'new b', 'new c']);
		expect(await told()).toEqual(['new a', 'new b', 'new c']);
		await engine.execute(accept.sql);
		expect(await told()).toEqual([]);

		// A day later nothing has happened: what passes with time is no change.
		const nextDay = write(engine, { result: 'changes', asOf: '2025-07-01', ...table });
		expect(await runAll(engine, nextDay.sql)).toEqual([]);

		const later: Row[] = [
			...first.filter(([, , , customer]) => customer !== 'b'),
			['o7', '2025-06-29', '42.00', 'c', 'c@example.com', 'paid', null],
		];
		await load(engine, 'orders', later);
		expect(await told()).toEqual(expect.arrayContaining(['changed c', 'gone b']));
		await engine.execute(accept.sql);
		expect(await told()).toEqual([]);
	});

	it('as Accept Changes fail where another run has told changes since the one they name', async () => {
		if (!engine) return;
		const table = { resultTable: 'raced' };
		await load(engine, 'orders', first);
		const asOf = Date.UTC(2025, 5, 30, 3);
		await runAll(engine, write(engine, { result: 'changes', asOf, ...table }).sql);
		const accept = write(engine, { result: 'acceptChanges', asOf, ...table }).sql;
		const other = write(engine, { result: 'changes', asOf: asOf + 1, ...table }).sql;
		await runAll(engine, other);
		await expect(engine.execute(accept)).rejects.toThrow(
			/another run has told changes since|BIGINT value is out of range/,
		);
		await runAll(engine, write(engine, { result: 'changes', asOf, ...table }).sql);
		await engine.execute(accept);
		expect(await runAll(engine, other)).toEqual([]);
	});

	it('as Changes work for a table of any name, even one that the statement uses', async () => {
		if (!engine) return;
		await load(engine, 'orders', first);
		const { sql } = write(engine, { result: 'changes', resultTable: '"before"' });
		expect(await runAll(engine, sql)).toHaveLength(3);
	});

	it('never replace the rows of a table that is not a result table', async () => {
		if (!engine) return;
		await load(engine, 'orders', first);
		await load(engine, 'kept', first);
		const { sql } = write(engine, { result: 'table', resultTable: 'kept' });
		await expect(engine.execute(sql)).rejects.toThrow(/order_days_and_values/);
		expect(await engine.query('SELECT * FROM kept')).toHaveLength(first.length);
	});

	it.each(['orders', 'ORDERS', '"orders"', 'main.orders'])(
		'refuse the table of the orders as the result table: %s',
		(resultTable) => {
			if (!engine) return;
			const writing = engine;
			for (const result of ['table', 'changes', 'acceptChanges'])
				expect(() => write(writing, { result, resultTable })).toThrow(
					'"resultTable" needs a table other than the orders',
				);
			const isNext = { result: 'changes', resultTable, ordersTable: 'orders_next' };
			expect(() => write(writing, isNext)).toThrow(
				'"resultTable" needs a table other than the orders',
			);
		},
	);

	it('as Changes compare the results of later steps, but not what passes with time in them', async () => {
		if (!engine) return;
		await load(engine, 'orders', first);
		const table = { resultTable: 'steps', steps: ['points', 'tiers', 'churn', 'suppression'] };
		const changes = (asOf: string) =>
			write(engine as Engine, { result: 'changes', asOf, ...table });
		expect(await runAll(engine, changes('2025-06-30').sql)).toHaveLength(3);
		await engine.execute(write(engine, { result: 'acceptChanges', ...table }).sql);
		// The risk of everybody is another one a day later.
		expect(await runAll(engine, changes('2025-07-01').sql)).toEqual([]);
		const later = changes('2025-10-15');
		const { customers } = readCustomers(await runAll(engine, later.sql), later.reading);
		expect(customers.map(({ customerId, change }) => [customerId, change])).toEqual([
			['a', 'changed'],
		]);
		expect(customers[0]).toMatchObject({ churnStatus: 'lapsed', tierModelVersion: null });
	});

	it('never mix the results of other steps into a table', async () => {
		if (!engine) return;
		await load(engine, 'orders', first);
		const table = { result: 'table', resultTable: 'of_points' };
		await engine.execute(write(engine, { ...table, steps: ['points'] }).sql);
		const other = write(engine, { ...table, steps: ['tiers'] });
		await expect(engine.execute(other.sql)).rejects.toThrow(/tier/);
		expect(await engine.query('SELECT * FROM of_points')).toHaveLength(3);
	});

	it('reads changes as customers with "change", and those gone as their ID alone', async () => {
		if (!engine) return;
		const table = { resultTable: 'read_changes' };
		const changes = write(engine, { result: 'changes', ...table });
		await load(engine, 'orders', first);
		await runAll(engine, changes.sql);
		await engine.execute(write(engine, { result: 'acceptChanges', ...table }).sql);
		await load(
			engine,
			'orders',
			first.filter(([, , , customer]) => customer !== 'b'),
		);
		const { customers } = readCustomers(await runAll(engine, changes.sql), changes.reading);
		expect(customers.find(({ customerId }) => customerId === 'b')).toEqual({
			customerId: 'b',
			email: 'b@example.com',
			change: 'gone',
		});
	});
});

it('refuses a result table whose name PostgreSQL would cut off', () => {
	const options = { ...common, result: 'changes', dialect: 'postgres' };
	const written = (resultTable: string) =>
		writeStatement(parseOptions(warehouseOptions, { ...options, resultTable }), host);
	expect(() => written('a'.repeat(58))).not.toThrow();
	expect(() => written('a'.repeat(59))).toThrow('"resultTable" needs names of at most 58 bytes');
	expect(() => written('é'.repeat(30))).toThrow('"resultTable" needs names of at most 58 bytes');
});

describe('refunds of one order, in an engine that cannot compare whole rows', () => {
	it('count as one where all columns that are set are equal, and apart by the column that is named', async () => {
		const engine = await startMariaDbEngine();
		if (!engine) return;
		try {
			await load(engine, 'orders', [
				['o1', '2025-06-01', '120.00', 'a', 'a@example.com', 'paid', null],
				['r1', '2025-06-02', '-10.00', 'a', 'a@example.com', 'paid', 'o1'],
				['r2', '2025-06-02', '-10.00', 'a', 'a@example.com', 'paid', 'o1'],
			]);
			const spentWith = async (options: JsonRecord) => {
				const noId = { fields: { ...fields, orderId: 'refund_of_or_id' } };
				const ordersQuery =
					'SELECT orders.*, COALESCE(refund_of, order_id) AS refund_of_or_id FROM orders';
				const { sql, reading } = write(engine, { ...noId, ordersQuery, ...options });
				return readCustomers(await engine.query(sql), reading).customers[0].monetaryTotal;
			};
			expect(await spentWith({})).toBe(110);
			expect(await spentWith({ rowId: 'order_id' })).toBe(100);
		} finally {
			await engine.stop();
		}
	});
});

it('reads a TIMESTAMP of MariaDB as its instant, whatever the time zone of the server', async () => {
	const engine = await startMariaDbEngine();
	if (!engine) return;
	try {
		await engine.execute(
			"CREATE TABLE orders (order_id varchar(9), customer_id varchar(9), email varchar(9), amount int, status varchar(9), refund_of varchar(9), ordered_at timestamp(3)); SET time_zone = '-08:00'; INSERT INTO orders VALUES ('o1', 'a', NULL, 5, 'paid', NULL, '2025-06-01 23:30:00.125')",
		);
		const { sql, reading } = write(engine, { dateColumns: 'instant' });
		const { customers } = readCustomers(await engine.query(sql), reading);
		expect(customers[0].lastOrderAt).toBe('2025-06-02T07:30:00.125Z');
	} finally {
		await engine.stop();
	}
});
