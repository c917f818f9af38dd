import { dateOfDay } from '../../values/days';
import type { NpsBand } from './npsBand';
import type { NpsJudgement } from './judgePerson';

const names = {
	promoter: 'Promoter',
	passive: 'Passive',
	detractor: 'Detractor',
} as const satisfies Record<NpsBand, string>;

/** What a person answered and what follows from it, in a few short sentences. */
export function explainNps(judged: NpsJudgement): string {
	const due = judged.surveyDue ? [dueInWords(judged)] : [];
	return [answerInWords(judged), ...follows(judged), ...due].join(' ');
}

function answerInWords({ answer, band, change }: NpsJudgement): string {
	if (answer === undefined || band === undefined) return 'Never answered.';
	const since = change === undefined ? '' : `, ${changeInWords(change)}`;
	return `${names[band]}: ${answer.score} of 10 on ${dateOfDay(answer.day)}${since}.`;
}

function changeInWords(change: number): string {
	if (change === 0) return 'as before';
	return `${Math.abs(change)} ${change > 0 ? 'more' : 'less'} than before`;
}

function follows({ isAmbassador, careUrgency, tier }: NpsJudgement): string[] {
	const group = tier === '' ? '' : ` (tier ${tier})`;
	if (isAmbassador) return [`An ambassador${group}.`];
	if (careUrgency !== undefined) return [`Needs care, urgency ${careUrgency}${group}.`];
	return [];
}

function dueInWords({ answer }: NpsJudgement): string {
	return answer === undefined
		? 'A survey is due.'
		: 'A survey is due: the customer ordered since, and the answer is old.';
}
