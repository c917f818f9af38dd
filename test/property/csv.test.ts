import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvRecords } from '../../src/files/csvRecords';
import { readBytes } from '../support/readBytes';

const delimiters = [',', ';', '\t', '|'] as const;
const lineBreaks = ['\n', '\r\n', '\r'] as const;

/** Texts full of what means something in CSV. */
const cell = fc.string({
	unit: fc.constantFrom('a', 'é', '🛒', '1', '.', '-', ' ', '"', ',', ';', '\t', '|', '\n', '\r'),
	maxLength: 8,
});
/** Cells without blanks before a quote, which we read leniently and csv-parse does not, and never all empty. */
const record = fc
	.array(cell, { minLength: 3, maxLength: 3 })
	.filter((cells) => cells.some((text) => text !== ''));

const isPlain = (text: string) => /^[^",;\t|\r\n ]*$/.test(text);

/** CSV as RFC 4180 has it; cells that need no quotes have them where `quoteAll` says so. */
function written(records: string[][], delimiter: string, lineBreak: string, quoteAll: boolean) {
	const cellText = (text: string) =>
		isPlain(text) && !quoteAll ? text : `"${text.replaceAll('"', '""')}"`;
	return records.map((cells) => cells.map(cellText).join(delimiter) + lineBreak).join('');
}

function ours(text: string, delimiter: string, lineBreak: string, cuts: readonly number[]) {
	const read: string[][] = [];
	const parser = new CsvRecords(delimiter, lineBreak === '\r' ? '\r' : '\n', (cells) =>
		read.push(cells),
	);
	let start = 0;
	for (const end of [...cuts.map((cut) => cut % (text.length + 1)), text.length].sort(
		(a, b) => a - b,
	)) {
		parser.push(text.slice(start, end));
		start = end;
	}
	parser.finish();
	return read;
}

const options = {
	delimiter: fc.constantFrom(...delimiters),
	lineBreak: fc.constantFrom(...lineBreaks),
	quoteAll: fc.boolean(),
	cuts: fc.array(fc.nat(), { maxLength: 8 }),
};

describe('CSV', () => {
	it('reads what was written, however it is split into chunks', () => {
		fc.assert(
			fc.property(fc.record({ records: fc.array(record), ...options }), (given) => {
				const { records, delimiter, lineBreak, quoteAll, cuts } = given;
				const text = written(records, delimiter, lineBreak, quoteAll);
				expect(ours(text, delimiter, lineBreak, cuts)).toEqual(records);
			}),
			{ numRuns: 1000 },
		);
	});

	it('reads the same as csv-parse', () => {
		fc.assert(
			fc.property(fc.record({ records: fc.array(record), ...options }), (given) => {
				const { records, delimiter, lineBreak, quoteAll, cuts } = given;
				const text = written(records, delimiter, lineBreak, quoteAll);
				const theirs: string[][] = parse(text, {
					delimiter,
					record_delimiter: lineBreak,
					skip_empty_lines: true,
				});
				expect(ours(text, delimiter, lineBreak, cuts)).toEqual(theirs);
			}),
			{ numRuns: 1000 },
		);
	});

	it('fails only for an unclosed quote, and reads the same however the text is split', () => {
		const noise = fc.string({
			unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' '),
			maxLength: 40,
		});
		fc.assert(
			fc.property(noise, options.cuts, (text, cuts) => {
				const attempt = (at: readonly number[]) => {
					try {
						return ours(text, ',', '\n', at);
					} catch (error) {
						return (error as Error).message;
					}
				};
				const whole = attempt([]);
				if (typeof whole === 'string') expect(whole).toMatch(/^a quote that opens in line \d+ and/);
				expect(attempt(cuts)).toEqual(whole);
			}),
			{ numRuns: 2000 },
		);
	});

	it('detects delimiter, line breaks and encoding of orders', async () => {
		const word = fc.stringMatching(/^[a-zé][a-z0-9é]{0,9}$/);
		const order = fc.record({
			id: fc.nat().map(String),
			name: fc.oneof(
				word,
				cell.map((text) => `x${text}`),
			),
			total: fc.nat().map((cents) => (cents / 100).toFixed(2)),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(order, { minLength: 2, maxLength: 20 }),
				options.delimiter,
				fc.constantFrom('\n', '\r\n'),
				fc.constantFrom('utf8', 'utf16le') as fc.Arbitrary<BufferEncoding>,
				fc.integer({ min: 1, max: 50 }),
				async (orders, delimiter, lineBreak, encoding, size) => {
					const table = [['id', 'name', 'total'], ...orders.map((each) => Object.values(each))];
					const bytes = Buffer.from(
						`\ufeff${written(table, delimiter, lineBreak, false)}`,
						encoding,
					);
					expect((await readBytes(bytes, { size })).rows).toEqual(orders);
				},
			),
			{ numRuns: 300 },
		);
	});
});
