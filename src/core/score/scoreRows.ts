import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { resultCopier, resultsOf } from '../customers/resultFields';
import { scoreExplainer } from './explainScore';
import {
	previousScoreField,
	toHundredths,
	type ScoreContext,
	type ScoreJudgement,
} from './judgeScore';
import { laterMoment } from './laterMoment';
import { prefixed, scoreColumns } from './scoreColumns';
import type { PersonScore } from './scorePerson';

/**
 * Returns the function that writes the row of a person, with all columns but band and version.
 *
 * Where events came in, everyone gets the dates of the latest sign of engagement and of intent.
 */
export function scoreRowWriter(
	context: ScoreContext,
): (person: number, judged: ScoreJudgement) => JsonRecord {
	const { rules, events, calendar, settings, options } = context;
	const { asOf, lastEngagedAt, lastIntentAt } = options.fieldNames;
	const columns = scoreColumns(options.fieldPrefix);
	const copies = scoreCopiers(context);
	const explain = scoreExplainer(rules, settings.engagementCap);
	return (person, { given, reference, result, score, change, isAtRisk }) => {
		const words = explain(result);
		const hasAsOf = !isEmpty(given[asOf]);
		const row = (hasAsOf ? copies.plain : copies.withAsOf)(given);
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

/** Copiers of rows with room for a score, for rows with and without an `asOf` of their own. */
function scoreCopiers({ table, events, options }: ScoreContext) {
	const { outputFields: fields, fieldPrefix, fieldNames } = options;
	const { customerId, asOf, lastEngagedAt, lastIntentAt } = fieldNames;
	const dateFields = events === undefined ? [] : [lastEngagedAt, lastIntentAt];
	const previousField = previousScoreField(options);
	const hasChange =
		fields === 'all' || table.ids.some((_, i) => Object.hasOwn(table.row(i), previousField));
	const own = resultsOf('scoreCustomer', fields)
		.filter((name) => hasChange || name !== 'valueScoreChange')
		.map((name) => prefixed(fieldPrefix, name));
	const copier = (further: readonly string[]) => resultCopier({ own, further, fields, customerId });
	return { plain: copier(dateFields), withAsOf: copier([asOf, ...dateFields]) };
}

function healthScore({ engagement }: PersonScore, engagementCap: number): number {
	return Math.max(0, Math.min(100, toHundredths(engagement / engagementCap)));
}
