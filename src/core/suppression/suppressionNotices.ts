import { codeList } from '../../values/codeList';
import type { Notice } from '../../values/notice';
import { counted, firstFew } from '../../values/wording';
import { closedConsentNotice, consentNotice } from './consentNotice';
import type { SuppressionOptions } from './options';
import { suppressionRules } from './suppressionRules';
import type { SuppressionTally } from './suppressionTally';

/** What the user of a run should know, with the next step. */
export function suppressionNotices(tally: SuppressionTally, options: SuppressionOptions): Notice[] {
	const notices: Notice[] = [];
	const warn = (code: string, message: string) => notices.push({ code, message, level: 'warning' });
	const unknownConsent = consentNotice(tally.unknownConsents, options.channel);
	if (unknownConsent !== undefined) notices.push(unknownConsent);
	const closed = closedConsentNotice(closedByUnknownConsent(tally, options), options.channel);
	if (closed !== undefined) notices.push(closed);
	if (tally.withoutTier > 0) {
		warn(
			'noTiers',
			`${tally.withoutTier} customers have no tier, so no inactivity rule applies to them. Put Assign Tier before this node.`,
		);
	}
	if (tally.unknownTiers.size > 0) {
		warn(
			'unknownTiers',
			`No rule names the tier ${firstFew([...tally.unknownTiers].sort())}, so no inactivity rule applies to it. Add it under "Stop Email After (Days by Tier)" or to the tiers in the options.`,
		);
	}
	const { costly, costlyWithoutEngagement } = tally;
	if (costly > 0 && costlyWithoutEngagement === costly && options.engagementDays > 0) {
		// Nothing is wrong, and nobody is contacted by mistake: a shop without events has none to provide.
		notices.push({
			code: 'noEngagementData',
			message: `The last engagement is unknown for all ${costly} customers in ${codeList(options.costlyTiers).join(', ')}, so all of them are suppressed for SMS and push. Connect your events to Score Customer, add the field "${options.fieldNames.lastEngagedAt}", or set "Engagement (Days)" to 0.`,
			level: 'info',
		});
	}
	if (tally.withoutAsOf > 0) {
		warn(
			'missingAsOf',
			`${tally.withoutAsOf} customers have no reference date ("${options.fieldNames.asOf}"), so it is unknown how long ago they were contacted, engaged or showed intent. Set "As Of" in the options.`,
		);
	}
	if (tally.withFactsAfterAsOf > 0) {
		warn(
			'factsAfterAsOf',
			`${counted(tally.withFactsAfterAsOf, 'customer')} ${tally.withFactsAfterAsOf === 1 ? 'was' : 'were'} contacted, engaged or showed intent after As Of, which does not count. To send today, run Compute RFM as of now, or set "As Of" in the options.`,
		);
	}
	return notices;
}

/** Customers whose unknown consent suppresses the deciding channel, whether or not another rule does. */
function closedByUnknownConsent({ matches }: SuppressionTally, { channel }: SuppressionOptions) {
	const rule = suppressionRules.findIndex(
		({ code, channels }) => code === 'consentUnknown' && channels.includes(channel),
	);
	if (rule < 0) return 0;
	return matches.of(...matches.keys().filter((rules) => (rules & (1 << rule)) !== 0)).customers;
}
