import { dateOfDay } from '../../values/days';
import type { NpsJudgement } from './judgePerson';
import { bandOfScore, type NpsBand } from './npsBand';
import type { Answer } from './readAnswers';

const names = {
	promoter: 'Promoter',
	passive: 'Passive',
	detractor: 'Detractor',
} as const satisfies Record<NpsBand, string>;

/** A person's answer and what follows from it, in a few short sentences. */
export function explainNps(judged: NpsJudgement): string {
	const { answer, change, surveyDue } = judged;
	if (answer === undefined) {
		return surveyDue ? 'Never answered. A survey is due.' : 'Never answered.';
	}
	const due = surveyDue
		? ' A survey is due: the customer ordered since, and the answer is old.'
		: '';
	return answerInWords(answer, change) + follows(judged) + due;
}

function answerInWords({ score, day }: Answer, change: number | undefined): string {
	const since = change === undefined ? '' : `, ${changeInWords(change)}`;
	return `${names[bandOfScore(score)]}: ${score} of 10 on ${dateOfDay(day)}${since}.`;
}

function changeInWords(change: number): string {
	if (change === 0) return 'as before';
	return `${Math.abs(change)} ${change > 0 ? 'more' : 'less'} than before`;
}

function follows({ isAmbassador, careUrgency, tier }: NpsJudgement): string {
	const group = tier === '' ? '' : ` (tier ${tier})`;
	if (isAmbassador) return ` An ambassador${group}.`;
	return careUrgency === undefined ? '' : ` Needs care, urgency ${careUrgency}${group}.`;
}
