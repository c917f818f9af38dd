import type { Notice } from '../../../values/notice';
import { counted } from '../../../values/wording';

/**
 * The notice about what some orders leave open, as a list of one; empty where there are none.
 *
 * @param sentence from the counted things ("1 charge") and the matching verb ("is", "are")
 */
export function openQuestion(
	code: string,
	count: number,
	thing: string,
	sentence: (counted: string, are: 'is' | 'are') => string,
	level: Notice['level'] = 'warning',
): Notice[] {
	if (count === 0) return [];
	return [{ code, message: sentence(counted(count, thing), count === 1 ? 'is' : 'are'), level }];
}
