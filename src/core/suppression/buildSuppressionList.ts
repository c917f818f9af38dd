import { firstFew } from '../../values/wording';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { codeList } from '../../values/codeList';
import { readCustomers } from '../customers/readCustomers';
import { rowCopier } from '../customers/rowCopier';
import type { CustomersResult, OutputRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { channelNames, channels, type Channel } from './channels';
import { consentNotice } from './consentNotice';
import type { SuppressionOptions } from './options';
import { factsReader, type CustomerFacts } from './readSuppressionFacts';
import { suppressionRules } from './suppressionRules';
import { summarizeChannels } from './summarizeChannels';

export interface SuppressionResult extends CustomersResult {
	/** Copies of the customers that the deciding channel is closed to. */
	readonly suppressed: OutputRow[];
	/** Copies of all others. */
	readonly contactable: OutputRow[];
}

const addedFields = [
	'suppressedChannels',
	'suppressionReasons',
	'suppressionExplanation',
	'winBackExempt',
	'escalate',
] as const;

/** One bit per channel, in the order of `channels`. */
const bitOf = (channel: Channel): number => 1 << channels.indexOf(channel);
const channelBits = suppressionRules.map((rule) =>
	rule.channels.reduce((bits, channel) => bits | bitOf(channel), 0),
);
const emailBits = bitOf('emailBroadcast') | bitOf('emailPromotion');
const smsBit = bitOf('sms');
const pushBit = bitOf('push');
const lifted = suppressionRules.reduce(
	(bits, rule, index) => (rule.isInactivity ? bits | (1 << index) : bits),
	0,
);

/**
 * Decides per customer and channel who is to be left alone, with every reason that matches.
 *
 * The outputs Suppressed and Contactable follow the deciding channel: together they are all customers, and nobody is in
 * both. Strong intent lifts the rules about silence. `winBackExempt` says that a win-back message may still go out on
 * the deciding channel: the customer lapsed within the window, and nothing but silence closes the channel. `escalate`
 * asks for a person's attention where silence never suppresses. Missing data never suppresses, but for engagement,
 * which the costly tiers have to show.
 */
export function buildSuppressionList(
	rows: readonly JsonRecord[],
	options: SuppressionOptions,
): SuppressionResult {
	const { fieldNames } = options;
	const { ids, sources, setAside } = readCustomers(rows, fieldNames.customerId);
	const readFacts = factsReader(options);
	const copyRow = rowCopier(
		addedFields,
		options.keepOrderHistory ? undefined : fieldNames.orderHistory,
	);
	const intentTiers = new Set(codeList(options.intentTiers));
	const escalateTiers = new Set(codeList(options.escalateTiers));
	const explain = explainer(options);
	const decidingBit = bitOf(options.channel);
	const matchCounts = new Map<number, number>();
	const gaps = { email: 0, sms: 0, push: 0, tier: 0, today: 0, engagement: 0, costly: 0 };
	const unknownTiers = new Set<string>();

	const customers: OutputRow[] = [];
	const suppressed: OutputRow[] = [];
	const contactable: OutputRow[] = [];
	for (let i = 0; i < ids.length; i++) {
		const source = sources[i];
		const facts = readFacts(rows[source]);
		const hasIntent =
			facts.tier !== undefined &&
			intentTiers.has(facts.tier) &&
			facts.intentDaysAgo !== undefined &&
			facts.intentDaysAgo < options.intentDays;
		const matches = matchRules(facts, options) & (hasIntent ? ~lifted : ~0);
		matchCounts.set(matches, (matchCounts.get(matches) ?? 0) + 1);

		const closed = closedChannels(matches);
		noteGaps(facts, closed);
		const row = copyRow(rows[source]);
		row.suppressedChannels = writeChannels(closed);
		row.suppressionReasons = writeReasons(matches);
		row.suppressionExplanation = explain(matches, facts);
		row.winBackExempt =
			facts.daysSilent >= facts.winBackDays &&
			facts.daysSilent < facts.winBackDays + options.winBackWindowDays &&
			(closedChannels(matches & ~lifted) & decidingBit) === 0;
		row.escalate =
			facts.tier !== undefined &&
			escalateTiers.has(facts.tier) &&
			options.escalateAfterDays > 0 &&
			facts.daysSilent >= options.escalateAfterDays &&
			!facts.hasRequestedDeletion;
		const out = { row, source };
		customers.push(out);
		if ((closed & decidingBit) === 0) contactable.push(out);
		else suppressed.push(out);
	}

	const notices = noticesOf();
	return {
		customers,
		suppressed,
		contactable,
		setAside: sortSetAside(setAside),
		notices,
		summary: {
			customers: customers.length,
			setAside: setAside.length,
			channel: options.channel,
			suppressed: suppressed.length,
			contactable: contactable.length,
			winBackExempt: countOf('winBackExempt'),
			escalate: countOf('escalate'),
			channels: summarizeChannels(matchCounts, customers.length, options),
			notices,
		},
	};

	function countOf(field: 'winBackExempt' | 'escalate'): number {
		return customers.reduce((sum, { row }) => (row[field] === true ? sum + 1 : sum), 0);
	}

	/** Where a channel is closed to a customer anyway, a consent that isn't known makes no difference. */
	function noteGaps(facts: CustomerFacts, closed: number): void {
		if (facts.emailConsent === undefined && (closed & emailBits) !== emailBits) gaps.email++;
		if (facts.smsConsent === undefined && (closed & smsBit) === 0) gaps.sms++;
		if (facts.pushConsent === undefined && (closed & pushBit) === 0) gaps.push++;
		if (!facts.hasToday) gaps.today++;
		if (facts.isCostlyTier) {
			gaps.costly++;
			if (facts.engagedDaysAgo === undefined) gaps.engagement++;
		}
		if (facts.tier !== undefined && !facts.hasKnownTier) unknownTiers.add(facts.tier);
		if (facts.tier === undefined && !Number.isNaN(facts.daysSilent)) gaps.tier++;
	}

	function noticesOf(): Notice[] {
		const notices: Notice[] = [];
		const unknownConsent = consentNotice(gaps, options.channel);
		if (unknownConsent !== undefined) notices.push(unknownConsent);
		if (gaps.tier > 0) {
			notices.push({
				code: 'noTiers',
				message: `${gaps.tier} customers have no tier, so no rule about silence applies to them. Put Assign Tier before this node.`,
				level: 'warning',
			});
		}
		if (unknownTiers.size > 0) {
			notices.push({
				code: 'unknownTiers',
				message: `No rule names the tier ${firstFew([...unknownTiers].sort())}, so no rule about silence applies to it. Add it under "Quiet After" or to the tiers in the options.`,
				level: 'warning',
			});
		}
		if (gaps.costly > 0 && gaps.engagement === gaps.costly && options.engagementDays > 0) {
			notices.push({
				code: 'noEngagementData',
				message: `When they last engaged is not known for any of the ${gaps.costly} customers in ${codeList(options.costlyTiers).join(', ')}, so all of them are left out of SMS and push. Connect your events to Score Customer, add the field "${fieldNames.lastEngagedAt}", or set "Engagement Days" to 0.`,
				level: 'warning',
			});
		}
		if (gaps.today > 0) {
			notices.push({
				code: 'missingAsOf',
				message: `${gaps.today} customers come without the day they were measured on ("${fieldNames.asOf}"), so it can't be told how long ago they were contacted, engaged or showed intent. Set "As Of" in the options.`,
				level: 'warning',
			});
		}
		return notices;
	}
}

/** The rules that match, one bit each in the order of `suppressionRules`. */
function matchRules(facts: CustomerFacts, options: SuppressionOptions): number {
	let matches = 0;
	for (let index = 0; index < suppressionRules.length; index++) {
		if (suppressionRules[index].applies(facts, options)) matches |= 1 << index;
	}
	return matches;
}

const written = new Map<number, { closed: number; reasons: string }>();

/** What follows from a set of matching rules; there are few sets, so each is worked out once. */
function consequences(matches: number): { closed: number; reasons: string } {
	let found = written.get(matches);
	if (found === undefined) {
		let closed = 0;
		const reasons: string[] = [];
		suppressionRules.forEach((rule, index) => {
			if ((matches & (1 << index)) === 0) return;
			closed |= channelBits[index];
			for (const channel of rule.channels) reasons.push(`${channel}:${rule.code}`);
		});
		found = { closed, reasons: reasons.join(',') };
		written.set(matches, found);
	}
	return found;
}

function closedChannels(matches: number): number {
	return matches === 0 ? 0 : consequences(matches).closed;
}

function writeReasons(matches: number): string {
	return matches === 0 ? '' : consequences(matches).reasons;
}

const channelLists = Array.from({ length: 1 << channels.length }, (_, bits) =>
	channels.filter((_channel, index) => (bits & (1 << index)) !== 0).join(','),
);

function writeChannels(bits: number): string {
	return channelLists[bits];
}

/** What each rule closes, inside a sentence. */
const closedInWords = suppressionRules.map(({ channels: closed }) =>
	closed.length === channels.length
		? 'contact at all'
		: closed.map((channel) => channelNames[channel]).join(', '),
);

/**
 * Makes a function that says in one sentence why channels are closed: each reason, the weightiest first, and what it
 * closes. Of all reasons only `inactive` has numbers of the customer's own, so most sentences are written once.
 */
function explainer(options: SuppressionOptions): (matches: number, facts: CustomerFacts) => string {
	const written = new Map<number, string>();
	return (matches, facts) => {
		if (matches === 0) return 'May be contacted on every channel';
		const key = (matches & inactiveBit) === 0 ? matches : keyOfSilence(matches, facts);
		let sentence = written.get(key);
		if (sentence === undefined) {
			sentence = write(matches, facts);
			if (key >= 0 && written.size < mostKept) written.set(key, sentence);
		}
		return sentence;
	};

	function write(matches: number, facts: CustomerFacts): string {
		const clauses: string[] = [];
		suppressionRules.forEach((rule, index) => {
			if ((matches & (1 << index)) === 0) return;
			clauses.push(`no ${closedInWords[index]}: ${rule.because(facts, options)}`);
		});
		const sentence = clauses.join('; ');
		return `N${sentence.slice(1)}`;
	}
}

const inactiveBit = 1 << suppressionRules.findIndex(({ code }) => code === 'inactive');
const mostKept = 20_000;

/** One number for a set of rules, a whole number of days and a limit; −1 where the days are not of that kind. */
function keyOfSilence(matches: number, { daysSilent, inactivityDays }: CustomerFacts): number {
	if (!Number.isInteger(daysSilent) || daysSilent > 8191) return -1;
	return (inactivityDays * 8192 + daysSilent) * 2 ** suppressionRules.length + matches;
}
