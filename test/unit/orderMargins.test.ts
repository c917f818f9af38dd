import { CustomerTable } from '../../src/core/customers/customerTable';
import { npsOptions } from '../../src/core/nps/options';
import { orderMargins } from '../../src/core/nps/orderMargins';
import type { JsonRecord } from '../../src/values/jsonRecord';

function marginOf(row: JsonRecord, asked = NaN): [margin: number, orders: number] {
	const options = npsOptions.parse({ marginPercent: 40 });
	const table = new CustomerTable([{ customerId: 'a', ...row }], options.fieldNames);
	const margins = orderMargins(table, options);
	return [margins.at(0, asked), margins.orders[0]];
}

describe('an order at a full price of 100 and a margin of 40%', () => {
	it.each([
		[100, 0, 40],
		[75, 0.25, 15],
		[60, 0.4, 0],
		[50, 0.5, -10],
	])('charged %d at a discount share of %d leaves %d', (averageOrderValue, discountShare, left) => {
		expect(marginOf({ averageOrderValue, discountShare })[0]).toBeCloseTo(left, 9);
	});
});

it('goes by the discount that was asked about', () => {
	expect(marginOf({ averageOrderValue: 75, discountShare: 0.25 }, 10)[0]).toBeCloseTo(30, 9);
});

it('goes by the margin of the customer where there is one, 0 included', () => {
	expect(marginOf({ averageOrderValue: 100, marginPercent: 60 })[0]).toBe(60);
	expect(marginOf({ averageOrderValue: 100, marginPercent: 0 })[0]).toBe(0);
});

it('knows no order where nothing was charged', () => {
	expect(marginOf({ averageOrderValue: 0 })[1]).toBe(0);
	expect(marginOf({})[1]).toBe(0);
	expect(marginOf({ averageOrderValue: 'x' })[1]).toBe(0);
});

it('stands for as many orders as the customer has, at least one', () => {
	expect(marginOf({ averageOrderValue: 100, orderCountLifetime: 7 })[1]).toBe(7);
	expect(marginOf({ averageOrderValue: 100 })[1]).toBe(1);
});
