import { z } from 'zod';
import { rfmOptions } from '../core/rfm/options';
import { dialectNames } from './dialects/dialects';

/** What a statement returns or writes. */
export const resultKinds = ['rows', 'table', 'changes', 'acceptChanges', 'summary'] as const;

/** All options of Customer Value SQL: where the orders stand, what is asked for, and the options of Compute RFM that SQL takes. */
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
		dialect: z.enum(dialectNames).default('postgres'),
		/** The table of orders, with its schema and database before it; or a query, which wins. */
		ordersTable: z.string().trim().default('orders'),
		ordersQuery: z.string().trim().default(''),
		/** What the date columns are. */
		dateColumns: z.enum(['instant', 'localTime', 'utcTime', 'date', 'unix']).default('instant'),
		result: z.enum(resultKinds).default('rows'),
		/** The table that customers are written to, or that changes are told against. */
		resultTable: z.string().trim().default('customer_value'),
	});

export type WarehouseOptions = z.output<typeof warehouseOptions>;
