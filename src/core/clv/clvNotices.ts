import { daysPerMonth, type Observation } from '../btyd/orderHistories';
import { transactionModelName } from '../btyd/transactionModel';
import type { Notice } from '../../values/notice';
import { currencyDigits } from '../money/currencyDigits';
import type { Backtest } from './backtest';
import type { PastErrors } from './earlierCuts';
import type { ShopFit } from './fitShop';
import { historyDays } from './heldBackDays';
import type { HeavyTail } from './heavyTail';
import type { NewCustomers } from './newCustomerWorth';
import type { ClvOptions } from './options';

/** A run that fitted the shop's own model. */
export interface FittedRun {
	readonly shop: ShopFit;
	readonly backtest: Backtest | undefined;
	readonly pastErrors: PastErrors | null;
	readonly newCustomers: NewCustomers | null;
}

/** The notices of a run that fitted a model: how to read it, what was skipped, how accurate it was on the past. */
export function clvNotices(
	{ shop, backtest, pastErrors, newCustomers }: FittedRun,
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
		// A requested backtest replaces this notice.
		...(backtest === undefined && pastErrors !== null ? pastErrorNotices(pastErrors) : []),
	];
}

/** The meaning of the two most used numbers of this run. */
function howToRead(shop: ShopFit, options: ClvOptions): Notice {
	const source =
		shop.orders === null
			? ''
			: ` The numbers come from ${transactionModelName(shop.orders.model)}.`;
	const discount =
		options.yearlyDiscountPercent === 0
			? ''
			: `, discounted about ${options.yearlyDiscountPercent}% a year`;
	return {
		code: 'howToRead',
		message: `predictedSpend is the average spend of such customers in the next ${monthsOf(options.horizonMonths)}; predictedClv is your margin of ${options.marginPercent}% of it${discount}. clvExplanation says so in words for each customer.${source}`,
		level: 'info',
	};
}

function monthsOf(count: number): string {
	return count === 1 ? 'month' : `${count} months`;
}

/** The shop was never observed for as long as the horizon: the further ahead, the less is known. */
function horizonNotices({ observed }: ShopFit, { horizonMonths }: ClvOptions): Notice[] {
	const horizon = horizonMonths * daysPerMonth;
	const history = historyDays(observed.histories);
	if (horizon <= history) return [];
	const factor = history === 0 ? '' : ` (${(horizon / history).toFixed(1)} times as long)`;
	return [
		{
			code: 'horizonBeyondHistory',
			message: `The horizon of ${Math.round(horizon)} days is longer than the ${history} days of orders behind it${factor}. Predictions beyond that are extrapolated: choose a shorter horizon, or budget with care.`,
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
			: ` (80% range of this average: ${low.toFixed(digits)} to ${high.toFixed(digits)})`;
	return [
		{
			code: 'newCustomerWorth',
			message: `A new customer brings a margin of ${expectedMargin.toFixed(digits)} over ${options.horizonMonths === 1 ? 'a month' : `${options.horizonMonths} months`} on average, the first order included${range}. Use this number for acquisition budgets. maxAcquisitionCost of a customer covers only the orders still to come.`,
			level: 'info',
		},
	];
}

const boundaryWords = {
	noDropout:
		'No drop-out detected: the data shows nobody leaving for good, so the model without drop-out (NBD) is used.',
	equalDropout: 'All customers leave with about the same probability after an order.',
	equalRates: 'All customers order at about the same rate.',
	noRepeats: 'Hardly anyone orders again, so predictions are close to 0.',
} as const;

function ordersNotices({ orders, noModel }: ShopFit): Notice[] {
	const notices: Notice[] = [];
	if (noModel !== null) {
		notices.push({
			code: noModel.code,
			message: `${noModel.reason} Shop averages are used: customers of the same age get the same prediction. To predict for a few customers, use a saved model of the whole base.`,
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
				'The NBD model assumes that nobody ever leaves for good: customers who stopped ordering are still expected to come back some day.',
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
			message: `${heavyTailInWords(spend.heavyTail)} Averages are unreliable here: orders are capped at ${(spend.highestAmount ?? 0).toFixed(digits)}, and order values are pulled toward the shop's average. Review customers with far larger orders by hand.`,
			level: 'warning',
		});
	}
	if (orders === null) return notices;
	if (spend.fit === null) {
		notices.push({
			code: 'noSpendModel',
			message:
				"Too few customers have a positive average order, or the amounts fit no model: everyone gets the shop's average order value, without a range.",
			level: 'warning',
		});
		return notices;
	}
	const correlation = orderValueCorrelation(observed.observation);
	if (Math.abs(correlation) <= strongCorrelation) return notices;
	const [spent, expected] = correlation > 0 ? ['more', 'low'] : ['less', 'high'];
	notices.push({
		code: 'valueDependsOnFrequency',
		message: `Frequent buyers spend ${spent} per order here (correlation ${correlation.toFixed(2)}). The spend model assumes no such link, so its predictions for frequent buyers are likely too ${expected}.`,
		level: 'info',
	});
	return notices;
}

function heavyTailInWords(heavyTail: HeavyTail): string {
	switch (heavyTail.reason) {
		case 'oneOrder':
			return `One order day makes up ${heavyTail.sharePercent.toFixed(0)}% of all revenue.`;
		case 'fewRepeatBuyers':
			return `Only ${heavyTail.repeatBuyers} customers have ordered again.`;
		case 'spread':
			return heavyTail.q === null
				? 'Order values fit no model.'
				: `A few customers spend so much more per order than the others that the variance of order values is unbounded (q is ${heavyTail.q.toFixed(2)}).`;
	}
}

function backtestNotices(backtest: Backtest | undefined, options: ClvOptions): Notice[] {
	if (!options.backtest) return [];
	if (backtest === undefined) {
		return [
			{
				code: 'noBacktest',
				message:
					'The order history is too short to hide part of it, so "Test on the Past" was skipped.',
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
						`In the test on the past, ${Math.round(model.orders ?? 0)} orders were predicted and none were placed.`,
					),
				];
	}
	const errors = [model.orderErrorPercent, model.spendErrorPercent].map((error) => error ?? 0);
	const [error] = errors.sort((one, other) => Math.abs(other) - Math.abs(one));
	if (Math.abs(error) <= farOffPercent) return [];
	const missed = `In the test on the past, the total prediction was ${Math.abs(error).toFixed(0)}% too ${error < 0 ? 'low' : 'high'}.`;
	return [Math.abs(error) > tooFarOffPercent ? tooFarOff(missed) : farOff(missed)];
}

/** The same warning from earlier dates, which every run checks. */
function pastErrorNotices({
	periods,
	days,
	meanErrorPercent,
	lowestPercent,
	highestPercent,
	latestPercent,
}: PastErrors): Notice[] {
	// What a shop has only just begun to do counts as much as what it did for years.
	const worse = Math.max(meanErrorPercent, Math.abs(latestPercent));
	if (worse <= farOffPercent) return [];
	const missed =
		periods === 1
			? `For the last ${days} days, this model would have predicted a total ${meanErrorPercent.toFixed(0)}% too ${latestPercent < 0 ? 'low' : 'high'}.`
			: `For ${periods} earlier periods of ${days} days, this model would have missed the total by ${meanErrorPercent.toFixed(0)}% on average (${signed(lowestPercent)} to ${signed(highestPercent)}; the latest period by ${signed(latestPercent)}).`;
	return [worse > tooFarOffPercent ? tooFarOff(missed) : farOff(missed)];
}

function signed(percent: number): string {
	return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(0)}%`;
}

function farOff(missed: string): Notice {
	return {
		code: 'backtestFarOff',
		message: `${missed} Allow a wide margin for totals; the ranking of customers may still hold.`,
		level: 'warning',
	};
}

function tooFarOff(missed: string): Notice {
	return {
		code: 'backtestTooFarOff',
		message: `${missed} Do not use it for budgets.`,
		level: 'danger',
	};
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
