import type { IDataObject, INode, IRun } from 'n8n-workflow';
import {
	type PostgresServer,
	postgresPrograms,
	startPostgres,
} from '../../harness/process/postgres';
import { isFirstLine } from '../support/endToEndSetup';
import { executeCutExample, importIntoN8n, readExample, rowsOf } from '../support/n8n';

interface Model {
	readonly newBelowDays: number;
	readonly groups: ReadonlyArray<{ group: string; cuts: Record<string, number | null> }>;
}

/** The tier of a value by a model's cut points, calculated without the code of the nodes. */
function tierBy({ groups, newBelowDays }: Model, row: IDataObject | undefined): string | null {
	if (typeof row?.tierValue !== 'number') return null;
	const firstDay = String(row.firstOrderAt).slice(0, 10);
	const age = (Date.parse(String(row.asOf).slice(0, 10)) - Date.parse(firstDay)) / 86_400_000;
	const names = age < newBelowDays ? [firstDay.slice(0, 7), 'new', 'established'] : ['established'];
	const found = names.map((name) => groups.find(({ group }) => group === name)).find(Boolean);
	const { cuts } = found ?? groups[0];
	const value = row.tierValue;
	const reached = ['champions', 'vip', 'highValue', 'midTier'].find(
		(tier) => cuts[tier] !== null && value >= cuts[tier],
	);
	return reached ?? 'lowValue';
}

/** How many customers moved from which tier to which, counted one by one. */
function countMoves(run: IRun, then: readonly IDataObject[]): Record<string, number> {
	const model = rowsOf(run, 'Assign Tier', 2)[0].model as unknown as Model;
	const now = rowsOf(run, 'Churn Check');
	const [before, after] = [then, now].map(
		(rows) => new Map(rows.map((row) => [row.customerId, tierBy(model, row)])),
	);
	const counts: Record<string, number> = {};
	for (const id of new Set([...before.keys(), ...after.keys()])) {
		const move = `${before.get(id) ?? 'none'} > ${after.get(id) ?? 'none'}`;
		if (move !== 'none > none') counts[move] = (counts[move] ?? 0) + 1;
	}
	return counts;
}

const movesOf = (run: IRun) => rowsOf(run, 'Track Migration', 1);
const asCounts = (rows: readonly IDataObject[]) =>
	Object.fromEntries(
		rows
			.filter(({ migrationFrom, migrationTo }) => migrationFrom !== null || migrationTo !== null)
			.map(({ migrationFrom, migrationTo, customers }) => [
				`${migrationFrom ?? 'none'} > ${migrationTo ?? 'none'}`,
				customers,
			]),
	);
const storeOf = (run: IRun) => rowsOf(run, 'Runs so far').filter(({ customerId }) => customerId);

const nowhere = 'Alert: outside a healthy band';
const shop = { customers: 600 };

/** Runs a template with a smaller shop; it ends once a node has run. */
const runUpTo = (slug: string, cutAfter = nowhere) =>
	executeCutExample(slug, cutAfter, (node) => {
		for (const name of ['Sample Shop', 'Sample Shop, same orders']) node(name).parameters = shop;
		for (const { name, type } of readExample(slug).nodes) {
			if (!type.endsWith('.postgres')) continue;
			const given: Pick<INode, 'credentials'> = {
				credentials: { postgres: { id: 'postgresOfRuns', name: 'Postgres of the runs' } },
			};
			Object.assign(node(name), given);
		}
	});

/** Runs a template four times; the second run ends before it has stored today's rows. */
function itTracksEachRun(slug: string, lastNode: string, leftByDead: 'nothing' | 'all'): void {
	let first: IRun;
	let killed: IRun;
	let second: IRun;
	let third: IRun;
	beforeAll(async () => {
		first = await runUpTo(slug);
		killed = await runUpTo(slug, lastNode);
		second = await runUpTo(slug);
		third = await runUpTo(slug);
	}, 600_000);

	it('runs to its end, every time', () => {
		for (const run of [first, killed, second, third]) {
			expect(run.data.resultData.error).toBeUndefined();
		}
	});

	it('counts each move exactly, as the two runs say', () => {
		const then = rowsOf(first, 'Churn Check, a month ago');
		expect(then.length).toBeGreaterThan(450);
		expect(asCounts(movesOf(first))).toEqual(countMoves(first, then));
		expect(rowsOf(first, 'Between tiers').length).toBeGreaterThan(3);
	});

	it('finds the same moves in the stored rows, after a run that died before it stored today', () => {
		const then = rowsOf(first, 'Churn Check, a month ago');
		for (const run of [killed, second, third]) {
			expect(rowsOf(run, 'Churn Check, a month ago')).toEqual([]);
			expect(asCounts(movesOf(run))).toEqual(countMoves(run, then));
		}
	});

	it("holds today's rows once, however often it runs", () => {
		const today = String(rowsOf(third, 'Churn Check')[0].asOf).slice(0, 10);
		const isToday = ({ asOf }: IDataObject) => asOf === today;
		const customers = rowsOf(first, 'Churn Check').length;
		expect(storeOf(killed).filter(isToday)).toHaveLength(customers);
		expect(storeOf(second).filter(isToday)).toHaveLength(leftByDead === 'all' ? customers : 0);
		expect(storeOf(third).filter(isToday)).toHaveLength(customers);
	});

	it('gives verdicts, and an alert that names what left its healthy band', () => {
		const [{ verdicts }] = rowsOf(first, 'Track Migration', 3);
		const judged = Object.values(verdicts as unknown as Record<string, { verdict: string }>);
		const outside = judged.filter(({ verdict }) => ['watch', 'act'].includes(verdict));
		const alerts = rowsOf(first, 'Alert: outside a healthy band');
		expect(alerts).toHaveLength(outside.length > 0 ? 1 : 0);
		for (const { text } of alerts) expect(text).toMatch(/^Outside the healthy band since \d{4}/);
	});
}

// n8n 1 has no node that creates a data table.
(isFirstLine() ? describe.skip : describe)('What changed this month', () => {
	itTracksEachRun('what-changed-this-month', 'Row of today', 'nothing');
});

const programs = postgresPrograms();

// Needs PostgreSQL on this machine.
(programs === undefined ? describe.skip : describe)('What changed this month, Postgres', () => {
	let postgres: PostgresServer;
	beforeAll(async () => {
		postgres = await startPostgres(programs ?? '');
		const [id, name] = ['postgresOfRuns', 'Postgres of the runs'];
		await importIntoN8n([], [{ id, name, type: 'postgres', data: postgres.connection }]);
	}, 120_000);
	afterAll(async () => await postgres.stop());

	itTracksEachRun('what-changed-this-month-postgres', 'Track Migration', 'all');
});
