import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
	addressCell,
	addressIn,
	googleCountry,
	googleEmail,
	googleFamilyName,
	googleGivenName,
	googlePhone,
	googlePostalCode,
} from '../../src/sync/google/people/identifier';
import { sha256 } from '../../src/values/sha256';

describe('emails', () => {
	it.each([
		['QuinnY@EXAMPLE.com', 'quinny@example.com'],
		[' baklava in the balkans@gmail.com  ', 'baklavainthebalkans@gmail.com'],
		['Cloudy.SanFrancisco+shopping@gmail.com', 'cloudysanfrancisco@gmail.com'],
		['j.e.f..ferson.Loves.hiking@googlemail.com', 'jeffersonloveshiking@googlemail.com'],
		['user.name+NYC@Example.com', 'user.name+nyc@example.com'],
		['alex\u200Bj@altostrat.com', 'alexj@altostrat.com'],
		['+tag@gmail.com', undefined],
		['a..b@example.com', undefined],
		['quinn', undefined],
		['@example.com', undefined],
		[42, undefined],
	])('reads %p as %p', (cell, expected) => {
		expect(googleEmail(cell)).toBe(expected);
	});

	it('are hashed to what Google prints for its samples', () => {
		expect(sha256(googleEmail(' dana@example.com ') ?? '')).toBe(
			'07e2f1394b0ea80e2adca010ea8318df697001a005ba7452720edda4b0ce57b3',
		);
		expect(sha256(googleEmail('  ALEXZ@example.com   ') ?? '')).toBe(
			'509e933019bb285a134a9334b8bb679dff79d0ce023d529af4bd744d47b4fd8a',
		);
	});

	it('stay as they are when they are read twice', () => {
		fc.assert(
			fc.property(fc.emailAddress(), (email) => {
				const once = googleEmail(email);
				expect(once === undefined ? undefined : googleEmail(once)).toBe(once);
			}),
		);
	});
});

describe('phones', () => {
	it.each([
		['(800)555-0100', 'us', '+18005550100'],
		['+1 800-555-0100', undefined, '+18005550100'],
		['+44-113-496-0987', undefined, '+441134960987'],
		['0113 496 0987', 'gb', '+441134960987'],
		['0113 496 0987', undefined, undefined],
		['+abc-DEF', 'us', undefined],
	])('reads %p in %p as %p', (cell, country, expected) => {
		expect(googlePhone(cell, country)).toBe(expected);
	});

	it('are hashed with the plus sign', () => {
		expect(sha256(googlePhone('1-800-555-0100', 'us') ?? '')).toBe(
			'fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30',
		);
	});
});

describe('names', () => {
	it.each([
		[' Alex   ', 'alex'],
		[' Mr. Alex   ', 'alex'],
		['Mrs. Alex', 'alex'],
		[' Alex Dr.', 'alex dr.'],
		['Mralex', 'mralex'],
		['José', 'josé'],
		[' Mr. ', undefined],
		['null', undefined],
		['  ', undefined],
	])('reads the given name %p as %p', (cell, expected) => {
		expect(googleGivenName(cell)).toBe(expected);
	});

	it.each([
		[' Quinn   ', 'quinn'],
		['Quinn-Alex', 'quinn-alex'],
		[' Quinn, Jr.   ', 'quinn'],
		[' Quinn,Jr.', 'quinn'],
		['Quinn Sr.', 'quinn'],
		['quinn, jr., dds', 'quinn'],
		['quinn, jr. dds', 'quinn'],
		['O’Neil Smith', 'o’neil smith'],
		['Boardds', 'boardds'],
		['lacparm', 'lacparm'],
		[', Jr. ', undefined],
		[',Jr.,DDS ', undefined],
		['', undefined],
	])('reads the family name %p as %p', (cell, expected) => {
		expect(googleFamilyName(cell)).toBe(expected);
	});
});

describe('addresses', () => {
	it.each([
		[' us', 'US'],
		['USA', 'US'],
		['Deutschland', 'DE'],
		['UK', 'GB'],
		['u2', undefined],
	])('reads the country %p as %p', (cell, expected) => {
		expect(googleCountry(cell)).toBe(expected);
	});

	it.each([
		[' 94045  ', 'US', '94045'],
		['94045-1234', 'US', '94045-1234'],
		[2139, 'US', '02139'],
		['9404', 'US', undefined],
		['1229-076', 'PT', '1229-076'],
		[10115, 'DE', '10115'],
		['SW1A 1AA', 'GB', 'SW1A 1AA'],
		['  ', 'DE', undefined],
	])('reads the postal code %p in %p as %p', (cell, country, expected) => {
		expect(googlePostalCode(cell, country)).toBe(expected);
	});

	const cells = { givenName: 'Ann', familyName: 'Lee', country: 'GB', postalCode: 'SW1A 1AA' };

	it('are one cell with hashed names, which can be taken apart again', () => {
		const cell = addressCell(cells, 'detect') ?? '';
		expect(addressIn(cell)).toEqual({
			givenName: sha256('ann'),
			familyName: sha256('lee'),
			regionCode: 'GB',
			postalCode: 'SW1A 1AA',
		});
	});

	it.each(['givenName', 'familyName', 'country', 'postalCode'])('are none without %s', (part) => {
		expect(addressCell({ ...cells, [part]: undefined }, 'detect')).toBeUndefined();
	});

	it('take names that are hashed already, and never hash them twice', () => {
		const given = { ...cells, givenName: sha256('ann'), familyName: sha256('lee').toUpperCase() };
		expect(addressCell(given, 'detect')).toBe(addressCell(cells, 'detect'));
		expect(addressCell(given, 'always')).toBe(addressCell(cells, 'detect'));
		expect(addressCell(cells, 'always')).toBeUndefined();
	});
});

const facts = '../shared/reference/google/data-manager.facts.json';

(existsSync(facts) ? describe : describe.skip)('the published facts (../shared)', () => {
	it('name the limits that requests keep', async () => {
		const { limits } = JSON.parse(readFileSync(facts, 'utf8')) as {
			limits: Record<string, number>;
		};
		const known = await import('../../src/sync/google/api/dataManager');
		expect(limits).toMatchObject({
			members_per_request: known.mostMembersPerRequest,
			identifiers_per_member: known.mostIdentifiersPerMember,
			destinations_per_request: known.mostDestinations,
			requests_per_minute_per_project: known.requestsPerMinute,
			membership_duration_days_max: known.longestMembershipDays,
		});
	});
});
