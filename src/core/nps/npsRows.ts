import type { JsonRecord } from '../../values/jsonRecord';
import type { ShopCalendar } from '../../values/shopCalendar';
import { resultCopier, resultsOf } from '../customers/resultFields';
import type { OutputRow } from '../result';
import { peopleInIdOrder, visitorRow } from '../score/visitors';
import { explainNps } from './explainNps';
import type { NpsJudgement } from './judgePerson';
import type { NpsRun } from './npsRun';
import type { NpsOptions } from './options';

const customersInput = 1;

/** All customers and all other respondents, by ID in code-unit order. */
export function writeNpsRows(
	{ table, answers, calendar }: NpsRun,
	judged: readonly NpsJudgement[],
	{ outputFields: fields, fieldNames }: NpsOptions,
): OutputRow[] {
	const { customerId } = fieldNames;
	const copy = resultCopier({ own: resultsOf('analyseNps', fields), fields, customerId });
	const rows: OutputRow[] = [];
	for (const person of peopleInIdOrder(table.ids, answers.visitors)) {
		const visitor = answers.visitors[person - table.ids.length];
		const own = visitor === undefined ? table.row(person) : visitorRow(visitor, fieldNames);
		const row = copy(own);
		writeResult(row, judged[person], calendar);
		rows.push(
			visitor === undefined
				? { row, source: table.sources[person], input: customersInput }
				: { row, source: visitor.source },
		);
	}
	return rows;
}

function writeResult(row: JsonRecord, judged: NpsJudgement, calendar: ShopCalendar): void {
	const { answer, careUrgency } = judged;
	row.isAmbassador = judged.isAmbassador;
	row.needsCare = careUrgency !== undefined;
	row.surveyDue = judged.surveyDue;
	row.npsExplanation = explainNps(judged);
	// The copy holds null where nobody answered.
	if (answer === undefined) return;
	row.npsScore = answer.score;
	row.npsBand = judged.band;
	row.npsAnsweredAt = calendar.iso(answer.instant);
	row.npsChange = judged.change ?? null;
	row.careUrgency = careUrgency ?? null;
}
