import { checkChurn } from '../../core/churn/checkChurn';
import type { ChurnModel } from '../../core/churn/churnModel';
import { neverReturnShares } from '../../core/churn/neverReturnShares';
import type { ChurnOptions } from '../../core/churn/options';
import type { JsonRecord } from '../../values/jsonRecord';
import type { ResultCells } from '../readCells';
import type { ReadStep } from './readStep';

/** Judges churn by Churn Check's own code, from the counts of the base in the rows. */
export const readChurn: ReadStep<ChurnOptions> = (rows, cells, options, host) => {
	const given: ChurnOptions =
		options.use === 'savedModel'
			? options
			: { ...options, use: 'savedModel', savedModel: modelOf(options, cells[0]) };
	const { customers, summary } = checkChurn(rows, given, [], host.timeZone);
	return {
		rows: customers.map(({ row }) => row),
		model: summary.model,
		computed: (row) => ({
			lapse_after_days: row.lapseAfterDays,
			...(isClear(row, options) && {
				churn_status: row.churnStatus,
				churn_level: row.churnLevel,
			}),
		}),
		nearly: (row) => ({
			churn_risk_hundredths:
				row.churnRisk === null ? null : Math.round(Number(row.churnRisk) * 100),
		}),
	};
};

/** Whether the risk is away from all limits, where the last digit of an exponential could decide. */
function isClear(row: JsonRecord, { riskThreshold, mediumFrom, highAbove }: ChurnOptions): boolean {
	return [riskThreshold, mediumFrom, highAbove].every(
		(limit) => !(Math.abs(Number(row.churnRisk) - limit) < 0.01),
	);
}

function modelOf(options: ChurnOptions, { count, text }: ResultCells): ChurnModel {
	const counts = (text('churn_counts') ?? '').split(';').map((pair) => pair.split(':').map(Number));
	const mature = counts.map(([orders]) => orders);
	const notReturned = counts.map(([, lost]) => lost);
	const gaps = count('churn_gaps');
	const spanDays = count('churn_span_days');
	return {
		kind: 'churn',
		neverReturnShares: neverReturnShares({ mature, notReturned, spanDays }, options),
		meanGapDays: gaps === 0 ? options.fallbackGapDays : count('churn_gap_days') / gaps,
		recalibration: null,
		maturityDays: options.maturityDays,
		matureOrders: mature.reduce((sum, orders) => sum + orders, 0),
	};
}
