import type { JsonRecord } from '../../values/jsonRecord';
import type { ChurnJudgement } from './judgeChurn';
import { round } from './round';

/** Counts the judged customers of one run for its summary and its notices. */
export class ChurnTally {
	private customers = 0;
	private judged = 0;
	private riskSum = 0;
	private readonly levels = { low: 0, medium: 0, high: 0 };
	private readonly statuses = { lapsed: 0, atRisk: 0, ok: 0 };
	withoutTier = 0;

	add(judged: ChurnJudgement | undefined): void {
		this.customers++;
		this.statuses[judged?.status ?? 'ok']++;
		if (judged === undefined) return;
		this.judged++;
		this.levels[judged.level]++;
		this.riskSum += judged.risk;
		if (judged.tier === undefined) this.withoutTier++;
	}

	/** The counts as they stand in the summary. */
	summary(setAside: number): JsonRecord {
		return {
			customers: this.customers,
			setAside,
			...this.statuses,
			withoutRisk: this.customers - this.judged,
			lowRisk: this.levels.low,
			mediumRisk: this.levels.medium,
			highRisk: this.levels.high,
			averageRisk: this.judged === 0 ? null : round(this.riskSum / this.judged, 100),
		};
	}
}
