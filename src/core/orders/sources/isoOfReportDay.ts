const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/**
 * A day as marketplaces' English reports write it, as an ISO date: `01/31/26` (month first), `Jan-31-26`, `31-Jan-26`;
 * years with two or four digits; a time of day stays after it. Anything else is returned unchanged.
 *
 * @example isoOfReportDay('Jan-31-26') // '2026-01-31'
 */
export function isoOfReportDay(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const match = /^(\d{1,2}|[A-Za-z]{3})[-/ ](\d{1,2}|[A-Za-z]{3})[-/ ](\d{2}|\d{4})( .*)?$/.exec(
		value.trim(),
	);
	if (match === null) return value;
	const [, first, second, year, time = ''] = match;
	const isMonthSecond = /[A-Za-z]/.test(second);
	const month = numberOfMonth(isMonthSecond ? second : first);
	const day = isMonthSecond ? first : second;
	if (month === 0 || /[A-Za-z]/.test(day)) return value;
	const fullYear = year.length === 2 ? `20${year}` : year;
	return `${fullYear}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}${time}`;
}

function numberOfMonth(text: string): number {
	return /^\d/.test(text) ? Number(text) : months.indexOf(text.toLowerCase()) + 1;
}
