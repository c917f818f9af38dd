import type { IDataObject, INode, IRun } from 'n8n-workflow';
import {
	type PostgresServer,
	postgresPrograms,
	startPostgres,
} from '../../harness/process/postgres';
import type { Sandboxes } from '../../sandbox/sandboxes';
import {
	executeCutExample,
	importIntoN8n,
	readExample,
	rowsOf,
	startExpectedSandboxes,
} from '../support/n8n';

const slug = 'daily-win-back-postgres';
const send = 'Send win-back events';
const nowhere = 'Alert: win-backs sent';
const programs = postgresPrograms();

let sandboxes: Sandboxes;
let postgres: PostgresServer;

const keysOf = (rows: readonly IDataObject[]) => rows.map(({ winBackKey }) => winBackKey).sort();
const sentKeys = () =>
	[...sandboxes.klaviyo.events.values()].map(({ properties }) => properties.winBackKey).sort();
const log = async () => (await postgres.query('SELECT * FROM win_back_log')) as IDataObject[];
const groupOf = (rows: readonly IDataObject[], group: string) =>
	rows.filter(({ holdoutGroup }) => holdoutGroup === group);
/** Moves the stored times back by two hours. */
const waitTwoHours = () =>
	postgres.query(
		`UPDATE win_back_log SET "claimedAt" = "claimedAt" - interval '2 hours' RETURNING 1`,
	);

/** Runs the template, which ends once `cutAfter` has run. */
async function runTemplate(cutAfter = nowhere, isDryRun = false): Promise<IRun> {
	const run = await executeCutExample(slug, cutAfter, (node) => {
		for (const { name, type } of readExample(slug).nodes) {
			if (!type.endsWith('.postgres')) continue;
			const given: Pick<INode, 'credentials'> = {
				credentials: { postgres: { id: 'postgresOfTest', name: 'Postgres of the test' } },
			};
			Object.assign(node(name), given);
		}
		node(send).parameters.dryRun = isDryRun;
	});
	expect(run.data.resultData.error).toBeUndefined();
	return run;
}

// Needs PostgreSQL on this machine.
(programs === undefined ? describe.skip : describe)('Daily win-back with Postgres', () => {
	let due: IDataObject[];

	beforeAll(async () => {
		sandboxes = await startExpectedSandboxes();
		postgres = await startPostgres(programs ?? '');
		await importIntoN8n(
			[],
			[
				{
					id: 'postgresOfTest',
					name: 'Postgres of the test',
					type: 'postgres',
					data: postgres.connection,
				},
			],
		);
	}, 120_000);
	afterAll(async () => {
		await sandboxes.stop();
		await postgres.stop();
	});

	it('sends nothing and claims nobody in a dry run', async () => {
		due = rowsOf(await runTemplate(nowhere, true), 'May we write today?');
		expect(groupOf(due, 'treated').length).toBeGreaterThan(20);
		expect(groupOf(due, 'control').length).toBeGreaterThan(0);
		expect(await log()).toEqual([]);
		expect(sentKeys()).toEqual([]);
	}, 300_000);

	it('keeps the claims of a run that died before the send for an hour, and others send nothing meanwhile', async () => {
		await runTemplate('Claimed by this run');
		expect(keysOf(await log())).toEqual(keysOf(due));
		const other = await runTemplate();
		expect(keysOf(rowsOf(other, 'May we write today?'))).toEqual(keysOf(due));
		expect(rowsOf(other, 'Claimed by this run')).toEqual([]);
		expect(sentKeys()).toEqual([]);
	}, 300_000);

	it('sends each event once though a run died after the send', async () => {
		for (const node of ['Claim the lapses', send, 'Record of the treated']) {
			await waitTwoHours();
			await runTemplate(node);
			const open = groupOf(await log(), 'treated');
			expect(new Set(open.map(({ outcome }) => outcome))).toEqual(new Set([null]));
		}
		expect(new Set(sentKeys()).size).toBe(sentKeys().length);
		expect(sentKeys().length).toBeGreaterThan(0.9 * groupOf(due, 'treated').length);
	}, 300_000);

	it('finishes on the next run: everybody once, with group, day and outcome', async () => {
		await waitTwoHours();
		await runTemplate('Record of the control group');
		await waitTwoHours();
		await runTemplate();
		const rows = await log();
		expect(keysOf(groupOf(rows, 'treated'))).toEqual(sentKeys());
		expect(keysOf(groupOf(rows, 'control'))).toEqual(keysOf(groupOf(due, 'control')));
		for (const { assignedAt, outcome, holdoutGroup } of rows) {
			expect(assignedAt).toMatch(/^\d{4}-\d\d-\d\d$/);
			expect(outcome).toBe(holdoutGroup === 'control' ? 'leftAlone' : 'accepted');
		}
	}, 300_000);

	it('sends and claims nothing more on the same day', async () => {
		const [before, keys] = [await log(), sentKeys()];
		const run = await runTemplate();
		expect(rowsOf(run, 'Record of the control group')).toEqual([]);
		expect(await log()).toEqual(before);
		expect(sentKeys()).toEqual(keys);
	}, 300_000);
});
