import type { IDataObject, IRun } from 'n8n-workflow';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { executeExample, rowsOf, startExpectedSandboxes } from '../support/n8n';

let sandboxes: Sandboxes;
let run: IRun;

beforeAll(async () => {
	sandboxes = await startExpectedSandboxes();
	run = await executeExample('ask-listen-act');
}, 300_000);
afterAll(async () => await sandboxes.stop());

const values = (name: string) =>
	new Map(
		rowsOf(run, 'Analyse NPS', 1)
			.filter(({ dimension }) => dimension === name)
			.map((row) => [row.value, row]),
	);

it('runs to its end, and says in a few sentences what came of it', () => {
	expect(run.data.resultData.error).toBeUndefined();
	const [{ text }] = rowsOf(run, 'In one sentence');
	expect(text).toMatch(
		/^NPS -?\d+ \(-?\d+ to -?\d+\) from \d+ people.*\d+ ambassadors, \d+ detractors, [\d]+ customers to ask\. Customers are content/,
	);
	expect(text).not.toMatch(/undefined|null|NaN/);
});

it('finds a truth that is planted in the surveys: refunds make customers unhappy', () => {
	expect(values('isRefunded').get('true')?.verdict).toBe('weaker');
	expect(values('isRefunded').get('false')?.verdict).toBe('stronger');
	const shown = rowsOf(run, 'What makes the difference').map(({ verdict }) => verdict);
	expect(new Set(shown)).toEqual(new Set(['stronger', 'weaker']));
});

it('gives a message for each detractor of the last 30 days', () => {
	const since = Date.now() - 30 * 86_400_000;
	const recent = rowsOf(run, 'Analyse NPS').filter(
		({ needsCare, npsAnsweredAt }) =>
			needsCare === true && Date.parse(String(npsAnsweredAt)) > since,
	);
	const alerts = rowsOf(run, 'Alert: needs care');
	expect(alerts.map(({ customerId }) => customerId)).toEqual(
		recent.map(({ customerId }) => customerId),
	);
	for (const { text, careUrgency, npsScore } of alerts) {
		expect(Number(npsScore)).toBeLessThan(7);
		expect(careUrgency).toMatch(/^(high|medium|normal)$/);
		expect(text).toMatch(/^Customer \S+\. Detractor: \d of 10 on .+ Needs care, urgency/);
	}
});

it('names ambassadors among the best customers only', () => {
	const ambassadors = rowsOf(run, 'Analyse NPS').filter(
		({ isAmbassador }) => isAmbassador === true,
	);
	expect(ambassadors.length).toBeGreaterThan(0);
	for (const { npsBand, tier } of ambassadors) {
		expect(npsBand).toBe('promoter');
		expect(['champions', 'vip', 'highValue']).toContain(tier);
	}
});

it('has the answers scored: 20 points more for promoters, 20 less for detractors', () => {
	const points: Readonly<Record<string, RegExp>> = {
		promoter: /npsPromoter:\+20/,
		detractor: /npsDetractor:-20/,
		passive: /^(?!.*nps)/,
	};
	const answered = rowsOf(run, 'Score Customer').filter(({ npsBand }) => npsBand !== null);
	expect(answered.length).toBeGreaterThan(100);
	for (const row of answered) {
		expect(String(row.scoreReasons)).toMatch(points[String(row.npsBand)]);
	}
});

it('is a dry run: it plans properties of all who answered or should be asked, and sends nothing', () => {
	const planned = rowsOf(run, 'Answered or to be asked');
	const [summary] = rowsOf(run, 'Write to Klaviyo', 2) as [IDataObject];
	expect(summary).toMatchObject({ dryRun: true, customers: planned.length });
	const writes = sandboxes.klaviyo.server.requests.filter(({ method }) => method !== 'GET');
	expect(writes).toEqual([]);
});
