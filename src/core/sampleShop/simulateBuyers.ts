import type { BuyingPattern, ShopPreset } from './presets';
import { shopPresets } from './presets';
import { RandomStream } from './randomStream';
import type { ShopWindow } from './shopWindow';
import { historyDays } from './shopWindow';

/** Days after the shop's last instant for which the truth is known. */
const futureDays = 365;

/** Gamma-Gamma: amounts are Gamma (p, ν) and ν itself is Gamma (q, v) across customers (Fader and Hardie 2013, p, q and γ there). */
const spending = { p: 3, q: 2.6, v: 48 };

const dealHunterShare = 0.08;
/** e^0.35 and e^0.5: how adding 0.35 or 0.5 to a logit changes the odds. */
const holidayOdds = 1.4190675485932573;
const dealHunterOdds = 1.6487212707001282;

/** A customer's hidden traits: how often they want to buy, when they leave for good, what comes next. */
export interface Buyer {
	/** 0 for the first customer. */
	readonly index: number;
	/** Orders per day while the customer is alive; λ in the literature. */
	readonly orderRate: number;
	/** Chance to leave for good after each order; p in the literature. */
	readonly dropOutProbability: number;
	/** The customer's average order value in the long run. */
	readonly meanOrderValue: number;
	readonly isDealHunter: boolean;
	/** Whether the first order was in November or December. */
	readonly isHolidayCustomer: boolean;
	/** Moments of the orders up to the shop's last instant, ascending; the first is the customer's first order. */
	readonly orderMoments: number[];
	/** What was charged for each order after discounts, in whole cents as major units. */
	readonly amounts: number[];
	/** The moment of the order after which the customer left for good; undefined while alive at the shop's last instant. */
	readonly leftAt: number | undefined;
	/** The same for the 365 days after the shop's last instant. */
	readonly futureMoments: number[];
	readonly futureAmounts: number[];
}

/** The orders of a buyer in the 365 days from a day of the window on. */
export function nextYearOf(
	{ orderMoments, amounts, futureMoments, futureAmounts }: Buyer,
	day: number,
): { orders: number; spend: number } {
	const isInYear = (moment: number) => moment >= day && moment < day + futureDays;
	const spent = [
		...amounts.filter((_, index) => isInYear(orderMoments[index])),
		...futureAmounts.filter((_, index) => isInYear(futureMoments[index])),
	];
	return { orders: spent.length, spend: toCents(spent.reduce((sum, amount) => sum + amount, 0)) };
}

/**
 * Simulates how customers buy (MBG/NBD with Gamma-Gamma amounts): who comes when, how often, for how much, and when
 * they leave.
 *
 * The first `n` customers are the same in a shop of any size. `withTraits: false` removes the effects of deal hunters
 * and holiday customers on drop-out, which leaves the pure model.
 */
export function* simulateBuyers(
	options: { preset: ShopPreset; customers: number; seed: number; withTraits: boolean },
	window: ShopWindow,
): Generator<Buyer, void, undefined> {
	const random = new RandomStream(options.seed, 'buying');
	const traits = new RandomStream(options.seed, 'traits');
	const pattern: BuyingPattern = shopPresets[options.preset];
	const lastMoment = historyDays + futureDays;
	for (let index = 0; index < options.customers; index++) {
		const firstMoment = window.dayOfNewCustomer(random.uniform()) + random.uniform();
		const month = window.monthOf(firstMoment);
		const isHolidayCustomer = month >= 11;
		const isDealHunter = traits.chance(dealHunterShare) && options.withTraits;
		const habit = drawHabit(random, pattern);
		let dropOutProbability = habit.dropOutProbability;
		if (options.withTraits && isHolidayCustomer) {
			dropOutProbability = multiplyOdds(dropOutProbability, holidayOdds);
		}
		if (isDealHunter) dropOutProbability = multiplyOdds(dropOutProbability, dealHunterOdds);

		const valueRate = random.gamma(spending.q) / spending.v;
		const orderMoments: number[] = [];
		const amounts: number[] = [];
		let leftAt: number | undefined;
		const futureMoments: number[] = [];
		const futureAmounts: number[] = [];
		for (let moment = firstMoment; moment < lastMoment; moment += nextGap(random, habit)) {
			const amount = drawAmount(random, valueRate);
			const isPast = moment < historyDays;
			(isPast ? orderMoments : futureMoments).push(moment);
			(isPast ? amounts : futureAmounts).push(amount);
			if (random.chance(dropOutProbability)) {
				if (isPast) leftAt = moment;
				break;
			}
		}
		yield {
			index,
			orderRate: habit.orderRate,
			dropOutProbability,
			meanOrderValue: spending.p / valueRate,
			isDealHunter,
			isHolidayCustomer,
			orderMoments,
			amounts,
			leftAt,
			futureMoments,
			futureAmounts,
		};
	}
}

interface Habit {
	readonly orderRate: number;
	readonly dropOutProbability: number;
	/** Half the width of a regular buyer's gaps; undefined for exponential gaps. */
	readonly giveOrTakeDays: number | undefined;
}

function drawHabit(random: RandomStream, pattern: BuyingPattern): Habit {
	if (pattern.gaps === 'regular') {
		const { everyDays, dropOutProbability, giveOrTakeDays } = pattern;
		return { orderRate: 1 / everyDays, dropOutProbability, giveOrTakeDays };
	}
	return {
		orderRate: random.gamma(pattern.rateShape) / pattern.rateDays,
		dropOutProbability: random.beta(...pattern.dropOut),
		giveOrTakeDays: undefined,
	};
}

function nextGap(random: RandomStream, habit: Habit): number {
	if (habit.giveOrTakeDays === undefined) return random.exponential(habit.orderRate);
	return 1 / habit.orderRate + random.between(-habit.giveOrTakeDays, habit.giveOrTakeDays);
}

function drawAmount(random: RandomStream, valueRate: number): number {
	return Math.max(0.01, toCents(random.gamma(spending.p) / valueRate));
}

function multiplyOdds(probability: number, factor: number): number {
	return (probability * factor) / (1 - probability + probability * factor);
}

function toCents(amount: number): number {
	return Math.round(amount * 100) / 100;
}
