import type { IDataObject, IRun } from 'n8n-workflow';
import { executeExample, rowsOf } from '../support/n8n';

let run: IRun;
let rules: Map<unknown, IDataObject>;

beforeAll(async () => {
	run = await executeExample('which-points-are-right');
	rules = new Map(rowsOf(run, 'Rules').map((row) => [row.rule, row]));
}, 300_000);

it('runs to its end', () => {
	expect(run.data.resultData.error).toBeUndefined();
	expect(run.status).toBe('success');
});

it('finds both planted mistakes: too few points for a recent order, too many for tea', () => {
	expect(rules.get('recentOrder')).toMatchObject({ verdict: 'raise', pointsToday: 5 });
	expect(Number(rules.get('recentOrder')?.suggestedPoints)).toBeGreaterThan(30);
	expect(rules.get('likesTea')?.verdict).toMatch(/^(lower|drop)$/);
	expect(Number(rules.get('likesTea')?.suggestedPoints)).toBeLessThan(30);
});

it('recommends points that rank customers better than those of today', () => {
	const [summary] = rowsOf(run, 'Summary');
	expect(summary.recommendation).toBe('useTunedPoints');
	expect(summary.changes).toMatch(/recentOrder \+5 → \+\d+/);
	expect(Number(summary.topTenthDifference)).toBeGreaterThan(Number(summary.topTenthStandardError));
});
