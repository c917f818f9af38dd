import { dateOfDay } from '../../values/days';
import { bandOfScore } from './npsBand';
import { addAnswer, noAnswers, type NpsCounts } from './npsInterval';
import type { Answers } from './readAnswers';

/** All counted answers by month, oldest first. */
export function answersByMonth({ ofPerson }: Answers): Array<[month: string, counts: NpsCounts]> {
	const months = new Map<string, NpsCounts>();
	const monthOf = new Map<number, string>();
	for (const given of ofPerson) {
		for (const { day, score } of given ?? []) {
			let month = monthOf.get(day);
			if (month === undefined) monthOf.set(day, (month = dateOfDay(day).slice(0, 7)));
			let counts = months.get(month);
			if (counts === undefined) months.set(month, (counts = noAnswers()));
			addAnswer(counts, bandOfScore(score));
		}
	}
	return [...months].sort(([a], [b]) => (a < b ? -1 : 1));
}
