import type { CompiledRule } from './compileRules';
import type { PersonScore } from './scorePerson';
import { engagementCapCode } from './scoreRule';

/** The explanation of a score. */
export interface ScoreWords {
	/** `code:+50,code:-25`; the points add up to the score. */
	readonly reasons: string;
	/** The same as a sentence. */
	readonly explanation: string;
}

/** Customers with the same points share their texts: a node of a tree with one level per rule that gives points. */
interface Branch {
	words: ScoreWords | undefined;
	readonly next: Map<number, Branch>;
}

/** Decaying points are different for everyone: more texts than this are not worth caching. */
const keptBranches = 20_000;
const ruleSpan = 1024;

/**
 * Returns the function that explains a score, for a rule set.
 *
 * The texts for equal points are built once and shared: otherwise they would take most of a run's memory.
 */
export function scoreExplainer(
	rules: readonly CompiledRule[],
	engagementCap: number,
): (score: PersonScore) => ScoreWords {
	const root: Branch = { words: undefined, next: new Map() };
	const capLabel = `capped: engagement gives at most ${engagementCap}`;
	let branches = 0;
	return (score) => {
		let branch: Branch | undefined = root;
		for (let index = 0; index < rules.length && branch !== undefined; index++) {
			const points: number = score.points[index];
			if (points === 0) continue;
			const step: number = points * ruleSpan + index;
			let next: Branch | undefined = branch.next.get(step);
			if (next === undefined && branches < keptBranches) {
				branches++;
				next = { words: undefined, next: new Map() };
				branch.next.set(step, next);
			}
			branch = next;
		}
		if (branch === undefined) return wordsOf(rules, score, capLabel);
		branch.words ??= wordsOf(rules, score, capLabel);
		return branch.words;
	};
}

function wordsOf(
	rules: readonly CompiledRule[],
	{ points, score, overCap }: PersonScore,
	capLabel: string,
): ScoreWords {
	const reasons: string[] = [];
	const parts: string[] = [];
	for (const rule of rules) {
		const given = points[rule.index];
		if (given === 0) continue;
		const signed = signedPoints(given);
		reasons.push(`${rule.code}:${signed}`);
		parts.push(`${signed} ${rule.label}`);
	}
	if (overCap > 0) {
		reasons.push(`${engagementCapCode}:${signedPoints(-overCap)}`);
		parts.push(`${signedPoints(-overCap)} ${capLabel}`);
	}
	const unit = Math.abs(score) === 100 ? 'point' : 'points';
	const why = parts.length === 0 ? 'no rule applies' : parts.join('; ');
	// Joined rather than concatenated: a concatenated text keeps all its parts in memory.
	return {
		reasons: reasons.join(','),
		explanation: [score / 100, ' ', unit, ': ', why, '.'].join(''),
	};
}

function signedPoints(hundredths: number): string {
	return hundredths > 0 ? `+${hundredths / 100}` : `${hundredths / 100}`;
}
