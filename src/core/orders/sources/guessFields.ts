import { isEmpty } from '../../../values/isEmpty';
import type { JsonRecord } from '../../../values/jsonRecord';
import type { OrderField } from '../orderFields';

/** The columns that were recognized, by field. */
export type GuessedFields = Partial<Record<OrderField, string>>;

type Kind = 'date' | 'money' | 'id' | 'email' | 'text';

interface Guess {
	/** Common names of such a column, best first, separated by blanks; compared without case, blanks and punctuation. */
	readonly names: string;
	/** The kind of its values. */
	readonly kind: Kind;
}

/** The share of a column's values that must be of its kind: real columns have a few that are not. */
const shareOfKind = 0.8;

const guesses = {
	orderId: {
		kind: 'id',
		names:
			'orderid ordernumber orderno ordernr ordername invoiceno invoicenumber invoiceid invoice transactionid receiptid',
	},
	orderDate: {
		kind: 'date',
		names:
			'orderdate purchasedate dateoforder orderedat purchasedat placedat processedat invoicedate transactiondate saledate datecreated createdat created date timestamp paidat',
	},
	amount: {
		kind: 'money',
		names:
			'amount ordertotal totalamount grandtotal totalprice orderamount ordervalue total totalpaid amountpaid spend revenue value sales',
	},
	amountOutstanding: { kind: 'money', names: 'amountoutstanding outstandingbalance outstanding' },
	currency: { kind: 'text', names: 'currency currencycode ordercurrency' },
	status: {
		kind: 'text',
		names: 'financialstatus paymentstatus orderstatus status',
	},
	isTest: { kind: 'text', names: 'istest test testorder' },
	cancelledAt: { kind: 'date', names: 'cancelledat canceledat cancelleddate' },
	updatedAt: { kind: 'date', names: 'updatedat modifiedat lastmodified dateupdated lastupdated' },
	customerId: {
		kind: 'id',
		names:
			'customerid customernumber customerno userid clientid memberid custid buyerid accountid contactid customer',
	},
	email: {
		kind: 'email',
		names: 'email emailaddress customeremail buyeremail billingemail contactemail useremail mail',
	},
	phone: { kind: 'text', names: 'phone phonenumber customerphone billingphone mobile' },
	firstName: { kind: 'text', names: 'firstname givenname customerfirstname billingfirstname' },
	lastName: {
		kind: 'text',
		names: 'lastname surname familyname customerlastname billinglastname',
	},
	emailConsent: { kind: 'text', names: 'emailconsent acceptsmarketing emailoptin' },
	smsConsent: { kind: 'text', names: 'smsconsent smsoptin' },
	discount: { kind: 'money', names: 'discount totaldiscounts discountamount discounttotal' },
	refund: {
		kind: 'money',
		names: 'refund refundamount refundedamount amountrefunded totalrefunded refundtotal refunded',
	},
	refundedAt: { kind: 'date', names: 'refundedat refunddate' },
	tax: { kind: 'money', names: 'tax totaltax taxamount taxes' },
	shipping: { kind: 'money', names: 'shipping shippingtotal shippingamount shippingcost' },
	category: { kind: 'text', names: 'category producttype productcategory' },
	brand: { kind: 'text', names: 'brand vendor' },
	product: {
		kind: 'text',
		names: 'product productname producttitle item itemname lineitemname sku description',
	},
	region: {
		kind: 'text',
		names: 'region country countrycode shippingcountry billingcountry',
	},
} as const satisfies Partial<Record<OrderField, Guess>>;

/**
 * Columns of rows from an unknown source, by their names and content; undefined without a date, an amount and a buyer.
 *
 * The values decide between names: a `refunded` of true and false is not an amount. A `price` beside a quantity is the
 * price of one unit, and is left for the user to assign.
 */
export function guessFields(rows: readonly JsonRecord[]): GuessedFields | undefined {
	const columns = columnsOf(rows);
	const fields: GuessedFields = {};
	for (const [field, { names, kind }] of Object.entries(guesses)) {
		const isOfKind = kinds[kind];
		for (const name of names.split(' ')) {
			const column = columns.get(name);
			const values = column === undefined ? [] : valuesOf(rows, column);
			if (column === undefined || values.length === 0) continue;
			if (values.filter(isOfKind).length < shareOfKind * values.length) continue;
			fields[field as OrderField] = column;
			break;
		}
	}
	const id = columns.get('id');
	const hasBuyer = fields.customerId !== undefined || fields.email !== undefined;
	// A single "id" is the order's where something else identifies the buyer.
	if (id !== undefined && hasBuyer) fields.orderId ??= id;
	return fields.orderDate !== undefined && fields.amount !== undefined && hasBuyer
		? fields
		: undefined;
}

function valuesOf(rows: readonly JsonRecord[], column: string): unknown[] {
	return rows.map((row) => row[column]).filter((value) => !isEmpty(value));
}

function columnsOf(rows: readonly JsonRecord[]): Map<string, string> {
	const columns = new Map<string, string>();
	for (const row of rows) {
		for (const column of Object.keys(row)) {
			// A dot would be read as a path.
			const plain = column.includes('.') ? '' : column.toLowerCase().replace(/[^a-z0-9]/g, '');
			if (plain !== '' && !columns.has(plain)) columns.set(plain, column);
		}
	}
	return columns;
}

const kinds: Readonly<Record<Kind, (value: unknown) => boolean>> = {
	date: (value) =>
		typeof value === 'number' ||
		value instanceof Date ||
		(typeof value === 'string' && /\d/.test(value) && value.length <= 40),
	money: (value) =>
		typeof value === 'number' ||
		typeof value === 'bigint' ||
		(typeof value === 'string' && /\d/.test(value) && !/\p{L}{5}/u.test(value)),
	id: (value) => typeof value === 'number' || typeof value === 'string',
	email: (value) => typeof value === 'string' && value.includes('@'),
	text: (value) => typeof value !== 'object',
};

/** What columns of a field are called in part, in the languages of common exports, and what their values look like. */
const likely = {
	orderDate: {
		name: /date|datum|fecha|data\b|created|placed|time|day|zeit/i,
		value: /^\s*(\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b|\d{10}(\d{3})?$|\p{L}{3,9} \d{1,2},? \d{4})/u,
	},
	amount: {
		name: /amount|total|sum|price|value|revenue|paid|spent|betrag|montant|importe|prix|preis/i,
		value: /^[^\p{L}]*\d[^\p{L}]*(\p{L}{3})?$/u,
	},
	customerId: {
		name: /custom|client|kunde|buyer|user|member|account|mail|contact|cliente/i,
		value: /\S/,
	},
} as const;

/** Columns that the date, the amount and the buyer of orders may stand in, by their names and values, best first. */
export function likelyColumns(
	rows: readonly JsonRecord[],
): Partial<Record<OrderField, readonly string[]>> {
	const columns = [...columnsOf(rows).values()];
	const fits = (column: string, isOfKind: (value: unknown) => boolean) => {
		const values = valuesOf(rows, column);
		return values.length > 0 && values.filter(isOfKind).length >= shareOfKind * values.length;
	};
	const found: Partial<Record<OrderField, string[]>> = {};
	for (const [field, { name, value }] of Object.entries(likely)) {
		found[field as OrderField] = columns.filter(
			(column) =>
				name.test(column) &&
				fits(column, (cell) => value.test(typeof cell === 'object' ? '' : String(cell))),
		);
	}
	// An address says who it is whatever its column is called.
	found.customerId?.unshift(
		...columns.filter((column) => !found.customerId?.includes(column) && fits(column, kinds.email)),
	);
	return found;
}
