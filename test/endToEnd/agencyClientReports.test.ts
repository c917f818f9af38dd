import { clickExecute } from '../support/clickExecute';
import { readExample, rowsOf, rowsOfRuns } from '../support/n8n';

it('makes a report for each client, in its language and colors', async () => {
	const run = await clickExecute(readExample('agency-client-reports').id);
	expect(run.data.resultData.error).toBeUndefined();
	expect(rowsOf(run, 'Reports')).toMatchObject([
		{ client: 'Client A', title: 'Client A: customer value' },
		{ client: 'Client B', title: 'Client B: Kundenwert' },
	]);
	const [ofA, ofB] = rowsOfRuns(run.data.resultData.runData['Value Report']).map(([[{ html }]]) =>
		String(html),
	);
	expect(ofA).toContain('<html lang="en">');
	expect(ofA).toContain('--s1:#0b6e4f');
	expect(ofB).toContain('<html lang="de">');
	expect(ofB).toContain('--s1:#9d174d');
	for (const html of [ofA, ofB]) {
		for (const section of ['tiers', 'rfm', 'cohorts', 'suppression'])
			expect(html).toContain(`id="${section}"`);
	}
}, 300_000);
