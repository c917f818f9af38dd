import { fitOrderModel, type OrderModelName } from '../btyd/fitOrderModel';
import type { TransactionFit } from '../btyd/fitTransactions';
import type { ObservedGroups } from '../btyd/observeGroups';
import type { Observation, OrderHistories } from '../btyd/orderHistories';
import { transactionModelName } from '../btyd/transactionModel';
import { chooseOrderModel, type OrderModelChoice } from './chooseOrderModel';
import { historyDays } from './heldBackDays';
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
 * Fits the model of when customers order: the requested one, or the one that would have predicted the shop's own past
 * best.
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
	const mayStay = horizonDays <= historyDays(histories);
	const names =
		options.orderModel === 'automatic' ? inOrder(choice, mayStay) : [options.orderModel];
	for (const name of names) {
		const orders = fitOrderModel(observed, name);
		if (orders?.isConverged) {
			return {
				orders: withReturnShare(orders, name === choice?.orderModel ? choice.returnShare : 0),
				choice: choice && insteadOf(choice, orders, name),
				noModel: null,
			};
		}
	}
	return { orders: null, choice, noModel: none('notConverged') };
}

/** The chosen model, then the others from the best to the worst; NBD only where it may be chosen. */
function inOrder(choice: OrderModelChoice | null, mayStay: boolean): OrderModelName[] {
	if (choice === null) return [];
	const others = choice.candidates
		.filter(({ orderModel }) => mayStay || orderModel !== 'nbd')
		.sort((one, other) => one.meanAbsoluteError - other.meanAbsoluteError);
	return [...new Set([choice.orderModel, ...others.map(({ orderModel }) => orderModel)])];
}

/**
 * A model that fitted the earlier dates may not converge on all orders; then the next best is used, and a notice says
 * so.
 */
function insteadOf(
	choice: OrderModelChoice,
	{ model }: TransactionFit,
	orderModel: OrderModelName,
): OrderModelChoice {
	if (orderModel === choice.orderModel) return choice;
	return {
		...choice,
		orderModel,
		returnShare: 0,
		reason: `${choice.reason} It did not converge on all orders, so ${transactionModelName(model)} is used.`,
	};
}

function withReturnShare(fit: TransactionFit, returnShare: number): TransactionFit {
	return returnShare === 0 ? fit : { ...fit, model: { ...fit.model, returnShare } };
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
