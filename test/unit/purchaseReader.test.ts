import { purchaseReader } from '../../src/core/customers/purchaseReader';

const period = (from: number, to: number) => ({
	from,
	to,
	revenue: new Float64Array(2),
	orders: new Float64Array(2),
});

describe('purchaseReader', () => {
	it('adds up the orders of each period, first and last day included, and no others', () => {
		const [before, after] = [period(-2, -1), period(1, 3)];
		const read = purchaseReader([before, after]);
		const history =
			'1970-01-08:1;1970-01-09:2;1970-01-10:4;1970-01-11:8;1970-01-12:16;1970-01-14:32;1970-01-15:64';
		expect(read(1, history, 10)).toBe(true);
		expect([...before.revenue]).toEqual([0, 6]);
		expect([...before.orders]).toEqual([0, 2]);
		expect([...after.revenue]).toEqual([0, 48]);
		expect([...after.orders]).toEqual([0, 2]);
	});

	it('adds amounts exactly', () => {
		const all = period(0, 100);
		purchaseReader([all])(0, '1970-01-01:0.1;1970-01-01:0.2', 0);
		expect(all.revenue[0]).toBe(0.3);
	});

	it.each(['soon', undefined, '1970-01-02:5;soon'])('says that %p is no history', (history) => {
		const all = period(0, 100);
		const read = purchaseReader([all]);
		expect(read(0, history, 0)).toBe(false);
		expect(read(0, '1970-01-02:7', 0)).toBe(true);
		expect(all.revenue[0]).toBe(7);
	});

	it('reads an empty text as a customer without orders', () => {
		expect(purchaseReader([period(0, 100)])(0, '', 0)).toBe(true);
	});
});
