import { fitOrderModel } from '../btyd/fitOrderModel';
import type { TransactionFit } from '../btyd/fitTransactions';
import type { ObservedGroups } from '../btyd/observeGroups';
import type { Observation, OrderHistories } from '../btyd/orderHistories';
import { chooseOrderModel, type OrderModelChoice } from './chooseOrderModel';
import { isLargeEnough } from './isLargeEnough';
import type { ShapingOptions } from './options';

type OrderOptions = Pick<ShapingOptions, 'orderModel' | 'minimumCustomers' | 'minimumRepeatBuyers'>;

/** Why a shop has no model of order times. */
export interface NoModel {
	readonly code: keyof typeof noModelNotices;
	readonly reason: string;
}

/** The model of order times of a shop, or the reason for none. */
export interface FittedOrders {
	/** Null where the shop is too small, or where no model converged. */
	readonly orders: TransactionFit | null;
	/** Null where the options name the model, or the shop is too small. */
	readonly choice: OrderModelChoice | null;
	readonly noModel: NoModel | null;
}

/**
 * Fits the model of when customers order: the one asked for, or the one that would have predicted the shop's own past best.
 *
 * @param horizonDays the days ahead that the model is chosen for
 */
export function fitOrders(
	histories: OrderHistories,
	observed: ObservedGroups,
	options: OrderOptions,
	horizonDays: number,
): FittedOrders {
	const none = (code: NoModel['code']) => ({
		code,
		reason: noModelNotices[code][1](observed.observation, options),
	});
	if (!isLargeEnough(observed.observation, options)) {
		return { orders: null, choice: null, noModel: none('notEnoughData') };
	}
	const choice =
		options.orderModel === 'automatic' ? chooseOrderModel(histories, horizonDays, options) : null;
	const name = options.orderModel === 'automatic' ? choice?.orderModel : options.orderModel;
	const orders = name === undefined ? undefined : fitOrderModel(observed, name);
	if (orders?.isConverged) return { orders, choice, noModel: null };
	return { orders: null, choice, noModel: none('notConverged') };
}

const noModelNotices = {
	notEnoughData: [
		'warning',
		({ customers, repeatTransactions }: Observation, options: OrderOptions) => {
			const repeatBuyers = repeatTransactions.filter((repeats) => repeats > 0).length;
			return `${customers.length} customers with ${repeatBuyers} repeat buyers are too few for a model (it needs ${options.minimumCustomers} and ${options.minimumRepeatBuyers}).`;
		},
	],
	notConverged: ['warning', () => 'The model of order times did not converge on this shop.'],
} as const;
