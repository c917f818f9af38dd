import fc from 'fast-check';
import { checkChurn } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';
import { assignTiers } from '../../src/core/tier/assignTiers';
import { tierOptions } from '../../src/core/tier/options';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { asOf, runScore } from '../support/runScore';

const blank = fc.constantFrom('', ' ', '  ', '\t', '\n', '\u00a0');
const padded = fc
	.tuple(blank, fc.constantFrom('c1', 'c2', 'c3', '__proto__', '7'), blank)
	.map(([before, id, after]) => ({ written: before + id + after, id }));

describe('ids with blanks around them', () => {
	it('are the same ids in events', () => {
		fc.assert(
			fc.property(fc.array(padded, { maxLength: 20 }), padded, (ids, one) => {
				const score = (customerId: string, eventIds: string[]) => {
					const events = eventIds.map((eventId) => ({
						customerId: eventId,
						type: 'review',
						time: '2025-06-20T10:00:00Z',
					}));
					const result = runScore([{ customerId, asOf }], { unknownPeople: 'score' }, events);
					return result.customers.map(({ row }) => [String(row.customerId).trim(), row.valueScore]);
				};
				const written = score(
					one.written,
					ids.map((each) => each.written),
				);
				expect(written).toEqual(
					score(
						one.id,
						ids.map(({ id }) => id),
					),
				);
			}),
		);
	});

	it('are the same ids in rows of the last run', () => {
		const last = fc.uniqueArray(padded, { selector: ({ id }) => id, maxLength: 5 });
		fc.assert(
			fc.property(last, (ids) => {
				const rows = ids.map(({ id }, i) => ({
					customerId: id,
					asOf: '2025-06-30',
					orderHistory: '2025-03-01:5',
					monetaryTotal: i,
				}));
				const before = (written: boolean): JsonRecord[] =>
					ids.map((each) => ({
						customerId: written ? each.written : each.id,
						tier: 'vip',
						churnRisk: 1,
					}));
				const tiers = (previous: JsonRecord[]) =>
					assignTiers(rows, tierOptions.parse({}), previous).customers;
				const churn = (previous: JsonRecord[]) =>
					checkChurn(rows, churnOptions.parse({}), previous).customers;
				expect(tiers(before(true))).toEqual(tiers(before(false)));
				expect(churn(before(true))).toEqual(churn(before(false)));
				expect(tiers(before(true)).every(({ row }) => row.previousTier === 'vip')).toBe(true);
			}),
		);
	});
});
