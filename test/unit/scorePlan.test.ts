import { asOf, ownRules, runScore } from '../support/runScore';

const rows = Array.from({ length: 150 }, (_, i) => ({
	customerId: String(i).padStart(3, '0'),
	asOf,
	npsScore: i % 11,
	orderHistory: Array.from({ length: 1 + (i % 4) }, () => `2025-0${1 + (i % 6)}-03:${i}`).join(';'),
}));

describe('a saved model', () => {
	it('gives each customer of its own batch the batch’s numbers, whatever the panel says', () => {
		const options = { bandLimits: 'percentiles', engagementCap: 40 };
		const batch = runScore(rows, options);
		const savedModel = JSON.stringify(batch.summary.model);
		batch.customers.forEach(({ row, source }) => {
			const apply = { use: 'savedModel', savedModel, engagementCap: 3, vipAbove: 1e6 };
			expect(runScore([rows[source]], apply).customers[0].row).toEqual(row);
		});
	});

	it('carries rules of one’s own', () => {
		const rule = { code: 'one', source: 'field', field: 'npsScore', points: 3, pointsFor: 'unit' };
		const { summary, customers } = runScore(rows, ownRules(rule));
		const applied = runScore(rows, { use: 'savedModel', savedModel: summary });
		expect(applied.customers).toEqual(customers);
	});

	it.each([
		['', 'savedModel'],
		['{', 'savedModel'],
		[{ kind: 'rfm' }, 'savedModel'],
		[{ kind: 'score', version: 'x', rules: [{ code: 'a' }] }, 'savedModel.rules.0.source'],
	])('that is none (%j) is refused at %s', (savedModel, field) => {
		expect(() => runScore(rows, { use: 'savedModel', savedModel })).toThrow(
			expect.objectContaining({ field }),
		);
	});
});

describe('limits', () => {
	it.each([
		[{ vipAbove: 50, reengageBelow: 60 }, 'reengageBelow'],
		[
			{ bandLimits: 'percentiles', vipTopPercent: 60, reengageBottomPercent: 41 },
			'reengageBottomPercent',
		],
		[{ asOf: 'soon' }, 'asOf'],
		[{ timeZone: 'Mars' }, 'timeZone'],
		[{ fieldPrefix: '1st' }, 'fieldPrefix'],
	])('that contradict (%j) are refused at %s', (options, field) => {
		expect(() => runScore(rows, options)).toThrow(expect.objectContaining({ field }));
	});
});
