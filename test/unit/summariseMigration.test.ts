import { migrationOptions } from '../../src/core/migration/options';
import { trackMigration } from '../../src/core/migration/trackMigration';

const run = (asOf: string, tiers: Record<string, string>, revenue: number) =>
	Object.entries(tiers).map(([customerId, tier]) => ({
		customerId,
		tier,
		asOf,
		monetaryLast365: revenue,
	}));
const then = run('2026-05-01', { a: 'midTier', b: 'vip', c: 'midTier' }, 1000);
const now = run('2026-05-31', { a: 'highValue', b: 'vip', d: 'lowValue' }, 1500);

describe('the moves in words', () => {
	const { moves } = trackMigration(now, migrationOptions.parse({}), then);
	const wordsOf = (code: string) => moves.find(({ migration }) => migration === code)?.explanation;

	it('say who moved, what share of the group that is, and what it did to revenue', () => {
		expect(wordsOf('up')).toBe(
			'Moved up from midTier to highValue: 1 customer, 50% of midTier then. Their revenue of the last 365 days rose from 1,000 to 1,500.',
		);
	});

	it('name no share of a group that new customers were not in', () => {
		expect(wordsOf('new')).toBe(
			'New, in lowValue: 1 customer. Their revenue of the last 365 days rose from 0 to 1,500.',
		);
	});

	it('say that revenue stayed the same', () => {
		const { moves: same } = trackMigration(
			now,
			migrationOptions.parse({ asOfThen: '2026-05-01' }),
			[{ ...now[1], asOf: '2026-05-01' }],
		);
		expect(same.map(({ explanation }) => explanation).join()).toMatch(
			/^Still vip: 1 customer, 100% of vip then\. Their revenue of the last 365 days stayed the same\./,
		);
	});
});

describe('the result in words', () => {
	it('says that verdicts need frozen cut points where groups are compared as given', () => {
		const { summary } = trackMigration(now, migrationOptions.parse({}), then);
		expect(summary.resultInWords).toBe(
			'Revenue of the last 365 days rose from 3,000 to 4,500. 1 customer moved up, 0 down, 1 are new. Health verdicts need frozen cut points and the days of both runs.',
		);
	});
});
