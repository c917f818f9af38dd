import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { rowCopier } from '../customers/rowCopier';
import { scoreExplainer } from './explainScore';
import { toHundredths, type ScoreContext, type ScoreJudgement } from './judgeScore';
import { laterMoment } from './laterMoment';
import { scoreColumns } from './scoreColumns';
import type { PersonScore } from './scorePerson';

/**
 * Makes the function that writes the row of a person, with all columns but band and version.
 *
 * Where events came in, everyone gets the dates of the latest sign of engagement and of intent.
 */
export function scoreRowWriter(
	context: ScoreContext,
): (person: number, judged: ScoreJudgement) => JsonRecord {
	const { rules, events, calendar, settings, options } = context;
	const { asOf, lastEngagedAt, lastIntentAt } = options.fieldNames;
	const columns = scoreColumns(options.fieldPrefix);
	const dateFields = events === undefined ? [] : [lastEngagedAt, lastIntentAt];
	const added = [...dateFields, ...Object.values(columns)];
	const copy = rowCopier(added);
	const copyWithAsOf = rowCopier([asOf, ...added]);
	const explain = scoreExplainer(rules, settings.engagementCap);
	return (person, { given, reference, result, score, change, isAtRisk }) => {
		const words = explain(result);
		const hasAsOf = !isEmpty(given[asOf]);
		const row = hasAsOf ? copy(given) : copyWithAsOf(given);
		if (!hasAsOf) row[asOf] = calendar.iso(reference.instant);
		if (events !== undefined) {
			const { lastEngaged, lastIntent } = events;
			row[lastEngagedAt] = laterMoment(given[lastEngagedAt], lastEngaged[person], calendar);
			row[lastIntentAt] = laterMoment(given[lastIntentAt], lastIntent[person], calendar);
		}
		row[columns.valueScore] = score;
		row[columns.transactionScore] = result.transaction / 100;
		row[columns.healthScore] = healthScore(result, settings.engagementCap);
		row[columns.scoreReasons] = words.reasons;
		row[columns.scoreExplanation] = words.explanation;
		if (!Number.isNaN(change)) row[columns.valueScoreChange] = change;
		row[columns.scoreAtRisk] = isAtRisk;
		return row;
	};
}

function healthScore({ engagement }: PersonScore, engagementCap: number): number {
	return Math.max(0, Math.min(100, toHundredths(engagement / engagementCap)));
}
