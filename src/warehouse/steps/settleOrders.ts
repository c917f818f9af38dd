import type { Frame } from '../frame';
import { cases, select, type Step } from '../step';
import { carriedTexts } from './judgeOrders';

/**
 * The number of passes that join the people of one order id by buyer and by email; longer chains of people don't occur
 * in one order.
 */
const joins = 4;

/**
 * Resolves what depends on all rows: order ids that several people use become an order for each of them, the newest of
 * several versions of an order stays, and canceled, test and unpaid rows are removed.
 */
export function settleOrders(frame: Frame): Step[] {
	return [
		{ name: 'usable_rows', sql: 'SELECT *\nFROM order_rows\nWHERE code IS NULL' },
		{ name: 'shared_ids', sql: sharedIds(frame) },
		{ name: 'shared_buyers', sql: sharedBuyers(frame) },
		{ name: 'shared_people', sql: sharedPeople(frame) },
		{ name: 'ordered_rows', sql: orderedRows(frame) },
		{ name: 'settled_rows', sql: settledRows(frame) },
		{ name: 'open_rows', sql: 'SELECT *\nFROM settled_rows\nWHERE code IS NULL' },
	];
}

function sharedIds({ dialect }: Frame): string {
	const buyer = dialect.ordered('buyer');
	return `SELECT order_key\nFROM usable_rows\nWHERE order_key IS NOT NULL\nGROUP BY order_key\nHAVING MIN(${buyer}) <> MAX(${buyer})`;
}

/** Buyers and emails of shared ids: rows with an equal buyer or email are of one person. */
function sharedBuyers({ dialect }: Frame): string {
	const mark = `COALESCE(${dialect.joined("'e'", 'usable_rows.email_key')}, usable_rows.buyer)`;
	return select(
		{
			order_key: 'usable_rows.order_key',
			buyer: 'usable_rows.buyer',
			mark,
			buys: 'MAX(CASE WHEN usable_rows.amount >= 0 THEN 1 ELSE 0 END)',
		},
		`FROM usable_rows\nJOIN shared_ids ON shared_ids.order_key = usable_rows.order_key\nGROUP BY usable_rows.order_key, usable_rows.buyer, ${mark}`,
	);
}

/** The person of each buyer of a shared id; none where only one person buys and the others get refunds. */
function sharedPeople({ dialect }: Frame): string {
	let people = 'SELECT order_key, buyer, mark, buys, buyer AS person FROM shared_buyers';
	for (let join = 0; join < joins; join++) {
		for (const by of ['mark', 'buyer'] as const) {
			const least = `MIN(${dialect.ordered('person')}) OVER (PARTITION BY order_key, ${by})`;
			people = `SELECT order_key, buyer, mark, buys, ${least} AS person FROM (${people}) AS people`;
		}
	}
	const buying = '(CASE WHEN buys = 1 THEN person END)';
	const persons = `SELECT order_key, MIN(${dialect.ordered(buying)}) AS first_person, MAX(${dialect.ordered(buying)}) AS last_person FROM (${people}) AS people GROUP BY order_key`;
	return `SELECT people.order_key, people.buyer, MIN(${dialect.ordered('people.person')}) AS person\nFROM (${people}) AS people\nJOIN (${persons}) AS persons ON persons.order_key = people.order_key AND persons.first_person <> persons.last_person\nGROUP BY people.order_key, people.buyer`;
}

/** Rows with their order, including the person where an id is shared. */
function orderedRows({ dialect }: Frame): string {
	return `SELECT usable_rows.*, ${dialect.joined(dialect.text(dialect.length('usable_rows.order_key')), "':'", 'usable_rows.order_key', "COALESCE(shared_people.person, '')")} AS order_id\nFROM usable_rows\nLEFT JOIN shared_people ON shared_people.order_key = usable_rows.order_key AND shared_people.buyer = usable_rows.buyer`;
}

function settledRows({ dialect }: Frame): string {
	// Rows without an order id have no other versions; their content spreads them over all partitions.
	const key = cases(
		[
			['order_id IS NULL', dialect.joined("'n'", 'content')],
			['amount < 0', dialect.joined("'r'", 'order_id', 'whole_row')],
		],
		dialect.joined("'o'", 'order_id'),
	);
	const order = `updated DESC, instant DESC, ${dialect.ordered('content')} DESC`;
	const columns = [
		'account_id',
		'email_key',
		'buyer',
		'order_id',
		'instant',
		'amount',
		'discount',
		'refund',
		'has_later_refund',
		'paid',
		'outstanding',
		'tax',
		'shipping',
		'cost_of_goods',
		'meaning',
		...carriedTexts,
	];
	return select(
		{
			...Object.fromEntries(columns.map((column) => [column, column])),
			code: cases([
				['order_id IS NOT NULL AND version > 1', "'duplicateOrderId'"],
				["meaning = 'cancelled'", "'statusCancelled'"],
				["meaning = 'test'", "'statusTest'"],
				["meaning = 'unpaid'", "'statusUnpaid'"],
			]),
		},
		`FROM (\n  SELECT *, ROW_NUMBER() OVER (PARTITION BY ${key} ORDER BY ${order}) AS version\n  FROM ordered_rows\n) AS versions`,
	);
}
