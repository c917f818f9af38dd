import { TransientError } from '../../src/sync/http/errors';
import { codes, statuses, sync } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const people = ['ann', 'bob', 'cleo'].map((name) => ({ email: `${name}@example.com` }));

async function withProfiles() {
	const started = await startKlaviyo();
	const [ann, bob, cleo] = people.map((person) => started.sandbox.addProfile(person));
	const sent = () => started.sandbox.server.requests.filter(({ method }) => method === 'POST');
	return { ...started, ann, bob, cleo, sent };
}

describe('an address that gets no email already', () => {
	it.each([
		['HARD_BOUNCE', 'the address bounced'],
		['INVALID_EMAIL', 'the address is not valid'],
		['SPAM_COMPLAINT', 'the person reported spam'],
		['UNSUBSCRIBE', 'the person has unsubscribed'],
		['USER_SUPPRESSED', 'by a user of the account'],
	])('is not suppressed again, and the reason is said: %s', async (reason, words) => {
		const started = await withProfiles();
		started.ann.suppressions.add(reason);
		const result = await sync(started, people.slice(0, 1), { operation: 'suppress' });
		expect(statuses(result)).toEqual(['unchanged']);
		expect(result.outcomes[0].sentence).toBe(`Already suppressed: ${words}.`);
		expect(started.sent()).toEqual([]);
	});

	it('is no work for lifting unless a user has suppressed it', async () => {
		const started = await withProfiles();
		started.ann.suppressions.add('HARD_BOUNCE');
		started.bob.suppressions.add('USER_SUPPRESSED');
		const result = await sync(started, people, { operation: 'unsuppress' });
		expect(statuses(result)).toEqual(['unchanged', 'sent', 'unchanged']);
		expect(started.bob.suppressions.size).toBe(0);
	});
});

describe('a job that has skipped some', () => {
	it('is sent for those who are suppressed, and unconfirmed for the others', async () => {
		const started = await withProfiles();
		started.ann.suppressions.add('HARD_BOUNCE');
		started.sandbox.skipSuppressing((email) => email === 'bob@example.com');
		const result = await sync(started, people, { operation: 'suppress', compareFirst: false });
		expect(codes(result)).toEqual(['sent', 'unconfirmed', 'sent']);
		expect(statuses(result)[1]).toBe('accepted');
		expect(result.outcomes[1].sentence).toContain('does not show this one as suppressed');
		expect(started.bob.suppressions.size).toBe(0);
	});

	it('is unconfirmed for all where the run ends before it can look', async () => {
		const started = await withProfiles();
		started.sandbox.skipSuppressing((email) => email === 'bob@example.com');
		started.sandbox.server.fail({ path: /profiles$/, skip: 5, times: 99, answer: { status: 503 } });
		const result = await sync(started, people, { operation: 'suppress' });
		expect(result.stopped).toBeInstanceOf(TransientError);
		expect(codes(result)).toEqual(Array(3).fill('unconfirmed'));
	});

	it('is unconfirmed where a suppression was not lifted', async () => {
		const started = await withProfiles();
		for (const { suppressions } of [started.ann, started.bob]) suppressions.add('USER_SUPPRESSED');
		started.sandbox.skipSuppressing((email) => email === 'bob@example.com');
		const result = await sync(started, people.slice(0, 2), { operation: 'unsuppress' });
		expect(codes(result)).toEqual(['sent', 'unconfirmed']);
	});
});

it('is not waited for where that is switched off', async () => {
	const started = await withProfiles();
	const options = { operation: 'suppress', maxWaitMinutes: 0 } as const;
	expect(codes(await sync(started, people, options))).toEqual(Array(3).fill('jobRunning'));
	expect(started.clock.slept).toBe(0);
});
