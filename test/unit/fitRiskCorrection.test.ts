import type { JsonRecord } from '../../src/values/jsonRecord';
import { checkChurn } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';
import { dateOfDay } from '../../src/values/days';
import { Draws, simulateOrderTimes } from '../../harness/data/simulateOrders';

const truth = { family: 'mbgNbd', regularity: 1, r: 2, alpha: 30, a: 1, b: 4 } as const;
const end = 20_000;

/** 700 customers over 900 days, who go on at one pace and leave, or change their pace now and then and never leave. */
function shop(isChanging: boolean, days = 900): JsonRecord[] {
	const draws = new Draws(7);
	return Array.from({ length: 700 }, (_, i) => {
		const age = 30 + Math.floor((days - 30) * draws.uniform());
		const times = isChanging
			? changingPace(age, draws)
			: [0, ...simulateOrderTimes(truth, age, draws)];
		const history = [...new Set(times.map((time) => end - age + Math.floor(time)))];
		return {
			customerId: `c${i}`,
			asOf: dateOfDay(end),
			orderHistory: history.map((day) => `${dateOfDay(day)}:20`).join(';'),
		};
	});
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

const check = (rows: readonly JsonRecord[], given: JsonRecord = {}) =>
	checkChurn(rows, churnOptions.parse({ outputFields: 'all', method: 'probability', ...given }));
const codesOf = ({ notices }: ReturnType<typeof check>) => notices.map(({ code }) => code);
const savedIn = (result: ReturnType<typeof check>, given: JsonRecord = {}) => ({
	use: 'savedModel',
	savedModel: JSON.stringify(result.summary.model),
	...given,
});

const rows = shop(true);
const corrected = check(rows);

describe('the correction of risks', () => {
	it('leaves a model alone that is right', () => {
		const right = check(shop(false));
		expect(right.summary.riskCorrection).toBeNull();
		expect(codesOf(right)).not.toContain('risksCorrected');
	});

	it('is taken where customers change their pace, and says by how much the error falls', () => {
		const correction = corrected.summary.riskCorrection as Record<string, number>;
		expect(correction.days).toBe(90);
		expect(correction.logLoss).toBeLessThan(correction.logLossUncorrected);
		expect(correction.brierScore).toBeLessThan(correction.brierScoreUncorrected);
		expect(codesOf(corrected)).toContain('risksCorrected');
	});

	it('gives one customer by the saved model what the whole base gave', () => {
		for (const { row, source } of corrected.customers.slice(0, 30)) {
			expect(check([rows[source]], savedIn(corrected)).customers[0].row).toEqual(row);
		}
	});

	it('changes risks and the version of the model, and nothing where a model is named', () => {
		const { family } = (corrected.summary.model as { orderModel: { family: string } }).orderModel;
		const named = check(rows, { orderModel: family });
		expect(named.summary.riskCorrection).toBeNull();
		expect(named.summary.churnModelVersion).not.toBe(corrected.summary.churnModelVersion);
		expect(named.customers.map(({ row }) => row.churnRisk)).not.toEqual(
			corrected.customers.map(({ row }) => row.churnRisk),
		);
	});

	it('is not applied to other days ahead than it was learned for, and says so', () => {
		const other = check(rows, savedIn(corrected, { probabilityDays: 60 }));
		expect(codesOf(other)).toContain('riskCorrectionUnused');
		const { riskCorrection: _, ...model } = corrected.summary.model as JsonRecord;
		const without = check(rows, { use: 'savedModel', savedModel: model, probabilityDays: 60 });
		expect(other.customers.map(({ row }) => row.churnRisk)).toEqual(
			without.customers.map(({ row }) => row.churnRisk),
		);
	});

	it('keeps the order of customers whose risk follows from the number of their orders', () => {
		const known = [0, 20, 60, 200].map((daysSinceLastOrder) => ({
			customerId: `x${daysSinceLastOrder}`,
			asOf: dateOfDay(end),
			orderCountLifetime: 3,
			daysSinceLastOrder,
		}));
		const { customers } = check(known, savedIn(corrected));
		const risks = customers.map(({ row }) => [
			Number(row.customerId?.toString().slice(1)),
			Number(row.churnRisk),
		]);
		risks.sort(([one], [other]) => one - other);
		for (let i = 1; i < risks.length; i++) expect(risks[i][1]).toBeGreaterThan(risks[i - 1][1]);
	});

	it('is not learned from less than three times the days ahead', () => {
		expect(check(rows, { probabilityDays: 365 }).summary.riskCorrection).toBeNull();
	});
});
