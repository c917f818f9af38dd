import { runSteps } from '../../src/values/steps';
import { RfmComputation } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import type { JsonRecord } from '../../src/values/jsonRecord';

const host = { timeZone: 'UTC', now: Date.UTC(2026, 0, 31) };
const orders = sampleRows(
	sampleShopOptions.parse({ what: 'orders', customers: 400, asOf: '2026-01-31', timeZone: 'UTC' }),
);
const shopifyCsv = [
	['#1', 'paid', '30.00', 'Tea'],
	['#1', '', '', 'Cup'],
	['#2', 'partially_refunded', '12.00', 'Tea'],
].map(([Name, status, Total, item]) => ({
	Name,
	Email: 'jo@example.com',
	'Financial Status': status,
	Total,
	'Created at': status === '' ? '' : '2026-01-05 10:00:00 +0000',
	'Lineitem name': item,
	'Refunded Amount': status === 'partially_refunded' ? '2.00' : '',
}));

function computation(rows: readonly JsonRecord[], options: object, packsRows: boolean) {
	const parsed = rfmOptions.parse({ asOf: '2026-01-31', ...options });
	const run = new RfmComputation(parsed, { ...host, ...(packsRows && { packsRows: true }) });
	for (let at = 0; at < rows.length; at += 100) run.add(rows.slice(at, at + 100));
	return run;
}

describe.each<[string, readonly JsonRecord[], object]>([
	['the sample shop', orders, {}],
	['order lines', orders, { rowsAre: 'orderLines', keepFields: 'couponCode, status' }],
	['profit and all orders paired', orders, { monetaryBasis: 'profit', pairAllOrders: true }],
	['guests by email', orders.map(({ customerId: _, ...row }) => row), { identifyBy: 'email' }],
	['an export with rows that continue an order', shopifyCsv, {}],
])('orders kept as bytes: %s', (_what, rows, options) => {
	it('come to the same customers as orders kept as objects', () => {
		const packed = computation(rows, options, true).finish();
		expect(packed).toEqual(computation(rows, options, false).finish());
		expect(packed.customers.length).toBeGreaterThan(0);
	});

	it('come to the same customers one by one', () => {
		const described = runSteps(computation(rows, options, true).describe());
		const customers = [...described.oneByOne()];
		const { sources: _, ...all } = computation(rows, options, false).finish();
		expect({ customers, ...described.finish() }).toEqual(all);
	});
});
