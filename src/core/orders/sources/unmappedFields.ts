import { isEmpty } from '../../../values/isEmpty';
import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { orderFieldLabel, type OrderField } from '../orderFields';
import { sampleOrders } from './recogniseSource';

/** Common names of columns that reduce revenue, in lower case and without punctuation, by the field they belong to. */
const columnNames = {
	status:
		'status financialstatus paymentstatus orderstatus orderstate paymentstate displayfinancialstatus',
	cancelledAt: 'cancelledat canceledat cancelleddate canceleddate cancelled canceled voided',
	refund:
		'refund refunds refundamount refundedamount amountrefunded totalrefunded refundtotal refundedtotal refunded',
	isTest: 'istest test testorder',
} as const satisfies Partial<Record<OrderField, string>>;

/**
 * The warning about columns that look like a status or a refund, where the fields set for them are empty: canceled and
 * refunded orders then count in full.
 *
 * @param isRead whether a field has a value in a row
 */
export function unmappedNotice(
	rows: readonly JsonRecord[],
	isRead: (row: JsonRecord, field: OrderField) => boolean,
): Notice[] {
	const sample = sampleOrders(rows);
	const columns = filledColumns(sample);
	const found = Object.entries(columnNames).flatMap(([field, names]) => {
		if (sample.some((row) => isRead(row, field as OrderField))) return [];
		const column = names.split(' ').flatMap((name) => columns.get(name) ?? [])[0];
		return column === undefined ? [] : [{ field: field as OrderField, column }];
	});
	if (found.length === 0) return [];
	const list = found.map(({ field, column }) => `"${column}" (${orderFieldLabel(field)})`);
	return [
		{
			code: 'unmappedFields',
			message: `These columns were not read: ${list.join(', ')}. Canceled, unpaid, test or refunded orders may count in full. Name the columns under "Order Fields".`,
			level: 'warning',
		},
	];
}

/** Columns with any value, by their plain names. */
function filledColumns(rows: readonly JsonRecord[]): Map<string, string> {
	const columns = new Map<string, string>();
	for (const row of rows) {
		for (const [column, value] of Object.entries(row)) {
			const plain = column.toLowerCase().replace(/[^a-z0-9]/g, '');
			if (!columns.has(plain) && !isEmpty(value)) columns.set(plain, column);
		}
	}
	return columns;
}
