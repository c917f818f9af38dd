import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { dayOfDate } from '../../src/values/days';

/** Orders of one's own, and what was made of their columns. */
export interface OrdersFile {
	readonly rows: Array<Record<string, string>>;
	/** Column of each field that was found or given. */
	readonly fields: Record<string, string>;
	/** The latest date in the file, as text; undefined where none can be read. */
	readonly lastDate: string | undefined;
}

/** Words that people call a column, best first; compared without case, blanks and punctuation. */
const columnNames: Record<string, readonly string[]> = {
	customerId: [
		'customerid',
		'customer',
		'userid',
		'clientid',
		'memberid',
		'custid',
		'buyerid',
		'accountid',
	],
	email: ['email', 'emailaddress', 'customeremail', 'mail', 'billingemail'],
	orderId: ['orderid', 'ordernumber', 'orderno', 'invoiceno', 'invoice', 'transactionid', 'name'],
	orderDate: [
		'orderdate',
		'date',
		'createdat',
		'invoicedate',
		'purchasedate',
		'orderedat',
		'timestamp',
		'paidat',
	],
	amount: [
		'amount',
		'total',
		'totalprice',
		'spend',
		'revenue',
		'ordertotal',
		'grandtotal',
		'value',
		'price',
		'sales',
	],
	currency: ['currency', 'currencycode'],
	status: ['status', 'financialstatus', 'paymentstatus', 'orderstatus'],
	discount: ['discount', 'totaldiscounts', 'discountamount', 'discounttotal'],
	refund: ['refund', 'refunded', 'refundedamount', 'amountrefunded', 'totalrefunded'],
	refundedAt: ['refundedat', 'refunddate'],
	category: ['category', 'producttype', 'productcategory'],
	brand: ['brand', 'vendor'],
	product: ['product', 'producttitle', 'item', 'sku', 'description', 'lineitemname'],
	region: ['region', 'country', 'countrycode', 'shippingcountry', 'billingcountry'],
	phone: ['phone', 'phonenumber', 'mobile'],
	firstName: ['firstname', 'givenname'],
	lastName: ['lastname', 'surname', 'familyname'],
	updatedAt: ['updatedat', 'modifiedat', 'lastmodified'],
	isTest: ['istest', 'test'],
	emailConsent: ['emailconsent', 'acceptsmarketing', 'emailoptin'],
	smsConsent: ['smsconsent', 'smsoptin'],
};

/** Fields that can be named on the command line, e.g. `--customer-id Kundennr`. */
export const namedFields = Object.keys(columnNames);

/**
 * Reads orders from a CSV file (also gzip), and finds out which column is which.
 *
 * @param given columns by field, as named on the command line; they win over what their names suggest
 */
export function readOrdersFile(path: string, given: Record<string, string>): OrdersFile {
	const bytes = readFileSync(path);
	const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
	const firstLine = text.slice(0, text.indexOf('\n'));
	const rows: Array<Record<string, string>> = parse(text, {
		columns: true,
		bom: true,
		skip_empty_lines: true,
		relax_column_count: true,
		delimiter: [',', ';', '\t'].sort(
			(a, b) => firstLine.split(b).length - firstLine.split(a).length,
		)[0],
	});
	const columns = Object.keys(rows[0] ?? {});
	for (const [field, column] of Object.entries(given)) {
		if (!columns.includes(column)) {
			throw new Error(
				`There is no column "${column}" for ${field}. The file has: ${columns.join(', ')}.`,
			);
		}
	}
	const fields = { ...guessColumns(columns), ...given };
	for (const field of ['orderDate', 'amount']) {
		if (fields[field] !== undefined) continue;
		const option = `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
		throw new Error(
			`No column looks like the ${field}. Name it: ${option} COLUMN. The file has: ${columns.join(', ')}.`,
		);
	}
	return { rows, fields, lastDate: lastDateOf(rows, fields.orderDate) };
}

function guessColumns(columns: readonly string[]): Record<string, string> {
	const found: Record<string, string> = {};
	const plain = new Map(
		columns.map((column) => [column.toLowerCase().replace(/[^a-z0-9]/g, ''), column]),
	);
	for (const [field, names] of Object.entries(columnNames)) {
		const name = names.find((candidate) => plain.has(candidate));
		if (name !== undefined) found[field] = plain.get(name) as string;
	}
	// A lone "id" is the order's where something else says who ordered, and the customer's where nothing does.
	const id = plain.get('id');
	const hasBuyer = found.customerId !== undefined || found.email !== undefined;
	if (id !== undefined && !hasBuyer) found.customerId = id;
	else if (id !== undefined) found.orderId ??= id;
	return found;
}

function lastDateOf(
	rows: ReadonlyArray<Record<string, string>>,
	column: string,
): string | undefined {
	let last = '';
	for (const row of rows) {
		const date = (row[column] ?? '').slice(0, 10);
		if (dayOfDate(date) !== undefined && date > last) last = date;
	}
	return last === '' ? undefined : last;
}
