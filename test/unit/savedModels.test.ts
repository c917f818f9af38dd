import { churnModel } from '../../src/core/churn/churnModel';
import { highestOrderNumber } from '../../src/core/churn/neverReturnShares';
import { clvModelSchema } from '../../src/core/clv/clvModel';
import { parseOptions } from '../../src/values/parseOptions';
import { readSavedModel } from '../../src/core/model/readSavedModel';
import { rfmModel } from '../../src/core/rfm/rfmModel';
import { tierModel } from '../../src/core/tier/tierModel';
import { moneyTierModel, rankedTierModel } from '../support/savedTierModels';

const rfm = {
	kind: 'rfm',
	version: 'x',
	currency: 'USD',
	options: {},
	recencyCuts: [-400, -200, -100, -50, -10],
	frequencyCuts: [null, 2, 3, 4, 5],
	monetaryCuts: [0, 50, null, 100, 250],
	meanMonetaryTotal: 90,
	customers: 100,
};

const tier = rankedTierModel({ champions: null, vip: 90, highValue: 80, midTier: 20 });
const money = moneyTierModel([
	{ name: 'gold', atLeast: 100 },
	{ name: 'bronze', atLeast: 0 },
]);

const churn = {
	kind: 'churn',
	neverReturnShares: Array.from({ length: highestOrderNumber }, (_, n) => 1 / (n + 2)),
	meanGapDays: 60,
	recalibration: null,
	maturityDays: 365,
	matureOrders: 100,
};

describe('a saved model', () => {
	it.each([
		['rfm', rfm, rfmModel],
		['tier', tier, tierModel],
		['tier', money, tierModel],
		['churn', churn, churnModel],
	])('of kind %s is read as it was written', (kind, model, schema) => {
		expect(readSavedModel(kind, JSON.stringify(model), schema)).toMatchObject(model);
	});

	it.each([
		['cuts that don’t rise', { ...rfm, recencyCuts: [-10, -50, -100, -200, -400] }, 'recencyCuts'],
		['equal cuts', { ...rfm, monetaryCuts: [0, 50, 50, 100, 250] }, 'monetaryCuts'],
		['too few cuts', { ...rfm, frequencyCuts: [null, 2, 3, 4] }, 'frequencyCuts'],
		['fewer bins than cuts', { ...rfm, options: { bins: 3 } }, 'recencyCuts'],
		['a cut that is text', { ...rfm, monetaryCuts: [0, 50, '90', 100, 250] }, 'monetaryCuts.2'],
	])('of Compute RFM with %s is refused', (_, model, path) => {
		expect(() => readSavedModel('rfm', model, rfmModel)).toThrow(`"savedModel.${path}" needs`);
	});

	it('with a number that JSON can’t hold is refused', () => {
		const text = JSON.stringify(rfm).replace('250]', '1e999]');
		expect(() => readSavedModel('rfm', text, rfmModel)).toThrow(
			'"savedModel.monetaryCuts.4" needs',
		);
		const inCode = { ...rfm, monetaryCuts: [0, 50, NaN, 100, 250] };
		expect(() => readSavedModel('rfm', inCode, rfmModel)).toThrow(
			'"savedModel.monetaryCuts.2" needs',
		);
	});

	it.each([
		[rankedTierModel({ champions: 50, vip: 90, highValue: 80, midTier: 20 }), 'groups.0.cuts'],
		[{ ...tier, shares: { ...tier.shares, vip: 30 } }, 'shares'],
		[{ ...tier, shares: { ...tier.shares, lowValue: 90 } }, 'shares'],
		[{ ...tier, newBelowDays: 400 }, 'matureFromDays'],
		[{ ...money, tiers: money.tiers.toReversed() }, 'tiers'],
	])('of Assign Tier whose limits contradict each other is refused: %#', (model, path) => {
		expect(() => readSavedModel('tier', model, tierModel)).toThrow(`"savedModel.${path}" needs`);
	});

	it('of Churn Check whose shares rise with the orders is refused', () => {
		const model = { ...churn, neverReturnShares: churn.neverReturnShares.toReversed() };
		expect(() => readSavedModel('churn', model, churnModel)).toThrow(
			'"savedModel.neverReturnShares" needs shares that never rise',
		);
	});

	it('of Predict CLV whose cohort curve falls is refused', () => {
		const { cohortCurve } = clvModelSchema.shape;
		expect(parseOptions(cohortCurve, [0, 1, 1, 2])).toEqual([0, 1, 1, 2]);
		expect(() => parseOptions(cohortCurve, [0, 1, 0.5])).toThrow('never fall');
	});
});
