import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { IConnections, IDataObject, IRun } from 'n8n-workflow';
import { node, own, trigger } from '../../harness/engine/workflowParts';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { orderFormats } from '../../src/core/sampleShop/orderFormats';
import { sampleOrders } from '../../src/core/sampleShop/sampleOrders';
import { executeOwnWorkflow, rowsOf } from '../support/n8n';

/** The page describes how to fetch orders by HTTP; its text is used here unchanged. */
const page = readFileSync(join(process.cwd(), 'docs', 'fetch-orders.md'), 'utf8');
const graphqlPart = page.slice(page.indexOf('## Shopify by GraphQL'));
const bigCommercePart = page.slice(page.indexOf('## BigCommerce'));

function expressionAfter(part: string, words: string): string {
	const found = new RegExp(`${words}[^\`]*\`(\\{\\{[^\`]*\\}\\})\``).exec(part)?.[1];
	if (found === undefined) throw new Error(`The page has no expression after "${words}".`);
	return `=${found}`;
}

const query = /```graphql\n([^`]*)```/.exec(graphqlPart)?.[1] ?? '';
const perPage = { graphql: Number(/orders\(first: (\d+)/.exec(query)?.[1]), bigCommerce: 250 };
const asOf = '2026-06-30';
const orders = [
	...sampleOrders(
		sampleShopOptions.parse({
			customers: 400,
			asOf,
			timeZone: 'America/New_York',
			messyData: false,
		}),
	),
].slice(0, 2 * perPage.bigCommerce);

/** Answers like both shops, page by page. */
function answer(path: string, body: string): { status: number; answer?: unknown } {
	const url = new URL(path, 'http://localhost');
	if (url.pathname.endsWith('/graphql.json')) {
		const given = JSON.parse(body) as { query: string; variables: { cursor: string | null } };
		const end = Number(given.variables.cursor ?? 0) + perPage.graphql;
		const pageInfo = { hasNextPage: end < orders.length, endCursor: String(end) };
		const nodes = orders.slice(end - perPage.graphql, end).map(orderFormats.shopifyGraphql);
		return given.query === query
			? { status: 200, answer: { data: { orders: { pageInfo, nodes } } } }
			: { status: 200, answer: { errors: [{ message: 'another query' }] } };
	}
	const end = Number(url.searchParams.get('page')) * Number(url.searchParams.get('limit'));
	const rows = orders.slice(end - perPage.bigCommerce, end).map(orderFormats.bigCommerce);
	return rows.length === 0 ? { status: 204 } : { status: 200, answer: rows };
}

function shopServer(): Server {
	return createServer((request, response) => {
		let body = '';
		request.on('data', (part: Buffer) => (body += part.toString()));
		request.on('end', () => {
			const { status, answer: given } = answer(request.url ?? '', body);
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(given === undefined ? undefined : JSON.stringify(given));
		});
	});
}

const listOf = (fields: Record<string, string>) => ({
	parameters: Object.entries(fields).map(([name, value]) => ({ name, value })),
});
const paged = (type: string, name: string, part: string) => ({
	pagination: {
		pagination: {
			paginationMode: 'updateAParameterInEachRequest',
			parameters: {
				parameters: [{ type, name, value: expressionAfter(part, `name \`${name}\`, value`) }],
			},
			paginationCompleteWhen: 'other',
			completeExpression: expressionAfter(part, 'Complete When: Other,'),
		},
	},
});

/** Both recipes and the plain orders of the same shop, each into its own Compute RFM. */
function workflow(url: string) {
	const http = (name: string, parameters: IDataObject) =>
		node(name, 'n8n-nodes-base.httpRequest', parameters, { typeVersion: 4.2 });
	const graphql = http('shopifyGraphql', {
		method: 'POST',
		url: `${url}/admin/api/2026-01/graphql.json`,
		sendBody: true,
		contentType: 'json',
		specifyBody: 'keypair',
		bodyParameters: listOf({
			query,
			variables: expressionAfter(graphqlPart, '`variables` as the expression'),
		}),
		options: paged('body', 'variables', graphqlPart),
	});
	const bigCommerce = http('bigCommerce', {
		url: `${url}/stores/shop/v2/orders`,
		sendQuery: true,
		queryParameters: listOf({ limit: '250', sort: 'date_created:asc' }),
		sendHeaders: true,
		headerParameters: listOf({ Accept: 'application/json' }),
		options: paged('qs', 'page', bigCommercePart),
	});
	const sources = [graphql, bigCommerce];
	const rfm = sources.map(({ name }) => own(`RFM ${name}`, 'computeRfm', { source: name, asOf }));
	const to = (...names: string[]) => ({
		main: [names.map((name) => ({ node: name, type: 'main' as const, index: 0 }))],
	});
	const connections: IConnections = {
		Start: to(...sources.map(({ name }) => name)),
		...Object.fromEntries(sources.map(({ name }) => [name, to(`RFM ${name}`)])),
	};
	return {
		id: 'ordersources0001',
		name: 'Order sources',
		path: '',
		slug: 'order-sources',
		nodes: [trigger, ...sources, ...rfm],
		connections,
		settings: { timezone: 'America/New_York' },
	};
}

describe('orders fetched by HTTP as the page says', () => {
	const server = shopServer();
	let run: IRun;

	beforeAll(async () => {
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		run = await executeOwnWorkflow(workflow(`http://127.0.0.1:${port}`));
	}, 300_000);
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});

	it.each([
		['shopifyGraphql', Math.ceil(orders.length / perPage.graphql), 0],
		// The last answer is empty, because the orders fill the pages exactly.
		['bigCommerce', orders.length + 1, 1],
	])('come page by page from %s, all of them', (source, items, setAside) => {
		expect(rowsOf(run, source)).toHaveLength(items);
		const [summary] = rowsOf(run, `RFM ${source}`, 2);
		expect(summary).toMatchObject({ rowsUsed: orders.length, rowsSetAside: setAside });
		const codes = (summary.notices as IDataObject[]).map(({ code }) => code);
		expect(codes).not.toContain('morePages');
	});

	it('make the same customers', () => {
		const seen = (source: string) =>
			rowsOf(run, `RFM ${source}`).map((row) => [row.customerId, row.orderHistory, row.email]);
		expect(seen('shopifyGraphql').length).toBeGreaterThan(100);
		expect(seen('bigCommerce')).toEqual(seen('shopifyGraphql'));
	});
});
