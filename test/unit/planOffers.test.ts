import { planOptions } from '../../src/core/playbook/options';
import { planOffers } from '../../src/core/playbook/planOffers';
import { playbooks } from '../../src/core/playbook/playbooks';
import type { JsonRecord } from '../../src/values/jsonRecord';

const vip: JsonRecord = {
	customerId: 'a',
	tier: 'vip',
	asOf: '2026-06-30',
	averageOrderValue: 80,
	predictedAverageOrderValue: 100,
	predictedSpend: 600,
	discountShare: 0.1,
};

function plan(rows: readonly JsonRecord[], given: JsonRecord = {}) {
	return planOffers(rows, planOptions.parse({ outputFields: 'all', ...given }));
}

const rowOf = (facts: JsonRecord, given: JsonRecord = {}) =>
	plan([{ ...vip, ...facts }], given).customers[0].row;

describe('the offer to one customer, in a sentence', () => {
	it.each<[string, JsonRecord, JsonRecord, string]>([
		['granted', {}, {}, '15% off, about 15.00 on an order of 100.00. VIP may get up to 20%.'],
		[
			'lowered',
			{ offer: 25 },
			{},
			'20% off in place of 25%, about 20.00 on an order of 100.00: VIP may get up to 20%.',
		],
		[
			'lowered',
			{ predictedSpend: 80.5 },
			{},
			'12% off in place of 15%, about 12.00 on an order of 100.00: 30% of the predicted margin is 12.07.',
		],
		[
			'blocked',
			{ tier: 'champions' },
			{},
			'No offer: Champions gets no discounts. Instead: Early access to new collections and a personal stylist.',
		],
		[
			'blocked',
			{ predictedSpend: 20 },
			{},
			'No offer: 30% of the predicted margin is 3.00, what is left is under 5%. Instead: First pick of the sale and free express shipping.',
		],
		['blocked', { holdoutGroup: 'control' }, {}, 'No offer: the customer is in the control group.'],
		[
			'blocked',
			{ offer: 'SUMMER' },
			{},
			'No offer: "offer" is not a number. Instead: First pick of',
		],
		['blocked', { tier: 'gold' }, {}, 'No offer: the playbook has no row for the tier gold.'],
		[
			'content',
			{ discountShare: 0.623 },
			{},
			'No discount: discounts took 62.3% of the list price so far. Instead: First pick of the sale',
		],
		[
			'content',
			{ fullPriceOrderCount: 0, orderCountLifetime: 4 },
			{},
			'No discount: no order was at full price so far. Instead:',
		],
		[
			'lowered',
			{ offer: 30 },
			{ offerKind: 'amount' },
			'20.00 off in place of 30.00, about 20.00 on an order of 100.00: VIP may get up to 20%.',
		],
	])('%s %j %j', (verdict, facts, given, sentence) => {
		const row = rowOf(facts, given);
		expect(row.offerVerdict).toBe(verdict);
		expect(row.offerExplanation).toContain(sentence);
	});
});

describe('the guard', () => {
	it('rounds an amount down to what the currency has coins for', () => {
		const facts = { predictedAverageOrderValue: 8155, predictedSpend: 90_000, offer: 5000 };
		const amountIn = (currency: string) =>
			rowOf({ ...facts, currency }, { offerKind: 'amount', marginPercent: 40 }).offerAmount;
		expect(amountIn('JPY')).toBe(1631);
		const cents = { ...facts, predictedAverageOrderValue: 33.333 };
		expect(rowOf({ ...cents, currency: 'JPY' }, { offerKind: 'amount' }).offerAmount).toBe(6);
		expect(rowOf({ ...cents, currency: 'USD' }, { offerKind: 'amount' }).offerAmount).toBe(6.66);
		expect(rowOf({ ...cents, currency: 'KWD' }, { offerKind: 'amount' }).offerAmount).toBe(6.666);
	});

	it('leaves whoever is in the control group alone, however that is written', () => {
		for (const holdoutGroup of ['control', 'Control', ' CONTROL ']) {
			const row = rowOf({ holdoutGroup, winBackState: 'due', winBackSince: '2026-06-30' });
			expect(row).toMatchObject({
				offerVerdict: 'blocked',
				offerReasons: 'controlGroup',
				offerBenefit: null,
				winBackStep: null,
				emailsPerWeek: 0,
			});
		}
	});

	it('takes a margin of the customer’s own, and tells of one that is none', () => {
		expect(rowOf({ marginPercent: 10 })).toMatchObject({ offerPercent: 10 });
		const { customers, notices } = plan([{ ...vip, marginPercent: 'high' }]);
		expect(customers[0].row.offerPercent).toBe(15);
		expect(notices.map(({ code }) => code)).toContain('unreadableMargins');
	});

	it('counts amounts too large to be exact as not known', () => {
		expect(rowOf({ predictedSpend: 1e300 }).offerReasons).toBe('noPrediction');
		expect(rowOf({ predictedAverageOrderValue: 1e300 }).offerReasons).toBe('noOrderValue');
		expect(rowOf({ offer: 1e300 }).offerReasons).toBe('unreadableOffer');
	});

	it('stays exact where products are larger than a double holds', () => {
		const row = rowOf({
			predictedAverageOrderValue: 123_456_789.12,
			predictedSpend: 823_045_260.8,
		});
		expect(row).toMatchObject({ offerVerdict: 'granted', offerCost: 18_518_518.36 });
		const cent = rowOf({
			predictedAverageOrderValue: 123_456_789.12,
			predictedSpend: 123_456_789.11,
		});
		expect(cent).toMatchObject({ offerVerdict: 'lowered', offerPercent: 14 });
	});

	it('grants what a share of exactly the predicted margin pays for', () => {
		expect(rowOf({ predictedSpend: 100 }).offerPercent).toBe(15);
		expect(rowOf({ predictedSpend: 99.9999 }).offerPercent).toBe(14);
	});
});

describe('the step of a win-back', () => {
	const on = (day: number, facts: JsonRecord = {}) =>
		rowOf({
			winBackState: 'waiting',
			winBackSince: `2026-06-${String(31 - day).padStart(2, '0')}`,
			smsConsent: true,
			...facts,
		});

	it.each([
		[1, 1, 'email'],
		[4, 1, 'email'],
		[5, 2, 'sms'],
		[19, 2, 'sms'],
		[20, 4, 'email'],
		[30, 4, 'email'],
	])('on day %i is message %i by %s', (day, step, channel) => {
		expect(on(day)).toMatchObject({ winBackStep: step, winBackChannel: channel });
	});

	it('is a phone call from an order value of 5,000 on', () => {
		expect(on(10, { predictedAverageOrderValue: 5000 }).winBackChannel).toBe('phone');
		expect(on(10, { predictedAverageOrderValue: 4999.99 }).winBackChannel).toBe('sms');
	});

	it('carries the offer that is granted, or the benefit in its place', () => {
		const outline = 'A reminder with the arrivals in the own size';
		expect(on(5).winBackOutline).toBe(`${outline}. Offer: 15% off`);
		expect(on(5, { discountShare: 0.8 }).winBackOutline).toBe(
			`${outline}. In place of an offer: First pick of the sale and free express shipping`,
		);
		expect(on(1).winBackOutline).toBe(
			'What is new since the last order, in the category bought most',
		);
	});

	it.each<[string, JsonRecord]>([
		['without consent', { smsConsent: null }],
		['after a no', { smsConsent: 'no' }],
		['where the suppression list closes it', { suppressedChannels: 'push,sms' }],
	])('passes over a text message %s', (_why, facts) => {
		expect(on(5, facts)).toMatchObject({ winBackStep: 1, winBackChannel: 'email' });
	});

	it.each<[string, JsonRecord]>([
		['after a no', { emailConsent: false }],
		['after a bounce', { bounced: true }],
		['after a complaint', { complained: '2026-01-01' }],
		['where the suppression list closes it', { suppressedChannels: 'emailPromotion' }],
		['after a request to be deleted', { deletionRequested: true }],
	])('writes no email %s, and tells so', (_why, facts) => {
		const row = { ...vip, winBackState: 'due', winBackSince: '2026-06-30', ...facts };
		const { customers, notices } = plan([row]);
		expect(customers[0].row).toMatchObject({ winBackStep: null, winBackOutline: null });
		expect(notices.map(({ code }) => code)).toContain('winBackClosed');
	});

	it('writes an email that the suppression list allows for win-backs', () => {
		const facts = { suppressedChannels: 'emailPromotion', winBackAllowed: true };
		expect(on(1, facts).winBackStep).toBe(1);
	});

	it.each(['none', 'converted', 'expired', 'coolingDown', '', null])(
		'is none in the state %j',
		(winBackState) => {
			expect(on(5, { winBackState })).toMatchObject({ winBackStep: null, winBackChannel: null });
		},
	);
});

describe('the playbook', () => {
	it.each(Object.entries(playbooks))(
		'%s has a row for each tier, and messages in the order of their days',
		(_name, { tiers, winBack }) => {
			expect(tiers.map(({ tier }) => tier)).toEqual([
				'champions',
				'vip',
				'highValue',
				'midTier',
				'lowValue',
			]);
			const days = winBack.map(({ day }) => day);
			expect(days).toEqual([...days].sort((a, b) => a - b));
			expect(winBack[0].withOffer).toBe(false);
		},
	);

	it('comes out with who is in each tier and what they get', () => {
		const { playbook } = plan([
			vip,
			{ ...vip, customerId: 'b', holdoutGroup: 'control' },
			{ ...vip, customerId: 'c', offer: 10 },
			{ ...vip, customerId: 'd', tier: 'champions' },
		]);
		const [champions, vips, ...others] = playbook;
		expect(champions).toMatchObject({ tier: 'champions', customers: 1, blocked: 1, offerCost: 0 });
		expect(vips).toMatchObject({
			name: 'VIP',
			customers: 3,
			share: 0.75,
			averageOrderValue: 100,
			emailsPerWeek: '2 to 3',
			offerCeilingPercent: 20,
			granted: 2,
			blocked: 1,
			control: 1,
			averageOffer: 12.5,
			offerCost: 25,
			klaviyoSegment: 'VIP: customer_tier equals vip',
		});
		expect(vips.winBackSteps).toMatch(/^1\. day 1, email: .+; 2\. day 5, SMS with the offer: /);
		expect(others.map(({ customers }) => customers)).toEqual([0, 0, 0]);
	});

	it('of one’s own starts from the one that is named', () => {
		const luxury = plan([vip], { playbook: 'custom', startFrom: 'luxury' });
		expect(luxury.playbook.map(({ offerCeilingPercent }) => offerCeilingPercent)).toEqual([
			0, 0, 10, 15, 0,
		]);
		expect(luxury.customers[0].row.offerReasons).toBe('ceiling');
	});

	it('counts tables of one’s own only where they are chosen', () => {
		const tierPlays = [{ ...playbooks.fashion.tiers[1], offerCeilingPercent: 10 }];
		expect(rowOf({}, { tierPlays }).offerPercent).toBe(15);
		expect(rowOf({}, { tierPlays, playbook: 'custom' }).offerPercent).toBe(10);
	});

	it.each([
		['two rows for a tier', [playbooks.fashion.tiers[1], playbooks.fashion.tiers[1]]],
		['more emails at least than at most', [{ ...playbooks.fashion.tiers[1], emailsFrom: 9 }]],
	])('refuses %s', (_what, tierPlays) => {
		expect(() => plan([vip], { playbook: 'custom', tierPlays })).toThrow('"tierPlays" needs');
	});
});

describe('the summary', () => {
	it('tells what the plan costs, and what the same offer to everybody would', () => {
		const { summary } = plan([
			vip,
			{ ...vip, customerId: 'b', tier: 'champions' },
			{ ...vip, customerId: 'c', discountShare: 0.9 },
			{ customerId: 'd' },
			{ email: 'nobody@example.com' },
		]);
		expect(summary).toMatchObject({
			playbook: 'fashion',
			customers: 4,
			setAside: 1,
			setAsideByReason: { missingCustomerId: 1 },
			granted: 1,
			content: 1,
			blocked: 2,
			reasons: { ceiling: 1, discountDependent: 1, noTier: 1 },
			costOfPlan: 15,
			costOfSameOfferToAll: 45,
			saved: 30,
		});
	});

	it('names the node that is missing where nobody can get an offer', () => {
		const codes = plan([{ customerId: 'a', tier: 'vip', averageOrderValue: 5 }]).notices;
		expect(codes.map(({ code }) => code)).toEqual(['noPredictions', 'noDiscountShares']);
	});

	it('asks for tiers of those who have ordered alone', () => {
		const codesOf = (orderCountLifetime: number) =>
			plan([{ ...vip, tier: null, orderCountLifetime }]).notices.map(({ code }) => code);
		expect(codesOf(1)).toEqual(['noTiers']);
		expect(codesOf(0)).toEqual([]);
	});

	it('of nobody has no money in it', () => {
		expect(plan([]).summary).toMatchObject({ customers: 0, costOfPlan: 0, savedShare: null });
	});
});
