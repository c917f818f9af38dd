import { normaliseEmail } from '../../src/values/normaliseEmail';

describe('normaliseEmail', () => {
	it.each([
		['a@example.com', 'a@example.com'],
		['  Ann+Shop@Example.COM \n', 'ann+shop@example.com'],
		['ÄNN@example.com', 'änn@example.com'],
		['ann\u200b@example.com', 'ann@example.com'],
	])('of %j is %j', (value, email) => {
		expect(normaliseEmail(value)).toBe(email);
	});

	it.each([
		'',
		'  ',
		'@',
		'a@',
		'@example.com',
		' @example.com',
		'a@ ',
		'nobody',
		'a@x',
		'a@b@example.com',
		'a@example.',
		null,
		undefined,
		5,
		{},
		['a@example.com'],
	])('finds no address in %p', (value) => {
		expect(normaliseEmail(value)).toBeUndefined();
	});
});
