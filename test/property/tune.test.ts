import fc from 'fast-check';
import { scoreOptions } from '../../src/core/score/options';
import { readRuleSet } from '../../src/core/score/readRuleSet';
import { tuneOptions } from '../../src/core/tune/options';
import { tuneScore } from '../../src/core/tune/tuneScore';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { jsonFaults } from '../support/jsonFaults';

const rulesJson = [
	{ code: 'recent', source: 'field', field: 'a', points: 30 },
	{ code: 'silent', source: 'field', field: 'b', points: -25, cap: 50 },
	{ code: 'opened', source: 'event', eventTypes: 'open', points: 2 },
];
const options = tuneOptions.parse({
	rulesFrom: 'json',
	rulesJson,
	horizonDays: 30,
	leastPerRule: 2,
	asOfThen: '2026-01-01',
	asOf: '2026-03-01',
});

interface Person {
	then: JsonRecord;
	later: JsonRecord | undefined;
}
const person = fc
	.record({
		id: fc.nat(200),
		isRecent: fc.boolean(),
		isSilent: fc.boolean(),
		opens: fc.nat(4),
		band: fc.constantFrom('vip', 'core', 'reengage', ''),
		cents: fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 2 }),
		isGone: fc.boolean(),
	})
	.map(({ id, isRecent, isSilent, opens, band, cents, isGone }): Person => {
		const reasons = [
			...(isRecent ? ['recent:+30'] : []),
			...(isSilent ? ['silent:-25'] : []),
			...(opens > 0 ? [`opened:+${opens * 2}`] : []),
		];
		const customerId = `c${id}`;
		const valueScore = (isRecent ? 30 : 0) - (isSilent ? 25 : 0) + opens * 2;
		return {
			then: {
				customerId,
				valueScore,
				valueScoreBand: band,
				scoreReasons: reasons.join(','),
				monetaryTotal: id,
			},
			later: isGone && id % 5 === 0 ? undefined : { customerId, orderHistory: historyOf(cents) },
		};
	});
const people = (maxLength: number) =>
	fc.uniqueArray(person, { maxLength, selector: ({ then }) => then.customerId });

function historyOf(cents: readonly number[]): string {
	return cents.map((amount, i) => `2026-01-1${i}:${amount / 100}`).join(';');
}
const thenOf = (list: readonly Person[]) => list.map(({ then }) => then);
const laterOf = (list: readonly Person[]) =>
	list.flatMap(({ later }) => (later === undefined ? [] : [later]));

it('gives plain JSON without NaN for any number of customers, 0, 1 and 2 included', () => {
	fc.assert(
		fc.property(fc.oneof(people(2), people(60)), (list) => {
			const { rules, bands, summary } = tuneScore(thenOf(list), options, laterOf(list));
			expect(jsonFaults({ rules, bands, summary }, 'result')).toEqual([]);
			expect(rules).toHaveLength(rulesJson.length);
		}),
	);
});

it('follows or sets aside every customer, and counts each in one band and one tenth', () => {
	fc.assert(
		fc.property(people(40), (list) => {
			const { bands, setAside, summary } = tuneScore(thenOf(list), options, laterOf(list));
			expect(Number(summary.customers) + setAside.length).toBe(list.length);
			for (const groupedBy of ['band', 'tenth']) {
				const counts = bands.filter((each) => each.groupedBy === groupedBy);
				const total = counts.reduce((sum, { customers }) => sum + Number(customers), 0);
				expect(total).toBe(summary.customers);
			}
		}),
	);
});

it('does not depend on the order of rows', () => {
	fc.assert(
		fc.property(people(60), (list) => {
			const one = tuneScore(thenOf(list), options, laterOf(list));
			const other = tuneScore(thenOf(list).reverse(), options, laterOf(list).reverse());
			expect([other.rules, other.bands, other.summary]).toEqual([
				one.rules,
				one.bands,
				one.summary,
			]);
		}),
	);
});

it('suggests the same points whatever the currency', () => {
	fc.assert(
		fc.property(people(60), fc.constantFrom(10, 100, 1000), (list, factor) => {
			const dearer = laterOf(list).map((row) => ({
				...row,
				orderHistory: String(row.orderHistory).replace(
					/:([\d.]+)/g,
					(_, amount) => `:${Math.round(Number(amount) * 100 * factor) / 100}`,
				),
			}));
			const one = tuneScore(thenOf(list), options, laterOf(list)).found;
			const other = tuneScore(thenOf(list), options, dearer).found;
			expect(other.points.map(({ verdict }) => verdict)).toEqual(
				one.points.map(({ verdict }) => verdict),
			);
			one.points.forEach(({ scaled }, i) => {
				if (scaled === null) expect(other.points[i].scaled).toBeNull();
				else expect(other.points[i].scaled).toBeCloseTo(scaled, 6);
			});
			expect(other.comparison.difference ?? 0).toBeCloseTo(one.comparison.difference ?? 0, 9);
		}),
	);
});

it('gives a rule set that Score Customer takes as it is', () => {
	fc.assert(
		fc.property(people(60), (list) => {
			const { summary } = tuneScore(thenOf(list), options, laterOf(list));
			const given = scoreOptions.parse({ rulesFrom: 'json', rulesJson: summary.ruleSet });
			expect(readRuleSet(given).length).toBeGreaterThan(0);
		}),
	);
});
