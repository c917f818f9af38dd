import type { JsonRecord } from '../../values/jsonRecord';
import { resultCopier, resultsOf } from '../customers/resultFields';
import type { OutputRow } from '../result';
import { peopleInIdOrder, visitorRow } from '../score/visitors';
import { explainNps } from './explainNps';
import type { NpsJudgement } from './judgePerson';
import type { NpsRun } from './npsRun';
import type { NpsOptions } from './options';

const customersInput = 1;

/** Everybody: all customers, and everyone else who answered, by id in code-unit order. */
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
		Object.assign(row, resultOf(judged[person]));
		const { answer } = judged[person];
		row.npsAnsweredAt = answer === undefined ? null : calendar.iso(answer.instant);
		row.npsExplanation = explainNps(judged[person]);
		rows.push(
			visitor === undefined
				? { row, source: table.sources[person], input: customersInput }
				: { row, source: visitor.source },
		);
	}
	return rows;
}

function resultOf({
	answer,
	band,
	change,
	isAmbassador,
	careUrgency,
	surveyDue,
}: NpsJudgement): JsonRecord {
	return {
		npsScore: answer?.score ?? null,
		npsBand: band ?? null,
		npsChange: change ?? null,
		isAmbassador,
		needsCare: careUrgency !== undefined,
		careUrgency: careUrgency ?? null,
		surveyDue,
	};
}
