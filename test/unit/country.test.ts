import { countryCode } from '../../src/sync/people/country';
import { isConsentGiven } from '../../src/values/yesOrNo';

describe('countryCode', () => {
	it.each([
		['US', 'us'],
		['usa', 'us'],
		['United States', 'us'],
		['UK', 'gb'],
		['GBR', 'gb'],
		['Deutschland', 'de'],
		['Österreich', 'at'],
		['Côte d’Ivoire', 'ci'],
		['España', 'es'],
		['Polska', 'pl'],
		['XX', undefined],
		['', undefined],
		[49, undefined],
		['constructor', undefined],
	])('reads %j as %j', (cell, expected) => {
		expect(countryCode(cell)).toBe(expected);
	});
});

describe('isConsentGiven', () => {
	it.each([true, 1, 'yes', ' TRUE ', 'subscribed', 'Opted_In'])('takes %j as a yes', (cell) => {
		expect(isConsentGiven(cell)).toBe(true);
	});

	it.each([
		false,
		0,
		'',
		'no',
		'unknown',
		'not_subscribed',
		null,
		undefined,
		{},
		2,
		'unsubscribed',
	])('takes %j as no consent', (cell) => {
		expect(isConsentGiven(cell)).toBe(false);
	});
});
