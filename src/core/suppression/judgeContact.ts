import { codeList } from '../../values/codeList';
import { suppressionExplainer } from './explainSuppression';
import type { SuppressionOptions } from './options';
import { bitOf, consequencesOf, inactivityRules, type ChannelSet, type RuleSet } from './ruleSets';
import { suppressionRules, type SuppressionFacts } from './suppressionRules';

/** Which channels are suppressed for one customer, and why. */
export interface ContactJudgement {
	readonly matches: RuleSet;
	readonly closed: ChannelSet;
	/** Whether the deciding channel is suppressed. */
	readonly isSuppressed: boolean;
	readonly reasons: string;
	readonly explanation: string;
	/** Whether a win-back message may still be sent on the deciding channel. */
	readonly winBackAllowed: boolean;
	/** Whether a person should look at the customer. */
	readonly escalate: boolean;
}

/** Returns the function that judges a customer by its facts. */
export function contactJudge(
	options: SuppressionOptions,
): (facts: SuppressionFacts) => ContactJudgement {
	const intentTiers = new Set(codeList(options.intentTiers));
	const escalateTiers = new Set(codeList(options.escalateTiers));
	const explain = suppressionExplainer(options);
	const followsFrom = consequencesOf();
	const decidingBit = bitOf(options.channel);
	return (facts) => {
		const { tier, daysSinceLastOrder, winBackDays, intentDaysAgo } = facts;
		const hasIntent =
			tier !== undefined &&
			intentTiers.has(tier) &&
			intentDaysAgo !== undefined &&
			intentDaysAgo < options.intentDays;
		const matches = matchRules(facts, options) & (hasIntent ? ~inactivityRules : ~0);
		const { closed, reasons } = followsFrom(matches);
		const isInWindow =
			daysSinceLastOrder >= winBackDays &&
			daysSinceLastOrder < winBackDays + options.winBackWindowDays;
		return {
			matches,
			closed,
			isSuppressed: (closed & decidingBit) !== 0,
			reasons,
			explanation: explain(matches, facts),
			winBackAllowed:
				isInWindow && (followsFrom(matches & ~inactivityRules).closed & decidingBit) === 0,
			escalate:
				tier !== undefined &&
				escalateTiers.has(tier) &&
				options.escalateAfterDays > 0 &&
				daysSinceLastOrder >= options.escalateAfterDays &&
				!facts.hasRequestedDeletion,
		};
	};
}

function matchRules(facts: SuppressionFacts, options: SuppressionOptions): RuleSet {
	let matches = 0;
	for (let index = 0; index < suppressionRules.length; index++) {
		if (suppressionRules[index].applies(facts, options)) matches |= 1 << index;
	}
	return matches;
}
