import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { runWorkflow, type WorkflowFile } from '../../harness/engine/runWorkflow';
import { node, own, to, trigger } from '../../harness/engine/workflowParts';

const customers: IDataObject[] = Array.from({ length: 90 }, (_, i) => ({
	customerId: `c${String(i).padStart(2, '0')}`,
	email: `c${i}@example.com`,
	asOf: '2026-06-30T23:59:59Z',
	tier: i % 3 === 0 ? 'vip' : 'midTier',
	topBrand: i % 2 === 0 ? 'Orme' : 'Kivo',
	discountShare: i % 2 === 0 ? 0 : 0.4,
	averageOrderValue: 60,
	lastOrderAt: '2026-06-01',
	emailConsent: i !== 89,
}));
/** Brand Orme pleases, Kivo does not; the last ten never answered. */
const answers: IDataObject[] = customers.slice(0, 80).map(({ email }, i) => ({
	'Email Address': email,
	Timestamp: '2026/06/10 9:30:00 AM GMT+2',
	'How likely are you to recommend us?': i % 2 === 0 ? 10 : 4,
}));
const surveys: INodeExecutionData[] = [
	{ json: { Timestamp: '2026/06/10 9:30:00 AM GMT+2', 'How likely are you to recommend us?': 9 } },
	{
		json: {
			'Email Address': 'stranger@example.com',
			Timestamp: '2026/06/11 9:30:00 AM GMT+2',
			'How likely are you to recommend us?': 9,
		},
	},
	...answers.map((json) => ({ json })),
];

function npsWorkflow(
	parameters: IDataObject = {},
	settings: Partial<INode> = {},
	base: IDataObject[] = customers,
	given?: IDataObject[],
): WorkflowFile {
	const customersNode = node('Customers', 'n8n-nodes-base.noOp');
	const surveysNode = node('Surveys', 'n8n-nodes-base.noOp');
	const nps = own('Analyse NPS', 'analyseNps', parameters, settings);
	const hasBase = base.length > 0;
	return {
		nodes: [trigger, customersNode, surveysNode, nps],
		connections: {
			Start: { main: [[...(hasBase ? [to(customersNode)] : []), to(surveysNode)]] },
			Surveys: { main: [[to(nps)]] },
			Customers: { main: [hasBase ? [to(nps, 1)] : []] },
		},
		pinData: {
			Customers: base.map((json) => ({ json })),
			...(given === undefined ? {} : { Surveys: given.map((json) => ({ json })) }),
		},
	};
}

describe('Analyse NPS', () => {
	it('gives everybody a score, each paired to the row that it stands for', async () => {
		const run = await runWorkflow(npsWorkflow(), { input: surveys });
		expect(run.error).toBeUndefined();
		const items = run.items('Analyse NPS');
		expect(items).toHaveLength(91);
		expect(items[0]).toMatchObject({
			json: {
				customerId: 'c00',
				npsScore: 10,
				npsBand: 'promoter',
				isAmbassador: true,
				npsExplanation: 'Promoter: 10 of 10 on 2026-06-10. An ambassador (tier vip).',
			},
			pairedItem: { item: 0, input: 1 },
		});
		const stranger = items.find(({ json }) => json.email === 'stranger@example.com');
		expect(stranger).toMatchObject({ json: { npsScore: 9 }, pairedItem: { item: 1 } });
		const due = items.filter(({ json }) => json.surveyDue === true);
		expect(due).toHaveLength(9);
	});

	it('tells which brands and discounts make the difference', async () => {
		const run = await runWorkflow(npsWorkflow(), { input: surveys });
		const rows = run.rows('Analyse NPS', 1);
		const verdicts = rows.map(({ dimension, value, verdict }) => [dimension, value, verdict]);
		expect(verdicts).toEqual(
			expect.arrayContaining([
				['topBrand', 'Orme', 'stronger'],
				['topBrand', 'Kivo', 'weaker'],
				['discountBand', 'none', 'stronger'],
				['discountBand', 'above30', 'weaker'],
				['tier', 'vip', 'tooFew'],
			]),
		);
	});

	it('sets aside what belongs to nobody, and says what it read', async () => {
		const run = await runWorkflow(npsWorkflow(), { input: surveys });
		expect(run.items('Analyse NPS', 2)).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({ setAsideReason: 'missingIdentity' }) as unknown,
				pairedItem: { item: 0 },
			}),
		]);
		const [summary] = run.rows('Analyse NPS', 3);
		expect(summary).toMatchObject({
			asOf: '2026-06-30',
			respondents: 81,
			respondentsWithoutCustomer: 1,
			surveyTool: 'Google Forms',
			surveyColumns: {
				answeredAt: 'Timestamp',
				email: 'Email Address',
				score: 'How likely are you to recommend us?',
			},
			contentAndProfitable: ['none'],
		});
		expect(run.hints('Analyse NPS').join()).toMatch(/read as an export of Google Forms/);
	});

	it('works without customers', async () => {
		const run = await runWorkflow(npsWorkflow({}, {}, []), { input: surveys });
		expect(run.error).toBeUndefined();
		expect(run.items('Analyse NPS')).toHaveLength(81);
		expect(run.hints('Analyse NPS').join()).toMatch(/No customers came in/);
	});

	it('hands customers on where nobody answered yet', async () => {
		const run = await runWorkflow(npsWorkflow({}, {}, customers, []), { input: [{ json: {} }] });
		expect(run.error).toBeUndefined();
		const rows = run.rows('Analyse NPS');
		expect(rows).toHaveLength(90);
		expect(rows.filter(({ surveyDue }) => surveyDue === true)).toHaveLength(89);
		expect(run.rows('Analyse NPS', 3)[0]).toMatchObject({ nps: null, surveysDue: 89 });
	});

	it('refuses orders in place of customers', async () => {
		const orders = [{ orderId: '1', orderDate: '2026-01-01', amount: 5, customerId: 'a' }];
		const run = await runWorkflow(npsWorkflow({}, {}, orders), { input: surveys });
		expect(run.error?.message).toMatch(/needs customers, but got orders/);
	});

	it('takes its section of a client preset', async () => {
		const clientPreset = { name: 'Acme', analyseNps: { urgentTiers: 'midTier' } };
		const run = await runWorkflow(npsWorkflow({ options: { clientPreset } }), { input: surveys });
		expect(run.rows('Analyse NPS', 3)[0]).toMatchObject({ clientPreset: 'Acme' });
		const urgent = run.rows('Analyse NPS').filter(({ careUrgency }) => careUrgency === 'high');
		expect(new Set(urgent.map(({ tier }) => tier))).toEqual(new Set(['midTier']));
	});

	it('names the option that is wrong, and goes on on Continue On Fail', async () => {
		const wrong = { surveyEveryDays: 0 };
		const run = await runWorkflow(npsWorkflow(wrong), { input: surveys });
		expect(run.error?.message).toMatch(/^"Ask Again After Days" needs/);
		const settings = { onError: 'continueRegularOutput' } as const;
		const going = await runWorkflow(npsWorkflow(wrong, settings), { input: surveys });
		expect(going.error).toBeUndefined();
		expect(going.rows('Analyse NPS')).toEqual([
			{ error: expect.stringMatching(/^"Ask Again After Days/) },
		]);
	});
});
