import { fitRegularity, fitTransactions, type TransactionFit } from './fitTransactions';
import type { ObservedGroups } from './observeGroups';
import type { TransactionFamily, TransactionModel } from './transactionModel';

/** The models of order times, by the names of the options. */
export const orderModelNames = [
	'nbd',
	'bgNbd',
	'mbgNbd',
	'bgCnbdK',
	'mbgCnbdK',
	'paretoNbd',
] as const;

export type OrderModelName = (typeof orderModelNames)[number];

/** The choices of the options: `automatic` takes the model that would have predicted the shop's own past best. */
export const orderModelChoices = ['automatic', ...orderModelNames] as const;

/** The model that each name stands for; with `isRegular`, k is chosen by likelihood. */
export const modelsByName = {
	nbd: { family: 'nbd', isRegular: false },
	bgNbd: { family: 'bgNbd', isRegular: false },
	mbgNbd: { family: 'mbgNbd', isRegular: false },
	bgCnbdK: { family: 'bgNbd', isRegular: true },
	mbgCnbdK: { family: 'mbgNbd', isRegular: true },
	paretoNbd: { family: 'paretoNbd', isRegular: false },
} as const satisfies Record<OrderModelName, { family: TransactionFamily; isRegular: boolean }>;

/** Fits one of the models by its name. */
export function fitOrderModel(
	{ observation, groups }: ObservedGroups,
	orderModel: OrderModelName,
): TransactionFit | undefined {
	const { family, isRegular } = modelsByName[orderModel];
	return isRegular
		? fitRegularity(groups, family, observation.sumOfLogGaps)
		: fitTransactions(groups, family);
}

/** The name of the fitted model: a fit of another name may end as one without drop-out or without regularity. */
export function orderModelNameOf({ family, regularity }: TransactionModel): OrderModelName {
	if (family === 'nbd' || family === 'paretoNbd' || regularity === 1) return family;
	return family === 'bgNbd' ? 'bgCnbdK' : 'mbgCnbdK';
}
