import type { Observation } from '../btyd/orderHistories';
import { transactionModelName } from '../btyd/transactionModel';
import type { Notice } from '../../values/notice';
import type { Backtest } from './backtest';
import type { ShopFit } from './fitShop';
import type { ClvOptions } from './options';

/** What there is to say about a run that learned from the shop: how to read it, what was left out, how it did on the past. */
export function clvNotices(
	shop: ShopFit,
	backtest: Backtest | undefined,
	options: ClvOptions,
): Notice[] {
	if (shop.observed.observation.customers.length === 0) return [];
	return [
		howToRead(shop, options),
		...ordersNotices(shop),
		...spendNotices(shop),
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
	return notices;
}

function spendNotices({ orders, spend, observed }: ShopFit): Notice[] {
	if (orders === null) return [];
	if (spend === null) {
		return [
			{
				code: 'noSpendModel',
				message:
					"Too few repeat buyers with a positive average, or amounts that fit no model: everyone gets the shop's mean order value, without a range.",
				level: 'warning',
			},
		];
	}
	const correlation = orderValueCorrelation(observed.observation);
	if (Math.abs(correlation) <= strongCorrelation) return [];
	const [spent, expected] = correlation > 0 ? ['more', 'low'] : ['less', 'high'];
	return [
		{
			code: 'valueDependsOnFrequency',
			message: `Frequent buyers spend ${spent} per order here (correlation ${correlation.toFixed(2)}). The model of spend knows no such link, so what it expects frequent buyers to spend is rather too ${expected}.`,
			level: 'info',
		},
	];
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
	return backtest.sentences.map((sentence) =>
		backtest.losses.includes(sentence)
			? { code: 'losesToBaseline', message: sentence, level: 'warning' }
			: { code: 'testedOnThePast', message: sentence, level: 'info' },
	);
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
