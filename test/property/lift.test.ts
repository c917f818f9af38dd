import fc from 'fast-check';
import { measureLift } from '../../src/core/lift/measureLift';
import { liftOptions, type LiftOptions } from '../../src/core/lift/options';
import { dateOfDay } from '../../src/values/days';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { jsonFaults } from '../support/jsonFaults';

const lastDay = 20_000;
const options = liftOptions.parse({
	controlShare: 0,
	asOf: dateOfDay(lastDay),
	leastPerGroup: 2,
	leastConverters: 0,
});

interface Person {
	readonly group: 'control' | 'treated';
	readonly assigned: number;
	readonly orders: ReadonlyArray<readonly [daysAgo: number, cents: number]>;
}

const person: fc.Arbitrary<Person> = fc.record({
	group: fc.constantFrom('control' as const, 'treated' as const),
	assigned: fc.integer({ min: 20, max: 60 }),
	orders: fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 0, max: 50_000 })), { maxLength: 4 }),
});
const people = fc.array(person, { maxLength: 40 });

function rowsOf(
	list: readonly Person[],
	factor = 1,
): { rows: JsonRecord[]; assignments: JsonRecord[] } {
	const rows = list.map(({ group, orders }, i) => ({
		customerId: `c${i}`,
		holdoutGroup: group,
		orderHistory: [...orders]
			.sort(([a], [b]) => b - a)
			.map(([daysAgo, cents]) => `${dateOfDay(lastDay - daysAgo)}:${(cents * factor) / 100}`)
			.join(';'),
	}));
	const assignments = list.map(({ group, assigned }, i) => ({
		customerId: `c${i}`,
		holdoutGroup: group,
		assignedAt: dateOfDay(lastDay - assigned),
	}));
	return { rows, assignments };
}

const measure = (list: readonly Person[], given: LiftOptions = options, factor = 1) => {
	const { rows, assignments } = rowsOf(list, factor);
	return measureLift(rows, given, assignments);
};

it('loses no customer, and counts each in one way', () => {
	fc.assert(
		fc.property(people, (list) => {
			const { customers, summary } = measure(list);
			expect(customers).toHaveLength(list.length);
			const { counted, immature, notAssigned } = summary as Record<string, number>;
			expect(counted + immature + notAssigned).toBe(list.length);
		}),
	);
});

it('gives plain JSON, without NaN, for groups of any size', () => {
	fc.assert(
		fc.property(people, fc.boolean(), fc.boolean(), (list, cuped, alwaysValid) => {
			const { results, summary, customers } = measure(list, { ...options, cuped, alwaysValid });
			const own = () => false;
			expect(jsonFaults(results, 'results', own)).toEqual([]);
			expect(jsonFaults(summary, 'summary', own)).toEqual([]);
			expect(jsonFaults(customers, 'customers', own)).toEqual([]);
		}),
	);
});

it('turns the sign and nothing else when the groups are swapped', () => {
	const swapped = ({ group, ...rest }: Person): Person => ({
		...rest,
		group: group === 'control' ? 'treated' : 'control',
	});
	fc.assert(
		fc.property(people, (list) => {
			const one = measure(list).findings;
			const other = measure(list.map(swapped)).findings;
			one.forEach(({ estimate, leading }, i) => {
				const turned = other[i];
				expect(turned.estimate.control).toEqual(estimate.treated);
				expectClose(turned.leading.difference, negative(leading.difference));
				expectClose(turned.leading.low, negative(leading.high));
				expectClose(turned.leading.standardError, leading.standardError);
				expectClose(turned.leading.p, leading.p);
			});
		}),
	);
});

it('scales amounts and nothing else when revenue comes in another unit', () => {
	fc.assert(
		fc.property(people, (list) => {
			const [inCents] = measure(list, options, 100).findings;
			const [inUnits] = measure(list).findings;
			expectClose(inCents.leading.difference, times(inUnits.leading.difference, 100));
			expectClose(inCents.leading.high, times(inUnits.leading.high, 100));
			expectClose(inCents.leading.p, inUnits.leading.p);
			expectClose(inCents.leading.lift, inUnits.leading.lift);
		}),
	);
});

it('does not depend on the order of rows', () => {
	const shuffled = people.chain((list) =>
		fc.tuple(
			fc.constant(list),
			fc.shuffledSubarray([...list.keys()], { minLength: list.length, maxLength: list.length }),
		),
	);
	fc.assert(
		fc.property(shuffled, ([list, order]) => {
			const { rows, assignments } = rowsOf(list);
			const one = measureLift(rows, options, assignments);
			const other = measureLift(
				order.map((i) => rows[i]),
				options,
				[...order].reverse().map((i) => assignments[i]),
			);
			expect(other.results).toEqual(one.results);
			expect(other.summary).toEqual(one.summary);
			expect(other.customers.map(({ row }) => row)).toEqual(one.customers.map(({ row }) => row));
		}),
	);
});

const negative = (value: number | null) => times(value, -1);
const times = (value: number | null, factor: number) => (value === null ? null : value * factor);

function expectClose(found: number | null, wanted: number | null): void {
	if (found === null || wanted === null) return expect(found).toBe(wanted);
	const isClose = Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
	expect({ found, isClose }).toEqual({ found, isClose: true });
}
