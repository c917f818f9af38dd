import { collectOrders } from '../../src/core/btyd/orderHistories';
import { observeGroups } from '../../src/core/btyd/observeGroups';
import { fitOrders } from '../../src/core/clv/fitOrders';

/** Customers who all ordered first on the last day: there is no time to fit on. */
const newcomers = collectOrders(
	Array.from({ length: 20 }, () => ({ history: { days: [100], amounts: [10] }, asOfDay: 100 })),
);
const fit = (minimumCustomers: number) =>
	fitOrders(
		newcomers,
		observeGroups(newcomers),
		{ orderModel: 'bgNbd', minimumCustomers, minimumRepeatBuyers: 0 },
		365,
	);

describe('fitOrders', () => {
	it('separates a base that is too small from a model that does not converge, also when the options name the model', () => {
		expect(fit(21).noModel?.code).toBe('notEnoughData');
		expect(fit(20).noModel?.code).toBe('notConverged');
		expect(fit(20).orders).toBeNull();
	});

	it('says how many customers and repeat buyers are missing', () => {
		expect(fit(21).noModel?.reason).toBe(
			'20 customers with 0 repeat buyers are too few for a model (it needs 21 and 0).',
		);
	});
});
