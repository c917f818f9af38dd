import { DuckDBInstance } from '@duckdb/node-api';
import { asOf, type Item } from './items';

/** RFM as a SQL analyst writes it: the newest of duplicates, paid orders only, ties by share. */
const query = `
	with clean as (
		select *, row_number() over (partition by orderId order by orderDate desc) as version
		from orders
		where status not in ('pending', 'cancelled') and not isTest and orderDate <= timestamp '${asOf} 23:59:59'
	), customers as (
		select coalesce(customerId, email) as customerId, date_diff('day', max(orderDate), timestamp '${asOf}') as recency,
			count(*) as frequency, sum(amount - refund) as monetary
		from clean where version = 1 group by 1
	)
	select *, ntile(5) over (order by recency desc) as r, ntile(5) over (order by frequency) as f,
		ntile(5) over (order by monetary) as m
	from customers`;

/** Times loading the rows into DuckDB and the query with its rows fetched, in milliseconds. */
export async function duckDb(items: readonly Item[], rounds: number) {
	const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
	await connection.run(
		'create table orders (orderId varchar, customerId varchar, email varchar, orderDate timestamp, amount double, refund double, status varchar, isTest boolean)',
	);
	const start = performance.now();
	const appender = await connection.createAppender('orders');
	for (const { json } of items) {
		const amount = Number(json.amount);
		const date = new Date(json.orderDate as string).getTime();
		if (Number.isNaN(amount) || Number.isNaN(date)) continue;
		appendText(appender, json.orderId);
		appendText(appender, json.customerId);
		appendText(appender, json.email);
		appender.appendTimestamp({ micros: BigInt(date) * 1000n } as never);
		appender.appendDouble(amount);
		appender.appendDouble(Number(json.refund ?? 0));
		appendText(appender, json.status);
		appender.appendBoolean(json.isTest === true);
		appender.endRow();
	}
	appender.closeSync();
	const loadMs = performance.now() - start;
	const queryMs: number[] = [];
	let customers = 0;
	for (let round = -1; round < rounds; round++) {
		const begin = performance.now();
		const rows = await (await connection.runAndReadAll(query)).getRowObjectsJson();
		customers = rows.length;
		if (round >= 0) queryMs.push(performance.now() - begin);
	}
	return { loadMs, queryMs, customers };
}

function appendText(
	appender: { appendVarchar(text: string): void; appendNull(): void },
	value: unknown,
): void {
	if (typeof value === 'string') appender.appendVarchar(value);
	else appender.appendNull();
}
