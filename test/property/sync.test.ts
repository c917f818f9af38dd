import fc from 'fast-check';
import { identifiers } from '../../src/sync/klaviyo/people/contacts';
import { importLimits, ImportPacker } from '../../src/sync/klaviyo/imports/packImport';
import { batchesOf } from '../../src/sync/http/batches';
import { RejectedError } from '../../src/sync/http/errors';
import { Pacer } from '../../src/sync/http/pacer';
import { removalRefusal } from '../../src/sync/audience/removalGuard';
import { retryDelayMs } from '../../src/sync/http/retryPolicy';
import { sendSplitting } from '../../src/sync/http/sendSplitting';
import { metaKeys } from '../../src/sync/meta/people/columns';
import { readMembers } from '../../src/sync/meta/people/members';
import { metaOptions, type PeopleOptions } from '../../src/sync/meta/options';
import { toE164 } from '../../src/sync/people/phone';
import { RowLedger } from '../../src/sync/run/outcome';

describe('batches', () => {
	it('add up to the input, and all but the last are full', () => {
		fc.assert(
			fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 20 }), (entries, most) => {
				const batches = [...batchesOf(entries, most)];
				expect(batches.flat()).toEqual(entries);
				for (const batch of batches.slice(0, -1)) expect(batch).toHaveLength(most);
				if (entries.length > 0) expect(batches.at(-1)?.length).toBeGreaterThan(0);
			}),
		);
	});

	it('of bytes hold every profile once, none above the limit, and none that has room for the next profile', () => {
		const kilobytes = fc.array(fc.nat(120), { minLength: 1, maxLength: 150 });
		fc.assert(
			fc.property(kilobytes, fc.constantFrom('x', 'ü', '値'), (sizes, letter) => {
				const profiles = sizes.map((size, index) => ({
					contact: { index, row: {}, externalId: letter.repeat((size * 1000) / 3) },
					sentence: '',
				}));
				const bytesOf = ({ contact }: (typeof profiles)[number]) =>
					Buffer.byteLength(JSON.stringify({ type: 'profile', attributes: identifiers(contact) }));
				const packer = new ImportPacker();
				const seen: unknown[] = [];
				for (let next = 0; next < profiles.length; ) {
					const packed = packer.pack(profiles, next);
					expect(packed.body.length).toBeLessThanOrEqual(importLimits.bytes);
					for (const profile of packed.tooLarge as typeof profiles) {
						expect(bytesOf(profile)).toBeGreaterThan(importLimits.bytesPerProfile);
					}
					next = packed.next;
					if (next < profiles.length) {
						const together = packed.body.length + 1 + bytesOf(profiles[next]);
						expect(together).toBeGreaterThan(importLimits.bytes);
					}
					seen.push(...packed.profiles, ...packed.tooLarge);
				}
				expect(new Set(seen)).toEqual(new Set(profiles));
				expect(seen).toHaveLength(profiles.length);
			}),
			{ numRuns: 25 },
		);
	});
});

describe('splitting', () => {
	const refusal = (code: string) =>
		new RejectedError('no', { platform: 'Klaviyo', doing: 'x', status: 400, code });

	it('sends every valid row once and gives up every invalid one, whatever the platform refuses', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uniqueArray(fc.nat(63), { maxLength: 4 }), async (wrong) => {
				const entries = Array.from({ length: 64 }, (_, place) => place);
				const sent: number[] = [];
				const givenUp: number[] = [];
				await sendSplitting(entries, {
					send: async (part) => {
						if (part.some((each) => wrong.includes(each))) throw refusal('invalid');
						sent.push(...part);
					},
					giveUp: (part, { status }) => {
						expect(status).toBe('rejected');
						givenUp.push(...part);
					},
				});
				expect([...sent, ...givenUp].sort((a, b) => a - b)).toEqual(entries);
				expect(givenUp.sort()).toEqual(wrong.sort());
			}),
		);
	});

	it('keeps within its request limit, loses nobody and blames no valid row, however many are invalid', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 300 }),
				fc.integer({ min: 1, max: 60 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				fc.boolean(),
				async (size, maxRequests, share, isPointing) => {
					const entries = Array.from({ length: size }, (_, place) => place);
					const isWrong = (each: number) => (each * 0.618034) % 1 < share;
					const seen: number[] = [];
					let requests = 0;
					const [end] = await Promise.allSettled([
						sendSplitting(entries, {
							maxRequests,
							send: async (part) => {
								requests++;
								if (part.some(isWrong)) throw refusal('invalid');
								seen.push(...part);
							},
							// The answer points at the first wrong entry, as long as there are three.
							repair: (part) => {
								const first = part.find(isWrong);
								if (!isPointing || first === undefined || part.length < 3) return undefined;
								seen.push(first);
								return part.filter((each) => each !== first);
							},
							giveUp: (part, { status }) => {
								if (status === 'rejected') expect(part.every(isWrong)).toBe(true);
								seen.push(...part);
							},
						}),
					]);
					expect(requests).toBeLessThanOrEqual(maxRequests);
					if (end.status === 'fulfilled') {
						expect(seen.sort((a, b) => a - b)).toEqual(entries);
					} else {
						expect(seen).toEqual([]);
						expect(entries.filter(isWrong).length).toBeGreaterThanOrEqual(8);
					}
				},
			),
		);
	});
});

describe('pacer', () => {
	it('never lets more out than a window holds, wherever the window begins', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 8 }),
				fc.integer({ min: 1, max: 30 }),
				fc.array(fc.nat(400), { minLength: 30, maxLength: 80 }),
				(perSecond, perMinute, pauses) => {
					const pacer = new Pacer([
						{ calls: perSecond, windowMs: 1000 },
						{ calls: perMinute, windowMs: 60_000 },
					]);
					let now = 0;
					const sent: number[] = [];
					for (const pause of pauses) {
						now += pause;
						now += pacer.delayMs(now);
						pacer.note(now);
						sent.push(now);
					}
					for (const start of sent) {
						const within = (ms: number) =>
							sent.filter((at) => at >= start && at < start + ms).length;
						expect(within(1000)).toBeLessThanOrEqual(perSecond);
						expect(within(60_000)).toBeLessThanOrEqual(perMinute);
					}
				},
			),
		);
	});
});

describe('retry', () => {
	it('waits as the server says or backs off, for six attempts, and not at all where that is longer than allowed', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 8 }),
				fc.option(fc.nat(900_000), { nil: undefined }),
				fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
				fc.nat(600_000),
				(attempts, serverDelayMs, random, maxWaitMs) => {
					const delay = retryDelayMs({ attempts, serverDelayMs, random, maxWaitMs });
					const wanted = serverDelayMs ?? 500 * 2 ** (attempts - 1) * (1 + random);
					expect(delay).toBe(attempts < 6 && wanted <= maxWaitMs ? Math.ceil(wanted) : undefined);
				},
			),
		);
	});
});

describe('removal guard', () => {
	it('never stops additions, and stops at least as much when more are removed', () => {
		const limits = { maxRemovalShare: 0.3, maxRemovals: 10 };
		fc.assert(
			fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (members, removed, added) => {
				const target = { target: 'A', members, added, removed, changed: 0, unchanged: 0 };
				expect(removalRefusal([{ ...target, removed: 0 }], limits)).toBeUndefined();
				const isRefused = removalRefusal([target], limits) !== undefined;
				expect(isRefused).toBe(removed > 10 && removed > 0.3 * members);
				if (isRefused) {
					expect(removalRefusal([{ ...target, removed: removed + 1 }], limits)).toBeDefined();
				}
			}),
		);
	});
});

describe('phones', () => {
	it('come out as they went in once they are in E.164', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('1', '44', '49', '33', '39', '55', '81', '61', '966'),
				fc.stringMatching(/^\d{4,12}$/),
				(country, digits) => {
					const once = toE164(`+${country}${digits}`);
					if (once !== undefined) expect(toE164(once)).toBe(once);
				},
			),
		);
	});

	it('give the same result by the shortcut for North America', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[2-9]\d{9}$/), (digits) => {
				// A blank forces the slow path.
				expect(toE164(`+1 ${digits}`)).toBe(toE164(`+1${digits}`));
			}),
		);
	});
});

describe('members of an audience', () => {
	const options = metaOptions.parse({
		operation: 'addToAudience',
		adAccountId: '1',
		audience: { by: 'id', id: '1' },
		matchFields: [
			{ key: 'EXTERN_ID', field: 'customerId' },
			{ key: 'EMAIL', field: 'email' },
			{ key: 'PHONE', field: 'phone' },
			{ key: 'COUNTRY', field: 'country' },
		],
	}) as PeopleOptions;
	const row = fc.record({
		customerId: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'a=b;c', '🙂'), fc.nat()),
		email: fc.oneof(fc.emailAddress(), fc.string(), fc.constant(null)),
		phone: fc.oneof(fc.constant('+16505551212'), fc.string(), fc.nat()),
		country: fc.constantFrom('US', 'Germany', '', undefined),
	});

	it('cover all customers: each is a member or has a reason', () => {
		fc.assert(
			fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
				const ledger = new RowLedger(rows.length);
				const members = readMembers(rows, options, ledger);
				const inside = new Set(members.map(({ index }) => index));
				rows.forEach((_row, index) => expect(ledger.isOpen(index)).toBe(inside.has(index)));
			}),
		);
	});

	it('keep their keys through the text that the next run reads', () => {
		fc.assert(
			fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
				for (const member of readMembers(rows, options, new RowLedger(rows.length))) {
					const again = metaKeys.read(member.keys);
					expect(again?.cells).toEqual(member.cells.filter((cell) => cell !== ''));
					expect(again && metaKeys.write(again)).toBe(member.keys);
				}
			}),
		);
	});
});
