import { readScore } from '../../src/core/nps/readScore';

it.each([
	['Not at all likely - 0', 0],
	['Extremely likely - 10', 10],
	['10 - Extremely likely', 10],
	['Extremely likely - 11', undefined],
	['2025 - 9', undefined],
	['- 9', undefined],
	['9 of 10', undefined],
	[-0, 0],
	[Infinity, undefined],
	[10n, undefined],
	[[9], undefined],
])('reads %p as %p', (cell, score) => {
	expect(readScore(cell)).toBe(score);
});
