import fc from 'fast-check';
import { orderPresets, type OrderSource, orderSources } from '../../src/core/orders/presets';
import type { RfmResult } from '../../src/core/rfm/computeRfm';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { type OrderFacts, type OrderLayout, orderLayouts } from '../support/orderLayouts';
import { noticeCodes, runRfm } from '../support/runRfm';

const noon = Date.UTC(2024, 0, 1, 12) / 1000;

/** Orders of a few people, with refunds, unpaid and canceled ones; all before the reference date. */
const shop = fc
	.array(
		fc.record({
			buyer: fc.integer({ min: 1, max: 4 }),
			days: fc.integer({ min: 0, max: 500 }),
			cents: fc.integer({ min: 2, max: 500_000 }),
			refund: fc.oneof(
				fc.constant(0),
				fc.double({ min: 0.01, max: 0.99, noNaN: true }),
				fc.constant(1),
			),
			state: fc.constantFrom('paid', 'paid', 'paid', 'unpaid', 'cancelled'),
		}),
		{ minLength: 1, maxLength: 15 },
	)
	.map((orders) =>
		orders.map(
			({ buyer, days, cents, refund, state }, index): OrderFacts => ({
				number: 1001 + index,
				buyer: { id: buyer, email: `buyer${buyer}@example.com` },
				at: noon + days * 86_400,
				cents,
				refundCents: state === 'paid' ? Math.floor(cents * refund) : 0,
				state,
			}),
		),
	);

/** The parts of the result that must be the same, by the email or its replacement. */
function customersOf({ customers }: RfmResult): JsonRecord {
	return Object.fromEntries(
		customers.map(({ row }) => [
			row.email ?? row.customerId,
			[row.orderCount, row.monetaryTotal, row.refundRate, row.orderHistory],
		]),
	);
}

function known(order: OrderFacts, lacks: OrderLayout['lacks']): OrderFacts {
	const isPartial = order.refundCents < order.cents;
	const isLost = lacks === 'refunds' || (lacks === 'partialRefunds' && isPartial);
	return isLost ? { ...order, refundCents: 0 } : order;
}

const plain = (orders: readonly OrderFacts[]) => orders.flatMap(orderLayouts.custom.rows);

/** Ways in which other nodes pass rows. */
const wrappings: Readonly<Record<string, (rows: JsonRecord[]) => JsonRecord[]>> = {
	'as rows': (rows) => rows,
	'as one page': (rows) => [{ orders: rows }],
	'as webhooks': (rows) => rows.map((body) => ({ headers: {}, query: {}, body })),
	'as a full response': (rows) => [{ statusCode: 200, headers: {}, body: rows }],
	'as lists with data': (rows) => [
		{ object: 'list', data: rows.slice(0, 2) },
		{ object: 'list', data: rows.slice(2) },
	],
	'as JSON, one row a line': (rows) => [
		{ data: rows.map((row) => JSON.stringify(row)).join('\n') },
	],
};

describe('a shop written out as each source writes it', () => {
	it.each(orderSources)('%s: has the customers of the plain shop, to the cent', (source) => {
		const { rows, lacks }: OrderLayout = orderLayouts[source];
		fc.assert(
			fc.property(shop, fc.constantFrom(...Object.keys(wrappings)), (orders, wrapping) => {
				const written = wrappings[wrapping](orders.flatMap(rows));
				const expected = runRfm(plain(orders.map((order) => known(order, lacks))));
				const chosen = runRfm(written, { source });
				const found = runRfm(written);
				expect(customersOf(chosen)).toEqual(customersOf(expected));
				expect(customersOf(found)).toEqual(customersOf(expected));
				expect(found.summary.source).toBe(source);
			}),
			{ numRuns: 60 },
		);
	});

	it.each(orderSources.filter((source) => source !== 'custom'))(
		'%s: says which source it took, and only where it was not chosen',
		(source) => {
			const rows = orderLayouts[source].rows(order);
			expect(noticeCodes(runRfm(rows, { source }))).not.toContain('sourceRecognized');
			const [notice] = runRfm(rows).notices;
			expect(notice).toMatchObject({ code: 'sourceRecognized', level: 'info' });
			expect(notice.message).toContain(
				`orders from ${orderPresets[source].name}, because they have "`,
			);
		},
	);

	it('is not mixed up with another: two sources in one input are an error that asks', () => {
		const rows = (source: OrderSource) => orderLayouts[source].rows(order) as JsonRecord[];
		for (const first of orderSources) {
			for (const second of orderSources) {
				if ([first, second].includes('custom') || first >= second) continue;
				expect(() => runRfm([...rows(first), ...rows(second)])).toThrow(
					new RegExp(`${literal(first)}.*${literal(second)}|${literal(second)}.*${literal(first)}`),
				);
			}
		}
	});
});

const order: OrderFacts = {
	number: 1001,
	buyer: { id: 1, email: 'buyer1@example.com' },
	at: noon,
	cents: 1234,
	refundCents: 0,
	state: 'paid',
};

function literal(source: OrderSource): string {
	return orderPresets[source].name.replace(/[()/]/g, '\\$&');
}
