import type { CompiledRule } from './compileRules';
import type { PersonScore } from './scorePerson';
import { engagementCapCode } from './scoreRule';

/** Why a score is what it is. */
export interface ScoreWords {
	/** `code:+50,code:-25`; the points add up to the score. */
	readonly reasons: string;
	/** The same as a sentence. */
	readonly explanation: string;
}

/** Makes the function that says why, for a rule set. */
export function scoreExplainer(
	rules: readonly CompiledRule[],
	engagementCap: number,
): (score: PersonScore) => ScoreWords {
	const capLabel = `engagement counts at most ${engagementCap}`;
	return ({ points, score, overCap }) => {
		let reasons = '';
		let parts = '';
		for (const rule of rules) {
			const given = points[rule.index];
			if (given === 0) continue;
			const signed = signedPoints(given);
			reasons += reasons === '' ? `${rule.code}:${signed}` : `,${rule.code}:${signed}`;
			parts += parts === '' ? `${signed} ${rule.label}` : `; ${signed} ${rule.label}`;
		}
		if (overCap > 0) {
			reasons += `,${engagementCapCode}:${signedPoints(-overCap)}`;
			parts += `; ${signedPoints(-overCap)} ${capLabel}`;
		}
		const total = score === 100 || score === -100 ? 'point' : 'points';
		const explanation = `${score / 100} ${total}: ${parts === '' ? 'no rule applies' : parts}.`;
		return { reasons, explanation };
	};
}

function signedPoints(hundredths: number): string {
	return hundredths > 0 ? `+${hundredths / 100}` : `${hundredths / 100}`;
}
