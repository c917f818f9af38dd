import { CsvRecords } from '../../../src/files/csvRecords';

type Read = Array<readonly [line: number, ...cells: string[]]>;

function records(text: string, delimiter = ',', lineBreak: '\n' | '\r' = '\n'): Read {
	const read: Read = [];
	const parser = new CsvRecords(delimiter, lineBreak, (cells, line) => read.push([line, ...cells]));
	for (const letter of text) parser.push(letter);
	parser.finish();
	return read;
}

describe('CsvRecords', () => {
	it.each<[string, string, Read]>([
		[
			'cells',
			'a,b\n1,2\n',
			[
				[1, 'a', 'b'],
				[2, '1', '2'],
			],
		],
		[
			'a last line without a break',
			'a,b\n1,2',
			[
				[1, 'a', 'b'],
				[2, '1', '2'],
			],
		],
		[
			'line breaks of DOS',
			'a,b\r\n1,2\r\n',
			[
				[1, 'a', 'b'],
				[2, '1', '2'],
			],
		],
		['empty cells', ',a,,\n', [[1, '', 'a', '', '']]],
		[
			'no record for an empty line',
			'a,b\n\r\n\n1,2\n',
			[
				[1, 'a', 'b'],
				[4, '1', '2'],
			],
		],
		['a quoted delimiter', '"a,b",c\n', [[1, 'a,b', 'c']]],
		[
			'a quoted line break, and the line behind it',
			'"a\r\nb",c\n1,2\n',
			[
				[1, 'a\r\nb', 'c'],
				[3, '1', '2'],
			],
		],
		['doubled quotes', '"say ""a""",""""\n', [[1, 'say "a"', '"']]],
		['a quoted cell at the end of the text', '1,"b"', [[1, '1', 'b']]],
		['an empty quoted cell', '"",""\n', [[1, '', '']]],
		['a quote inside an unquoted cell', '5" pipe,2\n', [[1, '5" pipe', '2']]],
		['text behind a closing quote', '"a"b,2\n', [[1, 'ab', '2']]],
		['a quoted cell behind blanks', '"a", "b,c"\n', [[1, 'a', 'b,c']]],
		['blanks that no quote follows', 'a, b\n', [[1, 'a', ' b']]],
	])('reads %s', (_what, text, read) => {
		expect(records(text)).toEqual(read);
	});

	it('reads line breaks of classic Mac OS', () => {
		expect(records('a;"b\rc"\r1;2\r', ';', '\r')).toEqual([
			[1, 'a', 'b\rc'],
			[3, '1', '2'],
		]);
	});

	it('reports the line of a quote that is never closed', () => {
		expect(() => records('a,b\n1,2\n3,"4\n5,6\n')).toThrow('opens in line 3 and is never closed');
	});
});
