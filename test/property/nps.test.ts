import fc from 'fast-check';
import { analyseNps } from '../../src/core/nps/analyseNps';
import { compareNps, estimateNps } from '../../src/core/nps/npsInterval';
import { npsOptions } from '../../src/core/nps/options';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { jsonFaults } from '../support/jsonFaults';

const around = { timeZone: 'Europe/Berlin', now: Date.UTC(2026, 5, 30) };
const options = npsOptions.parse({
	breakdownBy: 'tier, discountBand, gift',
	leastAnswers: 3,
	leastAnswersPerTier: 2,
	asOf: '2026-06-30',
});

const idOf = (number: number) => `c${number}`;
const emailOf = (number: number) => `c${number}@example.com`;
const dayOf = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString();

/** An answer by ID, by email, by both or by neither, from a customer or not, readable or not. */
const survey = fc
	.record({
		person: fc.nat(40),
		knownBy: fc.constantFrom('id', 'email', 'both', 'nothing'),
		score: fc.oneof(
			{ weight: 5, arbitrary: fc.nat(10) },
			fc.constantFrom('9', '08', 11, 9.5, '', null, 'nine'),
		),
		day: fc.nat(200),
		surveyId: fc.constantFrom('spring', 'summer', null),
		gift: fc.constantFrom('yes', 'no', null),
	})
	.map(
		({ person, knownBy, score, day, surveyId, gift }): JsonRecord => ({
			customerId: knownBy === 'id' || knownBy === 'both' ? idOf(person) : null,
			email: knownBy === 'email' || knownBy === 'both' ? emailOf(person) : null,
			score,
			answeredAt: day > 190 ? 'soon' : dayOf(day),
			surveyId,
			gift,
		}),
	);
const customer = fc
	.record({
		number: fc.nat(30),
		tier: fc.constantFrom('champions', 'vip', 'midTier', null),
		discountShare: fc.constantFrom(0, 0.05, 0.25, 0.6, null),
		ordered: fc.option(fc.nat(200)),
		emailConsent: fc.constantFrom(true, false, null),
	})
	.map(
		({ number, tier, discountShare, ordered, emailConsent }): JsonRecord => ({
			customerId: idOf(number),
			email: emailOf(number),
			tier,
			discountShare,
			averageOrderValue: 50,
			lastOrderAt: ordered === null ? null : dayOf(ordered).slice(0, 10),
			emailConsent,
		}),
	);
const surveys = (maxLength: number) => fc.array(survey, { maxLength });
const customers = (maxLength: number) =>
	fc.uniqueArray(customer, { maxLength, selector: (row) => row.customerId });
const group = fc.record({ promoters: fc.nat(500), passives: fc.nat(500), detractors: fc.nat(500) });
const smallGroup = fc.record({ promoters: fc.nat(2), passives: fc.nat(2), detractors: fc.nat(2) });
const groups = fc.oneof(group, smallGroup);

it('keeps a score and its interval between -100 and 100, for any sizes of the bands', () => {
	fc.assert(
		fc.property(groups, (counts) => {
			const { nps, low, high } = estimateNps(counts);
			if (nps === null || low === null || high === null) {
				expect(Object.values(counts)).toEqual([0, 0, 0]);
				return;
			}
			for (const each of [nps, low, high]) {
				expect(each).toBeGreaterThanOrEqual(-100);
				expect(each).toBeLessThanOrEqual(100);
			}
			expect(low).toBeLessThan(high);
		}),
	);
});

it('turns its sign when promoters and detractors change places', () => {
	fc.assert(
		fc.property(groups, groups, (one, other) => {
			const turned = ({ promoters, passives, detractors }: typeof one) => ({
				promoters: detractors,
				passives,
				detractors: promoters,
			});
			expect(estimateNps(turned(one)).nps ?? 0).toBeCloseTo(-(estimateNps(one).nps ?? 0), 9);
			const [before, after] = [compareNps(one, other), compareNps(turned(one), turned(other))];
			expect(after?.z ?? 0).toBeCloseTo(-(before?.z ?? 0), 9);
			expect(after?.p).toBe(before?.p);
		}),
	);
});

it('gives plain JSON without NaN for 0, 1, 2 and more answers and customers', () => {
	fc.assert(
		fc.property(
			fc.oneof(surveys(2), surveys(60)),
			fc.oneof(customers(2), customers(30)),
			(answers, base) => {
				const result = analyseNps(answers, options, base, around);
				const { scores, summary } = result;
				const rows = result.customers.map(({ row }) => row);
				expect(jsonFaults({ scores, summary, rows }, 'result')).toEqual([]);
			},
		),
	);
});

it('does not depend on the order of rows', () => {
	fc.assert(
		fc.property(surveys(60), customers(30), fc.nat(), (answers, base, turn) => {
			const moved = <Row>(rows: readonly Row[]) => {
				const at = rows.length === 0 ? 0 : turn % rows.length;
				return [...rows.slice(at), ...rows.slice(0, at)].reverse();
			};
			const one = analyseNps(answers, options, base, around);
			const other = analyseNps(moved(answers), options, moved(base), around);
			const rowsOf = ({ customers: list }: typeof one) => list.map(({ row }) => row);
			expect(rowsOf(other)).toEqual(rowsOf(one));
			expect([other.scores, other.summary]).toEqual([one.scores, one.summary]);
		}),
	);
});

it('counts or sets aside every answer, and counts each once', () => {
	fc.assert(
		fc.property(surveys(60), customers(30), (answers, base) => {
			const { summary, setAside } = analyseNps(answers, options, base, around);
			const ofSurveys = setAside.filter(({ input }) => input === undefined);
			expect(Number(summary.answers) + ofSurveys.length).toBe(answers.length);
			const again = analyseNps([...answers, ...answers], options, base, around);
			const scores = ({ nps, respondents, byMonth }: JsonRecord) => [nps, respondents, byMonth];
			expect(scores(again.summary)).toEqual(scores(summary));
		}),
	);
});

it('outputs every customer and everyone who answered, once', () => {
	fc.assert(
		fc.property(surveys(60), customers(30), (answers, base) => {
			const result = analyseNps(answers, options, base, around);
			const ids = result.customers.map(({ row }) => row.customerId);
			expect(new Set(ids).size).toBe(ids.length);
			expect(ids).toEqual([...ids].sort());
			for (const { customerId } of base) expect(ids).toContain(customerId);
			const scored = result.customers.filter(({ row }) => row.npsScore !== null);
			expect(scored).toHaveLength(Number(result.summary.respondents));
		}),
	);
});

it('asks nobody who said no, nobody who never ordered, and nobody who answered lately', () => {
	fc.assert(
		fc.property(surveys(60), customers(30), (answers, base) => {
			const result = analyseNps(answers, options, base, around);
			for (const { row } of result.customers) {
				if (row.surveyDue !== true) continue;
				expect(row.emailConsent).not.toBe(false);
				expect(typeof row.lastOrderAt).toBe('string');
				if (row.npsAnsweredAt === null) continue;
				const age = Date.parse('2026-06-30') - Date.parse(String(row.npsAnsweredAt));
				expect(age).toBeGreaterThan(89 * 86_400_000);
			}
		}),
	);
});

it('adds the answers of a dimension up to those who have a value in it', () => {
	fc.assert(
		fc.property(surveys(60), customers(30), (answers, base) => {
			const { scores, customers: rows } = analyseNps(answers, options, base, around);
			const ofTier = scores.filter(({ dimension }) => dimension === 'tier');
			const answered = rows.filter(({ row }) => row.npsScore !== null && row.tier);
			const sum = ofTier.reduce((total, each) => total + Number(each.answers), 0);
			expect(sum).toBe(answered.length);
		}),
	);
});
