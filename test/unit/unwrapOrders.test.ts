import { unwrapOrders } from '../../src/core/orders/sources/unwrapOrders';
import type { JsonRecord } from '../../src/values/jsonRecord';

const a = { id: 1, createdAt: '2026-01-05' };
const b = { id: 2, createdAt: '2026-01-06' };
const isOrder = (row: JsonRecord) => 'createdAt' in row;
const ordersOf = (item: JsonRecord) => unwrapOrders(item, isOrder)?.orders;

describe('unwrapOrders', () => {
	it.each<[string, JsonRecord, JsonRecord[]]>([
		['nodes', { data: { orders: { nodes: [a, b] } } }, [a, b]],
		['edges', { data: { orders: { edges: [{ node: a }, { node: b, cursor: 'x' }] } } }, [a, b]],
		['what stands under data', { orders: { nodes: [b] } }, [b]],
		['an edge', { node: a, cursor: 'x' }, [a]],
		['an empty page', { data: { orders: { nodes: [] } } }, []],
		['members that are no orders', { data: { orders: { nodes: [null, 5, [a], a] } } }, [a]],
		['a page of REST', { orders: [a, b] }, [a, b]],
		['one order by name', { order: a }, [a]],
		['a webhook', { headers: {}, params: {}, query: {}, body: a }, [a]],
		['a webhook with an order by name', { headers: {}, body: { order: a } }, [a]],
		['a full response', { statusCode: 200, headers: {}, body: [a, b] }, [a, b]],
		['a list of Stripe', { object: 'list', url: '/v1/charges', data: [a, b] }, [a, b]],
		['a page of Magento', { items: [a, b], search_criteria: {}, total_count: 2 }, [a, b]],
		['an event of Square', { type: 'payment.updated', data: { object: { payment: a } } }, [a]],
		['an answer of Amazon', { payload: { Orders: [a, b], NextToken: 'x' } }, [a, b]],
		['a page of Etsy', { count: 2, results: [a, b] }, [a, b]],
		['JSON text', { body: JSON.stringify({ orders: [a] }) }, [a]],
		['one JSON object a line', { data: `${JSON.stringify(a)}\n${JSON.stringify(b)}\n` }, [a, b]],
	])('takes %s apart', (_, row, orders) => {
		expect(ordersOf(row)).toEqual(orders);
	});

	it('keeps when an event about a charge came, so that the latest counts', () => {
		const event = { object: 'event', type: 'charge.refunded', created: 7, data: { object: a } };
		expect(ordersOf(event)).toEqual([{ ...a, updated: 7 }]);
	});

	it.each<[string, JsonRecord]>([
		['an order', a],
		['an order with fields called like wrappings', { ...a, data: {}, order: b, items: [b] }],
		['an error', { errors: [{ message: 'Throttled' }], data: null }],
		['orders that are a number', { orders: 5 }],
		['items that belong to something else', { items: [a] }],
		['text that is no JSON', { data: '{ never closed', body: 'id,total' }],
		['a list of numbers', { data: [1, 2] }],
	])('leaves %s as it is', (_, row) => {
		expect(unwrapOrders(row, isOrder)).toBeUndefined();
	});

	it('ends for an item that holds itself', () => {
		const item: JsonRecord = {};
		item.data = item;
		expect(ordersOf(item)).toEqual([item]);
	});

	it.each<[string, JsonRecord, boolean | undefined]>([
		[
			'a page of GraphQL',
			{ data: { orders: { pageInfo: { hasNextPage: true }, nodes: [a] } } },
			true,
		],
		[
			'the last page of GraphQL',
			{ orders: { pageInfo: { hasNextPage: false }, nodes: [] } },
			false,
		],
		['a list of Stripe', { object: 'list', data: [a], has_more: true }, true],
		['a page that says nothing', { orders: [a] }, undefined],
	])('tells of %s whether another follows', (_, row, hasMore) => {
		expect(unwrapOrders(row, isOrder)?.hasMore).toBe(hasMore);
	});
});
