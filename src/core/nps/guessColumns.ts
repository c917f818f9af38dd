import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { normaliseEmail } from '../../values/normaliseEmail';
import { parseInstant } from '../../values/parseInstant';
import { dayMonthOrderOf } from '../../values/parseWrittenDate';
import { readNumber } from '../../values/readNumber';
import { readId } from '../../values/readId';
import { ShopCalendar } from '../../values/shopCalendar';
import { type Reader, readerOf } from '../orders/readPath';
import type { NpsOptions } from './options';
import { readScore } from './readScore';
import { columnsOf, type SurveyColumn } from './surveyColumns';
import { withOffset } from './withOffset';

/** The fields of an answer. */
export type SurveyField = keyof NpsOptions['surveyFields'] | 'surveyType';

/** A field's column, and whether it was found by its name rather than set. */
export interface FoundColumn {
	readonly label: string;
	readonly read: Reader;
	readonly isGuessed: boolean;
}

export type SurveyLayout = Readonly<Partial<Record<SurveyField, FoundColumn>>> & {
	/** The tool whose export it looks like; undefined where it is not known. */
	readonly tool: string | undefined;
};

/** What identifies a field's column: normalized names or patterns of them, best first, and the content of its cells. */
interface Guess {
	readonly names: ReadonlyArray<string | RegExp>;
	readonly fits: (cell: unknown) => boolean;
}

const utc = new ShopCalendar('UTC');
const isDate = (cell: unknown) =>
	!Number.isNaN(parseInstant(withOffset(cell), utc)) || dayMonthOrderOf(cell) !== undefined;
const isId = (cell: unknown) => readId(cell) !== undefined && !String(cell).includes('@');

const guesses = {
	score: {
		names: [
			'npsscore',
			'nps',
			'npsrating',
			'netpromoterscore',
			/^nps/,
			/recommend|recomend|recommand|recomiend|empfehl|empfiehl|raccomand|consigli|aanbevel/,
			'score',
			'rating',
			'answer',
		],
		fits: (cell) => readScore(cell) !== undefined,
	},
	answeredAt: {
		names: [
			'answeredat',
			'submitdateutc',
			'submittedat',
			'respondedat',
			'responsedate',
			'datesubmitted',
			'submissiondate',
			'completedat',
			'enddate',
			'timestamp',
			'zeitstempel',
			'horodateur',
			'marcatemporal',
			'carimbodedatahora',
			'informazionicronologiche',
			'tijdstempel',
			'createdat',
			'datetime',
			'datemodified',
			'datecreated',
			'dateadded',
			'date',
		],
		fits: isDate,
	},
	customerId: {
		names: ['customerid', 'customernumber', 'shopcustomerid', 'shopifycustomerid', 'externalid'],
		fits: isId,
	},
	email: {
		names: ['email', 'emailaddress', 'personemail', 'contactemail', 'respondentemail', /e?mail/],
		fits: (cell) => normaliseEmail(cell) !== undefined,
	},
	surveyId: { names: ['surveyid', 'surveyname', 'survey'], fits: isId },
	surveyType: { names: ['surveytype'], fits: (cell) => typeof cell === 'string' },
	discountPercent: {
		names: ['discountpercent', 'discountpercentage'],
		fits: (cell) => !Number.isNaN(readNumber(cell)),
	},
} as const satisfies Record<SurveyField, Guess>;

/**
 * What identifies the export of a tool: columns that must all be present, by normalized name; the first match counts.
 */
const tools: ReadonlyArray<readonly [tool: string, toldBy: readonly string[]]> = [
	['Typeform', ['submitdateutc']],
	['Typeform', ['landedat', 'submittedat']],
	['SurveyMonkey', ['respondentid', 'collectorid']],
	['Delighted', ['surveytype', 'permalink']],
	['Delighted', ['surveytype', 'personid']],
	['Klaviyo', ['klaviyoid']],
	['Klaviyo', ['profileid', 'formid']],
	['Google Forms', ['timestamp']],
	['Google Forms', ['zeitstempel']],
	['Google Forms', ['horodateur']],
	['Google Forms', ['marcatemporal']],
];

const sampleSize = 300;

/**
 * Finds the columns of an export of answers by their names and values; a column named in the options is used as it is.
 *
 * A name counts only if at least half of the column's cells hold what the field needs. Of columns with equally good
 * names the fuller one is used, then the first by name.
 */
export function guessColumns(
	rows: readonly JsonRecord[],
	{ surveyFields }: NpsOptions,
): SurveyLayout {
	const sample = sampleOf(rows);
	const columns = columnsOf(sample);
	const layout: Partial<Record<SurveyField, FoundColumn>> = {};
	for (const field of Object.keys(guesses) as SurveyField[]) {
		const named = field === 'surveyType' ? '' : surveyFields[field];
		const found =
			named === ''
				? guessed(guesses[field], columns, sample)
				: (columns.find(({ label }) => label === named) ?? {
						label: named,
						read: readerOf([named]),
					});
		if (found?.read === undefined) continue;
		layout[field] = { label: found.label, read: found.read, isGuessed: named === '' };
	}
	const names = new Set(columns.map(({ plainName }) => plainName));
	const tool = tools.find(([, toldBy]) => toldBy.every((name) => names.has(name)))?.[0];
	return { ...layout, tool };
}

/** A sample of rows, evenly spaced. */
function sampleOf(rows: readonly JsonRecord[]): readonly JsonRecord[] {
	const step = Math.ceil(rows.length / sampleSize);
	return step <= 1 ? rows : rows.filter((_, i) => i % step === 0);
}

function guessed(
	{ names, fits }: Guess,
	columns: readonly SurveyColumn[],
	sample: readonly JsonRecord[],
): SurveyColumn | undefined {
	for (const name of names) {
		const candidates = columns
			.filter(({ plainName }) =>
				typeof name === 'string' ? plainName === name : name.test(plainName),
			)
			.map((column) => ({ column, fitting: fittingCells(column, fits, sample) }))
			.filter(({ fitting }) => fitting > 0)
			// Columns are ordered by label, and sorting keeps the order of ties.
			.sort((a, b) => b.fitting - a.fitting);
		if (candidates.length > 0) return candidates[0].column;
	}
	return undefined;
}

/** The number of cells of a column that fit; 0 where most do not. */
function fittingCells(
	{ read }: SurveyColumn,
	fits: Guess['fits'],
	sample: readonly JsonRecord[],
): number {
	let filled = 0;
	let fitting = 0;
	for (const row of sample) {
		const cell = read(row);
		if (isEmpty(cell)) continue;
		filled++;
		if (fits(cell)) fitting++;
	}
	return fitting * 2 >= filled ? fitting : 0;
}
