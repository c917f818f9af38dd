import { z } from 'zod';
import { type OrderField, orderFields } from '../core/orders/orderFields';
import { rfmOptions } from '../core/rfm/options';
import { dialectNames } from './dialects/dialects';
import {
	churnStepOptions,
	pointOptions,
	stepKinds,
	suppressionStepOptions,
	tierStepOptions,
} from './later/options';

/** What a statement returns or writes. */
export const resultKinds = ['rows', 'table', 'changes', 'acceptChanges', 'summary'] as const;

/** Fields of Compute RFM without a column: rows are orders, and each has an amount. */
const unreadFields = ['lineId', 'quantity', 'unitPrice'] as const satisfies readonly OrderField[];

export type ColumnField = Exclude<OrderField, (typeof unreadFields)[number]>;

export const columnFields = orderFields.filter(
	(field): field is ColumnField => !(unreadFields as readonly string[]).includes(field),
);

/**
 * Columns that are read unless others are named. A table that lacks one of them makes the statement fail, which is
 * better than counting canceled orders.
 */
const usualColumns: Partial<Record<ColumnField, string>> = {
	orderId: 'order_id',
	orderDate: 'order_date',
	amount: 'amount',
	customerId: 'customer_id',
	email: 'email',
	status: 'status',
};

const column = (field: ColumnField) =>
	z
		.string()
		.trim()
		.default(usualColumns[field] ?? '');

/**
 * All options of Customer Value SQL: where the orders are, what is returned, and the options of Compute RFM that SQL
 * supports.
 */
export const warehouseOptions = rfmOptions
	.omit({
		source: true,
		dateFormat: true,
		keepFields: true,
		numberLocale: true,
		rowsAre: true,
		orphanRefunds: true,
		pairAllOrders: true,
	})
	.extend({
		/** Whether to write a statement, or to read the rows that one returned. */
		operation: z.enum(['write', 'read']).default('write'),
		/** The output of `write` for the statement that returned the rows: JSON text or an object. */
		statement: z.unknown().default(''),
		dialect: z.enum(dialectNames).default('postgres'),
		/** The table of orders, with its database and schema; or a query, which takes precedence. */
		ordersTable: z.string().trim().default('orders'),
		ordersQuery: z.string().trim().default(''),
		/** The columns of the orders by field. */
		fields: z
			.object(
				Object.fromEntries(columnFields.map((field) => [field, column(field)])) as Record<
					ColumnField,
					ReturnType<typeof column>
				>,
			)
			.default({}),
		/** A column that tells refund rows apart, for engines that can't compare whole rows. */
		rowId: z.string().trim().default(''),
		/** What the date columns contain. */
		dateColumns: z.enum(['instant', 'localTime', 'utcTime', 'date', 'unix']).default('instant'),
		/** The steps behind Compute RFM that the statement computes as well. */
		steps: z.array(z.enum(stepKinds)).default([]),
		points: pointOptions.default({}),
		tiers: tierStepOptions.default({}),
		churn: churnStepOptions.default({}),
		suppression: suppressionStepOptions.default({}),
		result: z.enum(resultKinds).default('rows'),
		/** The table that customers are written to, or that changes are compared with. */
		resultTable: z.string().trim().default('customer_value'),
	});

export type WarehouseOptions = z.output<typeof warehouseOptions>;
