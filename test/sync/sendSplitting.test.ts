import { RejectedError, TransientError } from '../../src/sync/http/errors';
import { sendSplitting } from '../../src/sync/http/sendSplitting';

const facts = { platform: 'Klaviyo', doing: 'importing', status: 400 } as const;

interface Given {
	readonly count: number;
	readonly refusalOf: (part: readonly number[]) => Error | undefined;
}

/** Sends numbers from zero; returns what was accepted, what was given up and why, and the number of requests. */
async function run({ count, refusalOf }: Given) {
	const taken: number[] = [];
	const givenUp: Array<readonly [number, string, string]> = [];
	let requests = 0;
	const [end] = await Promise.allSettled([
		sendSplitting(
			Array.from({ length: count }, (_, place) => place),
			{
				send: async (part) => {
					requests++;
					const error = refusalOf(part);
					if (error !== undefined) throw error;
					taken.push(...part);
				},
				giveUp: (part, { status, code }) => {
					for (const each of part) givenUp.push([each, status, code]);
				},
			},
		),
	]);
	const error: unknown = end.status === 'rejected' ? end.reason : undefined;
	return { taken, givenUp, requests, error };
}

const refusing = (wrong: readonly number[], code = 'invalid') => ({
	refusalOf: (part: readonly number[]) =>
		part.some((each) => wrong.includes(each))
			? new RejectedError('no', { ...facts, code })
			: undefined,
});

describe('a batch that is refused for some', () => {
	it('finds two wrong rows in 10,000 within its 60 requests', async () => {
		const { taken, givenUp, requests, error } = await run({
			count: 10_000,
			...refusing([1234, 8765]),
		});
		expect(error).toBeUndefined();
		expect(taken).toHaveLength(9998);
		expect(givenUp).toEqual([
			[1234, 'rejected', 'invalid'],
			[8765, 'rejected', 'invalid'],
		]);
		expect(requests).toBeLessThanOrEqual(60);
	});

	it('puts off the parts around further ones, and sends all others', async () => {
		const wrong = [100, 1234, 4000, 8765];
		const { taken, givenUp } = await run({ count: 10_000, ...refusing(wrong) });
		expect(
			givenUp.every(([, status, code]) => `${status} ${code}` === 'deferred batchRefused'),
		).toBe(true);
		expect(givenUp.map(([each]) => each)).toEqual(expect.arrayContaining(wrong));
		expect(givenUp.length).toBeLessThan(100);
		expect(taken).toHaveLength(10_000 - givenUp.length);
	});

	it('rejects the only row of a batch', async () => {
		const { givenUp, error } = await run({ count: 1, ...refusing([0]) });
		expect(givenUp).toEqual([[0, 'rejected', 'invalid']]);
		expect(error).toBeUndefined();
	});

	it('rejects each row of a handful that are all wrong', async () => {
		const { givenUp } = await run({ count: 3, ...refusing([0, 1, 2]) });
		expect(givenUp.map(([, status]) => status)).toEqual(['rejected', 'rejected', 'rejected']);
	});
});

describe('a batch that is refused whatever is in it', () => {
	it('stops after 15 requests, blames nobody and throws what the platform says', async () => {
		const all = { refusalOf: () => new RejectedError('no', { ...facts, code: 'invalid' }) };
		const { givenUp, requests, error } = await run({ count: 10_000, ...all });
		expect(error).toBeInstanceOf(RejectedError);
		expect(givenUp).toEqual([]);
		expect(requests).toBe(15);
	});

	it('is searched where the codes differ: then rows are wrong in different ways', async () => {
		const { givenUp, error } = await run({
			count: 8,
			refusalOf: ([first]) => new RejectedError('no', { ...facts, code: `code ${first % 2}` }),
		});
		expect(error).toBeUndefined();
		expect(givenUp).toHaveLength(8);
	});

	it.each([
		['a list that is missing', new RejectedError('no', { ...facts, status: 404 })],
		[
			'a code of Meta that is not about rows',
			new RejectedError('no', { ...facts, platform: 'Meta', code: '2650' }),
		],
		['a platform out of order', new TransientError('no', facts)],
	])('is thrown at once for %s', async (_name, refusal) => {
		const { requests, error } = await run({ count: 100, refusalOf: () => refusal });
		expect(error).toBe(refusal);
		expect(requests).toBe(1);
	});
});
