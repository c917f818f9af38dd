import fc from 'fast-check';
import { dayText, timestampText, timeText } from '../../../../src/files/parquet/timeTexts';

describe('texts of Parquet times', () => {
	it('say what JavaScript says, at any instant', () => {
		const instant = fc.date({
			min: new Date('0001-01-01'),
			max: new Date('9999-12-31'),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(instant, fc.constantFrom(3, 6, 9), (date, digits) => {
				const value = BigInt(date.getTime()) * 10n ** BigInt(digits - 3);
				const text = timestampText(value, digits as 3 | 6 | 9, 'Z');
				expect(new Date(text).toISOString()).toBe(date.toISOString());
				expect(dayText(Math.floor(date.getTime() / 86_400_000))).toBe(
					date.toISOString().slice(0, 10),
				);
			}),
		);
	});

	it.each([
		[1_767_607_200_123_456n, 6, '2026-01-05T10:00:00.123456'],
		[1_767_607_200_000_000_001n, 9, '2026-01-05T10:00:00.000000001'],
		[-1n, 9, '1969-12-31T23:59:59.999999999'],
		[9_007_199_254_740_991n, 6, '2255-06-05T23:47:34.740991'],
		[2n ** 63n - 1n, 6, 'no dateT04:00:54.775807'],
	] as const)('of %d with %d digits of a second is %s', (value, digits, expected) => {
		expect(timestampText(value, digits, '')).toBe(expected);
	});

	it('of a time of day has its fraction', () => {
		expect([timeText(0, 3), timeText(86_399_999_999n, 6)]).toEqual(['00:00:00', '23:59:59.999999']);
	});
});
