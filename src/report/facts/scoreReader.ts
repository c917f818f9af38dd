import { scoreOf, type ScoreCuts } from '../../core/rfm/scoreCuts';
import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { recordIn } from './readCell';
import type { ScoreReader } from './tallyCustomers';

/**
 * Reads the recency and frequency scores of a customer: from the row, else by the cut points in the Summary of Compute
 * RFM. Rows don't have the scores while "Fields" of the nodes is Essential; the summary has the cut points.
 */
export function scoreReader(rfmSummary: JsonRecord | undefined): ScoreReader {
	const model = recordIn(rfmSummary, 'model');
	const windowDays = recordIn(model, 'options')?.windowDays;
	const recencyCuts = cutsIn(model, 'recencyCuts');
	// Without scores in the row, only the counts of a year's window are in it.
	const isKnown = windowDays === 0 || windowDays === 365;
	const frequencyCuts = isKnown ? cutsIn(model, 'frequencyCuts') : undefined;
	const inWindow = (row: JsonRecord, orders: number) =>
		windowDays === 365 ? readNumber(row.orderCountLast365) : orders;
	const by = (own: unknown, value: number, cuts: ScoreCuts | undefined) => {
		const score = readNumber(own);
		if (score === score) return score;
		return cuts === undefined || value !== value ? NaN : scoreOf(value, cuts);
	};
	return {
		recency: ({ recencyScore }, days) => by(recencyScore, -days, recencyCuts),
		frequency: (row, orders) => by(row.frequencyScore, inWindow(row, orders), frequencyCuts),
	};
}

function cutsIn(model: JsonRecord | undefined, field: string): ScoreCuts | undefined {
	const cuts = model?.[field];
	const isCuts = (cut: unknown) => cut === null || typeof cut === 'number';
	return Array.isArray(cuts) && cuts.length > 0 && cuts.length <= 10 && cuts.every(isCuts)
		? (cuts as ScoreCuts)
		: undefined;
}
