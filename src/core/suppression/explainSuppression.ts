import { channelNames, channels } from '../../values/channels';
import type { SuppressionOptions } from './options';
import type { RuleSet } from './ruleSets';
import { suppressionRules, type SuppressionFacts } from './suppressionRules';

/** The channels that each rule suppresses, inside a sentence. */
const closedInWords = suppressionRules.map(({ channels: closed }) =>
	closed.length === channels.length
		? 'contact at all'
		: closed.map((channel) => channelNames[channel]).join(', '),
);

const inactiveBit = 1 << suppressionRules.findIndex(({ code }) => code === 'inactive');
const mostKept = 20_000;

/**
 * Returns the function that explains in one sentence why channels are suppressed: each reason, the most important
 * first, and its channels.
 *
 * Only the reason `inactive` has numbers of the customer's own, so most sentences are built once.
 */
export function suppressionExplainer(
	options: SuppressionOptions,
): (matches: RuleSet, facts: SuppressionFacts) => string {
	const written = new Map<number, string>();
	return (matches, facts) => {
		if (matches === 0) return 'May be contacted on every channel';
		const key = (matches & inactiveBit) === 0 ? matches : keyOfSilence(matches, facts);
		let sentence = written.get(key);
		if (sentence === undefined) {
			sentence = write(matches, facts, options);
			if (key >= 0 && written.size < mostKept) written.set(key, sentence);
		}
		return sentence;
	};
}

function write(matches: RuleSet, facts: SuppressionFacts, options: SuppressionOptions): string {
	const clauses: string[] = [];
	suppressionRules.forEach((rule, index) => {
		if ((matches & (1 << index)) === 0) return;
		clauses.push(`no ${closedInWords[index]}: ${rule.because(facts, options)}`);
	});
	const sentence = clauses.join('; ');
	return `N${sentence.slice(1)}`;
}

/**
 * One number for a set of rules, a whole number of days and a limit; −1 where the days are not a whole number in range.
 */
function keyOfSilence(
	matches: RuleSet,
	{ daysSinceLastOrder, inactivityDays }: SuppressionFacts,
): number {
	if (!Number.isInteger(daysSinceLastOrder) || daysSinceLastOrder > 8191) return -1;
	return (inactivityDays * 8192 + daysSinceLastOrder) * 2 ** suppressionRules.length + matches;
}
