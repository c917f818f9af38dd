import { readReference } from '../../harness/data/referenceData';
import { assignTiers } from '../../src/core/tier/assignTiers';
import { tierOptions } from '../../src/core/tier/options';
import { tierCodes } from '../../src/core/tier/tierCodes';
import { dateOfDay, dayOfDate } from '../../src/values/days';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { rankedTierModel } from '../support/savedTierModels';

interface Unit {
	name: string;
	value: number;
	cuts: JsonRecord;
	previousTier: string | null;
	tierSince: string | null;
	asOf: string;
	marginPercent: number;
	lastedDays: number;
	expected: { tier: string; tierSince: string; withoutHysteresis: string };
}
interface Sequence {
	customerId: string;
	first: string;
	values: number[];
	expected: {
		tierIndex: number[];
		sinceDay: number[];
		withoutHysteresis: number[];
		changes: number;
		changesWithout: number;
	};
}
const reference = readReference<{
	definition: { cuts: JsonRecord };
	units: Unit[];
	sequences: Sequence[];
}>('tier-hysteresis.json');

function assign(row: JsonRecord, cuts: JsonRecord, previous: JsonRecord[], given: JsonRecord) {
	const savedModel = rankedTierModel(cuts, { valueField: 'points' });
	const options = tierOptions.parse({ ...given, use: 'savedModel', savedModel });
	return assignTiers([{ customerId: 'a', ...row }], options, previous).customers[0].row;
}

describe('hysteresis of tiers', () => {
	it.each(reference.units)(
		'takes or holds as the reference does: $name, $value from $previousTier since $tierSince',
		({ value, cuts, previousTier, tierSince, asOf, marginPercent, lastedDays, expected }) => {
			const previous =
				previousTier === null ? [] : [{ customerId: 'a', tier: previousTier, tierSince }];
			const given = { steadyMarginPercent: marginPercent, steadyDays: lastedDays };
			const row = { points: value, asOf };
			const steady = assign(row, cuts, previous, { ...given, keepTiersSteady: true });
			expect([steady.tier, steady.tierSince]).toEqual([expected.tier, expected.tierSince]);
			expect(assign(row, cuts, previous, given).tier).toBe(expected.withoutHysteresis);
		},
	);

	it.each(reference.sequences)(
		'follows $customerId through 90 daily runs, each fed the rows of the last',
		({ first, values, expected }) => {
			const firstDay = dayOfDate(first) ?? NaN;
			let previous: JsonRecord[] = [];
			const days = values.map((points, day) => {
				const row = { points, asOf: dateOfDay(firstDay + day) };
				const { cuts } = reference.definition;
				const steady = assign(row, cuts, previous, { keepTiersSteady: true });
				previous = [steady];
				return {
					tier: tierCodes.indexOf(steady.tier as (typeof tierCodes)[number]),
					since: (dayOfDate(steady.tierSince) ?? NaN) - firstDay,
					without: tierCodes.indexOf(assign(row, cuts, [], {}).tier as (typeof tierCodes)[number]),
				};
			});
			expect(days.map(({ tier }) => tier)).toEqual(expected.tierIndex);
			expect(days.map(({ since }) => since)).toEqual(expected.sinceDay);
			expect(days.map(({ without }) => without)).toEqual(expected.withoutHysteresis);
		},
	);
});
