import type { ReportOptions } from '../core/report/options';
import { dateOfDay } from '../values/days';
import type { JsonRecord } from '../values/jsonRecord';
import type { Notice } from '../values/notice';
import { reportEmail } from './email/email';
import { reportText } from './email/plainText';
import { type ReportFacts, reportFacts } from './facts/reportFacts';
import { Formats } from './formats';
import { keyNumbers } from './headline/keyNumbers';
import { nextSteps } from './headline/nextSteps';
import { reportPage } from './page/page';
import type { Report } from './report';
import { reportNotices } from './reportNotices';
import { makeSections } from './sections/sections';
import { summariseReport } from './summariseReport';
import { languages } from './texts/texts';

/** A report in every form it is sent in. */
export interface ReportResult {
	/** A whole page that needs nothing else. */
	readonly html: string;
	/** The same as mail clients show it, below the size that Gmail cuts at. */
	readonly emailHtml: string;
	/** The first screen as plain text. */
	readonly text: string;
	readonly title: string;
	/** Of the page as a file, with its day. */
	readonly fileName: string;
	/** The numbers of the page. */
	readonly summary: JsonRecord;
	readonly notices: readonly Notice[];
}

const mostFindings = 3;

/**
 * Writes the report of a shop: five numbers, what stands out, what to do next, and a picture of everything that there are
 * data for.
 *
 * Nothing in it names a person, unless the options ask for the best customers. Every number of the page is in the Summary.
 *
 * @param rows customers as the scoring nodes hand them on
 * @param items summaries of the nodes, and rows of their tables, in any order
 * @throws InvalidInputError where the currency asked for is that of no customer
 */
export function valueReport(
	rows: readonly JsonRecord[],
	options: ReportOptions,
	items: readonly JsonRecord[] = [],
): ReportResult {
	const facts = reportFacts(rows, items, options);
	const report = makeReport(facts, options);
	const notices = reportNotices(facts);
	return {
		html: reportPage(report),
		emailHtml: reportEmail(report),
		text: reportText(report),
		title: report.title,
		fileName: `value-report${facts.day === undefined ? '' : `-${dateOfDay(facts.day)}`}.html`,
		summary: summariseReport(report, notices),
		notices,
	};
}

/** Everything that stands in the report, before it is drawn. */
function makeReport(facts: ReportFacts, options: ReportOptions): Report {
	const texts = languages[options.language];
	const { sections, missing } = makeSections(facts, texts);
	const findings = [...sections]
		.filter(({ weight }) => weight > 0)
		.sort((a, b) => b.weight - a.weight)
		.slice(0, mostFindings);
	return {
		title: options.title || texts.page.title,
		language: options.language,
		texts,
		formats: new Formats(options.locale || texts.locale, facts.currency, texts),
		accentColor: options.accentColor,
		logo: options.logo,
		day: facts.day,
		customers: facts.tally.customers,
		key: keyNumbers(facts, texts),
		findings,
		steps: nextSteps(facts, texts),
		sections,
		missing,
	};
}
