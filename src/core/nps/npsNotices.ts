import { isFilled } from '../../values/ownCell';
import type { Notice } from '../../values/notice';
import { type NoticeTable, tellNotices } from '../../values/tellNotices';
import { counted, firstFew } from '../../values/wording';
import { type Breakdown, mostValues } from './breakDown';
import type { FoundColumn, SurveyField } from './guessColumns';
import type { NpsJudgement } from './judgePerson';
import { answersIn } from './npsInterval';
import type { NpsRun } from './npsRun';
import type { NpsOptions } from './options';
import type { NpsTotals } from './summariseNps';

/** The facts for a run's notices. */
export interface NpsFacts {
	readonly run: NpsRun;
	readonly judged: readonly NpsJudgement[];
	readonly totals: NpsTotals;
	readonly breakdown: Breakdown;
	readonly options: NpsOptions;
}

/** What a reader of the result should know. */
export function npsNotices(facts: NpsFacts): Notice[] {
	return tellNotices(allNotices, facts);
}

/** With this many answers, a scale on which nobody goes above 5 is probably not one from 0 to 10. */
const enoughForScale = 20;

const fieldNames = {
	score: 'Score',
	answeredAt: 'Answered At',
	customerId: 'Customer ID',
	email: 'Email',
	surveyId: 'Survey ID',
	surveyType: 'the kind of survey',
	discountPercent: 'Discount in Percent',
} as const satisfies Record<SurveyField, string>;

const allNotices: NoticeTable<NpsFacts> = {
	surveyColumnsMissing: ['warning', missingColumns],
	surveyColumnsGuessed: ['info', guessedColumns],
	surveyScaleTooShort: [
		'warning',
		({ run, totals }) => {
			const answers = answersIn(totals.counts);
			const isShort = run.answers.ofPerson.every((given) =>
				(given ?? []).every(({ score }) => score <= 5),
			);
			return answers < enoughForScale || !isShort
				? undefined
				: `None of ${counted(answers, 'person', 'people')} answered above 5. If the question goes from 1 to 5, this is not an NPS: ask "How likely are you to recommend us?" from 0 to 10, or choose another column as "Score" under Survey Fields.`;
		},
	],
	ambiguousSurveyDates: [
		'warning',
		({ run }) =>
			run.answers.hasAmbiguousDates
				? 'Some dates such as 01/02/2026 can be read two ways, so their answers were set aside. Set "Date Format" under Options.'
				: undefined,
	],
	noSurveys: [
		'info',
		({ run }) =>
			run.surveyRows === 0
				? 'Nothing came in on input Surveys, so nobody has a score. The field surveyDue still shows who should be asked.'
				: undefined,
	],
	noSurveyCustomers: [
		'info',
		({ run }) =>
			run.table.ids.length > 0
				? undefined
				: 'No customers came in, so there are no tiers: nobody is an ambassador, and no survey is due. Connect customers to input Customers.',
	],
	unmatchedRespondents: [
		'info',
		({ run, totals }) => {
			const people = answersIn(totals.counts);
			const unmatched = people - totals.answeredCustomers;
			return unmatched === 0 || run.table.ids.length === 0
				? undefined
				: `${counted(unmatched, 'person', 'people')} of ${people} who answered are not customers by ID or email. Their answers count, but they have no tier.`;
		},
	],
	earlierNpsDropped: [
		'warning',
		({ run: { table }, judged }) => {
			const dropped = table.ids.filter(
				(_, i) => judged[i].answer === undefined && isFilled(table.row(i), 'npsScore'),
			).length;
			return dropped === 0
				? undefined
				: `${counted(dropped, 'customer')} came in with an npsScore but without an answer on input Surveys, and lost the score. Pass all answers to this node, not only new ones.`;
		},
	],
	breakdownFieldsMissing: [
		'info',
		({ breakdown: { missing }, totals }) =>
			missing.length === 0 || answersIn(totals.counts) === 0
				? undefined
				: `Nobody who answered has ${firstFew(missing)}, so there is no breakdown by ${missing.length === 1 ? 'it' : 'them'}.`,
	],
	manyBreakdownValues: [
		'warning',
		({ breakdown: { crowded } }) =>
			crowded.length === 0
				? undefined
				: `${firstFew(crowded)} ${crowded.length === 1 ? 'has' : 'have'} more than ${mostValues} values; the largest ${mostValues} are shown.`,
	],
};

/** Names the columns that an answer needs and that could not be found, or are set but missing. */
function missingColumns({ run: { layout, surveyRows } }: NpsFacts): string | undefined {
	if (surveyRows === 0) return undefined;
	const missing = [
		...(layout.score === undefined ? ['Score'] : []),
		...(layout.answeredAt === undefined ? ['Answered At'] : []),
		...(layout.customerId === undefined && layout.email === undefined
			? ['Customer ID or Email']
			: []),
	];
	return missing.length === 0
		? undefined
		: `No column of the surveys looks like ${missing.join(', or like ')}, so no answer can be used. Name the columns under "Survey Fields".`;
}

function guessedColumns({ run: { layout } }: NpsFacts): string | undefined {
	const guessed = (Object.keys(fieldNames) as SurveyField[]).flatMap((field) => {
		const column: FoundColumn | undefined = layout[field];
		const isPlain = column === undefined || !column.isGuessed || isNamedAlike(field, column.label);
		return isPlain ? [] : [`${fieldNames[field]} from "${firstFew([column.label])}"`];
	});
	if (guessed.length === 0) return undefined;
	const tool = layout.tool === undefined ? '' : ` as an export of ${layout.tool}`;
	return `The surveys were read${tool} by the names of their columns: ${guessed.join(', ')}. If one is wrong, name the right column under "Survey Fields".`;
}

/** Whether a column has this node's own name for the field, so that nothing had to be guessed. */
function isNamedAlike(field: SurveyField, label: string): boolean {
	return label === field || (field === 'score' && label === 'npsScore');
}
