import fc from 'fast-check';
import { checkChurn } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';
import { measureLift } from '../../src/core/lift/measureLift';
import { liftOptions } from '../../src/core/lift/options';
import { migrationOptions } from '../../src/core/migration/options';
import { trackMigration } from '../../src/core/migration/trackMigration';
import type { CustomersResult } from '../../src/core/result';
import { computeRfm } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { assignTiers } from '../../src/core/tier/assignTiers';
import { tierOptions } from '../../src/core/tier/options';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { withoutByteOrderMark } from '../../src/values/withoutByteOrderMark';
import { type RoundTrip, roundTrips } from '../support/roundTrip';

type Rows = readonly JsonRecord[];
/** A node that reads stored rows, and the rows it stores for the next run. */
interface Reader {
	readonly run: (rows: Rows, stored: Rows, timeZone: string) => CustomersResult;
	readonly store: (result: CustomersResult) => JsonRecord[];
}

const rowsOf = ({ customers }: CustomersResult) => customers.map(({ row }) => row);
const tiers = tierOptions.parse({ keepTiersSteady: true, holdoutShare: 30 });
const churn = churnOptions.parse({ winBack: 'newLapses', winBackBacklog: 'all' });
const migration = migrationOptions.parse({});
const lift = liftOptions.parse({ breakdownBy: 'tier, isEngaged', leastPerGroup: 2 });
const isEngaged = (row: JsonRecord) => Number(row.orderCount) > 1;

const readers = {
	'Assign Tier': {
		run: (rows, stored, timeZone) => assignTiers(rows, tiers, stored, timeZone),
		store: rowsOf,
	},
	'Churn Check': {
		run: (rows, stored, timeZone) =>
			checkChurn(rowsOf(assignTiers(rows, tiers)), churn, stored, timeZone),
		store: rowsOf,
	},
	'Track Migration': {
		run: (rows, stored, timeZone) =>
			trackMigration(rowsOf(assignTiers(rows, tiers)), migration, stored, timeZone),
		store: rowsOf,
	},
	'Measure Lift': {
		run: (rows, stored, timeZone) =>
			measureLift(rowsOf(assignTiers(rows, tiers)), lift, stored, timeZone),
		store: (result) =>
			rowsOf(result).map((row) => ({ ...row, assignedAt: row.asOf, isEngaged: isEngaged(row) })),
	},
} as const satisfies Record<string, Reader>;

const known = new Map<string, { then: Rows; now: Rows }>();

/** Customers of one shop in two runs; between them the clocks change in either time zone. */
function twoRuns(seed: number, timeZone: string): { then: Rows; now: Rows } {
	const key = `${seed} ${timeZone}`;
	const runs = known.get(key) ?? computeRuns(seed, timeZone);
	known.set(key, runs);
	return runs;
}

function computeRuns(seed: number, timeZone: string) {
	const shop = { customers: 60, seed, asOf: '2026-04-02', timeZone };
	const orders = sampleRows(sampleShopOptions.parse(shop));
	const asOf = (date: string) =>
		computeRfm(orders, rfmOptions.parse({ asOf: date }), { timeZone, now: 0 }).customers.map(
			({ row }) => row,
		);
	return { then: asOf('2026-01-31'), now: asOf('2026-04-01') };
}

/**
 * The result without the traces of the round trip: notices, and stored rows that were set aside, which are output as
 * they came.
 */
function withoutTrip({ setAside, summary, ...others }: CustomersResult) {
	const { notices: _, ...told } = summary;
	const reasons = setAside.map(({ row, code }) => `${String(row.customerId)} ${code}`).sort();
	return { ...others, reasons, told, notices: [] };
}

describe.each(Object.entries(readers))('%s', (name, { run, store }) => {
	const trips = (Object.keys(roundTrips) as RoundTrip[]).filter(
		// Of several assignments the first counts, not the newest.
		(trip) => name !== 'Measure Lift' || trip !== 'a store that only appends',
	);

	it.each(trips)('reads what it stored from %s', (trip) => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 3 }),
				fc.constantFrom('Europe/Berlin', 'America/New_York', 'UTC'),
				(seed, timeZone) => {
					const { then, now } = twoRuns(seed, timeZone);
					const stored = store(run(then, [], timeZone));
					// As every node reads its inputs.
					const travel = (rows: Rows) => roundTrips[trip](rows, timeZone).map(withoutByteOrderMark);
					const direct = run(now, stored, timeZone);
					const traveled = run(now, travel(stored), timeZone);
					expect(withoutTrip(traveled)).toEqual(withoutTrip(direct));
				},
			),
			{ numRuns: 4 },
		);
	});

	it('differs where nothing is stored', () => {
		const { then, now } = twoRuns(1, 'UTC');
		const stored = store(run(then, [], 'UTC'));
		expect(withoutTrip(run(now, [], 'UTC'))).not.toEqual(withoutTrip(run(now, stored, 'UTC')));
	});
});
