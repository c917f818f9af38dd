import { modelVersion } from '../../core/model/modelVersion';
import { scoreCustomers } from '../../core/score/scoreCustomers';
import type { ScoreModel, ScoreOptions } from '../../core/score/options';
import { readScorePlan } from '../../core/score/scorePlan';
import type { ReadStep } from './readStep';

/** Computes the points of customers by Score Customer's own code, from the limits that the statement found. */
export const readPoints: ReadStep<ScoreOptions> = (rows, cells, options, host) => {
	const [{ integer }] = cells;
	const model = modelOf(
		options,
		integer('vip_above_hundredths'),
		integer('reengage_below_hundredths'),
	);
	const saved: ScoreOptions = { ...options, use: 'savedModel', savedModel: model };
	const { customers } = scoreCustomers(rows, saved, host);
	return {
		rows: customers.map(({ row }) => row),
		model,
		computed: (row) => ({
			value_score_hundredths: hundredths(row.valueScore),
			value_score_band: row.valueScoreBand,
			transaction_score_hundredths: hundredths(row.transactionScore),
			score_reasons: row.scoreReasons,
			score_at_risk: Number(row.scoreAtRisk),
		}),
	};
};

function hundredths(points: unknown): number {
	return Math.round(Number(points) * 100);
}

function modelOf(
	options: ScoreOptions,
	vipAbove: number | null,
	reengageBelow: number | null,
): ScoreModel {
	const { settings, rules } = readScorePlan(options);
	const content = {
		...settings,
		...(vipAbove !== null && { vipAbove: vipAbove / 100 }),
		...(reengageBelow !== null && { reengageBelow: reengageBelow / 100 }),
		rules: [...rules],
	};
	return { kind: 'score', version: modelVersion(content), ...content };
}
