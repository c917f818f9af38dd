import { AmountReader } from '../../src/core/money/amountReader';

const american = new AmountReader('en-US');
const german = new AmountReader('de-DE');

describe('AmountReader', () => {
	it.each([
		[0, 0],
		[12, 1200],
		[12.5, 1250],
		[-3.1, -310],
		[0.1 + 0.2, 30],
		[1.005, 100],
		[1.015, 102],
		[2.675, 268],
		[1.0051, 101],
		[1e-9, 0],
		[1_000_000.01, 100_000_001],
		[9_999_999_999.99, 999_999_999_999],
	])('reads the number %d exactly, rounded half to even', (value, cents) => {
		expect(american.minor(value, 2)).toBe(cents);
	});

	it.each([
		['1,234.50', 123_450],
		['1234.5', 123_450],
		['$1,234.50', 123_450],
		[' $ 1,234.50 ', 123_450],
		['1,234.50 €', 123_450],
		['1 234.50', 123_450],
		['.5', 50],
		['0', 0],
		['-12.30', -1230],
		['−12.30', -1230],
		['-$12.30', -1230],
		['$-12.30', -1230],
		['(12.30)', -1230],
		['+5', 500],
		['1.005', 100],
		['1.0050000000000000001', 101],
		['0000012.5', 1250],
		['1,234,567.891', 123_456_789],
	])('reads %j in en-US', (text, cents) => {
		expect(american.minor(text, 2)).toBe(cents);
	});

	it.each([
		['1.234,50', 123_450],
		['1234,5', 123_450],
		['1.234,50 €', 123_450],
		['-1.234', -123_400],
		['1.234', 123_400],
	])('reads %j in de-DE', (text, cents) => {
		expect(german.minor(text, 2)).toBe(cents);
	});

	it.each([
		['fr-FR', '1\u202f234,50', 123_450],
		['fr-FR', '1 234,50 €', 123_450],
		['fr-FR', '1\u00a0234,50', 123_450],
		['de-CH', "1'234.50", 123_450],
		['de-CH', '1’234.50', 123_450],
		['en-IN', '₹12,34,567.50', 123_456_750],
		['pl-PL', '1 234,50', 123_450],
		['es-ES', '1.234,50', 123_450],
		['ja-JP', '¥1,234', 123_400],
	])('reads as %s writes', (locale, text, cents) => {
		expect(new AmountReader(locale).minor(text, 2)).toBe(cents);
	});

	it.each([
		'',
		' ',
		'abc',
		'12,34',
		'1,23,456',
		',123',
		'1,234,5',
		'1.2.3',
		'12.',
		'1.234,50',
		'12 34',
		'--5',
		'(-',
		'12 k',
		'12 pcs',
		'USD.50',
		'- $ -5',
		'1e5',
		'0x10',
		'NaN',
		'Infinity',
		null,
		undefined,
		NaN,
		Infinity,
		-Infinity,
		true,
		[],
		[5],
		{},
		new Date(0),
	])('reads no amount in %p, never 0', (value) => {
		expect(american.minor(value, 2)).toBeNaN();
	});

	it('does not mistake the other locale’s marks', () => {
		expect(german.minor('1,234.50', 2)).toBeNaN();
		expect(german.minor('1.5', 2)).toBeNaN();
	});

	it.each([
		[0, '1234', 1234],
		[0, '1234.5', 1234],
		[0, '1235.5', 1236],
		[3, '1.005', 1005],
		[3, 1.0005, 1000],
		[4, '0.00015', 2],
	])('reads units of 10^-%d', (digits, value, minor) => {
		expect(american.minor(value, digits)).toBe(minor);
	});

	it('refuses amounts too large to add up exactly, and huge texts at once', () => {
		expect(american.minor(1e12, 2)).toBeNaN();
		expect(american.minor('10000000000', 2)).toBeNaN();
		expect(american.minor('9999999999.99', 2)).toBe(999_999_999_999);
		expect(american.minor('10000000000.00', 2)).toBeNaN();
		expect(american.minor('9999999999.99', 2)).toBe(999_999_999_999);
		expect(american.minor('9'.repeat(100_000), 2)).toBeNaN();
		expect(american.minor(1e300, 2)).toBeNaN();
		expect(american.minor(5e-324, 2)).toBe(0);
	});

	it('reads big integers', () => {
		expect(american.minor(12n, 2)).toBe(1200);
	});

	it('names the option of an unknown locale', () => {
		expect(() => new AmountReader('no locale')).toThrow(/"numberLocale" needs a locale such as/);
	});
});
