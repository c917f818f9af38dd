import { readBytes } from '../../support/readBytes';

describe('CsvRows', () => {
	it('gives each line as an object of texts by column', async () => {
		const { rows, faults, found } = await readBytes('id,total\n1,5\n2,\n');
		expect(rows).toEqual([
			{ id: '1', total: '5' },
			{ id: '2', total: '' },
		]);
		expect(faults).toEqual([]);
		expect(found).toMatchObject({ format: 'csv', delimiter: ',', linesAbove: 0, renamed: [] });
	});

	it('sets lines with too many or too few cells aside, with their line number', async () => {
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

	it('counts the lines of quoted cells and of what stands above the column names', async () => {
		const { faults } = await readBytes('Report\n\nid,note,total\n1,"a\nb",2\n3\n4,c,5\n');
		expect(faults).toEqual([{ code: 'raggedRow', row: { id: '3', fileLine: 6 } }]);
	});

	it('lets a line have further cells that are empty', async () => {
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

	it('takes a line of totals only for one where it is the last', async () => {
		const { rows } = await readBytes('id,date,total\nTotal,2026-01-05,15\n2,2026-01-05,15\n');
		expect(rows).toHaveLength(2);
	});

	it('finds a line of totals behind a portion that ended right before it', async () => {
		const start = `id,date,total\n${'1,2026-01-05,15\n'.repeat(10_000)}`;
		const { rows, faults } = await readBytes(`${start}Total,,150000\n`, { size: start.length });
		expect(rows).toHaveLength(10_000);
		expect(faults).toMatchObject([{ code: 'totalRow', row: { fileLine: 10_002 } }]);
	});
});
