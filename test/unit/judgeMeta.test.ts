import { judgeMeta } from '../../src/sync/meta/api/judgeMeta';
import { limitUsedPercent, regainAccessMs } from '../../src/sync/meta/api/usage';
import { usageHeader } from '../../sandbox/meta/answers';

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
		['throttled', 429, fault(999_999_999, undefined, { code: undefined })],
		['throttled', 429, {}],
		['throttled', 429, ''],
		['success', 200, { id: '1' }],
		['failed', 400, fault(100)],
		['failed', 400, fault(190, 463)],
		['failed', 403, fault(200)],
		['failed', 400, fault(803)],
		['failed', 404, {}],
	])('calls it %s: status %i, %j', (kind, status, body) => {
		expect(judgeMeta(answer(status, body), { doing: 'x', now: 0 }).kind).toBe(kind);
	});

	it('waits until a new audience is known everywhere', () => {
		expect(judgeMeta(answer(404, fault(803)), { doing: 'x', now: 0, mayLag: true }).kind).toBe(
			'transient',
		);
	});

	it('reads the longest of the waiting times, in minutes', () => {
		expect(regainAccessMs(usageHeader('1', 7))).toBe(420_000);
		expect(regainAccessMs(usageHeader('1', 0))).toBeUndefined();
		expect(regainAccessMs({})).toBeUndefined();
		expect(regainAccessMs({ 'x-business-use-case-usage': 'no json' })).toBeUndefined();
	});

	it('ignores the limits of other requests', () => {
		const insights = usageHeader('1', 7);
		const header = 'x-business-use-case-usage';
		insights[header] = insights[header].replace('custom_audience', 'ads_insights');
		expect(regainAccessMs(insights)).toBeUndefined();
		expect(limitUsedPercent(insights)).toBeUndefined();
		expect(limitUsedPercent(usageHeader('1', 7))).toBe(100);
		expect(limitUsedPercent({})).toBeUndefined();
	});

	it.each([
		[429, {}, { 'retry-after': '7' }, 7000],
		[400, fault(613), { 'retry-after': '7' }, 7000],
		[400, fault(80_003), { 'retry-after': '7', ...usageHeader('1', 2) }, 120_000],
		[400, fault(4), {}, 60_000],
	])('waits as long as Meta says: status %i, %j, %j', (status, body, headers, delayMs) => {
		expect(judgeMeta(answer(status, body, headers), { doing: 'x', now: 0 })).toMatchObject({
			kind: 'throttled',
			delayMs,
		});
	});

	it('separates a page that is too large from an unknown error', () => {
		const body = fault(1, undefined, {
			message: "Please reduce the amount of data you're asking for, then retry your request",
		});
		const kindOf = (isPage: boolean) =>
			judgeMeta(answer(500, body), { doing: 'x', now: 0, isPage }).kind;
		expect([kindOf(true), kindOf(false)]).toEqual(['failed', 'transient']);
	});

	it.each([
		'Invalid appsecret_proof provided in the API argument',
		'API calls from the server require an appsecret_proof argument',
	])('blames the app secret for "%s", which comes with the code of wrong parameters', (message) => {
		const verdict = judgeMeta(answer(400, fault(100, undefined, { message })), {
			doing: 'x',
			now: 0,
		});
		expect(verdict.kind === 'failed' && verdict.error.name).toBe('AuthenticationError');
		expect(verdict.kind === 'failed' && verdict.error.message).toContain('app secret');
	});

	it('separates an expired token from an invalid one', () => {
		const expired = judgeMeta(answer(400, fault(190, 463)), { doing: 'x', now: 0 });
		const wrong = judgeMeta(answer(400, fault(190)), { doing: 'x', now: 0 });
		expect(expired.kind === 'failed' && expired.error.message).toContain('has expired');
		expect(wrong.kind === 'failed' && wrong.error.message).toContain('is not valid');
	});
});
