import { GroupTally } from '../breakdown';
import type { ContactJudgement } from './judgeContact';
import { bitOf, type RuleSet } from './ruleSets';
import type { SuppressionFacts } from './suppressionRules';

const emailBits = bitOf('emailBroadcast') | bitOf('emailPromotion');
const smsBit = bitOf('sms');
const pushBit = bitOf('push');

/** Counts the judged customers of one run for its summary and its notices. */
export class SuppressionTally {
	/** Customers and their revenue for each set of matching rules. */
	readonly matches = new GroupTally<RuleSet>();
	/** Customers who are suppressed on the deciding channel. */
	suppressed = 0;
	winBackAllowed = 0;
	escalate = 0;
	/** Customers whose consent is not known and for whom no other rule suppresses the channel. */
	readonly unknownConsents = { email: 0, sms: 0, push: 0 };
	withoutTier = 0;
	withoutAsOf = 0;
	/** Customers with a contact, an engagement or an intent after the day they are measured against. */
	withFactsAfterAsOf = 0;
	/** Customers of costly tiers, and those of them whose last engagement is not known. */
	costly = 0;
	costlyWithoutEngagement = 0;
	readonly unknownTiers = new Set<string>();

	/** @param revenue of the customer; NaN where not known */
	add(facts: SuppressionFacts, judged: ContactJudgement, revenue: number): void {
		const { matches, closed } = judged;
		this.matches.add(matches, revenue);
		if (judged.isSuppressed) this.suppressed++;
		if (judged.winBackAllowed) this.winBackAllowed++;
		if (judged.escalate) this.escalate++;
		const consents = this.unknownConsents;
		if (facts.emailConsent === undefined && (closed & emailBits) !== emailBits) consents.email++;
		if (facts.smsConsent === undefined && (closed & smsBit) === 0) consents.sms++;
		if (facts.pushConsent === undefined && (closed & pushBit) === 0) consents.push++;
		if (!facts.hasAsOf) this.withoutAsOf++;
		if (facts.hasFactsAfterAsOf) this.withFactsAfterAsOf++;
		if (facts.isCostlyTier) {
			this.costly++;
			if (facts.engagedDaysAgo === undefined) this.costlyWithoutEngagement++;
		}
		if (facts.tier !== undefined && !facts.hasKnownTier) this.unknownTiers.add(facts.tier);
		if (facts.tier === undefined && !Number.isNaN(facts.daysSinceLastOrder)) this.withoutTier++;
	}
}
