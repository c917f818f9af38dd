import fc from 'fast-check';
import { checkChurn } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';
import { dateOfDay } from '../../src/values/days';
import type { JsonRecord } from '../../src/values/jsonRecord';

const start = 20_000;
const orderDays = fc.uniqueArray(fc.integer({ min: -200, max: 500 }), {
	minLength: 1,
	maxLength: 5,
});
const person = fc.record({
	orderDays,
	tier: fc.constantFrom('champions', 'vip', 'highValue', 'midTier', 'lowValue'),
});
/** What happens to a run: it dies before it stores anything, or some of its sends fail. */
const run = fc.record({
	gap: fc.integer({ min: 0, max: 40 }),
	isKilled: fc.boolean(),
	failing: fc.subarray([0, 1, 2, 3, 4]),
});
const given = fc.record({
	winBackBacklog: fc.constantFrom('window', 'skip', 'newest', 'all'),
	winBackNewest: fc.constantFrom(0, 1, 3),
	winBackWindowDays: fc.constantFrom(0, 7, 30),
	winBackCoolDownDays: fc.constantFrom(0, 60, 180),
});

function judge(
	people: ReadonlyArray<{ orderDays: number[]; tier: string }>,
	day: number,
	stored: readonly JsonRecord[],
	options: JsonRecord,
) {
	const rows = people.map(({ orderDays: days, tier }, i) => ({
		customerId: `c${i}`,
		asOf: dateOfDay(start + day),
		tier,
		orderHistory: days
			.filter((ordered) => ordered <= day)
			.sort((a, b) => a - b)
			.map((ordered) => `${dateOfDay(start + ordered)}:9`)
			.join(';'),
	}));
	const result = checkChurn(rows, churnOptions.parse({ ...options, winBack: 'newLapses' }), stored);
	return {
		rows: result.customers.map(({ row }) => row),
		due: result.winBackDue.map(({ row }) => row),
	};
}

describe('win-backs of new lapses', () => {
	it('are the same from a log of the rows that were due as from the state of everybody, in runs at most 30 days apart', () => {
		fc.assert(
			fc.property(
				fc.array(person, { minLength: 1, maxLength: 5 }),
				fc.integer({ min: 30, max: 400 }),
				fc.integer({ min: 1, max: 30 }),
				(people, firstDay, gap) => {
					let stored: JsonRecord[] = [];
					const log: JsonRecord[] = [];
					for (let day = firstDay; day < firstDay + 200; day += gap) {
						const byState = judge(people, day, stored, {});
						const byLog = judge(people, day, log, {});
						const keys = (rows: JsonRecord[]) => rows.map(({ winBackKey }) => winBackKey);
						expect(keys(byLog.due)).toEqual(keys(byState.due));
						stored = byState.rows;
						log.push(...byLog.due);
					}
				},
			),
			{ numRuns: 30 },
		);
	});

	it('reach nobody twice for one lapse, forget nobody, and keep the cool-down through crashes and failures', () => {
		fc.assert(
			fc.property(
				fc.array(person, { minLength: 1, maxLength: 5 }),
				fc.array(run, { maxLength: 20 }),
				given,
				(people, runs, options) => {
					const stored = new Map<string, JsonRecord>();
					const sent = new Map<string, number>();
					const lastSent = new Map<string, number>();
					let day = 0;
					for (const { gap, isKilled, failing } of runs) {
						day += gap;
						const { rows, due } = judge(people, day, [...stored.values()], options);
						expect(judge(people, day, [...stored.values()], options).due).toEqual(due);
						if (isKilled) continue;
						const failed = new Set(failing.map((i) => `c${i}`));
						const isFailed = (row: JsonRecord) =>
							row.winBackState === 'due' && failed.has(row.customerId as string);
						for (const row of due.filter((each) => !isFailed(each))) {
							const id = row.customerId as string;
							expect(sent.has(row.winBackKey as string)).toBe(false);
							sent.set(row.winBackKey as string, day);
							const last = lastSent.get(id) ?? -Infinity;
							expect(day - last).toBeGreaterThanOrEqual(options.winBackCoolDownDays);
							lastSent.set(id, day);
						}
						for (const row of rows) if (!isFailed(row)) stored.set(row.customerId as string, row);
						// Once the rows are stored, a second run on the same day sends only to those whose send failed.
						const again = judge(people, day, [...stored.values()], options).due;
						expect(again.every(({ customerId }) => failed.has(customerId as string))).toBe(true);
					}
					const { rows } = judge(people, day, [...stored.values()], options);
					for (const row of rows) {
						if (row.churnStatus !== 'lapsed' || row.winBackState === 'coolingDown') continue;
						expect(row.winBackSentKey).toBe(row.winBackKey);
					}
				},
			),
		);
	});

	it('are the same after a trip of the stored rows through text', () => {
		fc.assert(
			fc.property(
				fc.array(person, { minLength: 1, maxLength: 5 }),
				fc.integer({ min: 0, max: 200 }),
				fc.integer({ min: 1, max: 200 }),
				given,
				(people, first, later, options) => {
					const stored = judge(people, first, [], options).rows;
					const asText = stored.map((row) =>
						Object.fromEntries(
							Object.entries(row).map(([field, value]) => [field, String(value ?? '')]),
						),
					);
					const day = first + later;
					expect(judge(people, day, asText, options)).toEqual(judge(people, day, stored, options));
				},
			),
		);
	});
});
