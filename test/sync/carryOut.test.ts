import { carryOut } from '../../src/sync/run/carryOut';
import {
	AuthenticationError,
	CancelledError,
	RateLimitedError,
	RejectedError,
	TransientError,
} from '../../src/sync/http/errors';
import { outcomeOf } from '../../src/sync/run/outcomeTable';
import { RowLedger } from '../../src/sync/run/outcome';
import { planOf } from '../../src/sync/run/plan';

const facts = { platform: 'Meta', doing: 'adding', advice: 'Do this.' } as const;

/** Carries out a plan for two customers that succeeds for the first one, and then fails with the error. */
function run(error: unknown, hasWritten = true) {
	const ledger = new RowLedger(2);
	const plan = planOf('addToAudience', [], ledger);
	return carryOut(
		{ ledger, notices: [], dryRun: false, hasWritten: () => hasWritten },
		plan,
		async () => ({
			plan,
			intents: () => [],
			act: async () => {
				ledger.set(0, outcomeOf('sent', 'Sent.'));
				if (error !== undefined) throw error;
				return { received: 1 };
			},
		}),
	);
}

describe('a run that ends early', () => {
	it.each([
		['cancelled', new CancelledError()],
		['rateLimited', new RateLimitedError('Wait', facts)],
		['platformUnavailable', new TransientError('Out', facts)],
		['notAuthorized', new AuthenticationError('No', facts)],
		['refused', new RejectedError('No', facts)],
	])('says so in its summary: %s', async (code, error) => {
		const { summary, outcomes, stopped } = await run(error);
		expect(summary).toMatchObject({ endedEarly: true, endedBecause: code, sent: 1, deferred: 1 });
		expect(outcomes.map((outcome) => outcome.code)).toEqual(['sent', code]);
		expect(stopped).toBe(error);
	});

	it.each([
		['a key that does not do', new AuthenticationError('No', facts)],
		['a refusal', new RejectedError('No', facts)],
	])('throws %s where nothing was written', async (_name, error) => {
		await expect(run(error, false)).rejects.toBe(error);
	});

	it('throws what it does not know untouched, whatever was written', async () => {
		const error = new TypeError('x');
		await expect(run(error)).rejects.toBe(error);
	});
});

it('says of a whole run that it did not end early', async () => {
	const { summary } = await run(undefined);
	expect(summary).toMatchObject({ endedEarly: false, endedBecause: null, received: 1 });
});
