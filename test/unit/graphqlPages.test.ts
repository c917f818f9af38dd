import type { JsonRecord } from '../../src/values/jsonRecord';
import { GraphqlPages, pageOf } from '../../src/core/orders/graphqlPages';

const a = { id: 'gid://shopify/Order/1' };
const b = { id: 'gid://shopify/Order/2' };
const page = (hasNextPage: boolean) => ({
	data: { orders: { pageInfo: { hasNextPage }, nodes: [a] } },
});

describe('GraphqlPages', () => {
	it.each<[string, JsonRecord, JsonRecord[]]>([
		['nodes', { data: { orders: { nodes: [a, b] } } }, [a, b]],
		['edges', { data: { orders: { edges: [{ node: a }, { node: b, cursor: 'x' }] } } }, [a, b]],
		['what stands under data', { orders: { nodes: [b] } }, [b]],
		['an edge', { node: a, cursor: 'x' }, [a]],
		['an order', a, [a]],
		['an empty page', { data: { orders: { nodes: [] } } }, []],
		['members that are no orders', { data: { orders: { nodes: [null, 5, [a], a] } } }, [a]],
	])('takes %s apart', (_, row, orders) => {
		expect(new GraphqlPages().ordersOf(row)).toEqual(orders);
	});

	it.each<[string, JsonRecord]>([
		['an error', { errors: [{ message: 'Throttled' }], data: null }],
		['orders that are no connection', { orders: 'none' }],
		['an order with a field called node', { id: 1, node: a }],
	])('leaves %s as it is', (_, row) => {
		expect(new GraphqlPages().ordersOf(row)).toEqual([row]);
		expect(pageOf(row)).toBeUndefined();
	});

	it.each([
		[[true], true],
		[[true, true], true],
		[[true, false], false],
		[[false], false],
		[[], false],
	])('tells of pages %j whether the last is missing: %p', (pages, isCutOff) => {
		const reader = new GraphqlPages();
		for (const hasNextPage of pages) reader.ordersOf(page(hasNextPage));
		expect(reader.isCutOff).toBe(isCutOff);
	});
});
