import { judgeMeta, regainAccessMs } from '../../src/sync/meta/judgeMeta';
import { usageHeader } from '../../sandbox/meta';

const answer = (status: number, body: unknown, headers = {}) => ({
	status,
	headers,
	body: typeof body === 'string' ? body : JSON.stringify(body),
});
const fault = (code: number, subcode?: number, extra = {}) => ({
	error: { code, error_subcode: subcode, ...extra },
});

describe('judgeMeta', () => {
	it.each([
		['throttled', 400, fault(4)],
		['throttled', 400, fault(17, 2446079)],
		['throttled', 400, fault(32)],
		['throttled', 400, fault(341)],
		['throttled', 400, fault(613, 1487742)],
		['throttled', 400, fault(80003, 2446079)],
		['throttled', 400, fault(80014)],
		['throttled', 400, fault(2650, 1870145)],
		['transient', 500, fault(1)],
		['transient', 400, fault(2)],
		['transient', 400, fault(999, undefined, { is_transient: true })],
		['transient', 503, ''],
		['transient', 200, '<html></html>'],
		['success', 200, { id: '1' }],
		['failed', 400, fault(100)],
		['failed', 400, fault(190, 463)],
		['failed', 403, fault(200)],
		['failed', 400, fault(803)],
		['failed', 404, {}],
	])('calls it %s: status %i, %j', (kind, status, body) => {
		expect(judgeMeta(answer(status, body), 'x', false).kind).toBe(kind);
	});

	it('gives a new audience time to be known everywhere', () => {
		expect(judgeMeta(answer(404, fault(803)), 'x', true).kind).toBe('transient');
	});

	it('reads how long to stay away in minutes, the longest of all', () => {
		expect(regainAccessMs(usageHeader('1', 7))).toBe(420_000);
		expect(regainAccessMs(usageHeader('1', 0))).toBeUndefined();
		expect(regainAccessMs({})).toBeUndefined();
		expect(regainAccessMs({ 'x-business-use-case-usage': 'no json' })).toBeUndefined();
	});

	it.each([
		'Invalid appsecret_proof provided in the API argument',
		'API calls from the server require an appsecret_proof argument',
	])('blames the app secret for "%s", which comes with the code of wrong parameters', (message) => {
		const verdict = judgeMeta(answer(400, fault(100, undefined, { message })), 'x', false);
		expect(verdict.kind === 'failed' && verdict.error.name).toBe('AuthenticationError');
		expect(verdict.kind === 'failed' && verdict.error.message).toContain('app secret');
	});

	it('tells an expired token from one that was never good', () => {
		const expired = judgeMeta(answer(400, fault(190, 463)), 'x', false);
		const wrong = judgeMeta(answer(400, fault(190)), 'x', false);
		expect(expired.kind === 'failed' && expired.error.message).toContain('has expired');
		expect(wrong.kind === 'failed' && wrong.error.message).toContain('is not valid');
	});
});
