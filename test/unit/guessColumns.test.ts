import { analyseNps } from '../../src/core/nps/analyseNps';
import { npsOptions } from '../../src/core/nps/options';
import type { JsonRecord } from '../../src/values/jsonRecord';

interface Export {
	readonly rows: JsonRecord[];
	readonly tool: string | null;
	/** By score, when each answer was given. */
	readonly answers: Readonly<Record<string, string>>;
	readonly columns: JsonRecord;
	readonly setAside?: readonly string[];
}
const question = 'How likely are you to recommend us to a friend or colleague?';

/** Invented answers in the layouts of real exports. */
const exports: Record<string, Export> = {
	'a CSV of Typeform, whose dates are in UTC': {
		rows: [
			{
				'#': 'odwdp4nzj1xg6m9l36odwdp4nzlv2gcw',
				[question]: '9',
				'What could we do better?': 'Nothing, 10 out of 10',
				email: 'ann@example.com',
				'Response Type': 'completed',
				'Start Date (UTC)': '2026-02-01 23:39:31',
				'Stage Date (UTC)': '',
				'Submit Date (UTC)': '2026-02-01 23:41:38',
				'Network ID': '653e97acae',
				Tags: '',
			},
		],
		tool: 'Typeform',
		answers: { 9: '2026-02-02T00:41:38+01:00' },
		columns: { score: question, email: 'email', answeredAt: 'Submit Date (UTC)' },
	},
	'a webhook of Typeform': {
		rows: [
			{
				event_id: 'LtWXD3crgy',
				event_type: 'form_response',
				form_response: {
					form_id: 'lT4Z3j',
					token: 'a3a12ec67a1365927098a606107fac15',
					submitted_at: '2026-02-01T18:17:02Z',
					landed_at: '2026-02-01T18:07:02Z',
					hidden: { customer_id: 'C-17' },
					definition: {
						fields: [
							{ id: 'JwWggjAKtOkA', ref: 'nps_question', title: question, type: 'nps' },
							{ id: 'SMEUb7VJz92Q', ref: 'mail', title: 'Your email?', type: 'email' },
						],
					},
					answers: [
						{
							type: 'email',
							email: 'bo@example.com',
							field: { id: 'SMEUb7VJz92Q', ref: 'mail', type: 'email' },
						},
						{
							type: 'number',
							number: 3,
							field: { id: 'JwWggjAKtOkA', ref: 'nps_question', type: 'nps' },
						},
					],
				},
			},
		],
		tool: 'Typeform',
		answers: { 3: '2026-02-01T19:17:02+01:00' },
		columns: {
			score: `form_response.answers.${question}`,
			email: 'form_response.answers.Your email?',
			customerId: 'form_response.hidden.customer_id',
			answeredAt: 'form_response.submitted_at',
		},
	},
	'responses of Typeform’s API, whose questions have references only': {
		rows: [
			{
				response_id: '21085286190ffad1248d17c4135ee56f',
				landed_at: '2026-02-01T11:07:02Z',
				submitted_at: '2026-02-01T12:00:00Z',
				hidden: { email: 'cy@example.com' },
				answers: [
					{ type: 'number', number: 10, field: { id: 'a1', ref: 'nps', type: 'opinion_scale' } },
					{ type: 'choice', choice: { label: 'Tea' }, field: { id: 'b2', ref: 'taste' } },
				],
			},
		],
		tool: 'Typeform',
		answers: { 10: '2026-02-01T13:00:00+01:00' },
		columns: { score: 'answers.nps', email: 'hidden.email', answeredAt: 'submitted_at' },
	},
	'responses of Delighted’s API, with the person and other surveys among them': {
		rows: [
			{
				id: '1',
				person: { id: '10', email: 'dee@example.com', name: 'Dee' },
				survey_type: 'nps',
				score: 0,
				comment: null,
				permalink: 'https://app.delighted.example/r/2jo3B7',
				created_at: 1769983200,
				updated_at: null,
				person_properties: { gift: 'yes' },
				notes: [],
				tags: [],
				additional_answers: [],
			},
			{
				id: '2',
				person: { id: '11', email: 'eve@example.com', name: 'Eve' },
				survey_type: 'csat',
				score: 5,
				permalink: 'https://app.delighted.example/r/2jo3B8',
				created_at: 1769983200,
			},
		],
		tool: 'Delighted',
		answers: { 0: '2026-02-01T23:00:00+01:00' },
		columns: {
			score: 'score',
			email: 'person.email',
			answeredAt: 'created_at',
			surveyType: 'survey_type',
		},
		setAside: ['otherSurveyType'],
	},
	'a CSV of SurveyMonkey, with a second row of headings and labels at the ends of the scale': {
		rows: [
			{
				'Respondent ID': '',
				'Collector ID': '',
				'Start Date': '',
				'End Date': '',
				'IP Address': '',
				'Email Address': '',
				'First Name': '',
				'Custom Data 1': '',
				[question]: 'Response',
			},
			...['Not at all likely - 0', '7', 'Extremely likely - 10'].map((score, i) => ({
				'Respondent ID': `1141927320${i}`,
				'Collector ID': '410087651',
				'Start Date': `01/${13 + i}/2026 10:02:11 AM`,
				'End Date': `01/${13 + i}/2026 02:03:04 PM`,
				'IP Address': '192.0.2.1',
				'Email Address': `f${i}@example.com`,
				'First Name': 'F',
				'Custom Data 1': '',
				[question]: score,
			})),
		],
		tool: 'SurveyMonkey',
		answers: {
			0: '2026-01-13T14:03:04+01:00',
			7: '2026-01-14T14:03:04+01:00',
			10: '2026-01-15T14:03:04+01:00',
		},
		columns: { score: question, email: 'Email Address', answeredAt: 'End Date' },
		setAside: ['secondHeaderRow'],
	},
	'a CSV of Google Forms, whose dates carry a zone': {
		rows: [
			{
				Timestamp: '2026/02/01 11:07:29 PM GMT+2',
				'Email Address': 'gus@example.com',
				[question]: 8,
				'Anything else?': '',
			},
		],
		tool: 'Google Forms',
		answers: { 8: '2026-02-01T22:07:29+01:00' },
		columns: { score: question, email: 'Email Address', answeredAt: 'Timestamp' },
	},
	'a sheet of Google Forms in German': {
		rows: [
			{
				Zeitstempel: '31.01.2026 14:05:06',
				'E-Mail-Adresse': 'hal@example.com',
				'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?': 6,
			},
		],
		tool: 'Google Forms',
		answers: { 6: '2026-01-31T14:05:06+01:00' },
		columns: {
			score: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
			email: 'E-Mail-Adresse',
			answeredAt: 'Zeitstempel',
		},
	},
	'a list of Klaviyo, where a form keeps its answers as a property': {
		rows: [
			{
				Email: 'ida@example.com',
				'Klaviyo ID': '01HXYZ',
				'First Name': 'Ida',
				'Email Marketing Consent': 'SUBSCRIBED',
				'Email Marketing Consent Timestamp': '2025-01-01 10:00:00',
				Source: '-6',
				'Profile Created On': '2025-01-01 10:00:00',
				'Date Added': '2026-02-01 10:30:00',
				'NPS Score': '9',
			},
		],
		tool: 'Klaviyo',
		answers: { 9: '2026-02-01T10:30:00+01:00' },
		columns: { score: 'NPS Score', email: 'Email', answeredAt: 'Date Added' },
	},
	'the surveys of Sample Shop': {
		rows: [
			{
				customerId: 'C1',
				email: 'c1@example.com',
				orderId: 'O1',
				answeredAt: '2026-02-01T10:00:00+01:00',
				npsScore: 9,
				discountPercent: 10,
			},
		],
		tool: null,
		answers: { 9: '2026-02-01T10:00:00+01:00' },
		columns: {
			score: 'npsScore',
			email: 'email',
			customerId: 'customerId',
			answeredAt: 'answeredAt',
			discountPercent: 'discountPercent',
		},
	},
};

const around = { timeZone: 'Europe/Berlin', now: Date.UTC(2026, 5, 1) };

describe.each(Object.entries(exports))('%s', (_, { rows, tool, answers, columns, setAside }) => {
	const result = analyseNps(rows, npsOptions.parse({}), [], around);

	it('is read by the names of its columns', () => {
		expect(result.summary.surveyTool).toBe(tool);
		expect(result.summary.surveyColumns).toEqual(columns);
	});

	it('gives each answer its score and its time', () => {
		const found = result.customers.map(({ row }) => [String(row.npsScore), row.npsAnsweredAt]);
		expect(Object.fromEntries(found)).toEqual(answers);
		expect(result.setAside.map(({ code }) => code)).toEqual(setAside ?? []);
	});

	it('says which columns were guessed, and nothing where none had to be', () => {
		const told = result.notices.find(({ code }) => code === 'surveyColumnsGuessed');
		const guessed = told?.message ?? '';
		if (tool === null) expect(guessed).toBe('');
		else expect(guessed).toContain(`as an export of ${tool}`);
		expect(guessed).not.toContain('example.com');
	});
});

it('takes a column as named, whatever others look like', () => {
	const surveys = [{ customerId: 'a', score: 9, other: '4', answeredAt: '2026-01-01' }];
	const options = npsOptions.parse({ surveyFields: { score: 'other' } });
	const { customers } = analyseNps(surveys, options, [], around);
	expect(customers[0].row.npsScore).toBe(4);
});

it('prefers the question about recommending to a quiz score', () => {
	const surveys = [
		{ customerId: 'a', score: 2, 'Would you recommend us?': 9, answeredAt: '2026-01-01' },
	];
	const { summary } = analyseNps(surveys, npsOptions.parse({}), [], around);
	expect(summary.surveyColumns).toMatchObject({ score: 'Would you recommend us?' });
});

it('says which columns are missing, and uses no row without them', () => {
	const surveys = [{ customerId: 'a', comment: 'fine' }];
	const { notices, summary } = analyseNps(surveys, npsOptions.parse({}), [], around);
	expect(notices[0].code).toBe('surveyColumnsMissing');
	expect(notices[0].message).toContain('looks like Score, or like Answered At');
	expect(summary.nps).toBeNull();
});
