import { csvLayout } from '../../../src/files/csvLayout';

const layout = (text: string) => csvLayout(text, true);

describe('csvLayout', () => {
	it.each<[string, string, string]>([
		['commas', 'a,b,c\n1,2,3\n', ','],
		['semicolons beside decimal commas', 'id;total;tax\n1;1,50;0,20\n2;3,50;0,70\n', ';'],
		['tabs', 'a\tb, c\td\n1\t2, 3\t4\n', '\t'],
		['bars', 'a|b|c\n1|2|3\n', '|'],
		['the delimiter that a first line names', 'sep=;\na;b,c;d\n1;2,0;3\n', ';'],
		['a delimiter in quotes for none', 'a;"b,c,d";e\n1;"2,3,4";5\n', ';'],
	])('finds %s', (_what, text, delimiter) => {
		expect(layout(text)?.delimiter).toBe(delimiter);
	});

	it.each<[string, string, number]>([
		['nothing', 'id,date,total\n1,2,3\n', 1],
		['a sep= line', 'sep=,\r\nid,date,total\r\n1,2,3\r\n', 2],
		['a title', 'Orders of 2026\nid,date,total\n1,2,3\n', 2],
		[
			'titles with values and empty lines',
			'\nShop,Acme\nFrom,2026-01-01\n\nid,date,total,tax\n1,2,3,4\n',
			5,
		],
		['titles filled up with delimiters', 'Orders,,,\n,,,\nid,date,total,tax\n1,2,3,4\n', 3],
		['a quoted title of two lines', '"Orders\nof 2026"\nid,date,total\n1,2,3\n', 3],
	])('finds the column names under %s', (_what, text, line) => {
		expect(layout(text)).toMatchObject({ headerLine: line });
		expect(layout(text)?.columns.slice(0, 3)).toEqual(['id', 'date', 'total']);
	});

	it('gives every column a unique name, and lists the renamed ones', () => {
		expect(layout('Total, Total ,,__proto__,Total 2\n1,2,3,4,5\n')).toMatchObject({
			columns: ['Total', 'Total 2', 'Column 3', 'Column 4', 'Total 2 2'],
			renamed: ['Total 2', 'Column 3', 'Column 4', 'Total 2 2'],
		});
	});

	it('adds no column for a delimiter at the end of every line', () => {
		expect(layout('a,b,c,\n1,2,3,\n')?.columns).toEqual(['a', 'b', 'c']);
	});

	it('reads column names alone', () => {
		expect(layout('id;date;total')).toMatchObject({ delimiter: ';', headerLine: 1 });
	});

	it('finds nothing in an empty text', () => {
		expect(layout('\n\n')).toBeUndefined();
	});
});
