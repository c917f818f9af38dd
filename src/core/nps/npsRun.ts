import { dateOfDay } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import { resolveAsOf } from '../../values/resolveAsOf';
import { ShopCalendar } from '../../values/shopCalendar';
import { storedDay } from '../../values/storedDay';
import { CustomerTable } from '../customers/customerTable';
import type { SetAsideRow } from '../result';
import { readReferenceDate, referenceAt, type ReferenceDate } from '../score/referenceDate';
import { type Answers, readAnswers } from './readAnswers';
import { guessColumns, type SurveyLayout } from './guessColumns';
import type { NpsOptions } from './options';

/** What the host provides. */
export interface NpsSurroundings {
	/** ms since 1970: the reference date where neither the options nor a customer has one. */
	readonly now: number;
	/** The shop's, an IANA name. */
	readonly timeZone: string;
}

/** Customers and answers, read once. */
export interface NpsRun {
	readonly table: CustomerTable;
	readonly layout: SurveyLayout;
	readonly answers: Answers;
	readonly calendar: ShopCalendar;
	readonly reference: ReferenceDate;
	readonly surveyRows: number;
	readonly setAside: readonly SetAsideRow[];
}

const customersInput = 1;

/** Reads the surveys and the customers they belong to. */
export function readNpsRun(
	surveys: readonly JsonRecord[],
	customers: readonly JsonRecord[],
	options: NpsOptions,
	{ timeZone, now }: NpsSurroundings,
): NpsRun {
	const { fieldNames, dateFormat } = options;
	const calendar = new ShopCalendar(timeZone);
	const table = new CustomerTable(customers, fieldNames);
	const reference = referenceOf(table, options, calendar, now);
	const layout = guessColumns(surveys, options);
	const answers = readAnswers(surveys, {
		layout,
		people: {
			ids: table.ids,
			emailOf: (person) => table.row(person)[fieldNames.email],
			lastOrderOf: (person) => storedDay(table.row(person)[fieldNames.lastOrderAt]) ?? -Infinity,
		},
		calendar,
		asOf: reference.instant,
		dateFormat,
	});
	const setAside = [
		...answers.setAside,
		...table.setAside.map((row) => ({ ...row, input: customersInput })),
	];
	return {
		table,
		layout,
		answers,
		calendar,
		reference,
		surveyRows: surveys.length,
		setAside,
	};
}

/** The option, else the latest date of the customers, else now. */
function referenceOf(
	table: CustomerTable,
	{ asOf, fieldNames }: NpsOptions,
	calendar: ShopCalendar,
	now: number,
): ReferenceDate {
	if (asOf !== '') {
		return referenceAt(resolveAsOf(asOf, calendar, now), calendar);
	}
	let latest: ReferenceDate | undefined;
	let text: unknown;
	for (let i = 0; i < table.ids.length; i++) {
		const own = table.row(i)[fieldNames.asOf];
		// Most customers share it.
		if (own === text) continue;
		text = own;
		const reference = readReferenceDate(own, calendar);
		if (reference !== undefined && !(latest !== undefined && latest.instant >= reference.instant)) {
			latest = reference;
		}
	}
	return latest ?? referenceAt(now, calendar);
}

/** The reference date as a date. */
export function dateOfRun({ reference }: NpsRun): string {
	return dateOfDay(reference.day);
}
