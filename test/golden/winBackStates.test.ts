import { readReference } from '../../harness/data/referenceData';
import { checkChurn } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';
import { dateOfDay, dayOfDate } from '../../src/values/days';
import type { JsonRecord } from '../../src/values/jsonRecord';

interface Limits {
	windowDays: number;
	coolDownDays: number;
	backlog: string;
	newest: number;
}
interface Stored {
	customerId: string;
	winBackState: string;
	winBackSince: string | null;
	winBackSentKey: string | null;
}
interface Run {
	asOf: string;
	crash?: boolean;
	sendFailed?: string[];
	customers: Array<{ customerId: string; tier: string; orderHistory: string }>;
	expected: Array<Stored & { due: boolean }>;
	storedAfter: Stored[];
}
interface Daily {
	first: string;
	days: number;
	options: Limits;
	customers: Array<{
		customerId: string;
		tier: string;
		tierFrom: Array<[day: string, tier: string]>;
		orderDays: string[];
	}>;
	crashedRuns: string[];
	sendFailed: Record<string, string[]>;
	expected: {
		emissions: Array<[day: string, customerId: string]>;
		storedStateChanges: Array<
			[day: string, customerId: string, state: string, since: string | null]
		>;
	};
}
const reference = readReference<{
	scenarios: Array<{ name: string; why: string; options: Limits; runs: Run[] }>;
	daily: Daily[];
}>('win-back-states.json');

/** The stored rows of a shop, and runs that read them. */
class Shop {
	readonly stored = new Map<string, JsonRecord>();

	constructor(private readonly limits: Limits) {}

	run(asOf: string, customers: JsonRecord[]) {
		const options = churnOptions.parse({
			winBack: 'newLapses',
			winBackWindowDays: this.limits.windowDays,
			winBackCoolDownDays: this.limits.coolDownDays,
			winBackBacklog: this.limits.backlog,
			winBackNewest: this.limits.newest,
		});
		const rows = customers.map((row) => ({ asOf, ...row }));
		const result = checkChurn(rows, options, [...this.stored.values()]);
		return {
			rows: result.customers.map(({ row }) => row),
			due: result.winBackDue.map(({ row }) => row.customerId as string),
		};
	}

	store(rows: readonly JsonRecord[], failed: readonly string[] = []): void {
		for (const row of rows) {
			const id = row.customerId as string;
			if (!failed.includes(id)) this.stored.set(id, row);
		}
	}
}

const stateOf = (row: JsonRecord | undefined) =>
	row && {
		customerId: row.customerId,
		winBackState: row.winBackState,
		winBackSince: row.winBackSince,
		winBackSentKey: row.winBackSentKey,
	};

describe('win-back states', () => {
	it.each(reference.scenarios)('$name: $why', ({ options, runs }) => {
		const shop = new Shop(options);
		for (const { asOf, customers, expected, storedAfter, crash, sendFailed } of runs) {
			const { rows, due } = shop.run(asOf, customers);
			expect(
				rows.map((row) => ({ ...stateOf(row), due: due.includes(row.customerId as string) })),
			).toEqual(expected);
			if (!crash) shop.store(rows, sendFailed);
			expect([...shop.stored.values()].map(stateOf)).toEqual(expect.arrayContaining(storedAfter));
			expect(shop.stored.size).toBe(storedAfter.length);
		}
	});

	it.each(reference.daily)(
		'are those of the reference over $days daily runs with crashes and failed sends',
		({ first, days, options, customers, crashedRuns, sendFailed, expected }) => {
			const shop = new Shop(options);
			const firstDay = dayOfDate(first) ?? NaN;
			const orderedBy = (asOf: string) =>
				customers.filter(({ orderDays }) => orderDays.some((date) => date <= asOf));
			const emissions: Daily['expected']['emissions'] = [];
			const changes: Daily['expected']['storedStateChanges'] = [];
			for (let day = 0; day < days; day++) {
				const asOf = dateOfDay(firstDay + day);
				const { rows, due } = shop.run(
					asOf,
					orderedBy(asOf).map(({ customerId, tier, tierFrom, orderDays }) => ({
						customerId,
						tier: tierFrom.filter(([from]) => from <= asOf).at(-1)?.[1] ?? tier,
						orderHistory: orderDays
							.filter((date) => date <= asOf)
							.map((date) => `${date}:50`)
							.join(';'),
					})),
				);
				const failed = sendFailed[asOf] ?? [];
				for (const id of due) emissions.push([asOf, id]);
				if (crashedRuns.includes(asOf)) continue;
				for (const row of rows) {
					const id = row.customerId as string;
					const before = shop.stored.get(id)?.winBackState;
					if (failed.includes(id) || before === row.winBackState) continue;
					changes.push([asOf, id, row.winBackState as string, row.winBackSince as string | null]);
				}
				shop.store(rows, failed);
			}
			expect(emissions).toEqual(expected.emissions);
			expect(changes).toEqual(expected.storedStateChanges);
		},
	);
});
