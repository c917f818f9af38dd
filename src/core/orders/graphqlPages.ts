import type { JsonRecord } from '../../values/jsonRecord';
import { isRecord } from '../../values/isRecord';
import { nodesOf } from './sources/lists';

/**
 * Takes GraphQL answers apart into orders, and remembers whether the last page was among them.
 *
 * A row may be a page as the API answers (`{ data: { orders: { nodes | edges } } }`), its `data`, an edge
 * (`{ node }`), or an order already, which stays as it is. So does an answer that is an error: it holds no orders and has
 * to be seen.
 */
export class GraphqlPages {
	private hasLastPage = false;
	private hasEarlierPage = false;

	/** The orders of a row. */
	ordersOf(row: JsonRecord): readonly JsonRecord[] {
		const page = pageOf(row);
		if (page === undefined) return isEdge(row) ? [row.node as JsonRecord] : [row];
		const hasMore = isRecord(page.pageInfo) ? page.pageInfo.hasNextPage : undefined;
		if (hasMore === true) this.hasEarlierPage = true;
		if (hasMore === false) this.hasLastPage = true;
		return nodesOf(page);
	}

	/** Whether pages say that more follow, and none says that it is the last. */
	get isCutOff(): boolean {
		return this.hasEarlierPage && !this.hasLastPage;
	}
}

/** The connection of orders that a row is an answer with; undefined where it is none. */
export function pageOf(row: JsonRecord): JsonRecord | undefined {
	const { orders } = isRecord(row.data) ? row.data : row;
	const isPage = isRecord(orders) && (Array.isArray(orders.nodes) || Array.isArray(orders.edges));
	return isPage ? orders : undefined;
}

function isEdge(row: JsonRecord): boolean {
	return isRecord(row.node) && !('id' in row);
}
