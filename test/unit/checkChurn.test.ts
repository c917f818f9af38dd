import type { JsonRecord } from '../../src/values/jsonRecord';
import { checkChurn } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';

const asOf = '2025-12-31T23:59:59+01:00';
const parse = (given: JsonRecord = {}) => churnOptions.parse({ outputFields: 'all', ...given });

function check(rows: JsonRecord[], given: JsonRecord = {}, previous: JsonRecord[] = []) {
	return checkChurn(rows, parse(given), previous);
}

function only(row: JsonRecord, given: JsonRecord = {}, previous: JsonRecord[] = []): JsonRecord {
	return check([{ customerId: 'a', asOf, ...row }], given, previous).customers[0].row;
}

/** A model in which 18% leave after nine orders and the shop's gap is 105 days. */
const savedModel = {
	kind: 'churn',
	neverReturnShares: [0.64, ...Array.from({ length: 14 }, () => 0.18)],
	meanGapDays: 105,
	recalibration: null,
	maturityDays: 365,
	matureOrders: 1000,
};
const saved = { use: 'savedModel', savedModel };
const nineOrders = {
	orderHistory:
		'2025-01-05:1;2025-02-04:1;2025-03-06:1;2025-04-05:1;2025-05-05:1;2025-06-04:1;2025-07-04:1;2025-08-03:1;2025-09-02:1',
	daysSinceLastOrder: 120,
	tier: 'lowValue',
};

describe('a customer’s churn', () => {
	it('is explained by similar customers and by the customer’s own rhythm', () => {
		const row = only(nineOrders, saved);
		// (2 · 105 + 8 · 30) / 10 = 45; .18 / (.18 + .82 · e^(−120/45)) = 75.96%.
		expect(row.expectedGapDays).toBe(45);
		expect(row.daysOverdue).toBe(75);
		expect(row.churnRisk).toBeCloseTo(100 * (0.18 / (0.18 + 0.82 * Math.exp(-120 / 45))), 2);
		expect(row.churnExplanation).toBe(
			'9 orders: 18% of such customers never return; 120 days since the last order against an expected 45',
		);
		expect(row.churnReasons).toBe('overdue');
		expect(row.churnLevel).toBe('high');
	});

	it('is explained for a first-time buyer by other first-time buyers', () => {
		const row = only({ orderHistory: '2025-12-21:5', daysSinceLastOrder: 10 }, saved);
		expect(row.churnExplanation).toMatch(/^64% of first-time buyers never return/);
		expect(row.churnReasons).toBe('firstTimeBuyer,withinRhythm');
		expect(row.expectedGapDays).toBe(105);
		expect(row.daysOverdue).toBe(0);
	});

	it('is unknown without an order', () => {
		const row = only({ orderCountLifetime: 0, daysSinceLastOrder: null, tier: null });
		expect(row).toMatchObject({
			churnRisk: null,
			churnLevel: null,
			churnStatus: 'ok',
			churnReasons: 'noOrders',
			winBackKey: null,
			expectedGapDays: null,
		});
	});

	it.each([
		['champions', 59, 'atRisk'],
		['champions', 60, 'lapsed'],
		['vip', 75, 'lapsed'],
		['highValue', 90, 'lapsed'],
		['midTier', 119, 'ok'],
		['midTier', 120, 'lapsed'],
		['lowValue', 900, 'ok'],
	])('of a %s customer after %i days of silence is %s', (tier, daysSinceLastOrder, status) => {
		const row = only(
			{ tier, daysSinceLastOrder, orderCountLifetime: 2, meanGapDays: 5 },
			{ ...saved, riskThreshold: 20 },
		);
		expect(row.churnStatus).toBe(status);
	});

	it('carries a key per lapse that the next order changes', () => {
		const row = only({ tier: 'vip', orderHistory: '2025-06-01:9', daysSinceLastOrder: 213 });
		expect(row.winBackKey).toBe('a:lapsed:2025-06-01');
		expect(row.lapseAfterDays).toBe(75);
		const again = only({
			tier: 'highValue',
			orderHistory: '2025-06-01:9',
			daysSinceLastOrder: 220,
		});
		expect(again.winBackKey).toBe(row.winBackKey);
		const later = only({ tier: 'vip', orderHistory: '2025-06-01:9;2025-08-01:9' });
		expect(later.winBackKey).toBe('a:lapsed:2025-08-01');
	});
});

describe('flags', () => {
	const silence = { method: 'formulaBounded', lapseRule: 'uniform', uniformLapseDays: 0 };
	// With one order the bounded formula gives 100 · d / 365: 255.5 days are exactly 70.
	const atSeventy = { tier: 'vip', daysSinceLastOrder: 255.5, orderCountLifetime: 1 };

	it('need a risk above the limit, not at it, unless told so', () => {
		expect(only(atSeventy, silence).churnRisk).toBe(70);
		expect(only(atSeventy, silence).churnStatus).toBe('ok');
		expect(only(atSeventy, { ...silence, riskOperator: 'atLeast' }).churnStatus).toBe('atRisk');
		expect(only({ ...atSeventy, daysSinceLastOrder: 255.51 }, silence).churnReasons).toMatch(
			/^highRisk/,
		);
	});

	it('use the risk before it is rounded', () => {
		const barely = only({ ...atSeventy, daysSinceLastOrder: 255.505 }, silence);
		expect(barely.churnRisk).toBe(70);
		expect(barely.churnStatus).toBe('atRisk');
	});

	it.each([
		['champions', 'atRisk'],
		['vip', 'atRisk'],
		['highValue', 'atRisk'],
		['midTier', 'ok'],
		['lowValue', 'ok'],
		[null, 'atRisk'],
	])('watch the tier %s: %s', (tier, status) => {
		expect(only({ ...atSeventy, tier, daysSinceLastOrder: 300 }, silence).churnStatus).toBe(status);
	});

	it.each([
		['vip', 30, 'vipAtRisk'],
		['champions', 0, 'vipAtRisk'],
		['highValue', 30, 'decliningTrend'],
	])('name an active %s customer %i days after the last order %s', (tier, days, reason) => {
		const row = only({
			tier,
			daysSinceLastOrder: days,
			frequencyTrend: 'declining',
			orderCountLifetime: 12,
			meanGapDays: 60,
		});
		expect(row.churnStatus).toBe('atRisk');
		expect(String(row.churnReasons).split(',')).toContain(reason);
	});

	it.each([
		['vip', 31, 'declining'],
		['midTier', 10, 'declining'],
		['vip', 10, 'stable'],
	])('leave a %s customer after %i days with a %s trend alone', (tier, days, frequencyTrend) => {
		const row = only(
			{ tier, daysSinceLastOrder: days, frequencyTrend, orderCountLifetime: 12, meanGapDays: 60 },
			saved,
		);
		expect(row.churnStatus).toBe('ok');
	});

	it('see a risk that rose by 20 points or more since the previous run', () => {
		const now = { ...atSeventy, daysSinceLastOrder: 182.5 };
		const rose = only(now, silence, [{ customerId: 'a', churnRisk: 30 }]);
		expect(rose).toMatchObject({ churnRisk: 50, churnRiskChange: 20, churnStatus: 'atRisk' });
		expect(rose.churnReasons).toMatch(/^riskRising/);
		expect(only(now, silence, [{ customerId: 'a', churnRisk: 30.01 }]).churnStatus).toBe('ok');
		expect(only(now, silence, [{ customerId: 'b', churnRisk: 0 }]).churnRiskChange).toBeNull();
		const off = only(now, { ...silence, riskRisePoints: 0 }, [{ customerId: 'a', churnRisk: 30 }]);
		expect(off.churnStatus).toBe('ok');
	});

	it.each([
		// Fell by 60 of 160: 37.5%.
		[100, 160, 'atRisk'],
		// Fell by 60 of 260: 23%.
		[200, 260, 'ok'],
		// Fell by 40 of 50: too few points.
		[10, 50, 'ok'],
		[200, 100, 'ok'],
	])('of a value score of %i after %i give %s', (valueScore, before, status) => {
		const row = { ...atSeventy, daysSinceLastOrder: 10, valueScore };
		expect(only(row, silence, [{ customerId: 'a', valueScore: before }]).churnStatus).toBe(status);
		const withChange = { ...row, valueScoreChange: valueScore - before };
		expect(only(withChange, silence).churnStatus).toBe(status);
	});
});

describe('levels', () => {
	it.each([
		[32.99, 'low'],
		[33, 'medium'],
		[66, 'medium'],
		[66.01, 'high'],
	])('of %d points is %s', (points, level) => {
		const row = only(
			{ daysSinceLastOrder: (points / 100) * 365, orderCountLifetime: 1 },
			{ method: 'formulaBounded' },
		);
		expect(row.churnLevel).toBe(level);
	});
});

describe('methods', () => {
	it('give the formula unclamped', () => {
		const row = only(
			{ daysSinceLastOrder: 730, orderHistory: '2023-11-01:1;2024-01-01:1' },
			{ method: 'formula' },
		);
		expect(row.churnRisk).toBe(150);
		expect(row.churnReasons).toMatch(/ordersDeclining$/);
	});

	it.each([
		[59, 0, 'recentOrder'],
		[60, 100, 'silent'],
	])('give silence of %i days the risk %i', (daysSinceLastOrder, risk, reason) => {
		const row = only(
			{ daysSinceLastOrder, orderCountLifetime: 1, tier: 'midTier' },
			{ method: 'silence' },
		);
		expect(row.churnRisk).toBe(risk);
		expect(row.churnReasons).toBe(reason);
	});
});

describe('the whole', () => {
	const shop = Array.from({ length: 120 }, (_, i) => ({
		customerId: `c${i}`,
		asOf,
		tier: ['champions', 'vip', 'highValue', 'midTier', 'lowValue'][i % 5],
		orderHistory: Array.from(
			{ length: 1 + (i % 4) },
			(_, k) => `202${3 + Math.floor(k / 2)}-0${1 + (i % 8)}-1${k % 2}:${10 + k}`,
		).join(';'),
	}));

	it('splits all customers into at risk, win-back due and the rest', () => {
		const result = check(shop);
		expect(result.customers).toHaveLength(120);
		const statuses = result.customers.map(({ row }) => row.churnStatus);
		expect(result.atRisk).toHaveLength(statuses.filter((status) => status === 'atRisk').length);
		expect(result.winBackDue).toHaveLength(statuses.filter((status) => status === 'lapsed').length);
		expect(result.winBackDue.length).toBeGreaterThan(0);
		expect(result.summary.lapsed).toBe(result.winBackDue.length);
	});

	it('judges one customer by the saved model as the batch did', () => {
		const batch = check(shop);
		const text = JSON.stringify(batch.summary.model);
		for (const { row, source } of batch.customers) {
			const alone = check([shop[source]], { use: 'savedModel', savedModel: text });
			expect(alone.customers[0].row).toEqual(row);
			expect(alone.notices).toEqual([]);
		}
	});

	it('has the same version for the same numbers only', () => {
		const version = (given: JsonRecord) => check(shop, given).customers[0].row.churnModelVersion;
		expect(version({})).toMatch(/^[0-9a-f]{12}$/);
		expect(version({ fieldNames: { valueScore: 'points' } })).toBe(version({}));
		expect(version({ riskThreshold: 71 })).not.toBe(version({}));
		expect(version({ maturityDays: 200 })).not.toBe(version({}));
	});

	it('sets aside a row that is not a customer', () => {
		const result = check([...shop, { email: 'nobody@example.com' }]);
		expect(result.setAside.map(({ code, source }) => ({ code, source }))).toEqual([
			{ code: 'missingCustomerId', source: 120 },
		]);
	});

	it.each([
		{ daysSinceLastOrder: 999_999_999 },
		{ daysSinceLastOrder: 36_526, orderHistory: '2025-01-01:5' },
		{ lastOrderAt: 'some day' },
		{ lastOrderAt: '0001-01-01T00:00:00Z' },
	])('judges a last order that can’t be as unknown, and the others as ever: %j', (last) => {
		const odd = { customerId: '000', asOf, tier: 'vip', ...last };
		const result = check([...shop, odd]);
		expect(result.customers).toHaveLength(121);
		expect(result.customers.find(({ source }) => source === 120)?.row).toMatchObject({
			churnReasons: 'unknownLastOrder',
			churnRisk: null,
			winBackKey: null,
		});
	});

	it('counts a hundred years as days since the last order', () => {
		expect(only({ daysSinceLastOrder: 36_525, orderCountLifetime: 1 }).churnRisk).toBe(100);
	});

	it('learns no return shares from eight days of orders', () => {
		const eightDays = Array.from({ length: 400 }, (_, i) => ({
			customerId: `c${i}`,
			asOf,
			orderHistory: `2024-12-${23 + (i % 8)}:20`,
		}));
		const { notices, summary } = check(eightDays);
		expect(notices.map(({ code }) => code)).toContain('shortHistory');
		expect((summary.model as JsonRecord).neverReturnShares).toEqual(
			(check([]).summary.model as JsonRecord).neverReturnShares,
		);
		const loose = check(eightDays, { minimumMatureDays: 7 });
		expect(loose.notices.map(({ code }) => code)).not.toContain('shortHistory');
	});

	it.each([
		['smallBase', shop.slice(0, 20), {}],
		['shortHistory', shop.slice(0, 5), {}],
		['noTiers', [{ customerId: 'a', daysSinceLastOrder: 3, orderCountLifetime: 1 }], {}],
		['unknownTiers', [{ ...shop[0], tier: 'gold' }], {}],
		['unreadableOrderHistory', [{ ...shop[0], orderHistory: 'x', orderCountLifetime: 2 }], {}],
		[
			'missingOrderHistory',
			[{ customerId: 'a', daysSinceLastOrder: 3, orderCountLifetime: 1 }],
			{},
		],
		['notRecalibrated', shop, { recalibrate: true }],
		['unusualLapseDays', shop, { lapseRule: 'uniform', uniformLapseDays: 5 }],
		['unusualLapseDays', shop, { lapsePreset: 'custom', lapseTable: [{ tier: 'vip', days: 9 }] }],
	])('says %s', (code, rows, given) => {
		expect(check(rows, given).notices.map((notice) => notice.code)).toContain(code);
	});

	it('has no notice about a healthy base', () => {
		expect(check(shop, {}, shop).notices).toEqual([]);
	});

	it('returns no rows for no rows', () => {
		const result = check([]);
		expect(result.customers).toEqual([]);
		expect(result.summary.averageRisk).toBeNull();
	});

	it('refuses a saved model of another node', () => {
		const options = { use: 'savedModel', savedModel: { kind: 'tier' } };
		expect(() => check(shop, options)).toThrow(/"savedModel" needs the "model"/);
		expect(() => check(shop, { use: 'savedModel', savedModel: '' })).toThrow(/savedModel/);
	});
});

describe('stored rows of New Lapses Only', () => {
	const options = churnOptions.parse({ winBack: 'newLapses' });
	const customer = {
		customerId: 'a',
		asOf: '2026-01-31',
		tier: 'midTier',
		orderHistory: '2025-09-20:10',
	};
	const codesOf = (stored: JsonRecord[]) =>
		checkChurn([customer], options, stored).notices.map(({ code }) => code);

	it('are warned about where none holds a win-back state: every lapse would be backlog', () => {
		expect(codesOf([{ customerId: 'a', churnRisk: 3 }])).toContain('noWinBackStates');
		expect(codesOf([{ customerId: 'a', winBackState: 'none' }])).not.toContain('noWinBackStates');
		expect(codesOf([])).not.toContain('noWinBackStates');
	});

	it('count by the newest row, though an older one would send the lapse again', () => {
		const first = checkChurn([customer], options);
		expect(first.winBackDue).toHaveLength(1);
		const { winBackState, winBackSince, winBackSentKey } = first.winBackDue[0].row;
		const sent = { customerId: 'a', winBackState, winBackSince, winBackSentKey };
		const before = { customerId: 'a', winBackState: 'none', winBackSince: '2025-01-01' };
		for (const stored of [
			[before, sent],
			[sent, before],
		]) {
			expect(checkChurn([customer], options, stored).winBackDue).toEqual([]);
		}
		expect(codesOf([before, sent])).toContain('olderPreviousRows');
	});
});
