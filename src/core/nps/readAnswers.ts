import { canonicalJson } from '../../values/canonicalJson';
import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { normaliseEmail } from '../../values/normaliseEmail';
import { readId } from '../../values/readId';
import { ShopCalendar } from '../../values/shopCalendar';
import { DateReader } from '../orders/dateReader';
import type { Reader } from '../orders/readPath';
import type { SetAsideRow } from '../result';
import { personFinder, type FindPerson, type People } from '../score/findPerson';
import { type Visitor, VisitorList } from '../score/visitors';
import type { SurveyLayout } from './guessColumns';
import type { NpsOptions } from './options';
import { readScore } from './readScore';
import { withOffset } from './withOffset';

/** One counted answer. */
export interface Answer {
	readonly score: number;
	/** ms since 1970. */
	readonly instant: number;
	/** The shop's day, as a day number. */
	readonly day: number;
	readonly row: JsonRecord;
	/** Index of the survey row. */
	readonly source: number;
}

export interface Answers {
	/** Respondents who are not customers; visitor v is person `customers + v`. */
	readonly visitors: readonly Visitor[];
	/** `ofPerson[i]` are a person's answers, one per survey, oldest first; undefined where there are none. */
	readonly ofPerson: ReadonlyArray<readonly Answer[] | undefined>;
	readonly setAside: readonly SetAsideRow[];
	/** Whether dates such as 01/02/2026 contradict each other, or can be read two ways. */
	readonly hasAmbiguousDates: boolean;
}

/** The context in which answers are read. */
export interface AnswerContext {
	readonly layout: SurveyLayout;
	readonly people: Pick<People, 'ids' | 'emailOf' | 'lastOrderOf'>;
	readonly calendar: ShopCalendar;
	/** ms since 1970: later answers do not count. */
	readonly asOf: number;
	readonly dateFormat: NpsOptions['dateFormat'];
}

/** An answer whose date can only be read once all dates are known. */
interface Draft {
	readonly id: string | undefined;
	readonly email: string | undefined;
	readonly score: number;
	readonly cell: unknown;
	instant: number;
}

/**
 * Reads the respondents, their scores and days, one answer for each person and survey.
 *
 * A row belongs to the customer with its ID, else to the one with its email; others are separate respondents. Of
 * several answers to one survey (without an ID of the survey: on one day) the latest counts; of two at one instant the
 * one with the greater JSON, so that the order of the rows never matters.
 */
export function readAnswers(rows: readonly JsonRecord[], context: AnswerContext): Answers {
	const { layout, calendar, asOf, people } = context;
	const setAside: SetAsideRow[] = [];
	const put = (source: number, code: AnswerFault) =>
		setAside.push({ source, row: rows[source], code, explanation: answerReasons[code] });
	const { drafts, dates } = readDrafts(rows, context, put);

	const find = personFinder({ ...people, referenceOf: () => ({ instant: asOf, day: 0 }) });
	const assigned = assign(drafts, find, people.ids.length);
	const lists = new Array<Answer[] | undefined>(people.ids.length + assigned.visitors.length);
	drafts.forEach((draft, source) => {
		if (draft === undefined) return;
		const { score, instant } = draft;
		const answer = { score, instant, day: calendar.dayOf(instant), row: rows[source], source };
		const list = lists[assigned.persons[source]];
		if (list === undefined) lists[assigned.persons[source]] = [answer];
		else list.push(answer);
	});
	const ofPerson = lists.map((list) =>
		list === undefined || list.length === 1 ? list : onePerSurvey(list, layout, put),
	);
	return { visitors: assigned.visitors, ofPerson, setAside, hasAmbiguousDates: dates.isAmbiguous };
}

/** The readable answers, and the formats of their dates; others are set aside with the first fault that applies. */
function readDrafts(
	rows: readonly JsonRecord[],
	{ layout, calendar, asOf, dateFormat }: AnswerContext,
	put: (source: number, code: AnswerFault) => void,
) {
	const dateCalendar = /\bUTC\b/.test(layout.answeredAt?.label ?? '')
		? new ShopCalendar('UTC')
		: calendar;
	const dates = new DateReader(dateCalendar, dateFormat);
	const read = draftReader(layout);
	const drafts = rows.map((row, source): Draft | undefined => {
		const draft = read(row);
		if (typeof draft === 'string') {
			put(source, draft);
			return undefined;
		}
		draft.instant = dates.orderInstant(draft.cell) ?? Infinity;
		if (Number.isNaN(draft.instant)) draft.instant = dates.instant(withOffset(draft.cell));
		return draft;
	});
	let isAmbiguous = false;
	drafts.forEach((draft, source) => {
		if (draft === undefined) return;
		if (draft.instant === Infinity) {
			draft.instant = dates.instant(draft.cell);
			if (Number.isNaN(draft.instant)) isAmbiguous = true;
		}
		if (draft.instant <= asOf) return;
		put(source, Number.isNaN(draft.instant) ? 'unparseableDate' : 'afterAsOf');
		drafts[source] = undefined;
	});
	return { drafts, dates: { isAmbiguous } };
}

/** Returns the function that reads everything of a row but its date, or returns the fault. */
function draftReader(layout: SurveyLayout): (row: JsonRecord) => Draft | AnswerFault {
	const nothing: Reader = () => undefined;
	const reader = (field: 'customerId' | 'email' | 'score' | 'answeredAt' | 'surveyType') =>
		layout[field]?.read ?? nothing;
	const readCustomerId = reader('customerId');
	const readEmail = reader('email');
	const readAnswer = reader('score');
	const readAnsweredAt = reader('answeredAt');
	const readType = reader('surveyType');
	return (row) => {
		const id = readId(readCustomerId(row));
		const email = normaliseEmail(readEmail(row));
		const cell = readAnswer(row);
		if (id === undefined && email === undefined) {
			return isSecondHeader(cell) ? 'secondHeaderRow' : 'missingIdentity';
		}
		const type = readType(row);
		if (!isEmpty(type) && !/^(?:nps|net\s?promoter)/i.test(String(type))) return 'otherSurveyType';
		const score = readScore(cell);
		if (score === undefined) return 'badScore';
		return { id, email, score, cell: readAnsweredAt(row), instant: NaN };
	};
}

/** SurveyMonkey writes the type of each column's answers into a second row of headings. */
function isSecondHeader(cell: unknown): boolean {
	return typeof cell === 'string' && /^(?:open-ended )?response$/i.test(cell.trim());
}

function assign(drafts: ReadonlyArray<Draft | undefined>, find: FindPerson, customers: number) {
	const persons = new Int32Array(drafts.length).fill(-1);
	const visitors = new VisitorList(customers, find);
	const unknown: number[] = [];
	drafts.forEach((draft, source) => {
		if (draft === undefined) return;
		persons[source] = find(draft.id, draft.email);
		if (persons[source] < 0) unknown.push(source);
	});
	for (const source of unknown) visitors.addById(drafts[source], source);
	for (const source of unknown) persons[source] = visitors.personOf(drafts[source], source);
	return { persons, visitors: visitors.list };
}

/** A person's answers, the latest of each survey, oldest first. */
function onePerSurvey(
	list: readonly Answer[],
	{ surveyId }: SurveyLayout,
	put: (source: number, code: AnswerFault) => void,
): readonly Answer[] {
	const readSurvey = surveyId?.read;
	const surveyOf = ({ row, day }: Answer) => {
		const id = readId(readSurvey?.(row));
		return id === undefined ? day : `survey ${id}`;
	};
	const latest = new Map<string | number, Answer>();
	for (const answer of [...list].sort(byTime)) {
		const survey = surveyOf(answer);
		const earlier = latest.get(survey);
		if (earlier !== undefined) put(earlier.source, 'answeredAgain');
		// Added at the end, so that the map stays in order of time.
		latest.delete(survey);
		latest.set(survey, answer);
	}
	return [...latest.values()];
}

function byTime(a: Answer, b: Answer): number {
	if (a.instant !== b.instant) return a.instant - b.instant;
	const [ofA, ofB] = [canonicalJson(a.row), canonicalJson(b.row)];
	return ofA < ofB ? -1 : ofA > ofB ? 1 : 0;
}

/** Why a row can't be used. */
const answerReasons = {
	missingIdentity: 'The answer has neither a customer ID nor an email, so it belongs to nobody.',
	secondHeaderRow: 'The row is a second row of headings, as SurveyMonkey writes it, not an answer.',
	otherSurveyType: 'The row answers another kind of survey, such as CSAT or CES.',
	badScore: 'The score is not a whole number from 0 to 10.',
	unparseableDate:
		'The date of the answer is missing or can’t be read. For dates such as 01/02/2026 set "Date Format" under Options.',
	afterAsOf: 'The answer was given after As Of.',
	answeredAgain: 'The same person answered this survey again later; the latest answer counts.',
} as const;

type AnswerFault = keyof typeof answerReasons;
