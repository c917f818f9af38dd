import { outputFields } from '../customers/resultFields';
import { z } from 'zod';
import { dayOfDate } from '../../values/days';
import { orderModelChoices } from '../btyd/fitOrderModel';
import { orderValueSources } from '../btyd/orderAmounts';
import { currencyDigits } from '../money/currencyDigits';

const fieldName = (name: string) => z.string().min(1).default(name);

/** All options of Predict CLV, with bounds and defaults. */
export const clvOptions = z.object({
	use: z.enum(['fit', 'savedModel']).default('fit'),
	savedModel: z.unknown().default(''),

	/** Months of 365.25 / 12 days. */
	horizonMonths: z.number().int().min(1).max(60).default(12),
	/** Percent of a sale that is left after its costs; 100 if the amounts are already profits. */
	marginPercent: z.number().min(0).max(100).default(50),
	yearlyDiscountPercent: z.number().min(0).max(100).default(10),
	discountAt: z.enum(['monthEnd', 'monthMiddle']).default('monthEnd'),
	/** CLV to be earned per unit of acquisition cost; 3 is a usual rule. */
	acquisitionRatio: z.number().min(0.1).max(100).default(1),
	/** An order (or several) with at least this probability is called likely. */
	likelyFrom: z.number().min(0.05).max(0.95).default(0.5),

	orderModel: z.enum(orderModelChoices).default('automatic'),
	/** Repeat orders only is the method of the Gamma-Gamma papers; it cannot distinguish one-time buyers. */
	orderValueFrom: z.enum(orderValueSources).default('allOrders'),
	/** With fewer customers or repeat buyers, the shop's cohort averages are used. */
	minimumCustomers: z.number().int().min(10).max(1_000_000).default(100),
	minimumRepeatBuyers: z.number().int().min(5).max(1_000_000).default(30),
	/** Whether future time is stretched so that the model would have predicted the shop's recent total. */
	recalibrate: z.boolean().default(false),

	backtest: z.boolean().default(false),
	/** 0: the horizon, but at most a third of the history. */
	backtestDays: z.number().int().min(0).max(3650).default(0),

	/** A field such as the channel or the first category; the summary has the value of a new customer by it. */
	newCustomersBy: z.string().default(''),

	/** Empty: each customer's own `asOf`. */
	asOf: z
		.string()
		.refine((text) => text === '' || dayOfDate(text) !== undefined, {
			message: 'a date such as 2026-01-31, or nothing',
		})
		.default(''),
	/** Base currency, which determines the digits of amounts. */
	currency: z
		.string()
		.refine((code) => currencyDigits(code) !== undefined, {
			message: 'a currency code of three capital letters, such as USD',
		})
		.default('USD'),
	outputFields,
	fieldNames: z
		.object({
			asOf: fieldName('asOf'),
			customerId: fieldName('customerId'),
			orderCount: fieldName('orderCount'),
			orderHistory: fieldName('orderHistory'),
			spendBand: fieldName('spendBand'),
		})
		.default({}),
});

export type ClvOptions = z.output<typeof clvOptions>;

/** The options that shape the numbers: kept in the saved model, and part of its version. */
export const shapingOptions = clvOptions.pick({
	horizonMonths: true,
	marginPercent: true,
	yearlyDiscountPercent: true,
	discountAt: true,
	acquisitionRatio: true,
	likelyFrom: true,
	orderModel: true,
	orderValueFrom: true,
	minimumCustomers: true,
	minimumRepeatBuyers: true,
	recalibrate: true,
	currency: true,
});

export type ShapingOptions = z.output<typeof shapingOptions>;
