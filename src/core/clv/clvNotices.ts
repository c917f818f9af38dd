import { daysPerMonth, type Observation } from '../btyd/orderHistories';
import { transactionModelName } from '../btyd/transactionModel';
import type { Notice } from '../../values/notice';
import { currencyDigits } from '../money/currencyDigits';
import type { Backtest } from './backtest';
import type { ShopFit } from './fitShop';
import { historyDays } from './heldBackDays';
import type { HeavyTail } from './heavyTail';
import type { NewCustomers } from './newCustomerWorth';
import type { ClvOptions } from './options';

/** A run that learned from the shop. */
export interface FittedRun {
	readonly shop: ShopFit;
	readonly backtest: Backtest | undefined;
	readonly newCustomers: NewCustomers | null;
}

/** What there is to say about a run that learned from the shop: how to read it, what was left out, how it did on the past. */
export function clvNotices(
	{ shop, backtest, newCustomers }: FittedRun,
	options: ClvOptions,
): Notice[] {
	if (shop.observed.observation.customers.length === 0) return [];
	return [
		howToRead(shop, options),
		...newCustomerNotices(newCustomers, options),
		...horizonNotices(shop, options),
		...ordersNotices(shop),
		...spendNotices(shop, options),
		...backtestNotices(backtest, options),
	];
}

/** What the two most used numbers of this run mean. */
function howToRead(shop: ShopFit, options: ClvOptions): Notice {
	const source =
		shop.orders === null
			? ''
			: ` The numbers come from ${transactionModelName(shop.orders.model)}.`;
	const discount =
		options.yearlyDiscountPercent === 0
			? ''
			: `, counted about ${options.yearlyDiscountPercent} % lower for every year it comes later`;
	return {
		code: 'howToRead',
		message: `predictedSpend is what a customer will spend in the next ${monthsOf(options.horizonMonths)} on average of all such customers; predictedClv is your margin of ${options.marginPercent} % of it${discount}. clvExplanation says it in words for each customer.${source}`,
		level: 'info',
	};
}

function monthsOf(count: number): string {
	return count === 1 ? 'month' : `${count} months`;
}

/** Nothing was seen for as long as it is predicted: the further ahead, the more is guessed. */
function horizonNotices({ observed }: ShopFit, { horizonMonths }: ClvOptions): Notice[] {
	const horizon = horizonMonths * daysPerMonth;
	const history = historyDays(observed.histories);
	if (horizon <= history) return [];
	const factor = history === 0 ? '' : ` (${(horizon / history).toFixed(1)} times as long)`;
	return [
		{
			code: 'horizonBeyondHistory',
			message: `The horizon of ${Math.round(horizon)} days is longer than the ${history} days of orders it is learned from${factor}. What lies beyond them is a guess: choose a shorter horizon, or budget with care.`,
			level: 'warning',
		},
	];
}

/** The number to budget acquisition by. */
function newCustomerNotices(newCustomers: NewCustomers | null, options: ClvOptions): Notice[] {
	if (newCustomers === null) return [];
	const { expectedMargin, low, high } = newCustomers;
	const digits = currencyDigits(options.currency) ?? 2;
	const range =
		low === null || high === null
			? ''
			: ` (80 % range of this average: ${low.toFixed(digits)} to ${high.toFixed(digits)})`;
	return [
		{
			code: 'newCustomerWorth',
			message: `A new customer brings a margin of ${expectedMargin.toFixed(digits)} over ${options.horizonMonths === 1 ? 'a month' : `${options.horizonMonths} months`} on average, the first order included${range}. Budget acquisition by this number; maxAcquisitionCost of a customer is what the orders still to come allow to spend on them.`,
			level: 'info',
		},
	];
}

const boundaryWords = {
	noDropout:
		'No drop-out detected: nobody is seen to leave for good, so the answer is a model without drop-out (NBD).',
	equalDropout: 'All customers leave with about the same probability after an order.',
	equalRates: 'All customers order at about the same rate.',
	noRepeats: 'Hardly anyone orders again, so next to nothing is predicted.',
} as const;

function ordersNotices({ orders, choice, reasonForNone }: ShopFit): Notice[] {
	const notices: Notice[] = [];
	if (reasonForNone !== null) {
		notices.push({
			code: choice === null ? 'notEnoughData' : 'notConverged',
			message: `${reasonForNone} Averages of the shop are used: customers whose first order is equally long ago get the same prediction. To predict for a few customers, use a saved model of the whole base.`,
			level: 'warning',
		});
	}
	const boundary = orders?.boundary;
	if (boundary != null) {
		notices.push({ code: boundary, message: boundaryWords[boundary], level: 'info' });
	}
	if (orders?.model.family === 'nbd' && boundary == null) {
		notices.push({
			code: 'nobodyLeaves',
			message:
				'The model NBD takes it that nobody ever leaves for good: customers who stopped ordering are still expected to come back some day.',
			level: 'info',
		});
	}
	return notices;
}

function spendNotices({ orders, spend, observed }: ShopFit, options: ClvOptions): Notice[] {
	const notices: Notice[] = [];
	if (spend.heavyTail !== null && (orders !== null || spend.heavyTail.reason === 'oneOrder')) {
		const digits = currencyDigits(options.currency) ?? 2;
		notices.push({
			code: 'heavyTail',
			message: `${heavyTailInWords(spend.heavyTail)} So averages are unsafe: an order counts up to ${(spend.highestAmount ?? 0).toFixed(digits)} here, and order values are held closer to the middle of the shop. Decide by hand on customers with far larger orders.`,
			level: 'warning',
		});
	}
	if (orders === null) return notices;
	if (spend.fit === null) {
		notices.push({
			code: 'noSpendModel',
			message:
				"Too few customers with a positive average, or amounts that fit no model: everyone gets the shop's mean order value, without a range.",
			level: 'warning',
		});
		return notices;
	}
	const correlation = orderValueCorrelation(observed.observation);
	if (Math.abs(correlation) <= strongCorrelation) return notices;
	const [spent, expected] = correlation > 0 ? ['more', 'low'] : ['less', 'high'];
	notices.push({
		code: 'valueDependsOnFrequency',
		message: `Frequent buyers spend ${spent} per order here (correlation ${correlation.toFixed(2)}). The model of spend knows no such link, so what it expects frequent buyers to spend is rather too ${expected}.`,
		level: 'info',
	});
	return notices;
}

function heavyTailInWords(heavyTail: HeavyTail): string {
	switch (heavyTail.reason) {
		case 'oneOrder':
			return `One order day makes up ${heavyTail.sharePercent.toFixed(0)} % of all revenue.`;
		case 'fewRepeatBuyers':
			return `Only ${heavyTail.repeatBuyers} customers have ordered again.`;
		case 'spread':
			return heavyTail.q === null
				? 'Order values fit no model.'
				: `A few customers spend so much more per order than the others that the spread of order values has no limit (q is ${heavyTail.q.toFixed(2)}).`;
	}
}

function backtestNotices(backtest: Backtest | undefined, options: ClvOptions): Notice[] {
	if (!options.backtest) return [];
	if (backtest === undefined) {
		return [
			{
				code: 'noBacktest',
				message:
					'The orders reach back too short a time to hide a part of them, so "Test on the Past" was left out.',
				level: 'warning',
			},
		];
	}
	const told = backtest.sentences.map(
		(sentence): Notice =>
			backtest.losses.includes(sentence)
				? { code: 'losesToBaseline', message: sentence, level: 'warning' }
				: { code: 'testedOnThePast', message: sentence, level: 'info' },
	);
	return [...told, ...offNotices(backtest)];
}

const farOffPercent = 30;
const tooFarOffPercent = 60;

/** A warning where the total of orders or of spend was missed by a lot. */
function offNotices({ model, actualOrders }: Backtest): Notice[] {
	if (actualOrders === 0) {
		return Math.round(model.orders ?? 0) === 0
			? []
			: [
					tooFarOff(
						`On its own past ${Math.round(model.orders ?? 0)} orders were predicted and none came.`,
					),
				];
	}
	const errors = [model.orderErrorPercent, model.spendErrorPercent].map((error) => error ?? 0);
	const [error] = errors.sort((one, other) => Math.abs(other) - Math.abs(one));
	if (Math.abs(error) <= farOffPercent) return [];
	const missed = `On its own past the prediction was ${Math.abs(error).toFixed(0)} % too ${error < 0 ? 'low' : 'high'} in total.`;
	if (Math.abs(error) > tooFarOffPercent) return [tooFarOff(missed)];
	return [
		{
			code: 'backtestFarOff',
			message: `${missed} Plan with a wide margin for totals; the ranking of customers may still hold.`,
			level: 'warning',
		},
	];
}

function tooFarOff(missed: string): Notice {
	return { code: 'backtestTooFarOff', message: `${missed} Do not budget by it.`, level: 'danger' };
}

const strongCorrelation = 0.3;

/** Pearson's correlation of order days and mean value over repeat buyers; 0 where either doesn't vary. */
function orderValueCorrelation({ repeatTransactions, averageRepeatValue }: Observation): number {
	let n = 0;
	let [meanX, meanY, xx, yy, xy] = [0, 0, 0, 0, 0];
	for (let i = 0; i < repeatTransactions.length; i++) {
		if (!(averageRepeatValue[i] > 0)) continue;
		n++;
		const dx = repeatTransactions[i] - meanX;
		const dy = averageRepeatValue[i] - meanY;
		meanX += dx / n;
		meanY += dy / n;
		xx += dx * (repeatTransactions[i] - meanX);
		yy += dy * (averageRepeatValue[i] - meanY);
		xy += dx * (averageRepeatValue[i] - meanY);
	}
	return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
