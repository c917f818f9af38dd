import { analyseNps } from '../../src/core/nps/analyseNps';
import { npsOptions } from '../../src/core/nps/options';
import { scoreCustomers } from '../../src/core/score/scoreCustomers';
import { scoreOptions } from '../../src/core/score/options';
import type { JsonRecord } from '../../src/values/jsonRecord';

const around = { timeZone: 'UTC', now: Date.UTC(2026, 5, 30) };
const run = (surveys: JsonRecord[], customers: JsonRecord[] = [], given: object = {}) =>
	analyseNps(surveys, npsOptions.parse({ asOf: '2026-06-30', ...given }), customers, around);
const rowOf = (result: ReturnType<typeof run>, id = 'a') =>
	result.customers.find(({ row }) => row.customerId === id)?.row ?? {};
const answer = (score: unknown, answeredAt = '2026-06-01', rest: JsonRecord = {}) => ({
	customerId: 'a',
	score,
	answeredAt,
	...rest,
});
const noticesOf = (result: ReturnType<typeof run>) => result.notices.map(({ code }) => code);

describe('one customer', () => {
	it.each([
		[9, 'vip', { isAmbassador: true, needsCare: false, careUrgency: null }],
		[9, 'midTier', { isAmbassador: false, needsCare: false, careUrgency: null }],
		[7, 'vip', { isAmbassador: false, needsCare: false, careUrgency: null }],
		[6, 'vip', { isAmbassador: false, needsCare: true, careUrgency: 'high' }],
		[6, 'highValue', { isAmbassador: false, needsCare: true, careUrgency: 'medium' }],
		[0, 'lowValue', { isAmbassador: false, needsCare: true, careUrgency: 'normal' }],
		[0, null, { isAmbassador: false, needsCare: true, careUrgency: 'normal' }],
	])('who answers %d in tier %s', (score, tier, expected) => {
		expect(rowOf(run([answer(score)], [{ customerId: 'a', tier }]))).toMatchObject(expected);
	});

	it('is an ambassador by the band of the score as well', () => {
		const row = rowOf(run([answer(10)], [{ customerId: 'a', valueScoreBand: 'vip' }]));
		expect(row.isAmbassador).toBe(true);
	});

	it('gets the latest answer, the change and a sentence', () => {
		const surveys = [answer(3, '2026-06-01'), answer(9, '2026-01-01')];
		expect(rowOf(run(surveys, [{ customerId: 'a', tier: 'vip' }]))).toMatchObject({
			npsScore: 3,
			npsChange: -6,
			npsAnsweredAt: '2026-06-01T00:00:00Z',
			npsExplanation:
				'Detractor: 3 of 10 on 2026-06-01, 6 less than before. Needs care, urgency high (tier vip).',
		});
	});

	it.each([
		['never answered', [], {}, true],
		['answered lately', [answer(9, '2026-06-01')], {}, false],
		['answered long ago and ordered since', [answer(9, '2026-01-01')], {}, true],
		['has not ordered since', [answer(9, '2026-03-01')], { lastOrderAt: '2026-02-01' }, false],
		['unsubscribed', [], { emailConsent: 'UNSUBSCRIBED' }, false],
		['must not be emailed', [], { suppressedChannels: 'sms, email' }, false],
		['must not be called', [], { suppressedChannels: 'sms' }, true],
		['never ordered', [], { lastOrderAt: null }, false],
		['ordered after As Of', [], { lastOrderAt: '2026-07-01' }, false],
	])('who %s: is a survey due?', (_, surveys, rest, expected) => {
		const customer = { customerId: 'a', lastOrderAt: '2026-05-01', ...rest };
		expect(rowOf(run(surveys, [customer])).surveyDue).toBe(expected);
	});

	it('is not asked again before the days are over that the options name', () => {
		const customers = [{ customerId: 'a', lastOrderAt: '2026-06-20' }];
		const surveys = [answer(9, '2026-06-10')];
		expect(rowOf(run(surveys, customers, { surveyEveryDays: 21 })).surveyDue).toBe(false);
		expect(rowOf(run(surveys, customers, { surveyEveryDays: 20 })).surveyDue).toBe(true);
	});
});

describe('who answered', () => {
	it('is found by email where the ID is none of the customers', () => {
		const surveys = [
			{ customerId: 'x', email: ' A@Example.com', score: 9, answeredAt: '2026-06-01' },
		];
		const result = run(surveys, [{ customerId: 'a', email: 'a@example.com' }]);
		expect(result.customers).toHaveLength(1);
		expect(rowOf(result).npsScore).toBe(9);
	});

	it('counts without being a customer, under an ID that does not tell the email', () => {
		const result = run([{ email: 'new@example.com', score: 9, answeredAt: '2026-06-01' }]);
		expect(String(result.customers[0].row.customerId)).toMatch(/^guest_[0-9a-f]{16}$/);
		expect(result.summary).toMatchObject({ respondents: 1, respondentsWithoutCustomer: 1 });
		expect(result.customers[0].input).toBeUndefined();
	});

	it('is one person by ID and by email', () => {
		const surveys = [
			{ customerId: 'x', email: 'x@example.com', score: 9, answeredAt: '2026-06-01' },
			{ email: 'x@example.com', score: 2, answeredAt: '2026-06-10' },
		];
		expect(rowOf(run(surveys), 'x')).toMatchObject({ npsScore: 2, npsChange: -7 });
	});
});

describe('the margin of an order', () => {
	/** 40 answers of each kind of customer. */
	const base = (shares: readonly number[]) =>
		shares.flatMap((discountShare, kind) =>
			Array.from({ length: 40 }, (_, i) => ({
				customerId: `${kind}-${i}`,
				discountShare,
				averageOrderValue: 60,
				orderCountLifetime: 1 + (i % 2) * 2,
			})),
		);
	const happy = (customers: readonly JsonRecord[]) =>
		customers.map(({ customerId }, i) => ({
			customerId,
			score: [9, 10, 7, 3][i % 4],
			answeredAt: '2026-06-01',
		}));
	const bandsOf = (result: ReturnType<typeof run>) =>
		result.scores.filter(({ dimension }) => dimension === 'discountBand');

	it('is what a discount leaves of it: nothing where the discount reaches the margin', () => {
		const customers = base([0, 0.25, 0.4]);
		const result = run(happy(customers), customers, { marginPercent: 40 });
		// 60 was charged: full prices of 60, 80 and 100, of which 40%, 15% and 0% are left.
		expect(bandsOf(result).map(({ value, marginPerOrder }) => [value, marginPerOrder])).toEqual([
			['none', 24],
			['upTo30', 12],
			['above30', 0],
		]);
		expect(result.summary).toMatchObject({
			contentAndProfitable: ['none', 'upTo30'],
			contentAndProfitableInWords:
				'Customers are content and orders leave a margin with no discount and up to 30%.',
		});
	});

	it('goes by the discount of the order that was asked about, where surveys say it', () => {
		const customers = base([0.5]);
		const surveys = happy(customers).map((row, i) => ({ ...row, discountPercent: (i % 2) * 60 }));
		const result = run(surveys, customers, { marginPercent: 50 });
		// A full price of 120, at 0% and at 60%.
		expect(bandsOf(result).map(({ value, marginPerOrder }) => [value, marginPerOrder])).toEqual([
			['none', 60],
			['above30', -12],
		]);
		expect(bandsOf(result).map(({ customers: count }) => count)).toEqual([null, null]);
	});

	it('says nothing of a band with too few answers, or without the value of an order', () => {
		const customers = base([0, 0.05]).slice(0, 45);
		const [many, few] = bandsOf(run(happy(customers), customers));
		expect([many.contentAndProfitable, few.contentAndProfitable]).toEqual([true, null]);
		const bare = customers.map(({ averageOrderValue: _, ...row }) => row);
		expect(bandsOf(run(happy(bare), bare))[0].contentAndProfitable).toBeNull();
	});
});

describe('the breakdown', () => {
	const surveys = Array.from({ length: 120 }, (_, i) => ({
		customerId: `c${i}`,
		score: i % 2 === 0 ? 10 : 3,
		answeredAt: '2026-06-01',
		gift: i % 2 === 0,
		name: `N${i}`,
	}));

	it('finds what makes the difference, in an attribute of the surveys', () => {
		const { scores } = run(surveys, [], { breakdownBy: 'gift' });
		expect(scores.map(({ value, verdict, nps }) => [value, verdict, nps])).toEqual([
			['false', 'weaker', -100],
			['true', 'stronger', 100],
		]);
		expect(scores[1].explanation).toBe(
			'gift true: NPS 100 (89 to 100) from 60 answers, stronger than the rest (p < 0.001).',
		);
	});

	it('shows the largest values of a field with too many, and says so', () => {
		const result = run(surveys, [], { breakdownBy: 'name' });
		expect(result.scores).toHaveLength(50);
		expect(noticesOf(result)).toContain('manyBreakdownValues');
	});

	it('says which fields nobody has', () => {
		const result = run(surveys, [], { breakdownBy: 'gift, nothing' });
		const told = result.notices.find(({ code }) => code === 'breakdownFieldsMissing');
		expect(told?.message).toContain('has nothing, so');
	});
});

describe('what is said beside the result', () => {
	it('warns of a scale that ends at 5', () => {
		const surveys = Array.from({ length: 20 }, (_, i) => ({
			...answer(1 + (i % 5)),
			customerId: i,
		}));
		expect(noticesOf(run(surveys))).toContain('surveyScaleTooShort');
	});

	it('warns of dates that can be read two ways, and reads them as told', () => {
		const surveys = [answer(9, '01/02/2026')];
		const unclear = run(surveys);
		expect(noticesOf(unclear)).toContain('ambiguousSurveyDates');
		expect(unclear.setAside.map(({ code }) => code)).toEqual(['unparseableDate']);
		const told = run(surveys, [], { dateFormat: 'dayFirst' });
		expect(rowOf(told).npsAnsweredAt).toBe('2026-02-01T00:00:00Z');
	});

	it('warns of scores that customers bring along without an answer', () => {
		const result = run([], [{ customerId: 'a', npsScore: 9 }]);
		expect(noticesOf(result)).toContain('earlierNpsDropped');
		expect(rowOf(result).npsScore).toBeNull();
	});

	it('tells no name and no email', () => {
		const surveys = [{ email: 'ann@example.com', name: 'Ann', score: 'x', answeredAt: 'y' }];
		const { notices, summary } = run(surveys, [{ customerId: 'b', email: 'bo@example.com' }]);
		expect(JSON.stringify([notices, summary])).not.toMatch(/example\.com|Ann/);
	});
});

it('measures against the latest day of the customers, else now', () => {
	const customers = [
		{ customerId: 'a', asOf: '2026-03-31T23:59:59Z' },
		{ customerId: 'b', asOf: '2026-04-30T23:59:59Z' },
	];
	expect(run([], customers, { asOf: '' }).summary.asOf).toBe('2026-04-30');
	expect(run([answer(9)], [], { asOf: '' }).summary.asOf).toBe('2026-06-30');
});

it('keeps the other fields of a customer, its own results first', () => {
	const customers = [{ customerId: 'a', email: 'a@example.com', note: 'x', tier: 'vip' }];
	expect(Object.keys(rowOf(run([answer(9)], customers)))).toEqual([
		'customerId',
		'email',
		'npsScore',
		'npsBand',
		'isAmbassador',
		'needsCare',
		'careUrgency',
		'surveyDue',
		'npsExplanation',
		'npsAnsweredAt',
		'npsChange',
		'tier',
		'note',
	]);
});

it('gives Score Customer the score it gives points for', () => {
	const customers = ['a', 'b', 'c'].map((customerId) => ({ customerId, asOf: '2026-06-30' }));
	const surveys = [answer(10), { ...answer(2), customerId: 'b' }];
	const rows = run(surveys, customers).customers.map(({ row }) => row);
	const scored = scoreCustomers(rows, scoreOptions.parse({}), around);
	expect(scored.customers.map(({ row }) => [row.customerId, row.valueScore])).toEqual([
		['a', 20],
		['b', -20],
		['c', 0],
	]);
});
