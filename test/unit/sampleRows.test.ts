import { InvalidInputError } from '../../src/values/invalidInputError';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';

const options = sampleShopOptions.parse({
	customers: 200,
	asOf: '2026-06-30',
	timeZone: 'America/New_York',
});

describe('sampleRows', () => {
	it.each([
		['orders', 'orderDate'],
		['events', 'time'],
		['surveys', 'answeredAt'],
	] as const)('lists %s oldest first', (what, field) => {
		const instants = sampleRows({ ...options, what }).map((row) => Date.parse(String(row[field])));
		expect(instants.length).toBeGreaterThan(10);
		expect(instants).toEqual([...instants].sort((a, b) => a - b));
	});

	it('lists customers by id', () => {
		const ids = sampleRows({ ...options, what: 'customers' }).map((row) => row.customerId);
		expect(ids).toEqual([...ids].sort());
	});

	it.each(['orders', 'events', 'surveys', 'customers'] as const)(
		'gives %s as flat rows of plain values with the same columns',
		(what) => {
			const rows = sampleRows({ ...options, what });
			const columns = Object.keys(rows[0]).join();
			for (const row of rows) {
				expect(Object.keys(row).join()).toBe(columns);
				for (const value of Object.values(row)) {
					expect(value === null || ['string', 'number', 'boolean'].includes(typeof value)).toBe(
						true,
					);
				}
			}
		},
	);

	it('names an invalid last day', () => {
		expect(() => sampleRows({ ...options, asOf: '31.31.2025' })).toThrow(InvalidInputError);
	});

	it('names an invalid time zone', () => {
		expect(() => sampleRows({ ...options, timeZone: 'Atlantis' })).toThrow(/"timeZone"/);
	});
});
