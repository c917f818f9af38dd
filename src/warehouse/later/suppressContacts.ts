import type { SuppressionOptions } from '../../core/suppression/options';
import { type SuppressionRule, suppressionRules } from '../../core/suppression/suppressionRules';
import { type Channel, channels } from '../../values/channels';
import { codeList } from '../../values/codeList';
import { consentWords } from '../../values/yesOrNo';
import { blanks } from '../cells';
import type { Dialect } from '../dialects/dialect';
import type { Frame } from '../frame';
import { quotedText } from '../safeNames';
import { cases, never, select, type Step } from '../step';
import { daysOfLastOrder } from './numberFields';
import { daysByTier } from './tierWords';

/** Applies the rules of Build Suppression List that need only what the statement has. */
export function suppressContacts(frame: Frame, from: string, options: SuppressionOptions): Step[] {
	return [
		{ name: 'contact_facts', sql: contactFacts(frame, from) },
		{ name: 'contact_rules', sql: contactRules(frame, options) },
		{ name: 'suppressed_customers', sql: suppressedCustomers(frame, options) },
	];
}

/** Consents as yes, no or NULL, and the results of earlier steps; NULL where these were not chosen. */
function contactFacts({ dialect, later }: Frame, from: string): string {
	const none = dialect.text('NULL');
	return select(
		{
			'*': '*',
			order_silence: daysOfLastOrder(''),
			own_tier: later.tiers === undefined ? none : 'tier',
			own_group: later.tiers === undefined ? none : 'holdout_group',
			may_email: consentOf(dialect, 'email_consent'),
			may_sms: consentOf(dialect, 'sms_consent'),
			may_push: consentOf(dialect, 'push_consent'),
		},
		`FROM ${from}`,
	);
}

/** A consent as `readConsent` reads it. */
function consentOf(dialect: Dialect, column: string): string {
	const { lower, trimmed, replacePattern, quoteText } = dialect;
	const word = replacePattern(lower(trimmed(column, blanks)), `[${blanks}-]+`, '_');
	const isOneOf = (words: readonly string[]) => `${word} IN (${words.map(quoteText).join(', ')})`;
	return cases([
		[isOneOf(consentWords.withheld), "'no'"],
		[isOneOf(consentWords.given), "'yes'"],
	]);
}

const consents: Partial<Record<Channel, readonly [fact: string, unknown: UnknownOption]>> = {
	emailBroadcast: ['may_email', 'unknownEmailConsent'],
	sms: ['may_sms', 'unknownSmsConsent'],
	push: ['may_push', 'unknownPushConsent'],
};

type UnknownOption = 'unknownEmailConsent' | 'unknownSmsConsent' | 'unknownPushConsent';

/** Customers with 1 for each rule that applies to them. */
function contactRules(frame: Frame, options: SuppressionOptions): string {
	const matches = suppressionRules.map((rule, i) => {
		const condition = conditionOf(frame, rule, options);
		return [`rule_${i}_applies`, `(CASE WHEN ${condition} THEN 1 ELSE 0 END)`] as const;
	});
	return select({ '*': '*', ...Object.fromEntries(matches) }, 'FROM contact_facts');
}

/** The condition of a rule; bounces, complaints, deletion requests and contacts are not known in a statement. */
function conditionOf(frame: Frame, rule: SuppressionRule, options: SuppressionOptions): string {
	const conditions: Readonly<Record<string, () => string>> = {
		deletionRequested: () => never,
		unsubscribed: () => `${consentIn(rule)[0]} = 'no'`,
		consentUnknown: () => {
			const [fact, unknown] = consentIn(rule);
			return options[unknown] === 'suppress' ? `${fact} IS NULL` : never;
		},
		bounced: () => never,
		complained: () => never,
		holdout: () => "own_group = 'control'",
		frequencyCap: () => never,
		inactive: () =>
			`order_silence >= ${daysByTier(frame, 'own_tier', options.inactivityTable, 'inactivityTable')}`,
		longInactive: () => longInactive(frame, options),
		notEngaged: () => (options.engagementDays > 0 ? isIn(frame, options, 'costlyTiers') : never),
		retargetingTooLate: () =>
			after(
				options.retargetingDays,
				`${isIn(frame, options, 'costlyTiers')} AND order_silence >= `,
			),
		recentBuyer: () => after(options.recentBuyerDays, 'order_silence <= '),
		topCustomer: () => isIn(frame, options, 'topTiers'),
		repeatBuyer: () => after(options.repeatBuyerOrders, 'order_count_lifetime >= '),
	};
	if (!Object.hasOwn(conditions, rule.code)) throw new Error(`No SQL for the rule ${rule.code}`);
	return conditions[rule.code]();
}

/** A comparison with a number for which 0 means never. */
function after(limit: number, comparison: string): string {
	return limit > 0 ? `(${comparison}${limit})` : never;
}

function consentIn({ channels: [channel] }: SuppressionRule): readonly [string, UnknownOption] {
	const found = consents[channel];
	if (found === undefined) throw new Error(`No consent for ${channel}`);
	return found;
}

function longInactive(frame: Frame, options: SuppressionOptions): string {
	const { inactivityTable, costlyTiers, longInactivityDays } = options;
	const known = [...inactivityTable.map(({ tier }) => tier.trim()), ...codeList(costlyTiers)];
	const isKnown = isOneOf(frame, known, 'inactivityTable');
	return after(
		longInactivityDays,
		`${isKnown} AND NOT ${isIn(frame, options, 'topTiers')} AND order_silence >= `,
	);
}

/** Whether the tier is one of a list; false without a tier. */
function isIn(
	frame: Frame,
	options: SuppressionOptions,
	list: 'topTiers' | 'costlyTiers' | 'escalateTiers',
): string {
	return isOneOf(frame, codeList(options[list]), list);
}

function isOneOf({ dialect }: Frame, tiers: readonly string[], field: string): string {
	const names = tiers.map((tier) => quotedText(dialect, tier, field));
	return names.length === 0
		? never
		: `(own_tier IS NOT NULL AND own_tier IN (${names.join(', ')}))`;
}

function suppressedCustomers(frame: Frame, options: SuppressionOptions): string {
	const { dialect } = frame;
	const { joined, part } = dialect;
	const applies = (i: number) => `rule_${i}_applies = 1`;
	const channelList = channels.map((channel) => {
		const closing = closingRules(channel).map(applies);
		return `(CASE WHEN ${closing.join(' OR ')} THEN ',${channel}' ELSE '' END)`;
	});
	const reasons = suppressionRules.map(({ channels: closed, code }, i) => {
		const text = closed.map((channel) => `,${channel}:${code}`).join('');
		return `(CASE WHEN ${applies(i)} THEN '${text}' ELSE '' END)`;
	});
	const otherwiseOpen = closingRules(options.channel)
		.filter((i) => !suppressionRules[i].isInactivity)
		.map((i) => `rule_${i}_applies = 0`);
	const due = winBackDays(frame, options);
	const isInWindow = `order_silence >= ${due} AND order_silence < (${due} + ${options.winBackWindowDays})`;
	const isEscalated = after(
		options.escalateAfterDays,
		`${isIn(frame, options, 'escalateTiers')} AND order_silence >= `,
	);
	return select(
		{
			'*': '*',
			suppressed_channels: part(joined("''", ...channelList), '2'),
			suppression_reasons: part(joined("''", ...reasons), '2'),
			win_back_allowed: `(CASE WHEN ${[isInWindow, ...otherwiseOpen].join(' AND ')} THEN 1 ELSE 0 END)`,
			escalate: `(CASE WHEN ${isEscalated} THEN 1 ELSE 0 END)`,
		},
		'FROM contact_rules',
	);
}

/** Indexes of the rules that close a channel. */
function closingRules(channel: Channel): number[] {
	return suppressionRules.flatMap((rule, i) => (rule.channels.includes(channel) ? [i] : []));
}

/** Days after which a win-back is due: as the churn step has them, else those of the tier. */
function winBackDays(frame: Frame, { winBackTable }: SuppressionOptions): string {
	return frame.later.churn === undefined
		? daysByTier(frame, 'own_tier', winBackTable, 'winBackTable')
		: 'lapse_after_days';
}
