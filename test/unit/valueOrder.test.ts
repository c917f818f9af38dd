import fc from 'fast-check';
import { valueOrder } from '../../src/core/orders/valueOrder';

const options = {
	monetaryBasis: 'net',
	costOfGoodsPercent: 0,
	countFreeOrders: false,
	leaveOutPromotions: false,
	promotionSharePercent: 30,
} as const;
const amounts = { charged: 1000, owed: 0, discount: 0, refund: 0, costs: 0, uncosted: 0 };

describe('valueOrder', () => {
	it('is as paid on the basis gross, less refunds on net, less refunds and costs on profit', () => {
		const order = { ...amounts, owed: 100, refund: 200, costs: 50 };
		const value = (monetaryBasis: 'gross' | 'net' | 'profit') =>
			valueOrder(order, { ...options, monetaryBasis }).value;
		expect([value('gross'), value('net'), value('profit')]).toEqual([850, 650, 650]);
	});

	it('lets profit fall below 0, but neither gross nor net', () => {
		const order = { ...amounts, costs: 1500 };
		expect(valueOrder(order, { ...options, monetaryBasis: 'profit' }).value).toBe(-500);
		expect(valueOrder(order, options).value).toBe(0);
	});

	it('leaves an order out as a promotion from the discount share on', () => {
		const promotions = { ...options, leaveOutPromotions: true };
		const of = (discount: number) => valueOrder({ ...amounts, charged: 700, discount }, promotions);
		expect(of(299).isPromotion).toBe(false);
		expect(of(300)).toMatchObject({ isPromotion: true, isCounted: false });
		expect(valueOrder({ ...amounts, charged: 0 }, promotions).isPromotion).toBe(false);
	});

	it('counts a free order only where the options ask for it', () => {
		const free = { ...amounts, charged: 0 };
		expect(valueOrder(free, options).isCounted).toBe(false);
		expect(valueOrder(free, { ...options, countFreeOrders: true }).isCounted).toBe(true);
	});

	it('takes a cost in percent on what was charged less refunds, for the rows without a cost of their own', () => {
		const profit = { ...options, monetaryBasis: 'profit', costOfGoodsPercent: 40 } as const;
		expect(valueOrder({ ...amounts, refund: 500, uncosted: 1000 }, profit).value).toBe(300);
		expect(valueOrder({ ...amounts, costs: 100, uncosted: 500 }, profit).value).toBe(700);
	});

	it('counts an order given back in full on the basis gross only', () => {
		const returned = { ...amounts, refund: 1000 };
		expect(valueOrder(returned, options).isCounted).toBe(false);
		expect(valueOrder(returned, { ...options, monetaryBasis: 'gross' })).toMatchObject({
			isCounted: true,
			value: 1000,
		});
	});

	it('never gives back more than was paid', () => {
		const cents = fc.nat(1_000_000);
		fc.assert(
			fc.property(
				cents,
				cents,
				fc.double({ min: 0, max: 1, noNaN: true }),
				(charged, refund, part) => {
					const owed = Math.floor(charged * part);
					const result = valueOrder({ ...amounts, charged, owed, refund }, options);
					expect(result.paid).toBe(charged - owed);
					expect(result.refund).toBe(Math.min(refund, result.paid));
					expect(result.value + result.refund).toBe(result.paid);
				},
			),
		);
	});
});
