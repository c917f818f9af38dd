import type { JsonRecord } from '../../src/values/jsonRecord';
import { InvalidInputError } from '../../src/values/invalidInputError';
import { parseOptions } from '../../src/values/parseOptions';
import type { CustomersResult } from '../../src/core/result';
import { assignTiers } from '../../src/core/tier/assignTiers';
import { percentileOf } from '../../src/core/tier/fitVipRules';
import { tierOptions } from '../../src/core/tier/options';

const options = (given: JsonRecord = {}) =>
	parseOptions(tierOptions, { outputFields: 'all', ...given });

/** A customer of two years who last ordered ten days ago. */
function customer(id: string | number, given: JsonRecord = {}): JsonRecord {
	return {
		customerId: String(id),
		asOf: '2026-06-30T23:59:59.999+02:00',
		firstOrderAt: '2024-06-30T10:00:00.000+02:00',
		lastOrderAt: '2026-06-20T10:00:00.000+02:00',
		daysSinceLastOrder: 10,
		customerAgeDays: 730,
		cohortMonth: '2024-06',
		orderCount: 4,
		orderCountLifetime: 4,
		averageOrderValue: 25,
		monetaryTotal: 100,
		monetaryLifetime: 100,
		monetaryLast365: 50,
		...given,
	};
}

const padded = (i: number) => String(i).padStart(4, '0');

/** Customers who have spent 1, 2, … n. */
function shop(n: number, given: JsonRecord = {}): JsonRecord[] {
	return Array.from({ length: n }, (_, i) =>
		customer(padded(i + 1), { monetaryTotal: i + 1, ...given }),
	);
}

const byId = (result: CustomersResult) =>
	new Map(result.customers.map(({ row }) => [row.customerId, row]));
const tierOf = (result: CustomersResult, id: string) => byId(result).get(id)?.tier;
const codes = (result: CustomersResult) => result.notices.map(({ code }) => code);
const sizes = (result: CustomersResult) =>
	Object.fromEntries(
		(result.summary.tiers as Array<{ tier: string; customers: number }>).map((size) => [
			size.tier,
			size.customers,
		]),
	);

describe('assignTiers by percentile', () => {
	it('gives 1,000 customers 10, 90, 100, 600 and 200', () => {
		expect(sizes(assignTiers(shop(1000), options()))).toEqual({
			champions: 10,
			vip: 90,
			highValue: 100,
			midTier: 600,
			lowValue: 200,
		});
	});

	it('keeps every field and adds flat ones, the same for all', () => {
		const [first] = assignTiers(shop(200), options()).customers;
		expect(first.row).toMatchObject({ customerId: '0001', monetaryTotal: 1, orderCount: 4 });
		expect(first.row).toMatchObject({
			tier: 'lowValue',
			tierRank: 5,
			tierValue: 1,
			previousTier: null,
			tierChange: 'new',
			triggersOnEntry: false,
			maturity: 'mature',
			lapsedHighValue: false,
			lapsedLowValue: false,
			historicLtv: 100,
			holdoutGroup: 'treated',
			tierReasons: 'bottom:20,amongEstablished',
			tierExplanation:
				'Low-Value: total spend of 1 is in the bottom 20% among the 200 customers whose first order is 90 days old or older.',
		});
		expect(first.row.tierModelVersion).toMatch(/^[0-9a-f]{12}$/);
	});

	it('makes everybody Mid-Tier when all have the same value, and says so', () => {
		const result = assignTiers(shop(150, { monetaryTotal: 7 }), options());
		expect(sizes(result)).toMatchObject({ midTier: 150, champions: 0 });
		expect(codes(result)).toContain('degenerate');
	});

	it('makes one customer Mid-Tier', () => {
		const result = assignTiers([customer('a')], options());
		expect(tierOf(result, 'a')).toBe('midTier');
		expect(codes(result)).toEqual(expect.arrayContaining(['smallBase', 'tierEmptySmallN']));
		expect(codes(result)).not.toContain('degenerate');
	});

	it('leaves customers without orders out of the shares', () => {
		const nobody = (i: number) =>
			customer(`x${i}`, { orderCount: 0, orderCountLifetime: 0, monetaryTotal: 0 });
		const rows = [...shop(100), ...Array.from({ length: 400 }, (_, i) => nobody(i))];
		const result = assignTiers(rows, options());
		expect(sizes(result)).toMatchObject({ champions: 1, vip: 9, lowValue: 20 });
		expect(byId(result).get('x7')).toMatchObject({
			tier: null,
			tierRank: null,
			tierChange: null,
			maturity: null,
			tierReasons: 'noOrders',
		});
		expect(result.summary).toMatchObject({ customers: 500, customersWithoutOrders: 400 });
	});

	it('ranks a customer who ordered before the window but not in it', () => {
		const rows = [...shop(100), customer('old', { orderCount: 0, monetaryTotal: 0 })];
		expect(tierOf(assignTiers(rows, options()), 'old')).toBe('lowValue');
	});

	it('reads the order count of the window where there is no lifetime count', () => {
		const rows = [customer('a', { orderCount: 0, orderCountLifetime: undefined }), customer('b')];
		expect(tierOf(assignTiers(rows, options()), 'a')).toBeNull();
	});

	it('leaves customers without the value out and warns', () => {
		const rows = [...shop(100), customer('x', { monetaryTotal: null })];
		const result = assignTiers(rows, options());
		expect(byId(result).get('x')).toMatchObject({ tier: null, tierReasons: 'noValue' });
		expect(codes(result)).toContain('missingValue');
		expect(sizes(result)).toMatchObject({ champions: 1 });
	});

	it('tells small shares from ties where a tier is empty', () => {
		expect(codes(assignTiers(shop(60), options()))).toContain('tierEmptySmallN');
		const tied = [
			...shop(150, { monetaryTotal: 19.9 }),
			...shop(150).map((row) => ({
				...row,
				customerId: `b${row.customerId}`,
				monetaryTotal: 100 + Number(row.monetaryTotal),
			})),
		];
		const result = assignTiers(tied, options());
		expect(sizes(result)).toMatchObject({ lowValue: 0, midTier: 240 });
		expect(codes(result)).toEqual(expect.arrayContaining(['tierEmptyTies', 'tierOver60Percent']));
	});

	it('is not moved by one very large customer, and names it', () => {
		const rows = [...shop(199), customer('whale', { monetaryTotal: 1e9 })];
		const result = assignTiers(rows, options());
		expect(sizes(result)).toEqual(sizes(assignTiers(shop(200), options())));
		expect(codes(result)).toContain('whale');
	});
});

describe('the value of assignTiers', () => {
	const clv = (row: JsonRecord) => ({ ...row, predictedClv: 1000 - Number(row.monetaryTotal) });

	it('is the predicted value if everybody who has ordered has one', () => {
		const rows = [...shop(200).map(clv), customer('x', { orderCountLifetime: 0 })];
		const result = assignTiers(rows, options());
		expect(result.summary.value).toBe('predictedClv');
		expect(tierOf(result, '0001')).toBe('champions');
		expect(result.notices[0]).toMatchObject({ code: 'valueChosen' });
	});

	it('is total spend if one predicted value is missing', () => {
		const rows = shop(200).map((row, i) => (i === 5 ? row : clv(row)));
		expect(assignTiers(rows, options()).summary.value).toBe('monetaryTotal');
	});

	it('is any field on request', () => {
		const rows = shop(200).map((row, i) => ({ ...row, valueScore: String(-i) }));
		const result = assignTiers(rows, options({ value: 'field', valueField: 'valueScore' }));
		expect(tierOf(result, '0001')).toBe('champions');
	});

	it('is the historic lifetime value on request', () => {
		const rows = shop(200).map((row, i) => ({ ...row, averageOrderValue: 200 - i }));
		const result = assignTiers(rows, options({ value: 'historicLtv', lifespanYears: 3 }));
		expect(byId(result).get('0001')).toMatchObject({ tier: 'champions', historicLtv: 1200 });
	});

	it('is found under another name', () => {
		const rows = shop(200).map((row) => ({ customerId: row.customerId, spent: row.monetaryTotal }));
		const result = assignTiers(rows, options({ fieldNames: { monetaryTotal: 'spent' } }));
		expect(tierOf(result, '0200')).toBe('champions');
		expect(tierOf(result, '0001')).toBe('lowValue');
	});
});

describe('maturity in assignTiers', () => {
	const young = (prefix: string, n: number, month: string, first: number) =>
		shop(n, { customerAgeDays: 30, cohortMonth: month }).map((row, i) => ({
			...row,
			customerId: prefix + String(row.customerId),
			monetaryTotal: first + i,
		}));
	const may = young('m', 100, '2026-05', 1);
	const june = young('n', 50, '2026-06', 1000);
	const rows = [
		...shop(300).map((row) => ({ ...row, monetaryTotal: Number(row.monetaryTotal) + 5000 })),
		...may,
		...june,
	];

	it('ranks new customers within a month of 100, and the others among all new ones', () => {
		const result = assignTiers(rows, options());
		// The best customer of May is its Champion, although all customers of June and all established ones have spent
		// more.
		expect(tierOf(result, 'm0100')).toBe('champions');
		expect(byId(result).get('m0100')?.tierReasons).toBe('top:1,amongCohort');
		expect(byId(result).get('m0100')?.tierExplanation).toContain('of 2026-05');
		// June is ranked among all 150 new customers: the top 20% are 30 of its 50.
		const ofJune = june.map((row) => tierOf(result, String(row.customerId)));
		expect(ofJune.filter((tier) => tier !== 'midTier')).toHaveLength(30);
		expect(byId(result).get('n0050')).toMatchObject({
			tierReasons: 'top:1,amongNew',
			maturity: 'new',
		});
		expect(tierOf(result, '0300')).toBe('champions');
	});

	it('ranks everybody together on request', () => {
		const result = assignTiers(rows, options({ rankNewSeparately: false }));
		expect(tierOf(result, 'm0100')).toBe('midTier');
		expect(byId(result).get('m0100')?.tierReasons).toBe('middle,amongAll');
	});

	it('ranks maturing and mature customers together', () => {
		const mixed = shop(200).map((row, i) => ({ ...row, customerAgeDays: i % 2 ? 100 : 800 }));
		const result = assignTiers(mixed, options());
		expect(sizes(result)).toMatchObject({ champions: 2, vip: 18 });
		expect(result.summary.maturities).toEqual({ new: 0, maturing: 100, mature: 100 });
	});

	it('counts the age from the first order where it is missing, and where As Of is set', () => {
		const row = customer('a', {
			customerAgeDays: undefined,
			firstOrderAt: '2026-06-01T00:00:00.000+02:00',
		});
		expect(byId(assignTiers([row], options())).get('a')?.maturity).toBe('new');
		const later = assignTiers([row], options({ asOf: '2026-09-01' }));
		expect(byId(later).get('a')?.maturity).toBe('maturing');
	});
});

describe('changes in assignTiers', () => {
	const rows = shop(200);
	const lastRun = [
		{ customerId: '0200', tier: 'vip' },
		{ customerId: '0195', tier: 'champions' },
		{ customerId: '0100', tier: 'midTier' },
		{ customerId: '0099', tier: 'gold' },
		{ customerId: '0098', tier: null },
	];

	it('compares with the rows of the last run', () => {
		const result = assignTiers(rows, options(), lastRun);
		const change = (id: string) => {
			const row = byId(result).get(id);
			return [row?.previousTier, row?.tierChange, row?.triggersOnEntry];
		};
		expect(change('0200')).toEqual(['vip', 'up', true]);
		expect(change('0195')).toEqual(['champions', 'down', true]);
		expect(change('0100')).toEqual(['midTier', 'same', false]);
		expect(change('0099')).toEqual(['gold', 'new', false]);
		expect(change('0098')).toEqual([null, 'new', false]);
		expect(change('0001')).toEqual([null, 'new', false]);
		expect(result.summary.tierChanges).toEqual({ new: 197, up: 1, down: 1, same: 1 });
		expect(codes(result)).toContain('unknownPreviousTier');
	});

	it('reads the field previousTier only while there are no rows of the last run', () => {
		const own = rows.map((row) => ({ ...row, tier: 'vip', previousTier: 'lowValue' }));
		expect(byId(assignTiers(own, options())).get('0100')).toMatchObject({
			previousTier: 'lowValue',
			tierChange: 'up',
		});
		expect(byId(assignTiers(own, options(), lastRun)).get('0001')?.previousTier).toBeNull();
	});

	it('lets new and maturing customers trigger nothing', () => {
		const maturing = rows.map((row) => ({
			...row,
			customerAgeDays: 100,
			previousTier: 'lowValue',
		}));
		expect(byId(assignTiers(maturing, options())).get('0200')).toMatchObject({
			tierChange: 'up',
			triggersOnEntry: false,
		});
	});

	it('marks customers of the top and bottom tiers who are silent for 180 days', () => {
		const silent = rows.map((row, i) => ({
			...row,
			daysSinceLastOrder: i < 150 ? 180 : 179,
			previousTier: ['highValue', 'lowValue', 'midTier'][i % 3],
		}));
		const result = assignTiers(silent, options());
		expect(byId(result).get('0001')).toMatchObject({
			lapsedHighValue: true,
			lapsedLowValue: false,
		});
		expect(byId(result).get('0001')?.tierReasons).toBe(
			'bottom:20,amongEstablished,lapsedHighValue',
		);
		expect(byId(result).get('0001')?.tierExplanation).toContain(
			'Was High-Value; no order for 180 days.',
		);
		expect(byId(result).get('0002')).toMatchObject({
			lapsedHighValue: false,
			lapsedLowValue: true,
		});
		expect(byId(result).get('0003')).toMatchObject({
			lapsedHighValue: false,
			lapsedLowValue: false,
		});
		expect(result.summary).toMatchObject({ lapsedHighValue: 50, lapsedLowValue: 50 });
	});
});

describe('assignTiers by money', () => {
	const amounts = [1000, 999.99, 500, 499.99, 100, 99.99, 0, -5];
	const rows = amounts.map((amount, i) => customer(i, { monetaryLast365: amount }));

	it('puts amounts into half-open intervals', () => {
		const result = assignTiers(rows, options({ method: 'money' }));
		expect(result.customers.map(({ row }) => row.tier)).toEqual([
			'platinum',
			'gold',
			'gold',
			'silver',
			'silver',
			'bronze',
			'bronze',
			'bronze',
		]);
		expect(codes(result)).toContain('fixedThresholds');
		expect(result.customers[1].row).toMatchObject({
			tierRank: 2,
			tierReasons: 'moneyFrom:500',
			tierExplanation:
				'gold: spend of the last 365 days of 999.99 is at least 500 and less than 1000.',
		});
		expect(result.customers[7].row.tierReasons).toBe('moneyBelow:100');
	});

	it('takes custom cuts and names in any order, on any field', () => {
		const moneyTiers = [
			{ name: 'Basis', atLeast: 0 },
			{ name: 'Spitze', atLeast: 60 },
		];
		const result = assignTiers(
			shop(100),
			options({ method: 'money', moneyField: 'monetaryTotal', moneyTiers }),
		);
		expect(sizes(result)).toEqual({ Spitze: 41, Basis: 59 });
	});

	it('compares with the tiers of the last run by their order', () => {
		const before = rows.map((row) => ({ ...row, previousTier: 'gold' }));
		const result = assignTiers(before, options({ method: 'money' }));
		expect(result.customers.map(({ row }) => row.tierChange)).toEqual([
			'up',
			'same',
			'same',
			'down',
			'down',
			'down',
			'down',
			'down',
		]);
	});
});

describe('the saved model of assignTiers', () => {
	const model = assignTiers(shop(200), options()).summary.model;

	it('gives one customer the tier of the batch, without notices about the base', () => {
		const [one] = shop(200).slice(-1);
		const batch = byId(assignTiers(shop(200), options())).get('0200');
		const result = assignTiers([one], options({ use: 'savedModel', savedModel: model }));
		expect(result.customers[0].row).toEqual(batch);
		expect(result.notices).toEqual([]);
	});

	it('puts values it has not seen where its cut points say', () => {
		const rows = [0, 40.5, 41, 181, 199, 5000].map((amount, i) =>
			customer(i, { monetaryTotal: amount }),
		);
		const result = assignTiers(
			rows,
			options({ use: 'savedModel', savedModel: JSON.stringify(model) }),
		);
		expect(result.customers.map(({ row }) => row.tier)).toEqual([
			'lowValue',
			'lowValue',
			'midTier',
			'vip',
			'champions',
			'champions',
		]);
	});

	it('ranks a new customer of a month it has not seen among all new ones', () => {
		const young = shop(150, { customerAgeDays: 20, cohortMonth: '2026-06' });
		const saved = assignTiers(young, options()).summary.model;
		const stranger = customer('x', {
			customerAgeDays: 5,
			cohortMonth: '2026-07',
			monetaryTotal: 145,
		});
		const result = assignTiers([stranger], options({ use: 'savedModel', savedModel: saved }));
		expect(result.customers[0].row).toMatchObject({ tier: 'vip', tierReasons: 'top:10,amongNew' });
	});

	it('overrides the options it was saved with', () => {
		const saved = options({
			use: 'savedModel',
			savedModel: model,
			vipShare: 19,
			value: 'historicLtv',
		});
		const result = assignTiers([customer('x', { monetaryTotal: 182 })], saved);
		expect(result.customers[0].row).toMatchObject({ tier: 'vip', tierValue: 182 });
		expect(result.summary.model).toEqual(model);
	});

	it('has another version for other options or cut points, not for another asOf or holdout', () => {
		const version = (given: JsonRecord, rows = shop(200)) =>
			assignTiers(rows, options(given)).summary.tierModelVersion;
		expect(version({ asOf: '2026-07-01', holdoutShare: 10 })).toBe(version({}));
		expect(version({ vipShare: 9 })).not.toBe(version({}));
		expect(version({}, shop(201))).not.toBe(version({}));
	});

	it.each([
		['nothing', ''],
		['broken JSON', '{'],
		['the model of another node', { kind: 'churn' }],
		['a model without cut points', { ...(model as JsonRecord), groups: [] }],
	])('is refused when it is %s', (_, savedModel) => {
		const apply = () => assignTiers(shop(3), options({ use: 'savedModel', savedModel }));
		expect(apply).toThrow(InvalidInputError);
		expect(apply).toThrow(/savedModel/);
	});
});

describe('the VIP rules of assignTiers', () => {
	/** 100 customers of coffee with average orders 1 to 100, 40 of tea with 1,001 to 1,040, 5 of mugs, 5 of nothing. */
	const base = [
		...shop(100, { topCategory: 'Coffee' }).map((row, i) => ({ ...row, averageOrderValue: i + 1 })),
		...shop(40, { topCategory: 'Tea' }).map((row, i) => ({
			...row,
			customerId: `t${i}`,
			averageOrderValue: 1001 + i,
		})),
		...shop(5, { topCategory: 'Mugs', averageOrderValue: 300 }).map((row, i) => ({
			...row,
			customerId: `m${i}`,
		})),
		...shop(5, { averageOrderValue: 300 }).map((row, i) => ({ ...row, customerId: `n${i}` })),
	].map((row) => ({ ...row, orderCountLast365: 3 }));
	const one = (given: JsonRecord, changes: JsonRecord = {}) => {
		const savedModel = assignTiers(base, options(changes)).summary.model;
		const row = customer('x', { topCategory: 'Coffee', orderCountLast365: 3, ...given });
		return assignTiers([row], options({ use: 'savedModel', savedModel })).customers[0].row;
	};

	it('keep the limits of every category of 30 customers, and of all', () => {
		const { vip } = assignTiers(base, options()).summary.model as { vip: JsonRecord };
		expect(vip.categories).toEqual([
			{ category: 'Coffee', customers: 100, median: 50.5, percentile: 75.25 },
			{ category: 'Tea', customers: 40, median: 1020.5, percentile: 1030.25 },
		]);
		expect(vip.all).toMatchObject({ customers: 150 });
	});

	it.each<[string, JsonRecord, boolean, boolean]>([
		['all three', { monetaryTotal: 500, averageOrderValue: 101.01 }, true, true],
		[
			'an order of exactly twice the median',
			{ monetaryTotal: 500, averageOrderValue: 101 },
			false,
			true,
		],
		[
			'two orders',
			{ monetaryTotal: 500, averageOrderValue: 150, orderCountLast365: 2 },
			false,
			true,
		],
		['only the top share', { monetaryTotal: 500, averageOrderValue: 5 }, false, true],
		['only a large order', { monetaryTotal: 1, averageOrderValue: 76 }, false, true],
		['an order at the percentile', { monetaryTotal: 1, averageOrderValue: 75.25 }, false, false],
		[
			'the same order in a dearer category',
			{ monetaryTotal: 1, averageOrderValue: 76, topCategory: 'Tea' },
			false,
			false,
		],
		['no average order', { monetaryTotal: 500, averageOrderValue: null }, false, true],
		[
			'no number of orders',
			{ monetaryTotal: 500, averageOrderValue: 150, orderCountLast365: null },
			false,
			true,
		],
		['no order', { averageOrderValue: 150, orderCountLifetime: 0 }, false, false],
		['no value', { monetaryTotal: null, averageOrderValue: 150 }, false, true],
	])('take somebody with %s for what they are', (_, given, vipStrict, vipRelaxed) => {
		expect(one(given)).toMatchObject({ vipStrict, vipRelaxed });
	});

	it.each([['Mugs'], ['Plates'], [''], [null], ['__proto__']])(
		'compare the small or unknown category %j with all customers',
		(topCategory) => {
			const row = one({ topCategory, averageOrderValue: 5000 });
			expect(row.vipRelaxed).toBe(true);
			expect(row.vipExplanation).toContain('of all customers');
		},
	);

	it('count who was compared with all', () => {
		const { vip } = assignTiers(base, options()).summary;
		expect(vip).toMatchObject({ rule: 'share', comparedWithAll: 10 });
	});

	it('give the reason as codes and as a sentence', () => {
		expect(one({ monetaryTotal: 500, averageOrderValue: 120, orderCountLast365: 4 })).toMatchObject(
			{
				vipReasons: 'top:10,order:2xMedian,orders:3,top:15,order:p75',
				vipExplanation:
					'Strict VIP: in the top 10%, average order of 120 above 101 (2 × the median of Coffee), 4 orders in 365 days.',
			},
		);
		expect(one({ monetaryTotal: 1, averageOrderValue: 80, orderCountLast365: 2 })).toMatchObject({
			vipReasons: 'order:p75',
			vipExplanation:
				'Relaxed VIP: average order of 80 above 75.25 (percentile 75 of Coffee). The strict rule also asks for the top 10% and an average order above 101 (2 × the median of Coffee) and 3 orders in 365 days.',
		});
		expect(one({ monetaryTotal: 1, averageOrderValue: 8 })).toMatchObject({
			vipReasons: 'orders:3',
			vipExplanation:
				'Meets neither VIP rule: not in the top 15%, average order of 8 not above 75.25 (percentile 75 of Coffee).',
		});
		expect(one({ orderCountLifetime: 0 })).toMatchObject({ vipReasons: '', vipExplanation: null });
	});

	it('decide on the tier VIP where told to, and say so', () => {
		// Of these 150 customers 15 are in the top 10%, with a spend of 86 or more.
		const poor = { monetaryTotal: 97, averageOrderValue: 5 };
		expect(one(poor)).toMatchObject({ tier: 'vip' });
		expect(one(poor, { vipRule: 'strict' })).toMatchObject({
			tier: 'highValue',
			tierRank: 3,
			tierReasons: 'top:10,amongEstablished,vipRule:strict',
			tierExplanation: expect.stringMatching(
				/^High-Value: .* top 10% .* It does not meet the strict VIP rule\.$/,
			),
		});
		const rich = { monetaryTotal: 1, averageOrderValue: 99 };
		expect(one(rich)).toMatchObject({ tier: 'lowValue' });
		expect(one(rich, { vipRule: 'relaxed' })).toMatchObject({
			tier: 'vip',
			tierReasons: 'bottom:20,amongEstablished,vipRule:relaxed',
			tierExplanation: expect.stringMatching(/^VIP: .* It meets the relaxed VIP rule\.$/),
		});
		const champion = { monetaryTotal: 5000, averageOrderValue: 5 };
		expect(one(champion, { vipRule: 'strict' }).tier).toBe('champions');
		expect(one(champion, { vipRule: 'relaxed' }).tier).toBe('champions');
	});

	it('do not change money tiers, and rank by the same amount', () => {
		const money = { method: 'money', moneyField: 'monetaryTotal', vipRule: 'relaxed' };
		const row = one({ monetaryTotal: 500, averageOrderValue: 120 }, money);
		expect(row).toMatchObject({ tier: 'gold', vipStrict: true, vipRelaxed: true });
	});

	it('find nobody where all values are equal, or with one customer', () => {
		const equal = shop(50, { monetaryTotal: 7, topCategory: 'Tea', orderCountLast365: 9 });
		for (const rows of [equal, equal.slice(0, 1)]) {
			const { customers, summary } = assignTiers(rows, options());
			expect(customers.some(({ row }) => row.vipStrict || row.vipRelaxed)).toBe(false);
			expect(summary.vip).toMatchObject({ strict: 0, relaxed: 0 });
		}
	});

	it('are not in models saved before there were any, which still apply', () => {
		const { vip: _, ...model } = assignTiers(shop(200), options()).summary.model as JsonRecord;
		const result = assignTiers(shop(200), options({ use: 'savedModel', savedModel: model }));
		expect(tierOf(result, '0200')).toBe('champions');
		expect(byId(result).get('0200')).toMatchObject({ vipStrict: false, vipExplanation: null });
		expect(result.summary.model).not.toHaveProperty('vip');
	});

	it('give no hint of empty tiers where a rule empties them', () => {
		const given = { vipRule: 'strict', vipStrictOrders: 100 };
		const result = assignTiers(shop(200), options(given));
		expect(sizes(result)).toMatchObject({ vip: 0, highValue: 38 });
		expect(codes(result)).not.toContain('tierEmptyTies');
	});
});

describe('percentileOf', () => {
	it.each([
		[[10, 20, 30, 40], 75, 32.5],
		[[10, 20, 30, 40], 50, 25],
		[[1, 2, 3], 50, 2],
		[[5], 75, 5],
		[[1, 2], 0, 1],
		[[1, 2], 100, 2],
		[[-1e308, 1e308], 50, 0],
	])('of %j at %d is %d', (sorted, percent, expected) => {
		expect(percentileOf(Float64Array.from(sorted), percent)).toBe(expected);
	});
});

describe('the holdout of assignTiers', () => {
	it('leaves everybody treated by default, and keeps a group drawn before', () => {
		const rows = [customer('a'), customer('b', { holdoutGroup: 'control' })];
		const result = assignTiers(rows, options());
		expect(result.customers.map(({ row }) => row.holdoutGroup)).toEqual(['treated', 'control']);
	});

	it('puts two accounts with one email into the same group', () => {
		const rows = shop(300).map((row, i) => ({ ...row, email: `p${i >> 1}@example.com` }));
		const result = assignTiers(rows, options({ holdoutShare: 30 }));
		const groups = result.customers.map(({ row }) => row.holdoutGroup);
		expect(groups.filter((_, i) => i % 2 === 0)).toEqual(groups.filter((_, i) => i % 2 === 1));
		expect(new Set(groups)).toEqual(new Set(['control', 'treated']));
		const ofGroup = (group: string) => groups.filter((one) => one === group).length;
		expect(result.summary.holdout).toEqual({
			sharePercent: 30,
			control: ofGroup('control'),
			treated: ofGroup('treated'),
		});
	});
});

describe('the summary of assignTiers', () => {
	it('shows size, revenue, average value and playbook of every tier', () => {
		const result = assignTiers(shop(1000), options());
		const [champions, vip] = result.summary.tiers as JsonRecord[];
		expect(champions).toEqual({
			tier: 'champions',
			name: 'Champions',
			customers: 10,
			share: 0.01,
			revenue: 9955,
			revenueShare: 0.01989,
			averageValue: 995.5,
			emailsPerWeek: '1–2',
			offerCeilingPercent: 0,
			reactivateAfterDays: 60,
		});
		expect(vip).toMatchObject({
			emailsPerWeek: '2–3',
			offerCeilingPercent: 20,
			reactivateAfterDays: 75,
		});
	});

	it('reconciles lifetime values with what was booked', () => {
		const historic = assignTiers(shop(100), options());
		// 4 orders in 2 years at 25 are 50 per year; two years of that are the 100 booked.
		expect(historic.summary.ltv).toEqual({
			field: 'historicLtv',
			bookedField: 'monetaryLifetime',
			total: 10_000,
			booked: 10_000,
			factor: 1,
		});
		const predicted = assignTiers(shop(100, { predictedClv: 200 }), options());
		expect(predicted.summary.ltv).toMatchObject({
			field: 'predictedClv',
			total: 20_000,
			booked: 5000,
			factor: 4,
		});
		expect(codes(predicted)).toContain('ltvReconciled');
	});

	it('has notices of a money program only for tiers of money', () => {
		expect(codes(assignTiers(shop(200), options()))).not.toContain('fixedThresholds');
	});

	it('sets aside rows that are not customers, and counts them', () => {
		const result = assignTiers([...shop(3), { name: 'nobody' }, customer('0001')], options());
		expect(result.setAside.map(({ code }) => code)).toEqual([
			'duplicateCustomerId',
			'missingCustomerId',
		]);
		expect(result.summary.setAsideByReason).toEqual({
			duplicateCustomerId: 1,
			missingCustomerId: 1,
		});
		expect(result.customers).toHaveLength(3);
	});

	it('exists when nobody could be ranked', () => {
		const result = assignTiers([{ customerId: 'a' }], options());
		expect(result.customers[0].row).toMatchObject({ tier: null, tierReasons: 'noValue' });
		expect(result.summary).toMatchObject({ customersWithTier: 0 });
		expect(JSON.stringify(result)).not.toMatch(/NaN/);
	});
});

describe('options of assignTiers', () => {
	it.each([
		[{ championsShare: 11 }, 'vipShare'],
		[{ vipShare: 21 }, 'highValueShare'],
		[{ lowValueShare: 81 }, 'lowValueShare'],
		[{ newBelowDays: 181 }, 'matureFromDays'],
		[{ value: 'field' }, 'valueField'],
		[{ moneyTiers: [{ name: 'a', atLeast: 5 }] }, 'moneyTiers'],
		[{ moneyTiers: [{ atLeast: 0 }] }, 'moneyTiers.0.name'],
		[
			{
				moneyTiers: [
					{ name: 'a', atLeast: 5 },
					{ name: 'a', atLeast: 0 },
				],
			},
			'moneyTiers.1.name',
		],
		[
			{
				moneyTiers: [
					{ name: 'a', atLeast: 0 },
					{ name: 'b', atLeast: 0 },
				],
			},
			'moneyTiers.1.atLeast',
		],
		[{ holdoutShare: 101 }, 'holdoutShare'],
		[{ asOf: '2026-02-30' }, 'asOf'],
	])('names the fault of %j', (given, field) => {
		expect(() => assignTiers(shop(3), options(given))).toThrow(
			expect.objectContaining({ field, message: expect.stringContaining(' needs ') }),
		);
	});
});
