/**
 * The models of when customers order, all of one family.
 *
 * While active, a customer orders at a rate λ of their own, Gamma(shape r, rate α) over the shop; gaps are Erlang-k:
 * an order is every k-th event of a Poisson process (k = 1: exponential gaps; k > 1: more regular than chance). After an
 * order a customer leaves for good with a probability p of their own, Beta(a, b) over the shop; under Pareto/NBD, at any
 * time with a rate μ of their own, Gamma(s, β).
 *
 * | family | leaves | literature |
 * |---|---|---|
 * | nbd | never | Ehrenberg 1959; a is 0 |
 * | bgNbd | after a repeat order | Fader, Hardie, Lee 2005; with k: Platzer, Reutterer 2016 |
 * | mbgNbd | after any order, the first included | Batislam, Denizel, Filiztekin 2007; Hoppe, Wagner 2007 |
 * | paretoNbd | at any time | Schmittlein, Morrison, Colombo 1987; k is 1 |
 */
export type TransactionModel = OrderDropoutModel | ParetoNbdModel;

/** Families in which nobody leaves but after an order. */
export const orderDropoutFamilies = ['nbd', 'bgNbd', 'mbgNbd'] as const;

export type OrderDropoutFamily = (typeof orderDropoutFamilies)[number];

export type TransactionFamily = TransactionModel['family'];

/** What every model may hold beside its own parameters. */
interface Returning {
	/**
	 * Share of the customers who seem to have left and are only pausing; none without it. Not part of the literature's
	 * models: learned from what such customers did at earlier dates.
	 */
	readonly returnShare?: number;
}

/** A fitted model of order times; α is in units of time, the others have none. */
export interface OrderDropoutModel extends Returning {
	readonly family: OrderDropoutFamily;
	/** k of the literature: 1 is the plain model. */
	readonly regularity: number;
	readonly r: number;
	readonly alpha: number;
	/** 0 for `nbd`. */
	readonly a: number;
	/** 1 for `nbd`, where it has no effect. */
	readonly b: number;
}

/** A fitted Pareto/NBD; α and β are in units of time, the others have none. */
export interface ParetoNbdModel extends Returning {
	readonly family: 'paretoNbd';
	readonly regularity: 1;
	readonly r: number;
	readonly alpha: number;
	/** 0 where nobody is seen to leave. */
	readonly s: number;
	readonly beta: number;
}

/** The data of a customer's orders that these models use; times in the unit of α. */
export interface Transactions {
	/** Order days after the first (x in the literature). */
	readonly repeatTransactions: number;
	/** From first order to last (t_x; "recency" in the literature). */
	readonly ageAtLastOrder: number;
	/** From first order to the end of observation (T). */
	readonly customerAge: number;
}

/**
 * The name of a model as the literature writes it.
 *
 * @example transactionModelName({ family: 'mbgNbd', regularity: 3 }) // 'MBG/CNBD-3'
 */
export function transactionModelName(
	model: Pick<TransactionModel, 'family' | 'regularity'>,
): string {
	if (model.family === 'nbd') return 'NBD';
	if (model.family === 'paretoNbd') return 'Pareto/NBD';
	const prefix = model.family === 'bgNbd' ? 'BG' : 'MBG';
	return model.regularity === 1 ? `${prefix}/NBD` : `${prefix}/CNBD-${model.regularity}`;
}

/** How many orders of a customer could have been the last: none for `nbd`, and for `mbgNbd` also the first one. */
export function dropoutChances(family: OrderDropoutFamily, repeatTransactions: number): number {
	if (family === 'nbd') return 0;
	return family === 'mbgNbd' ? repeatTransactions + 1 : repeatTransactions;
}
