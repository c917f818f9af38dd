import { holdoutKey } from '../../src/core/holdout/holdoutKey';

describe('holdoutKey', () => {
	it('is the email, trimmed and in lower case', () => {
		expect(holdoutKey('email', ' Ann+Shop@Example.COM ', '17')).toBe('ann+shop@example.com');
	});

	it('is the customer id where there is no email', () => {
		for (const email of ['', '  ', null, undefined, 5]) {
			expect(holdoutKey('email', email, '17')).toBe('17');
		}
	});

	it('is the customer id on request', () => {
		expect(holdoutKey('customerId', 'ann@example.com', '17')).toBe('17');
	});
});
