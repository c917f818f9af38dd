import { planOffers } from '../../src/core/playbook/planOffers';
import { planOptions } from '../../src/core/playbook/options';
import { playbooks } from '../../src/core/playbook/playbooks';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { readReference } from '../../harness/data/referenceData';

interface Expected {
	offerVerdict: string;
	offerPercent: number;
	offerAmount: number | null;
	offerCost: number;
	offerReasons: string;
}
const { sets } = readReference<{
	sets: Array<{
		options: {
			kind: 'percent' | 'amount';
			offer: number;
			sharePercent: number;
			marginPercent: number;
			leastPercent: number;
			ceilings: Record<string, number>;
		};
		customers: Array<JsonRecord & { customerId: string; why: string }>;
		expected: Record<string, Expected>;
		summary: { verdicts: Record<string, number>; costOfPlan: number };
	}>;
}>('plan-offers.json');

describe.each(sets)(
	'the guard with $options',
	({ options: given, customers, expected, summary }) => {
		const { kind, ceilings, ...rest } = given;
		const tierPlays = playbooks.fashion.tiers.map((play) => ({
			...play,
			offerCeilingPercent: ceilings[play.tier],
		}));
		const result = planOffers(
			customers,
			planOptions.parse({
				...rest,
				offerKind: kind,
				playbook: 'custom',
				tierPlays,
				outputFields: 'all',
			}),
		);
		const rowOf = new Map(result.customers.map(({ row }) => [row.customerId, row]));

		it.each(customers.map(({ customerId, why }) => [customerId, why]))('%s: %s', (customerId) => {
			expect(rowOf.get(customerId)).toMatchObject(expected[customerId]);
		});

		it('adds up to the same plan, to the cent', () => {
			expect(result.summary).toMatchObject(summary.verdicts);
			expect(result.summary.costOfPlan).toBe(summary.costOfPlan);
			expect(result.setAside).toEqual([]);
		});
	},
);
