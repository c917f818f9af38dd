import fc from 'fast-check';
import { currencyDigits } from '../../src/core/money/currencyDigits';
import { computeRfm } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { parseOptions } from '../../src/values/parseOptions';
import { warehouseOptions } from '../../src/warehouse/options';
import { readCustomers } from '../../src/warehouse/readCustomers';
import { writeStatement } from '../../src/warehouse/writeStatement';
import { type Engine, startEngines } from '../support/warehouseEngines';
import { allFields, drawnShop, type DrawnShop } from '../support/warehouseShops';
import { itemsOf, queryOf } from '../support/warehouseShopTables';

const host = { timeZone: 'UTC', now: Date.UTC(2025, 5, 30, 12) };
const engines: Engine[] = [];
const reconciled = [
	'amountIn',
	'charged',
	'counted',
	'notCounted',
	'refundsDeducted',
	'otherDeductions',
] as const;

beforeAll(async () => {
	engines.push(...(await startEngines()));
}, 120_000);

afterAll(async () => {
	await Promise.all(engines.map((engine) => engine.stop()));
});

/** The customers of Compute RFM, from the rows as the engine's driver returns them. */
function byCore(shop: DrawnShop, { dialect }: Engine) {
	const options = { ...shop.options, source: 'custom', fields: allFields };
	return computeRfm(itemsOf(shop, dialect), parseOptions(rfmOptions, options), host);
}

function statementOf(shop: DrawnShop, engine: Engine, result: 'rows' | 'summary') {
	const options = parseOptions(warehouseOptions, {
		...shop.options,
		dialect: engine.dialect,
		result,
		fields: allFields,
		dateColumns: shop.dateColumns,
		ordersQuery: queryOf(shop, engine.dialect),
	});
	return writeStatement(options, host);
}

describe('customers by SQL', () => {
	it('equal those of Compute RFM in every field, on every engine', async () => {
		await fc.assert(
			fc.asyncProperty(drawnShop, async (shop) => {
				for (const engine of engines) {
					const core = byCore(shop, engine);
					const { sql, reading } = statementOf(shop, engine, 'rows');
					const { customers } = readCustomers(await engine.query(sql), reading);
					expect(customers).toEqual(core.customers.map(({ row }) => row));
				}
			}),
			{ numRuns: Number(process.env.CUSTOMER_VALUE_RUNS ?? 12) },
		);
	}, 600_000);

	it('set aside the same rows for the same reasons, and reconcile to the same totals', async () => {
		await fc.assert(
			fc.asyncProperty(drawnShop, async (shop) => {
				const scale = 10 ** (currencyDigits(shop.options.baseCurrency as string) ?? 2);
				const engine = engines[shop.rows.length % engines.length];
				const { summary } = byCore(shop, engine);
				const rows = await engine.query(statementOf(shop, engine, 'summary').sql);
				const of = (kind: string, value: (row: JsonRecord) => number) =>
					Object.fromEntries(
						rows.filter((row) => row.kind === kind).map((row) => [row.code, value(row)]),
					);
				expect(of('setAside', ({ number }) => Number(number))).toEqual(summary.setAsideByReason);
				const totals = of('total', ({ amount_minor }) => Number(amount_minor) / scale);
				for (const total of reconciled)
					expect([total, totals[total]]).toEqual([total, summary[total]]);
			}),
			{ numRuns: Number(process.env.CUSTOMER_VALUE_RUNS ?? 12) },
		);
	}, 600_000);
});
