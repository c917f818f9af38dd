import { nextPurchaseOptions } from '../../src/core/nextPurchase/options';
import { suggestNextPurchase } from '../../src/core/nextPurchase/suggestNextPurchase';
import type { JsonRecord } from '../../src/values/jsonRecord';

const host = { timeZone: 'UTC', now: Date.parse('2026-06-30T12:00:00Z') };
const suggest = (rows: readonly JsonRecord[], options: object = {}, others: JsonRecord[] = []) =>
	suggestNextPurchase(rows, nextPurchaseOptions.parse(options), host, others);
const order = (orderDate: string, product: unknown, more: JsonRecord = {}): JsonRecord => ({
	customerId: 'a',
	orderDate,
	product,
	...more,
});

describe('which orders count', () => {
	it('counts orders without an amount, with an unreadable one, and in any currency', () => {
		const { summary, setAside } = suggest([
			order('2026-01-01', 'Tea'),
			order('2026-02-01', 'Pot', { amount: 'a lot' }),
			order('2026-03-01', 'Cup', { amount: 5, currency: 'EUR' }),
			order('2026-04-01', 'Jar', { amount: 5, currency: 'USD' }),
		]);
		expect(setAside).toEqual([]);
		expect(summary).toMatchObject({ baskets: 4, products: 4, ordersNotCounted: 0 });
	});

	it('counts no fully refunded, free, canceled or unpaid order', () => {
		const { summary, setAside } = suggest([
			order('2026-01-01', 'Tea', { amount: 19.99, refund: 19.99 }),
			order('2026-01-02', 'Pot', { amount: 0 }),
			order('2026-01-03', 'Cup', { amount: 5, status: 'cancelled' }),
			order('2026-01-04', 'Jar', { amount: 5, status: 'pending' }),
			order('2026-01-05', 'Mug', { amount: 19.99, refund: 5 }),
			order('2026-01-06', 'Lid', { status: 'refunded' }),
		]);
		expect(setAside.map(({ code }) => code)).toEqual(['statusCancelled', 'statusUnpaid']);
		expect(summary).toMatchObject({ baskets: 1, products: 1, ordersNotCounted: 3 });
	});

	it('reads a refund that is a list which holds itself', () => {
		const refund: unknown[] = [];
		refund.push(refund);
		expect(suggest([order('2026-01-01', 'Tea', { amount: 5, refund })]).summary.baskets).toBe(1);
	});

	it('takes rows of one order as its lines, unless told otherwise', () => {
		const lines = ['Tea', 'Pot'].map((product) => order('2026-01-01', product, { orderId: '1' }));
		expect(suggest(lines).summary).toMatchObject({ products: 2, rowsSetAside: 0 });
		expect(suggest(lines, { rowsAre: 'orders' }).summary).toMatchObject({
			products: 1,
			setAsideByReason: { duplicateOrderId: 1 },
		});
	});
});

it('leaves orders of a whole catalog out of what goes with what, and says so', () => {
	const catalog = Array.from({ length: 3000 }, (_, i) => `Product ${i}`);
	const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'];
	const { summary, notices, transitions } = suggest(days.map((day) => order(day, catalog)));
	expect(summary).toMatchObject({ baskets: 4, products: 3000, transitions: 0 });
	expect(transitions).toEqual([]);
	expect(notices.map(({ code }) => code)).toContain('largeBaskets');
});

describe('the next tier', () => {
	const tierModel = {
		kind: 'tier',
		method: 'percentile',
		valueField: 'predictedClv',
		lifespanYears: 2,
		newBelowDays: 90,
		matureFromDays: 180,
		lapsedAfterDays: 180,
		shares: { champions: 1, vip: 10, highValue: 20, lowValue: 20 },
		cohortMinimum: 100,
		groups: [
			{
				group: 'established',
				customers: 100,
				cuts: { champions: null, vip: 200, highValue: 100.001, midTier: 10 },
			},
			{
				group: 'new',
				customers: 100,
				cuts: { champions: 90, vip: 60, highValue: 40, midTier: 5 },
			},
		],
	};
	const tierOf = (customer: JsonRecord) =>
		suggest([order('2026-01-01', 'Tea')], { tierModel }, [
			{ customerId: 'a', customerAgeDays: 300, ...customer },
		]).customers[0].row;

	it.each([
		['the tier above, rounded up', { tier: 'midTier', tierValue: 50 }, 'highValue', 50.01],
		[
			'the cuts of new customers',
			{ tier: 'midTier', tierValue: 30, customerAgeDays: 10 },
			'highValue',
			10,
		],
		['no tier that the value is past already', { tier: 'midTier', tierValue: 150 }, 'vip', 50],
		['no tier that nobody reached', { tier: 'vip', tierValue: 250 }, null, null],
		['none without a value', { tier: 'vip' }, null, null],
	])('is %s', (_what, customer, nextTier, amountToNextTier) => {
		expect(tierOf(customer)).toMatchObject({ nextTier, amountToNextTier, spendOffer: null });
	});
});
