import { latestDay } from '../../src/core/customers/latestDay';
import { dayOfDate } from '../../src/values/days';

const latestOf = (...days: unknown[]) =>
	latestDay(
		days.map((asOf) => ({ asOf })),
		'asOf',
		dayOfDate,
	);

describe('latestDay', () => {
	it('is the latest of the days, wherever it stands', () => {
		expect(latestOf('1970-01-02', '1970-01-04', '1970-01-03')).toBe(3);
	});

	it('passes over what is no day', () => {
		expect(latestOf(undefined, '1970-01-02', 'soon', null)).toBe(1);
	});

	it('is 0 on the first day and undefined without one', () => {
		expect(latestOf('1970-01-01')).toBe(0);
		expect(latestOf('soon')).toBeUndefined();
		expect(latestOf()).toBeUndefined();
	});
});
