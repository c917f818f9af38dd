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

/** A report in every form. */
export interface ReportResult {
	/** A self-contained page. */
	readonly html: string;
	/** The same for mail clients, below the size at which Gmail cuts. */
	readonly emailHtml: string;
	/** The first screen as plain text. */
	readonly text: string;
	readonly title: string;
	/** The page's file name, with its day. */
	readonly fileName: string;
	/** The numbers of the page. */
	readonly summary: JsonRecord;
	readonly notices: readonly Notice[];
}

const mostFindings = 3;

/**
 * Writes the report of a shop: five key numbers, the most important findings, next steps, and a picture of everything
 * that has data.
 *
 * No person is named, unless the options ask for the best customers. Every number of the page is in the Summary.
 *
 * @param rows customers as the scoring nodes return them
 * @param items summaries of the nodes, and rows of their tables, in any order
 * @throws InvalidInputError where no customer has the requested currency
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

/** The whole content of the report, before it is drawn. */
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
