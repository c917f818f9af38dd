import { collectOrders, type OrderHistories } from '../../src/core/btyd/orderHistories';
import { observeGroups } from '../../src/core/btyd/observeGroups';
import { readClvModel } from '../../src/core/clv/clvModel';
import { earlierCuts } from '../../src/core/clv/earlierCuts';
import { fitClvModel } from '../../src/core/clv/fitClvModel';
import { fitOrderCorrection } from '../../src/core/clv/fitOrderCorrection';
import { fitShop } from '../../src/core/clv/fitShop';
import { learnFromCuts } from '../../src/core/clv/learnFromCuts';
import { shapingOptions } from '../../src/core/clv/options';
import { horizonOf, predictCustomers } from '../../src/core/clv/predictCustomers';
import { Draws, simulateOrderTimes } from '../../harness/data/simulateOrders';

const truth = { family: 'mbgNbd', regularity: 1, r: 2, alpha: 30, a: 1, b: 4 } as const;
const end = 20_000;
const automatic = shapingOptions.parse({ horizonMonths: 6 });

/** 800 customers over 900 days, who go on at one pace and leave, or change their pace now and then and never leave. */
function shop(isChanging: boolean): OrderHistories {
	const draws = new Draws(7);
	return collectOrders(
		Array.from({ length: 800 }, () => {
			const age = 30 + Math.floor(870 * draws.uniform());
			const times = isChanging
				? changingPace(age, draws)
				: [0, ...simulateOrderTimes(truth, age, draws)];
			const days = [...new Set(times.map((time) => end - age + Math.floor(time)))];
			return { history: { days, amounts: days.map(() => 20) }, asOfDay: end };
		}),
	);
}

/** The chances of an order in a week. */
const paces = [0.9, 0.2, 0.05];

function changingPace(age: number, draws: Draws): number[] {
	const anyPace = () => paces[Math.floor(paces.length * draws.uniform())];
	const times = [0];
	let pace = anyPace();
	for (let time = 7; time < age; time += 7) {
		if (draws.uniform() < 0.008) pace = anyPace();
		if (draws.uniform() < pace) times.push(time);
	}
	return times;
}

function fitted(histories: OrderHistories, options = automatic) {
	const shop = fitShop(histories, options);
	const earlier = earlierCuts(histories, shop, options);
	return { shop, earlier, correction: fitOrderCorrection(earlier, shop, options) };
}

const changing = fitted(shop(true));

describe('fitOrderCorrection', () => {
	it('leaves a model alone that is right', () => {
		expect(fitted(shop(false)).correction).toBeNull();
	});

	it('corrects a model that misses that customers change their pace', () => {
		expect(changing.correction).not.toBeNull();
	});

	it('keeps the total, each customer at 0 orders or more and every chance below that of being active', () => {
		const learned = learnFromCuts(changing.earlier, changing.shop, automatic);
		const corrected = fitClvModel(changing.shop, automatic, learned).predictions;
		const plain = fitClvModel(changing.shop, automatic).predictions;
		const total = (list: Float64Array) => list.reduce((sum, one) => sum + one, 0);
		expect(total(corrected.orders)).toBeCloseTo(total(plain.orders), 6);
		expect(corrected.orders).not.toEqual(plain.orders);
		corrected.orders.forEach((orders, i) => {
			expect(orders).toBeGreaterThanOrEqual(0);
			const chance = corrected.probabilityOfOrder[i];
			expect(chance).toBeLessThanOrEqual(corrected.probabilityAlive[i] + 1e-12);
			expect(corrected.probabilityOfSeveralOrders[i]).toBeLessThanOrEqual(chance + 1e-12);
			expect(corrected.spendLow[i]).toBeLessThanOrEqual(corrected.spend[i]);
			expect(corrected.spendHigh[i]).toBeGreaterThanOrEqual(corrected.spend[i]);
		});
	});

	it('gives one customer by the saved model what the whole base gave', () => {
		const learned = learnFromCuts(changing.earlier, changing.shop, automatic);
		const { model, predictions } = fitClvModel(changing.shop, automatic, learned);
		const saved = readClvModel(JSON.stringify(model));
		const { histories, observation } = changing.shop.observed;
		for (const place of [0, 7, 300]) {
			const customer = observation.customers[place];
			const [from, to] = [histories.starts[customer], histories.starts[customer + 1]];
			const alone = observeGroups({
				starts: Int32Array.of(0, to - from),
				days: histories.days.slice(from, to),
				amounts: histories.amounts.slice(from, to),
				asOfDays: Int32Array.of(histories.asOfDays[customer]),
			});
			const one = predictCustomers(saved, alone, horizonOf(saved.options, saved, alone.histories));
			for (const field of ['orders', 'probabilityOfOrder', 'spend', 'spendHigh'] as const) {
				expect(one[field][0]).toBeCloseTo(predictions[field][place], 9);
			}
		}
	});

	it('is not learned where a model is named, where one date tells, or where the horizon is far longer than what was tried', () => {
		const { shop: known, earlier } = changing;
		const named = { ...automatic, orderModel: 'mbgNbd' as const };
		expect(fitOrderCorrection(earlier, known, named)).toBeNull();
		const one = { ...earlier, cuts: earlier.cuts.slice(0, 1) };
		expect(fitOrderCorrection(one, known, automatic)).toBeNull();
		expect(fitOrderCorrection({ ...earlier, days: 60 }, known, automatic)).toBeNull();
	});
});
