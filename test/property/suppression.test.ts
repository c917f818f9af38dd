import type { JsonRecord } from '../../src/values/jsonRecord';
import fc from 'fast-check';
import { buildSuppressionList } from '../../src/core/suppression/buildSuppressionList';
import { channels } from '../../src/values/channels';
import { suppressionOptions } from '../../src/core/suppression/options';

const date = fc.constantFrom(
	'2025-12-31',
	'2025-12-20T10:00:00Z',
	'2025-11-01',
	1_766_532_600,
	'',
	null,
	'soon',
);
const flag = fc.constantFrom(true, false, null, 'yes', 'no', 'hard', 1, 0, '');
const customer = fc.record(
	{
		customerId: fc.oneof(
			fc.string({ maxLength: 3 }),
			fc.constantFrom('__proto__', 'constructor', 'a'),
			fc.constant(null),
		),
		asOf: fc.constantFrom('2025-12-31T23:59:59+01:00', '2025-12-31', null, 5),
		tier: fc.constantFrom('champions', 'vip', 'highValue', 'midTier', 'lowValue', 'gold', null, 3),
		daysSinceLastOrder: fc.oneof(
			fc.integer({ min: 0, max: 400 }),
			fc.constantFrom(null, '200', NaN),
		),
		orderCountLifetime: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(null)),
		orderHistory: fc.constantFrom('2025-01-01:9', ''),
		emailConsent: flag,
		smsConsent: flag,
		pushConsent: flag,
		bounced: flag,
		complained: flag,
		deletionRequested: flag,
		holdoutGroup: fc.constantFrom('control', 'treated', null),
		lastContactedAt: date,
		lastEngagedAt: date,
		lastIntentAt: date,
		lapseAfterDays: fc.constantFrom(60, 120, null),
	},
	{ requiredKeys: [] },
);
const customers = fc.array(customer, { maxLength: 30 });
const channel = fc.constantFrom(...channels);

function build(rows: JsonRecord[], given: JsonRecord = {}) {
	return buildSuppressionList(rows, suppressionOptions.parse({ outputFields: 'all', ...given }));
}

const laterDate = fc.constantFrom(
	'2026-01-01',
	'2026-03-01T10:00:00Z',
	1_790_000_000,
	new Date(1.8e12),
);

describe('facts after As Of', () => {
	it('decide nothing: the same customers without them are suppressed alike', () => {
		const dates = fc.record(
			{ lastContactedAt: laterDate, lastEngagedAt: laterDate, lastIntentAt: laterDate },
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(customers, dates, channel, (rows, later, decides) => {
				const dated = rows.map((row) => ({ ...row, asOf: '2025-12-31T23:59:59+01:00' }));
				const blank = { lastContactedAt: null, lastEngagedAt: null, lastIntentAt: null };
				const given = { channel: decides, frequencyCapDays: 14 };
				const reasons = (facts: JsonRecord) =>
					build(
						dated.map((row) => ({ ...row, ...blank, ...facts })),
						given,
					).customers.map(({ row }) => row.suppressionReasons);
				fc.pre(new Set(dated.map(({ customerId }) => customerId)).size === dated.length);
				expect(reasons(later)).toEqual(reasons({}));
			}),
		);
	});
});

describe('suppression', () => {
	it('keeps every row and adds none', () => {
		fc.assert(
			fc.property(customers, (rows) => {
				const result = build(rows);
				const sources = [...result.customers, ...result.setAside].map(({ source }) => source);
				expect(sources.sort((a, b) => a - b)).toEqual(rows.map((_, i) => i));
			}),
		);
	});

	it('puts every customer into exactly one of Suppressed and Contactable', () => {
		fc.assert(
			fc.property(customers, channel, (rows, deciding) => {
				const result = build(rows, { channel: deciding });
				const sources = [...result.suppressed, ...result.contactable].map(({ source }) => source);
				const all = result.customers.map(({ source }) => source);
				expect(sources.sort((a, b) => a - b)).toEqual(all.sort((a, b) => a - b));
				for (const { row } of result.suppressed) {
					expect(String(row.suppressedChannels).split(',')).toContain(deciding);
				}
			}),
		);
	});

	it('names a reason for every closed channel and for no other', () => {
		fc.assert(
			fc.property(customers, (rows) => {
				for (const { row } of build(rows).customers) {
					const reasons = String(row.suppressionReasons).split(',').filter(Boolean);
					const named = new Set(reasons.map((reason) => reason.split(':')[0]));
					const closed = String(row.suppressedChannels).split(',').filter(Boolean);
					expect([...named].sort()).toEqual(closed.sort());
				}
			}),
		);
	});

	it('never contacts more people under a further or stricter rule', () => {
		const stricter = fc.constantFrom<JsonRecord>(
			{ frequencyCapDays: 30 },
			{ longInactivityDays: 30 },
			{
				inactivityTable: ['champions', 'vip', 'highValue', 'midTier', 'lowValue'].map((tier) => ({
					tier,
					days: 10,
				})),
			},
			{ costlyTiers: 'lowValue,midTier,vip' },
			{ engagementDays: 5 },
			{ retargetingDays: 20 },
			{ recentBuyerDays: 300 },
			{ repeatBuyerOrders: 1 },
		);
		fc.assert(
			fc.property(customers, channel, stricter, (rows, deciding, further) => {
				const reached = (given: JsonRecord) =>
					build(rows, { channel: deciding, ...given }).contactable.map(({ source }) => source);
				const before = new Set(reached({}));
				for (const source of reached(further)) expect(before.has(source)).toBe(true);
			}),
		);
	});

	it('never contacts more people when one more fact speaks against it', () => {
		const against = fc.constantFrom<JsonRecord>(
			{ emailConsent: false },
			{ smsConsent: false },
			{ pushConsent: false },
			{ bounced: true },
			{ complained: true },
			{ deletionRequested: true },
			{ holdoutGroup: 'control' },
		);
		fc.assert(
			fc.property(customer, against, channel, (row, fact, deciding) => {
				const reached = (given: JsonRecord) =>
					build([{ ...row, customerId: 'a', ...given }], { channel: deciding }).contactable.length;
				expect(reached(fact)).toBeLessThanOrEqual(reached({}));
			}),
		);
	});

	it('adds main reasons up to the suppressed of each channel', () => {
		fc.assert(
			fc.property(customers, (rows) => {
				const { summary } = build(rows);
				for (const entry of summary.channels as JsonRecord[]) {
					const reasons = entry.reasons as Array<{ mainReasonOf: number }>;
					const sum = reasons.reduce((total, { mainReasonOf }) => total + mainReasonOf, 0);
					expect(sum).toBe(entry.suppressed);
				}
			}),
		);
	});

	it('does not depend on the order of the input, to the byte', () => {
		const shuffled = customers.chain((rows) =>
			fc.tuple(
				fc.constant(rows),
				fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
			),
		);
		fc.assert(
			fc.property(shuffled, ([rows, permuted]) => {
				const bytes = (input: typeof rows) => {
					const result = build(input);
					return JSON.stringify([
						result.customers.map(({ row }) => row),
						result.setAside.map(({ row, code }) => [row, code]),
						result.summary,
					]);
				};
				expect(bytes(permuted)).toBe(bytes(rows));
			}),
		);
	});
});
