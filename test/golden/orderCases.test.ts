import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readOrdersFile } from '../../harness/data/ordersFile';
import { parseOptions } from '../../src/values/parseOptions';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { computeRfm, type RfmResult } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import { buildSuppressionList } from '../../src/core/suppression/buildSuppressionList';
import { suppressionOptions } from '../../src/core/suppression/options';

/**
 * Small inputs built after real exports and bug reports, each with its expected value and the reason; the data names
 * the source of each. Expectations in words are checked by `inWords`.
 */
interface OrderCase {
	readonly id: string;
	readonly options: JsonRecord;
	readonly input: JsonRecord[];
	readonly csv: string;
	readonly encoding?: string;
	readonly expected: {
		readonly customers?: Readonly<Record<string, JsonRecord>>;
		readonly onlyCustomer?: JsonRecord;
		readonly setAside?: Readonly<Record<string, string>>;
		readonly rowsUsed?: number;
	};
}

/** Cases that are not right yet; a fix removes its case from this list, which should end empty. */
const notYet: readonly string[] = [];

const folder = join(__dirname, 'data', 'orders');
const cases = readdirSync(folder).map(
	(name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as OrderCase,
);

function run({ options, input }: Pick<OrderCase, 'options' | 'input'>): RfmResult {
	const { options: added, timeZone_note: _, ...given } = options;
	const parsed = parseOptions(rfmOptions, { ...given, ...(added as JsonRecord) });
	return computeRfm(input, parsed, { timeZone: 'UTC', now: Date.UTC(2026, 6, 1) });
}

const said = ({ notices }: RfmResult) => notices.map(({ message }) => message).join('\n');
const customerOf = ({ customers }: RfmResult, id: string) =>
	customers.find(({ row }) => row.customerId === id || row.email === id)?.row;
const csvRows = (text: string) => parse(text, { columns: true }) as JsonRecord[];

/** Expectations that the case states in words rather than values. */
const inWords: Readonly<Record<string, (given: OrderCase) => void | Promise<void>>> = {
	'04-stripe-new-customer-per-checkout': (given) => oneCustomer(run(given), 3, 60),
	'05-shopify-guest-ids-same-email': (given) => oneCustomer(run(given), 2, 30),
	'06-order-lines-fed-as-orders': (given) => {
		expect(said(run(given))).toMatch(/order lines.*Rows Are/is);
		expect(said(run(given))).not.toMatch(/appeared in several versions/);
	},
	'09-stripe-dispute-lost': (given) => expect(said(run(given))).toMatch(/1 charge is disputed/),
	'19-cod-phone-only': (given) => {
		for (const { explanation } of run(given).setAside) expect(explanation).toMatch(/phone/i);
	},
	'24-total-repeated-on-lines': (given) => expect(said(run(given))).toMatch(/Rows Are/),
	'26-consent-words-known-no': ({ input }) => {
		const { customers } = buildSuppressionList(input, suppressionOptions.parse({}));
		expect(customers).toHaveLength(3);
		for (const { row } of customers)
			expect(String(row.suppressedChannels)).toMatch(/emailBroadcast.*emailPromotion/);
	},
	'd1-shopify-csv-cancelled-at': ({ csv }) => {
		const result = run({ options: { asOf: '2026-06-30' }, input: csvRows(csv) });
		expect(result.setAside.map(({ code }) => camel(code))).toEqual(['statusCancelled']);
		expect(customerOf(result, 'bo@example.com')?.monetaryTotal).toBe(30);
		expect(customerOf(result, 'cy@example.com')?.monetaryTotal).toBe(25);
	},
	'd2-refunded-flag-before-amount': ({ csv }) => {
		const result = run({ options: { asOf: '2026-06-30' }, input: csvRows(csv) });
		expect(customerOf(result, 'cus_1')).toMatchObject({ orderCount: 0, monetaryTotal: 0 });
		expect(result.setAside).toEqual([]);
	},
	'd3-windows-1252': async ({ csv }) => {
		const rows = await demoRows(Buffer.from(csv, 'latin1'));
		expect(rows[0].first_name).toBe('Jörg');
	},
	'd5-decimal-comma-has-no-switch': async ({ csv }) => {
		const result = run({
			options: { asOf: '2026-06-30', numberLocale: 'de-DE' },
			input: await demoRows(Buffer.from(csv)),
		});
		expect(result.customers.map(({ row }) => row.monetaryTotal).sort()).toEqual([10, 1020.5]);
	},
};

function oneCustomer(result: RfmResult, orderCount: number, monetaryTotal: number): void {
	expect(result.customers.map(({ row }) => row)).toMatchObject([{ orderCount, monetaryTotal }]);
	expect(said(result)).toMatch(/email/);
}

/** The rows of a file as the demo reads them. */
async function demoRows(bytes: Buffer): Promise<JsonRecord[]> {
	const scratch = mkdtempSync(join(tmpdir(), 'orders-'));
	try {
		const path = join(scratch, 'orders.csv');
		writeFileSync(path, bytes);
		return (await readOrdersFile(path)).rows;
	} finally {
		rmSync(scratch, { recursive: true });
	}
}

/** Codes occur in both spellings. */
function camel(code: string): string {
	return code.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A customer; instants for which a case names only the day are cut to it. */
function daysOf(customer: JsonRecord | undefined, fields: JsonRecord): JsonRecord | undefined {
	if (customer === undefined) return undefined;
	const days = Object.entries(fields).filter(([, day]) => /^\d{4}-\d\d-\d\d$/.test(String(day)));
	return {
		...customer,
		...Object.fromEntries(days.map(([field]) => [field, String(customer[field]).slice(0, 10)])),
	};
}

async function check(given: OrderCase): Promise<void> {
	const { expected } = given;
	await inWords[given.id]?.(given);
	if (given.csv !== undefined || inWords[given.id] === inWords['26-consent-words-known-no']) return;
	const result = run(given);
	for (const [id, fields] of Object.entries(expected.customers ?? {}))
		expect([id, daysOf(customerOf(result, id), fields)]).toMatchObject([id, fields]);
	if (expected.onlyCustomer)
		expect(result.customers.map(({ row }) => row)).toMatchObject([expected.onlyCustomer]);
	if (expected.rowsUsed) expect(result.summary.rowsUsed).toBe(expected.rowsUsed);
	if (expected.setAside) {
		const codes = result.setAside.map(({ row, code }) => [row.orderId ?? String(row.id), code]);
		expect(Object.fromEntries(codes.map(([id, code]) => [id, camel(String(code))]))).toEqual(
			Object.fromEntries(Object.entries(expected.setAside).map(([id, code]) => [id, camel(code)])),
		);
	}
}

describe('orders as real exports have them', () => {
	it('are 23 cases, each with a check', () => {
		expect(cases).toHaveLength(23);
		for (const { id, expected } of cases) {
			const hasValues = ['customers', 'onlyCustomer', 'setAside', 'rowsUsed'].some(
				(name) => name in expected,
			);
			expect([id, hasValues || id in inWords]).toEqual([id, true]);
		}
	});

	for (const given of cases) {
		const test = notYet.includes(given.id) ? it.failing : it;
		test(`come right: ${given.id}`, () => check(given));
	}
});
