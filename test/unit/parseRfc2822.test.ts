import { parseRfc2822 } from '../../src/values/parseRfc2822';

describe('parseRfc2822', () => {
	it.each([
		['Tue, 20 Nov 2012 00:00:00 +0000', '2012-11-20T00:00:00Z'],
		['Tue, 20 Nov 2012 01:30:00 +0130', '2012-11-20T00:00:00Z'],
		['Mon, 19 Nov 2012 19:00:00 -0500', '2012-11-20T00:00:00Z'],
		['20 Nov 2012 00:00 GMT', '2012-11-20T00:00:00Z'],
		['sat, 3 MAR 2018 02:35:28 ut', '2018-03-03T02:35:28Z'],
		['Thu, 29 Feb 2024 23:59:59 +0000', '2024-02-29T23:59:59Z'],
	])('reads %j', (text, iso) => {
		expect(parseRfc2822(text)).toBe(Date.parse(iso));
	});

	it.each([
		'Sun, 30 Feb 2025 00:00:00 +0000',
		'Thu, 29 Feb 2023 00:00:00 +0000',
		'Tue, 20 Nov 2012 00:00:00',
		'Tue, 20 Nov 2012 24:00:00 +0000',
		'Tue, 20 Nov 2012 00:60:00 +0000',
		'Tue, 20 Nov 2012 00:00:00 +2500',
		'Tue, 0 Nov 2012 00:00:00 +0000',
		'Tue, 20 Nov 2012',
		'Dienstag, 20 Nov 2012 00:00:00 +0000',
		'20/11/2012 00:00:00 +0000',
		'soon',
		'',
		` Tue, ${' '.repeat(10_000)}`,
	])('reads %j as no date', (text) => {
		expect(parseRfc2822(text)).toBeNaN();
	});
});
