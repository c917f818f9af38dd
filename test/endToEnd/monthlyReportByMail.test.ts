import type { IDataObject, IRun } from 'n8n-workflow';
import { executeExample, rowsOf } from '../support/n8n';

let run: IRun;
let summary: IDataObject & { sections: object; missing: IDataObject[] };

beforeAll(async () => {
	run = await executeExample('monthly-report-by-mail');
	const [found] = run.data.resultData.runData['Value Report'][0].data?.main[1] ?? [];
	summary = found.json as typeof summary;
}, 300_000);

it('runs to its end', () => {
	expect(run.data.resultData.error).toBeUndefined();
	expect(run.status).toBe('success');
});

it('hands one page on to be sent, as a file and as the body of a mail', () => {
	const [items] = run.data.resultData.runData['Value Report'][0].data?.main ?? [];
	const [item, ...others] = items ?? [];
	expect(others).toEqual([]);
	expect(item.binary?.report).toMatchObject({ mimeType: 'text/html', fileExtension: 'html' });
	const [{ title, emailHtml, html }] = rowsOf(run, 'Value Report');
	expect(title).toMatch(/^Customer value in [A-Z][a-z]+ \d{4}$/);
	expect(String(emailHtml)).toContain(String(title));
	expect(String(html)).toMatch(/<svg [^]*<\/html>\n$/);
	expect(rowsOf(run, 'Send Email')).toHaveLength(1);
});

it('shows everything that its nodes tell, and what changed within the month', () => {
	expect(Object.keys(summary.sections)).toEqual(
		expect.arrayContaining(['tiers', 'flow', 'rfm', 'churn', 'cohorts', 'suppression', 'quality']),
	);
	expect(summary.missing.map(({ node }) => node)).toEqual([
		'Measure Lift',
		'Analyse NPS',
		'Plan Offers',
		'Suggest Next Purchase',
		'Sync to Klaviyo',
	]);
	expect(summary.changes).toMatchObject({
		active: expect.any(Number) as number,
		revenue: expect.any(Number) as number,
		repeat: expect.any(Number) as number,
	});
});
