import fc from 'fast-check';
import { parseOptions } from '../../src/values/parseOptions';
import { dialectNames, dialects } from '../../src/warehouse/dialects/dialects';
import { warehouseOptions } from '../../src/warehouse/options';
import { readCustomers } from '../../src/warehouse/readCustomers';
import { nameParts } from '../../src/warehouse/safeNames';
import { writeStatement } from '../../src/warehouse/writeStatement';
import { type Engine, startEngines } from '../support/warehouseEngines';

const host = { timeZone: 'UTC', now: Date.UTC(2025, 5, 30, 12) };
const engines: Engine[] = [];

beforeAll(async () => {
	engines.push(...(await startEngines()));
}, 120_000);

afterAll(async () => {
	await Promise.all(engines.map((engine) => engine.stop()));
});

const pieces = [
	"'",
	'"',
	'`',
	'\\',
	';',
	'--',
	'/*',
	'*/',
	'$$',
	'$',
	' ',
	'\n',
	'%',
	':a',
	'?',
	'@',
	'#',
	'€',
	'😀',
	'DROP TABLE orders',
	'a',
	'É',
	"' OR 1=1 --",
	'"; SELECT 1; --',
	'{',
	'}',
	'\u2028',
];
const hostile = fc
	.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6, size: 'max' })
	.map((list) => list.join(''))
	// PostgreSQL cuts names at 63 bytes.
	.filter((text) => text.trim() === text && text !== '' && Buffer.byteLength(text) <= 60);
const evaluated = fc
	.tuple(
		hostile,
		fc.constantFrom(
			'{{ 1 }}',
			'{{',
			'}}',
			'$1',
			'${a}',
			'$(a)',
			'$[a]',
			'$<a>',
			'$/a/',
			'$$',
			'$&',
			"$'",
			'$`',
		),
		hostile,
	)
	.map((parts) => parts.join(''));
const isPlain = (text: string) => !/\{\{|\}\}|\$(?:[$&`'0-9{([</]|$)/.test(text);

type Given = Record<'table' | 'column' | 'word' | 'segment' | 'tier', string>;

function optionsWith(given: Given) {
	return {
		ordersTable: `"${given.table.replaceAll('"', '""')}"`,
		fields: {
			...Object.fromEntries(
				Object.keys(warehouseOptions.shape.fields.removeDefault().shape).map((name) => [name, '']),
			),
			orderId: 'id',
			orderDate: 'ordered_at',
			amount: 'amount',
			customerId: given.column,
			status: 'status',
		},
		dateColumns: 'utcTime',
		baseCurrency: 'USD',
		asOf: '2025-06-30',
		statusWords: [{ word: given.word, meaning: 'cancelled' }],
		segmentMap: 'own',
		segments: [
			{ segment: given.segment, recencyFrom: 1, recencyTo: 5, frequencyFrom: 1, frequencyTo: 5 },
		],
		steps: ['points', 'tiers', 'churn', 'suppression'],
		tiers: {
			method: 'money',
			moneyTiers: [{ name: given.tier, atLeast: 0 }],
			holdoutShare: 50,
			holdoutSalt: given.tier,
		},
		churn: {
			lapsePreset: 'custom',
			lapseTable: [{ tier: given.tier, days: 10 }],
			watchedTiers: given.tier,
		},
		suppression: {
			inactivityTable: [{ tier: given.tier, days: 5 }],
			topTiers: given.tier,
			costlyTiers: given.tier,
			escalateTiers: given.tier,
			winBackTable: [{ tier: given.tier, days: 1 }],
		},
	};
}

describe('names and literals of the user in a statement', () => {
	it('are quoted: tables, columns, status words, segments and tiers with any characters are data on every engine', async () => {
		const texts = hostile.filter(isPlain);
		const names = fc.record({
			table: texts,
			column: texts,
			word: texts,
			segment: texts,
			tier: texts,
		});
		await fc.assert(
			fc.asyncProperty(names, async (given) => {
				fc.pre(!['id', 'ordered_at', 'amount', 'status'].includes(given.column));
				for (const engine of engines) {
					const { quoteName, quoteText, refusedInNames } = dialects[engine.dialect];
					const options = { ...optionsWith(given), dialect: engine.dialect };
					const write = () => writeStatement(parseOptions(warehouseOptions, options), host);
					if (refusedInNames?.test(given.table) || refusedInNames?.test(given.column)) {
						expect(write).toThrow(/needs a name that \w+ takes/);
						continue;
					}
					const table = quoteName(given.table);
					await engine.execute(
						`DROP TABLE IF EXISTS ${table}; CREATE TABLE ${table} (id varchar(99), ordered_at ${engine.timeType}, amount decimal(10,2), ${quoteName(given.column)} varchar(99), status varchar(99)); INSERT INTO ${table} VALUES ('1', '2025-06-01', 5, 'kept', 'paid'), ('2', '2025-06-01', 5, 'cancelled', ${quoteText(given.word)})`,
					);
					const { sql, reading } = write();
					expect(sql).not.toContain('{{');
					// As n8n's Postgres node puts a statement into its query.
					expect('={{ $json.sql }}'.replace('{{ $json.sql }}', sql)).toBe(`=${sql}`);
					const { customers } = readCustomers(await engine.query(sql), reading);
					expect(customers).toMatchObject([
						{
							customerId: 'kept',
							rfmSegment: given.segment,
							tier: given.tier,
							churnStatus: 'lapsed',
							suppressedChannels: expect.stringContaining('emailPromotion'),
						},
					]);
					await engine.execute(`DROP TABLE ${table}`);
				}
			}),
			{ numRuns: 12 },
		);
	}, 300_000);

	it('that a database node would evaluate again are refused by the name of their option', () => {
		fc.assert(
			fc.property(
				evaluated,
				fc.constantFrom('table', 'column', 'word', 'segment', 'tier'),
				fc.constantFrom(...dialectNames),
				(text, place, dialect) => {
					const plain = { table: 'a', column: 'a', word: 'a', segment: 'a', tier: 'a' };
					const given = { ...plain, [place]: text };
					const write = () =>
						writeStatement(
							parseOptions(warehouseOptions, { ...optionsWith(given), dialect }),
							host,
						);
					expect(write).toThrow(/database nodes would replace/);
				},
			),
			{ numRuns: 100 },
		);
	});

	it('are read as a table with its schema and database; dots inside quotes belong to a name', () => {
		expect(nameParts('orders', 'x')).toEqual(['orders']);
		expect(nameParts('shop.orders', 'x')).toEqual(['shop', 'orders']);
		expect(nameParts('"a.b"."c""d"', 'x')).toEqual(['a.b', 'c"d']);
		expect(nameParts('`my-project.data`.orders', 'x')).toEqual(['my-project.data', 'orders']);
		for (const wrong of ['', '.', 'a..b', 'a.b.c.d', '"a', 'a"b'])
			expect(() => nameParts(wrong, 'x')).toThrow(/"x" needs/);
	});
});
