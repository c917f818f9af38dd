import { readBytes } from '../../support/readBytes';

describe('CsvRows', () => {
	it('returns each line as an object of texts by column', async () => {
		const { rows, faults, found } = await readBytes('id,total\n1,5\n2,\n');
		expect(rows).toEqual([
			{ id: '1', total: '5' },
			{ id: '2', total: '' },
		]);
		expect(faults).toEqual([]);
		expect(found).toMatchObject({ format: 'csv', delimiter: ',', linesAbove: 0, renamed: [] });
	});

	it('sets aside lines with too many or too few cells, with their line number', async () => {
		const { rows, faults } = await readBytes('id,total,tax\n1,5\n2,6,1\n3,1,234.00,2\n4,7,1\n');
		expect(rows).toEqual([
			{ id: '2', total: '6', tax: '1' },
			{ id: '4', total: '7', tax: '1' },
		]);
		expect(faults).toEqual([
			{ code: 'raggedRow', row: { id: '1', total: '5', fileLine: 2 } },
			{
				code: 'raggedRow',
				row: { id: '3', total: '1', tax: '234.00', 'Column 4': '2', fileLine: 4 },
			},
		]);
	});

	it('counts line breaks in quoted cells and lines above the column names', async () => {
		const { faults } = await readBytes('Report\n\nid,note,total\n1,"a\nb",2\n3\n4,c,5\n');
		expect(faults).toEqual([{ code: 'raggedRow', row: { id: '3', fileLine: 6 } }]);
	});

	it('accepts empty trailing cells', async () => {
		const { rows, faults } = await readBytes('id,total\n1,5,, \n');
		expect([rows, faults]).toEqual([[{ id: '1', total: '5' }], []]);
	});

	it.each(['Total,15,', 'Grand total:,15,', ',Summe,15', 'TOTAL,15', 'Totaal,,15,,'])(
		'tells the line of totals "%s" from orders',
		async (line) => {
			const { rows, faults } = await readBytes(`id,date,total\n1,2026-01-05,15\n${line}\n`);
			expect(rows).toHaveLength(1);
			expect(faults).toMatchObject([{ code: 'totalRow', row: { fileLine: 3 } }]);
		},
	);

	it('treats a line of totals as such only at the end', async () => {
		const { rows } = await readBytes('id,date,total\nTotal,2026-01-05,15\n2,2026-01-05,15\n');
		expect(rows).toHaveLength(2);
	});

	it('finds a line of totals after a chunk that ended right before it', async () => {
		const start = `id,date,total\n${'1,2026-01-05,15\n'.repeat(10_000)}`;
		const { rows, faults } = await readBytes(`${start}Total,,150000\n`, { size: start.length });
		expect(rows).toHaveLength(10_000);
		expect(faults).toMatchObject([{ code: 'totalRow', row: { fileLine: 10_002 } }]);
	});
});
