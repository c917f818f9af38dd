import fc from 'fast-check';
import { propertyValues } from '../../src/sync/klaviyo/people/propertyValues';
import { noticeCodes, sync } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const read = (cells: unknown[], texts: 'number' | 'text' = 'number') => {
	const rows = cells.map((cell) => ({ cell }));
	const values = propertyValues(rows, ['cell'], texts);
	return rows.map((row) => values.of(row, 'cell'));
};

describe('a column of numbers as text', () => {
	it('is sent as numbers', () => {
		expect(read(['0.73', '12', '-3.5', '', 0])).toEqual([0.73, 12, -3.5, undefined, 0]);
	});

	it('is kept as text on request', () => {
		expect(read(['0.73', '12'], 'text')).toEqual(['0.73', '12']);
	});

	it.each([
		['01234'],
		['1e5'],
		['0x10'],
		['+49'],
		['1,5'],
		['n/a'],
		['12345678901234567'],
		[true],
		[' '],
	])('stays text where one cell is %p', (other) => {
		expect(read(['94110', other])[0]).toBe('94110');
	});

	it('keeps every number it is made of', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 100)), (numbers) => {
				expect(read(numbers.map(String))).toEqual(numbers.map((n) => n + 0));
			}),
		);
	});
});

it.each([
	['number', 0.73],
	['text', '0.73'],
])('writes the churn risk of a CSV file as %s', async (numberTexts, value) => {
	const started = await startKlaviyo();
	const rows = [{ email: 'ann@example.com', churnRisk: '0.73' }];
	const result = await sync(started, rows, { operation: 'upsertProfiles', numberTexts });
	expect([...started.sandbox.profiles.values()][0].properties.churn_risk).toBe(value);
	expect(noticeCodes(result).includes('numbersFromText')).toBe(numberTexts === 'number');
});

it('skips and counts a number that is none', async () => {
	const started = await startKlaviyo();
	const rows = [{ email: 'ann@example.com', churnRisk: NaN, valueScore: 7 }];
	const result = await sync(started, rows, { operation: 'upsertProfiles' });
	expect([...started.sandbox.profiles.values()][0].properties).toEqual({ customer_value_score: 7 });
	expect(result.notices).toContainEqual(
		expect.objectContaining({ code: 'notANumber', level: 'warning' }),
	);
});
