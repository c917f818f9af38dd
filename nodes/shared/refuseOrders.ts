import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { looksLikeOrders } from '../../src/core/orders/looksLikeOrders';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { firstFew } from '../../src/values/wording';

/**
 * Throws where the input holds orders instead of customers: read as a customer, each would be somebody who never
 * ordered.
 */
export function refuseOrders(context: IExecuteFunctions, rows: readonly JsonRecord[]): void {
	const found = looksLikeOrders(rows);
	if (found === undefined) return;
	const { shop, fields } = found;
	const orders = shop === undefined ? 'orders' : `orders of ${shop}`;
	throw new NodeOperationError(
		context.getNode(),
		`"${context.getNode().name}" needs customers, but got ${orders}: put Compute RFM before it`,
		{
			description: `The items have ${firstFew(fields.map((field) => `"${field}"`))}. Compute RFM turns orders into customers: connect the orders to Compute RFM, and its output "Customers" to this node.`,
		},
	);
}
