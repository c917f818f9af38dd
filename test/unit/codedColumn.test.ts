import fc from 'fast-check';
import { isEmpty } from '../../src/values/isEmpty';
import { CodedColumn } from '../../src/core/orders/codedColumn';

describe('CodedColumn', () => {
	it('gives every text back, and nothing for rows that had none', () => {
		const cell = fc.oneof(fc.constantFrom('Tea', 'Cup', '', null, undefined), fc.string());
		fc.assert(
			fc.property(fc.array(cell), (values) => {
				const column = new CodedColumn();
				values.forEach((value, row) => column.add(row, value));
				expect(column.isWhole).toBe(true);
				expect(values.map((_, row) => column.at(row) ?? '')).toEqual(
					values.map((value) => (isEmpty(value) ? '' : value)),
				);
				expect(column.at(values.length)).toBeUndefined();
			}),
		);
	});

	it.each<unknown>([5, true, ['Tea']])('gives up at %j', (value) => {
		const column = new CodedColumn();
		column.add(0, 'Tea');
		column.add(1, value);
		expect(column.isWhole).toBe(false);
	});

	it('gives up at more texts than two bytes can number', () => {
		const column = new CodedColumn();
		for (let row = 0; row < 0xffff; row++) column.add(row, String(row));
		expect([column.isWhole, column.at(0xfffe)]).toEqual([true, '65534']);
		column.add(0xffff, 'one more');
		expect(column.isWhole).toBe(false);
	});
});
