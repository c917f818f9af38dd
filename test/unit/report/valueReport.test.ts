import { sampleReport } from '../../../harness/data/sampleReport';
import { reportOptions } from '../../../src/core/report/options';
import { valueReport } from '../../../src/report/valueReport';
import type { JsonRecord } from '../../../src/values/jsonRecord';

const options = (given: object = {}) => reportOptions.parse(given);
const { customers, summaries } = sampleReport(600);

interface Summary {
	readonly asOf: string | null;
	readonly currency: string;
	readonly numbers: Record<string, number | null>;
	readonly changes: Record<string, number | null>;
	readonly changesSince: string | null;
	readonly findings: JsonRecord[];
	readonly steps: JsonRecord[];
	readonly sections: Record<string, JsonRecord & { rows: JsonRecord[] }>;
	readonly missing: JsonRecord[];
}
const summaryOf = (...args: Parameters<typeof valueReport>) =>
	valueReport(...args).summary as unknown as Summary;
const full = valueReport(customers, options(), summaries);
const summary = full.summary as unknown as Summary;

const shop = (count: number, fields: (i: number) => JsonRecord) =>
	Array.from({ length: count }, (_, i) => ({ customerId: `c${i}`, ...fields(i) }));

describe('valueReport', () => {
	it('has a section for everything that there are data for', () => {
		expect(Object.keys(summary.sections)).toEqual([
			'tiers',
			'concentration',
			'flow',
			'rfm',
			'segments',
			'churn',
			'nextOrder',
			'cohorts',
			'acquisition',
			'suppression',
			'lift',
			'nps',
			'offers',
			'nextPurchase',
			'syncs',
			'reliability',
			'quality',
			'health',
			'versions',
		]);
		expect(summary.missing).toEqual([]);
		expect(full.notices).toEqual([]);
		expect(summary.findings).toHaveLength(3);
		expect(summary.steps).toHaveLength(3);
	});

	it('names the node of each section that has no data', () => {
		const { missing, sections, numbers } = summaryOf([{ customerId: 'a' }], options());
		expect(sections).toEqual({});
		expect(missing).toContainEqual({ section: 'flow', node: 'Track Migration' });
		expect(missing).toContainEqual({ section: 'lift', node: 'Measure Lift' });
		expect(missing).toHaveLength(18);
		expect(Object.values(numbers)).toEqual([null, null, null, null, null]);
	});

	it('counts as the nodes before it do', () => {
		const tiers = summaries.find(({ tierChanges }) => tierChanges !== undefined);
		const counted = (tiers?.tiers as JsonRecord[]).map((tier) => tier.customers);
		expect(summary.sections.tiers.rows.map((row) => row.customers)).toEqual(counted);
		const moves = summaries.find(({ revenueBridge }) => revenueBridge !== undefined);
		expect(summary.numbers.revenue).toBeCloseTo(moves?.revenueNow as number, 2);
		const drawn = summary.sections.flow.rows.reduce((sum, row) => sum + Number(row.customers), 0);
		const stayedOrMoved = (moves?.transitionCounts as number[][]).flat();
		expect(drawn).toBe(stayedOrMoved.reduce((sum, count) => sum + count, 0));
	});

	it('shows each RFM segment as Compute RFM counts it', () => {
		const rfm = summaries.find(({ segments }) => segments !== undefined) as JsonRecord;
		const segments = rfm.segments as JsonRecord[];
		expect(summary.sections.segments.rows).toHaveLength(segments.length);
		for (const [place, row] of summary.sections.segments.rows.entries()) {
			expect(row).toMatchObject({
				segment: segments[place].name,
				customers: segments[place].customers,
				customerShare: segments[place].share,
				revenue: segments[place].revenue,
				revenueShare: segments[place].revenueShare,
			});
		}
	});

	it('shows what Plan Offers planned, for all and by tier', () => {
		const plan = summaries.find(({ costOfPlan }) => costOfPlan !== undefined) as JsonRecord;
		const playbook = summaries.filter(({ winBackSteps }) => winBackSteps !== undefined);
		const [all, ...tiers] = summary.sections.offers.rows;
		expect(all).toMatchObject({
			customers: plan.customers,
			offers: Number(plan.granted) + Number(plan.lowered),
			content: plan.content,
			blocked: plan.blocked,
			cost: plan.costOfPlan,
		});
		const withCustomers = playbook.filter((row) => Number(row.customers) > 0);
		expect(tiers.map(({ cost }) => cost)).toEqual(withCustomers.map((row) => row.offerCost));
		const sum = tiers.reduce((total, { cost }) => total + Number(cost), 0);
		expect(sum).toBeCloseTo(Number(plan.costOfPlan), 2);
		const { rows } = summaryOf([], options(), [plan]).sections.offers;
		expect(rows).toHaveLength(1);
	});

	it('shows what Suggest Next Purchase suggests first, and its hit rate beside best sellers', () => {
		const next = summaries.find(({ hitRateSameAgain }) => hitRateSameAgain !== undefined);
		const { rows, ...facts } = summary.sections.nextPurchase;
		const top = (next?.topSuggestions as JsonRecord[]).slice(0, 8);
		expect(rows.map(({ product, customers: count }) => [product, count])).toEqual(
			top.map(({ product, customers: count }) => [product, count]),
		);
		expect(facts).toMatchObject({
			transitions: next?.hitRate,
			best: next?.hitRateBestSellers,
			same: next?.hitRateSameAgain,
			tested: next?.customersTested,
		});
		const untested = { ...next, hitRate: null, hitRateBestSellers: null, hitRateSameAgain: null };
		expect(valueReport([], options(), [untested]).html).toContain('have a suggestion');
	});

	it('adds up the runs of each platform, and keeps dry runs apart', () => {
		expect(summary.sections.syncs.rows).toEqual([
			{ platform: 'Klaviyo', added: 135, removed: 34, suppressed: 41, failed: 5, nextRun: 0 },
			{
				platform: 'Meta (dry run)',
				added: 410,
				removed: 12,
				suppressed: 22,
				failed: 1,
				nextRun: 0,
			},
		]);
		const dry = summaries.filter(({ platform }) => platform === 'meta');
		const { html } = valueReport([], options(), dry);
		expect(html).toContain('Meta: dry runs only, nothing changed');
	});

	it('says "no limit" of a tier in which nobody can lapse, and counts it in no share', () => {
		const rows = (hasLimits: boolean) =>
			shop(20, (i) => ({
				tier: i < 10 ? 'vip' : 'lowValue',
				churnStatus: i < 4 ? 'lapsed' : 'ok',
				...(hasLimits && { lapseAfterDays: i < 10 ? 75 : null }),
			}));
		const { churn } = summaryOf(rows(true), options()).sections;
		expect(churn.rows[1]).toMatchObject({ ok: 10, atRisk: 'no limit', lapsed: 'no limit' });
		expect(churn.share).toBe(0.4);
		expect(summaryOf(rows(false), options()).sections.churn.share).toBe(0.2);
	});

	it('gives the same page for the same customers in another order', () => {
		const reversed = valueReport([...customers].reverse(), options(), [...summaries].reverse());
		expect(reversed.summary).toEqual({ ...full.summary, sections: expect.anything() });
		expect(Object.keys(reversed.summary.sections as object)).toEqual(Object.keys(summary.sections));
	});

	it('tells what changed since the report whose Summary comes in', () => {
		const before = summaryOf(
			shop(10, (i) => ({
				asOf: '2026-05-31',
				orderCountLifetime: i < 5 ? 2 : 1,
				daysSinceLastOrder: 10,
				monetaryLast365: 100,
			})),
			options(),
		);
		const { changes, changesSince } = summaryOf(
			shop(12, (i) => ({
				asOf: '2026-06-30',
				orderCountLifetime: i < 9 ? 2 : 1,
				daysSinceLastOrder: 10,
				monetaryLast365: 200,
			})),
			options(),
			[before as unknown as JsonRecord],
		);
		expect(changesSince).toBe('2026-05-31');
		expect(changes).toEqual({
			active: expect.closeTo(0.2),
			revenue: expect.closeTo(1.4),
			repeat: expect.closeTo(0.25),
			predicted: null,
			atRisk: null,
		});
	});

	it('compares with no report in another currency, nor with one of the same day or later', () => {
		const rows = shop(3, () => ({ asOf: '2026-06-30', currency: 'EUR', monetaryLast365: 5 }));
		const earlier = summaryOf(rows, options()) as unknown as JsonRecord;
		for (const other of [
			earlier,
			{ ...earlier, asOf: '2026-07-31' },
			{ ...earlier, asOf: '2026-05-31', currency: 'USD' },
		]) {
			expect(summaryOf(rows, options(), [other]).changes.revenue).toBeNull();
		}
		expect(summaryOf(rows, options(), [{ ...earlier, asOf: '2026-05-31' }]).changes.revenue).toBe(
			0,
		);
	});

	it('adds up money of one currency only, and says who is left out', () => {
		const rows = shop(3, (i) => ({ currency: i < 2 ? 'EUR' : 'USD', monetaryLast365: 10 }));
		const { summary: mixed, notices } = valueReport(rows, options());
		expect(mixed).toMatchObject({ currency: 'EUR', numbers: { revenue: 20 } });
		expect(notices.map(({ code }) => code)).toEqual(['otherCurrencies']);
		expect(() => valueReport(rows.slice(2), options({ currency: 'GBP' }))).toThrow(
			'"currency" needs the currency that the customers come with',
		);
	});

	it('names customers only where it is asked to', () => {
		const names = customers.flatMap(({ customerId, email, firstName, lastName }) =>
			[customerId, email, firstName && `${String(firstName)} ${String(lastName)}`].filter(Boolean),
		);
		const found = (html: string) => names.filter((name) => html.includes(String(name)));
		expect(found(full.html + full.emailHtml + full.text + JSON.stringify(full.summary))).toEqual(
			[],
		);
		const asked = valueReport(customers, options({ topCustomers: 5 }), summaries);
		const { rows } = (asked.summary as unknown as Summary).sections.topCustomers;
		const [best] = customers.toSorted(
			(a, b) => Number(b.monetaryLast365) - Number(a.monetaryLast365),
		);
		expect(rows).toHaveLength(5);
		expect(rows[0]).toMatchObject({ customer: best.customerId, revenue: best.monetaryLast365 });
		expect(asked.html).toContain(String(best.customerId));
	});

	it('tells of summaries that it does not know, and of two by the same node', () => {
		const rfm = summaries.find(({ segments }) => segments !== undefined) as JsonRecord;
		const { notices } = valueReport(customers, options(), [rfm, rfm, { anything: 1 }]);
		expect(notices.map(({ code }) => code)).toEqual(['unknownSummaries', 'repeatedSummaries']);
	});

	it.each([
		['de', 'Kundenwert-Bericht', 'Aktive Kunden'],
		['es', 'Informe de valor de clientes', 'Clientes activos'],
	])('is written in %s with the numbers of that language', (language, title, label) => {
		const { html, title: given } = valueReport(customers, options({ language }), summaries);
		expect(given).toBe(title);
		expect(html).toContain(`<html lang="${language}">`);
		expect(html).toContain(label);
		expect(html).not.toContain('Active customers');
	});

	it('takes a locale of its own, a logo and an accent color', () => {
		const logo = 'data:image/png;base64,iVBORw0KGgo=';
		const { html, emailHtml } = valueReport(
			shop(1, () => ({ currency: 'CHF', monetaryLast365: 1234.5, orderCountLifetime: 1 })),
			options({ locale: 'de-CH', logo, accentColor: '#0b6e4f', title: 'A & B' }),
		);
		expect(html).toContain(`<img src="${logo}" alt="">`);
		expect(html).toContain('--s1:#0b6e4f');
		expect(html).toContain('<h1>A &amp; B</h1>');
		expect(html).toMatch(/CHF.1[^<]{1,6}235/);
		expect(emailHtml).not.toContain('data:image');
	});

	it.each([
		['logo', 'https://example.com/logo.png'],
		['logo', 'data:text/html;base64,AAAA'],
		['accentColor', 'red;}'],
		['locale', 'not a locale'],
		['currency', 'EURO'],
		['language', 'fr'],
	])('refuses %s %s', (option, value) => {
		expect(reportOptions.safeParse({ [option]: value }).success).toBe(false);
	});

	it('stays below the size that mail clients cut at', () => {
		expect(Buffer.byteLength(full.emailHtml)).toBeLessThan(100_000);
		expect(full.emailHtml).not.toMatch(/<(svg|script|style|img|link)\b/);
	});

	it('tells the first screen as plain text', () => {
		expect(full.text).toMatch(/^Customer value report\nAs of Jun 30, 2026 · [\d,]+ customers\n/);
		expect(full.text).toContain('Active customers: ');
		expect(full.text).not.toMatch(/[<>{}]/);
	});
});
