import { retryAfterMs, retryDelayMs } from '../../src/sync/http/retryPolicy';

describe('retryAfterMs', () => {
	const now = Date.UTC(2026, 0, 1);

	it.each([
		['7', 7000],
		[' 0 ', 0],
		['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
		['Wed, 31 Dec 2025 23:00:00 GMT', 0],
		['soon', undefined],
		[undefined, undefined],
	])('reads %j as %j', (header, expected) => {
		expect(retryAfterMs(header, now)).toBe(expected);
	});
});

describe('retryDelayMs', () => {
	const state = { attempts: 1, random: 0, maxWaitMs: 60_000 };

	it.each([
		[1, 0, 500],
		[2, 0, 1000],
		[5, 0, 8000],
		[5, 0.9999, 16_000],
		[6, 0, undefined],
	])('after attempt %i with chance %d waits %j ms', (attempts, random, expected) => {
		expect(retryDelayMs({ ...state, attempts, random })).toBe(expected);
	});

	it('follows the server’s waiting time, and does not shorten it', () => {
		expect(retryDelayMs({ ...state, serverDelayMs: 42_000 })).toBe(42_000);
		expect(retryDelayMs({ ...state, serverDelayMs: 61_000 })).toBeUndefined();
	});
});
