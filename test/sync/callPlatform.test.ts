import { axiosTransport } from '../../harness/sandbox/axiosTransport';
import { htmlPage, SandboxServer, type Fault } from '../../sandbox/server';
import { callPlatform } from '../../src/sync/http/callPlatform';
import { RateLimitedError, TransientError } from '../../src/sync/http/errors';
import { judgeMeta } from '../../src/sync/meta/api/judgeMeta';
import { contextOf, VirtualClock } from '../support/syncContext';

let made = 0;
const server = new SandboxServer(() => ({ status: 200, body: { id: String(++made) } }));
let baseUrl = '';

beforeAll(async () => {
	baseUrl = await server.listen();
});

afterAll(() => server.close());

beforeEach(() => {
	made = 0;
	server.recover();
	server.forget();
});

function create(repeatable: boolean, clock = new VirtualClock()): Promise<unknown> {
	return callPlatform(contextOf(axiosTransport({ baseUrl }), clock), {
		platform: 'Meta',
		doing: 'creating',
		repeatable,
		request: { method: 'POST', path: '/', query: {}, headers: {}, body: '{}' },
		judge: (response) => judgeMeta(response, { doing: 'creating', now: clock.now() }),
	});
}

const ambiguous: ReadonlyArray<readonly [string, Fault]> = [
	['a lost answer', { drop: 'after' }],
	['504', { acts: true, answer: { status: 504 } }],
	['502', { acts: true, answer: { status: 502 } }],
	['HTML', { acts: true, answer: htmlPage }],
	['HTML with status 200', { acts: true, answer: { ...htmlPage, status: 200 } }],
	['a transient code', { acts: true, answer: { status: 500, body: { error: { code: 2 } } } }],
];

describe('a request that must not be sent twice', () => {
	it.each(ambiguous)('is sent once where it is followed by %s', async (_name, fault) => {
		server.fail(fault);
		await expect(create(false)).rejects.toBeInstanceOf(TransientError);
		expect(made).toBe(1);
	});

	it('is repeated where it was throttled, because then nothing was done', async () => {
		server.fail({ answer: { status: 400, body: { error: { code: 80003 } } } });
		await expect(create(false)).resolves.toEqual({ id: '1' });
	});
});

describe('a request that may be sent twice', () => {
	it.each(ambiguous)('is repeated after %s', async (_name, fault) => {
		server.fail(fault);
		await expect(create(true)).resolves.toEqual({ id: '2' });
	});

	it('is given up after six attempts', async () => {
		server.fail({ times: 6, acts: true, answer: { status: 504 } });
		await expect(create(true)).rejects.toThrow('after 6 attempts: status 504');
		expect(made).toBe(6);
	});

	it('is not repeated where the wait is longer than allowed', async () => {
		const clock = new VirtualClock();
		server.fail({
			answer: {
				status: 400,
				headers: {
					'x-business-use-case-usage': JSON.stringify({
						1: [{ type: 'custom_audience', estimated_time_to_regain_access: 11 }],
					}),
				},
				body: { error: { code: 80003 } },
			},
		});
		await expect(create(true, clock)).rejects.toBeInstanceOf(RateLimitedError);
		expect([made, clock.slept]).toEqual([0, 0]);
	});
});
