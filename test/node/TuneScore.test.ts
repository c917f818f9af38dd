import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { own, withSecondInput } from '../../harness/engine/workflowParts';

const rulesJson = [
	{ code: 'recent', label: 'ordered lately', source: 'field', field: 'a', points: 10 },
	{ code: 'likesTea', source: 'field', field: 'b', points: 30 },
];

/** 200 customers: a third ordered recently and order again; a sixth likes tea, which predicts nothing. */
const people = Array.from({ length: 200 }, (_, i) => {
	const isRecent = i % 3 === 0;
	const likesTea = !isRecent && i % 3 === 1 && i % 2 === 0;
	const reasons = [...(isRecent ? ['recent:+10'] : []), ...(likesTea ? ['likesTea:+30'] : [])];
	const buys = isRecent ? i % 4 > 0 : i % 11 === 0;
	return {
		customerId: `c${String(i).padStart(3, '0')}`,
		scoreReasons: reasons.join(','),
		valueScore: (isRecent ? 10 : 0) + (likesTea ? 30 : 0),
		valueScoreBand: likesTea ? 'vip' : 'core',
		likesTea,
		isRecent,
		orderHistory: `2025-11-01:20${buys ? `;2026-02-01:${40 + (i % 11)}.5` : ''}`,
	};
});
const then: INodeExecutionData[] = [
	{ json: { email: 'nobody@example.com' } },
	...people.map(({ orderHistory: _later, ...row }) => ({ json: { ...row, asOf: '2026-01-01' } })),
];
const now: IDataObject[] = people.map(({ customerId, orderHistory }) => ({
	customerId,
	orderHistory,
	asOf: '2026-07-01',
}));

const tuneWorkflow = (parameters: IDataObject, settings: Partial<INode> = {}, later = now) =>
	withSecondInput(
		own(
			'Tune Score',
			'tuneScore',
			{ rulesFrom: 'json', rulesJson: JSON.stringify(rulesJson), ...parameters },
			settings,
		),
		later,
	);

describe('Tune Score', () => {
	it('finds the rule that predicts later revenue, and the one that does not', async () => {
		const run = await runWorkflow(tuneWorkflow({ options: { leastPerRule: 20 } }), { input: then });
		expect(run.error).toBeUndefined();
		const [recent, likesTea] = run.rows('Tune Score');
		expect(recent).toMatchObject({ rule: 'recent', verdict: 'raise', customersWith: 67 });
		expect(recent.explanation).toMatch(/^Raise from 10 to \d+ points\. Customers with it brought/);
		expect(likesTea.verdict).toMatch(/^(lower|drop)$/);
	});

	it('gives bands, what was set aside, and a summary with a rule set', async () => {
		const run = await runWorkflow(tuneWorkflow({ options: { leastPerRule: 20 } }), { input: then });
		const bands = run.rows('Tune Score', 1).filter(({ groupedBy }) => groupedBy === 'band');
		expect(bands.map(({ band, customers }) => [band, customers])).toEqual([
			['vip', 33],
			['core', 167],
		]);
		expect(run.items('Tune Score', 2)).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({ setAsideReason: 'missingCustomerId' }) as unknown,
				pairedItem: { item: 0 },
			}),
		]);
		const [summary] = run.rows('Tune Score', 3);
		expect(summary).toMatchObject({ recommendation: 'useTunedPoints', customers: 200 });
		const { rules } = summary.ruleSet as { rules: IDataObject[] };
		expect(rules[0]).toMatchObject({ code: 'recent', label: 'ordered lately' });
		expect(rules[0].points).toBe(run.rows('Tune Score')[0].suggestedPoints);
	});

	it('finds points for fields as well', async () => {
		const parameters = {
			featuresFrom: 'fields',
			featureFields: 'isRecent, likesTea',
			options: { leastPerRule: 20 },
		};
		const run = await runWorkflow(tuneWorkflow(parameters), { input: then });
		expect(run.rows('Tune Score')[0]).toMatchObject({ rule: 'isRecent', verdict: 'add' });
		const { rules } = run.rows('Tune Score', 3)[0].ruleSet as { rules: IDataObject[] };
		expect(rules[0]).toMatchObject({ source: 'field', field: 'isRecent', operator: 'isTrue' });
	});

	it('names Score Customer where no customer has the reasons of its score', async () => {
		const input = then.map(({ json: { scoreReasons: _dropped, ...json } }) => ({ json }));
		const run = await runWorkflow(tuneWorkflow({}), { input });
		expect(run.error?.message).toMatch(
			/Score Reasons" needs a field that the scored customers have/,
		);
		expect(run.error?.message).toMatch(/connect Score Customer itself to input Customers/);
		expect(run.error?.message).toMatch(/"Fields" is All/);
	});

	it('says so where nothing came in on What Followed', async () => {
		const run = await runWorkflow(tuneWorkflow({}, {}, []), { input: then });
		expect(run.error).toBeUndefined();
		expect(run.hints('Tune Score').join()).toMatch(/Nothing came in on input What Followed/);
		expect(run.rows('Tune Score', 3)[0].recommendation).toBe('keepYourPoints');
	});

	it('refuses days that are not over, and says how many there are', async () => {
		const run = await runWorkflow(tuneWorkflow({ horizonDays: 365 }), { input: then });
		expect(run.error?.message).toMatch(/^"Days to Follow" needs at most 181 days.*got 365$/);
	});

	it('takes its section of a client preset', async () => {
		const clientPreset = { name: 'Acme', tuneScore: { horizonDays: 90 } };
		const run = await runWorkflow(tuneWorkflow({ options: { clientPreset } }), { input: then });
		expect(run.rows('Tune Score', 3)[0]).toMatchObject({ clientPreset: 'Acme', horizonDays: 90 });
	});

	it('names the option that is wrong, and goes on on Continue On Fail', async () => {
		const wrong = { rulesJson: '{}' };
		const run = await runWorkflow(tuneWorkflow(wrong), { input: then });
		expect(run.error?.message).toMatch(/^"Rule Set/);
		const settings = { onError: 'continueRegularOutput' } as const;
		const going = await runWorkflow(tuneWorkflow(wrong, settings), { input: then });
		expect(going.error).toBeUndefined();
		expect(going.rows('Tune Score')).toEqual([{ error: expect.stringMatching(/^"Rule Set/) }]);
	});
});
