import { migrationOptions } from '../../src/core/migration/options';
import { trackMigration } from '../../src/core/migration/trackMigration';
import type { JsonRecord } from '../../src/values/jsonRecord';

const group = (name: string, midTier: number) => ({
	group: name,
	customers: 100,
	cuts: { champions: 400, vip: 300, highValue: 200, midTier },
});
const model = (...groups: Array<ReturnType<typeof group>>) => ({
	kind: 'tier',
	method: 'percentile',
	valueField: 'monetaryTotal',
	shares: { champions: 1, vip: 9, highValue: 10, lowValue: 20 },
	groups,
	lifespanYears: 3,
	newBelowDays: 90,
	matureFromDays: 365,
	lapsedAfterDays: 365,
	cohortMinimum: null,
});
const byAge = model(group('established', 100), group('new', 20));
const row = (asOf: string, given: JsonRecord = {}) => ({
	customerId: 'c1',
	asOf,
	tierValue: 50,
	...given,
});
const compare = (savedModel: object, now: JsonRecord, then: JsonRecord) =>
	trackMigration([now], migrationOptions.parse({ cutPoints: 'frozen', savedModel }), [then]);
const missing = ({ notices }: ReturnType<typeof compare>) =>
	notices.find(({ code }) => code === 'agesMissing');

describe('ages under frozen cut points of new and of established customers', () => {
	it('that are missing in a stored run are told, as they decide the tier', () => {
		const now = row('2026-02-28', { customerAgeDays: 60 });
		const result = compare(byAge, now, row('2026-01-31'));
		expect(result.customers[0].row).toMatchObject({
			migrationFrom: 'lowValue',
			migrationTo: 'midTier',
		});
		expect(missing(result)).toMatchObject({ level: 'warning' });
		expect(missing(result)?.message).toMatch(/^1 customer had neither "customerAgeDays" nor/);
	});

	it('are worked out from the first order where they are missing', () => {
		const first = { firstOrderAt: '2025-12-30T10:00:00Z' };
		const result = compare(byAge, row('2026-02-28', first), row('2026-01-31', first));
		expect(result.customers[0].row).toMatchObject({ migration: 'same', migrationTo: 'midTier' });
		expect(missing(result)).toBeUndefined();
	});

	it('are not needed where nobody is ranked by age', () => {
		const result = compare(model(group('all', 100)), row('2026-02-28'), row('2026-01-31'));
		expect(missing(result)).toBeUndefined();
	});
});
