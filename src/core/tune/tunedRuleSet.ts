import { firstFew } from '../../values/wording';
import type { ScoreRule } from '../score/scoreRule';
import type { Feature } from './features';
import type { SuggestedPoints } from './suggestPoints';

/** A rule set as Score Customer accepts it. */
export interface RuleSet {
	readonly rules: readonly ScoreRule[];
}

/** The rule set to use from now on, and how it differs from today's. */
export interface TunedRuleSet {
	/** Null where there are no rules: fields whose points are not better than today's score. */
	readonly ruleSet: RuleSet | null;
	readonly isTuned: boolean;
	readonly changes: string;
}

/** The suggested points as a rule set, or today's rules where the tuned score is not better or has no rule left. */
export function tunedRuleSet(
	features: readonly Feature[],
	points: readonly SuggestedPoints[],
	isBetter: boolean,
): TunedRuleSet {
	const suggested = features.flatMap(({ ruleWith }, place) => {
		const { suggested: number, verdict } = points[place];
		return number === null || verdict === 'drop' ? [] : [ruleWith(number)];
	});
	if (isBetter && suggested.length > 0) {
		const changes = features.flatMap((feature, place) => changeOf(feature, points[place]) ?? []);
		const words = changes.length === 0 ? 'No points change.' : `${firstChanges(changes)}.`;
		return { ruleSet: { rules: suggested }, isTuned: true, changes: words };
	}
	const today = features.flatMap(({ ruleWith, pointsToday }) =>
		pointsToday === undefined ? [] : [ruleWith(pointsToday)],
	);
	return {
		ruleSet: today.length === 0 ? null : { rules: today },
		isTuned: false,
		changes: 'No points change.',
	};
}

function changeOf({ name, pointsToday }: Feature, point: SuggestedPoints): string | undefined {
	const { verdict, suggested } = point;
	const code = firstFew([name]);
	if (verdict === 'drop') return pointsToday === undefined ? undefined : `${code} dropped`;
	if (verdict === 'add') return `${code} ${signed(suggested)} for each unit`;
	return suggested === null || suggested === pointsToday
		? undefined
		: `${code} ${signed(pointsToday ?? 0)} → ${signed(suggested)}`;
}

const mostChanges = 20;

function firstChanges(changes: readonly string[]): string {
	const more = changes.length > mostChanges ? `; ${changes.length - mostChanges} more` : '';
	return changes.slice(0, mostChanges).join('; ') + more;
}

function signed(points: number | null): string {
	return points !== null && points > 0 ? `+${points}` : `${points}`;
}
