import fc from 'fast-check';
import { readCell, writeCell } from '../../../src/files/csvCells';
import { CsvRecords } from '../../../src/files/csvRecords';

/** The value that a cell holds once the file was parsed. */
function readBack(text: string): unknown {
	let cells: string[] = [];
	const parser = new CsvRecords(',', '\n', (found) => (cells = found), true);
	parser.push(`${text},end`);
	parser.finish();
	expect(cells).toHaveLength(2);
	return readCell(cells[0]);
}

describe('cells of CSV', () => {
	it.each([
		['007', '"007"'],
		[7, '7'],
		['', '""'],
		[null, ''],
		[undefined, ''],
		[true, 'true'],
		['a "b", c', '"a ""b"", c"'],
		[{ a: 1 }, '"{""a"":1}"'],
		['{"a":1}', '"""{\\""a\\"":1}"""'],
		[new Date(0), '"1970-01-01T00:00:00.000Z"'],
		[NaN, ''],
		[-0, '0'],
	])('%j is written as %s', (value, text) => {
		expect(writeCell(value)).toBe(text);
	});

	it.each(['007', '1e5', '12345678901234567890', '+1', '.5', '1.50', 'Infinity', 'NaN', 'TRUE'])(
		'an unquoted %s stays a text',
		(text) => {
			expect(readCell(text)).toBe(text);
		},
	);

	it('keeps every value that JSON can hold, and its type', () => {
		const text = fc.string({
			unit: fc.oneof(
				fc.constantFrom('"', '{', '[', ',', '\n', '\r', ' ', '\ud800', '7'),
				fc.string(),
			),
		});
		const value = fc.oneof(fc.jsonValue(), text, fc.double(), fc.boolean());
		fc.assert(
			fc.property(value, (given) => {
				const kept = JSON.parse(JSON.stringify(given)) as unknown;
				expect(readBack(writeCell(given))).toEqual(kept);
			}),
			{ numRuns: 2000 },
		);
	});
});
