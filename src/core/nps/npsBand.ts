export type NpsBand = 'promoter' | 'passive' | 'detractor';

/**
 * The band of an answer from 0 to 10.
 *
 * @example bandOfScore(9) // 'promoter'
 */
export function bandOfScore(score: number): NpsBand {
	if (score >= 9) return 'promoter';
	return score >= 7 ? 'passive' : 'detractor';
}
