import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { resultCopier, resultsOf } from '../customers/resultFields';
import type { ValueScoreBand } from './bands';
import { scoreExplainer } from './explainScore';
import {
	previousScoreField,
	toHundredths,
	type ScoreContext,
	type ScoreJudgement,
} from './judgeScore';
import { laterMoment } from './laterMoment';
import type { ScoreModel } from './options';
import { prefixed, scoreColumns } from './scoreColumns';
import type { PersonScore } from './scorePerson';

/**
 * Returns the function that writes the row of a person.
 *
 * Where events came in, everyone gets the dates of the latest sign of engagement and of intent.
 */
export function scoreRowWriter(
	context: ScoreContext,
	copy: (row: JsonRecord) => JsonRecord,
	{ version }: Pick<ScoreModel, 'version'>,
): (person: number, judged: ScoreJudgement, band: ValueScoreBand) => JsonRecord {
	const { rules, events, calendar, settings, options } = context;
	const { asOf, lastEngagedAt, lastIntentAt } = options.fieldNames;
	const columns = scoreColumns(options.fieldPrefix);
	const explain = scoreExplainer(rules, settings.engagementCap);
	return (person, { given, reference, result, score, change, isAtRisk }, band) => {
		const words = explain(result);
		const row = copy(given);
		if (isEmpty(given[asOf])) row[asOf] = calendar.iso(reference.instant);
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
		row[columns.valueScoreBand] = band;
		if (options.outputFields === 'all') row[columns.scoreModelVersion] = version;
		return row;
	};
}

/** Returns the function that copies a person's row and leaves room for a score, and for an `asOf` that it lacks. */
export function scoreCopier({ table, events, options }: ScoreContext) {
	const { outputFields: fields, fieldPrefix, fieldNames } = options;
	const { customerId, asOf, lastEngagedAt, lastIntentAt } = fieldNames;
	const dateFields = events === undefined ? [] : [lastEngagedAt, lastIntentAt];
	const previousField = previousScoreField(options);
	const hasChange = fields === 'all' || table.hasField(previousField);
	const own = resultsOf('scoreCustomer', fields)
		.filter((name) => hasChange || name !== 'valueScoreChange')
		.map((name) => prefixed(fieldPrefix, name));
	const copier = (further: readonly string[]) => resultCopier({ own, further, fields, customerId });
	const plain = copier(dateFields);
	const withAsOf = copier([asOf, ...dateFields]);
	return (row: JsonRecord) => (isEmpty(row[asOf]) ? withAsOf : plain)(row);
}

function healthScore({ engagement }: PersonScore, engagementCap: number): number {
	return Math.max(0, Math.min(100, toHundredths(engagement / engagementCap)));
}
