import { orderAmounts } from '../../src/core/btyd/orderAmounts';
import { collectOrders } from '../../src/core/btyd/orderHistories';

const histories = collectOrders(
	[[100, 20, 30], [7], [], [-5, 0]].map((amounts) => ({
		history: { days: amounts.map((_, day) => day), amounts },
		asOfDay: 10,
	})),
);
const customers = Int32Array.of(0, 1, 3);

describe('orderAmounts', () => {
	it.each([
		['allOrders', undefined, [3, 1, 0], [50, 7, 0]],
		['repeatOrders', undefined, [2, 0, 0], [25, 0, 0]],
		['allOrders', 40, [3, 1, 0], [30, 7, 0]],
	] as const)('takes means over %s, up to %s', (source, highest, counts, means) => {
		const amounts = orderAmounts(histories, customers, source, highest);
		expect(Array.from(amounts.counts)).toEqual(counts);
		expect(Array.from(amounts.means)).toEqual(means);
	});
});
