import type { Notice } from '../values/notice';
import { counted } from '../values/wording';
import type { ReportFacts } from './facts/reportFacts';

/** What the user should know about the report, in English as everything in the editor. */
export function reportNotices({ tally, summaries, currency }: ReportFacts): Notice[] {
	const notices: Notice[] = [];
	if (tally.otherCurrency > 0) {
		notices.push({
			code: 'otherCurrencies',
			message: `${counted(tally.otherCurrency, 'customer')} come in another currency than ${currency}: their money is not counted in the report. Compute RFM converts amounts into one currency.`,
			level: 'warning',
		});
	}
	if (summaries.unknown > 0) {
		notices.push({
			code: 'unknownSummaries',
			message: `${counted(summaries.unknown, 'item')} on input "Summaries" are not summaries that the report recognizes, and were left out.`,
			level: 'warning',
		});
	}
	if (summaries.repeated.length > 0) {
		notices.push({
			code: 'repeatedSummaries',
			message: `More than one summary came in from ${summaries.repeated.join(', ')}: the last one of each counts.`,
			level: 'warning',
		});
	}
	return notices;
}
