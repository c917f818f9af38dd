import type { JsonRecord } from '../../values/jsonRecord';
import { breakdownRows, GroupTally } from '../breakdown';
import type { ChurnJudgement, ChurnStatus } from './judgeChurn';
import { roundTo } from '../stats/rounding';
import type { WinBack } from './winBackState';

const statuses = [
	['atRisk', 'At Risk'],
	['lapsed', 'Lapsed'],
	['ok', 'OK'],
] as const satisfies ReadonlyArray<readonly [ChurnStatus, string]>;

/** Counts the judged customers of one run for its summary and its notices. */
export class ChurnTally {
	private customers = 0;
	private judged = 0;
	private riskSum = 0;
	private readonly levels = { low: 0, medium: 0, high: 0 };
	private readonly statuses = new GroupTally<ChurnStatus>();
	private readonly risks = {
		atRisk: { judged: 0, sum: 0, high: 0 },
		lapsed: { judged: 0, sum: 0, high: 0 },
		ok: { judged: 0, sum: 0, high: 0 },
	} satisfies Record<ChurnStatus, object>;
	withoutTier = 0;
	private readonly winBacks = {
		none: 0,
		due: 0,
		waiting: 0,
		converted: 0,
		expired: 0,
		coolingDown: 0,
	};
	/** Customers who are due on an unknown day. */
	undatedWinBacks = 0;
	/** Customers who lapsed at most the window ago. */
	lapsedLately = 0;

	constructor(private readonly windowDays: number) {}

	get lapsed(): number {
		return this.statuses.of('lapsed').customers;
	}

	get winBackDue(): number {
		return this.winBacks.due;
	}

	add(
		judged: ChurnJudgement | undefined,
		daysSinceLastOrder: number,
		revenue: number,
		winBack: WinBack | undefined,
	): void {
		this.customers++;
		if (winBack !== undefined) {
			this.winBacks[winBack.state]++;
			if (winBack.state === 'due' && Number.isNaN(winBack.sinceDay)) this.undatedWinBacks++;
		}
		this.statuses.add(judged?.status ?? 'ok', revenue);
		if (judged === undefined) return;
		const risks = this.risks[judged.status];
		risks.judged++;
		risks.sum += judged.risk;
		if (judged.level === 'high') risks.high++;
		this.judged++;
		this.levels[judged.level]++;
		this.riskSum += judged.risk;
		if (judged.tier === undefined) this.withoutTier++;
		const isLate = daysSinceLastOrder > (judged.lapseDays ?? NaN) + this.windowDays;
		if (judged.status === 'lapsed' && !isLate) this.lapsedLately++;
	}

	/** The number of customers in each win-back state. */
	winBackSummary(): JsonRecord {
		return { ...this.winBacks };
	}

	/** The counts in the summary. */
	summary(setAside: number): JsonRecord {
		return {
			customers: this.customers,
			setAside,
			lapsed: this.lapsed,
			atRisk: this.statuses.of('atRisk').customers,
			ok: this.statuses.of('ok').customers,
			lapsedLately: this.lapsedLately,
			withoutRisk: this.customers - this.judged,
			lowRisk: this.levels.low,
			mediumRisk: this.levels.medium,
			highRisk: this.levels.high,
			averageRisk: this.judged === 0 ? null : roundTo(this.riskSum / this.judged, 2),
		};
	}

	/** The statuses as rows of the output Breakdown, the most urgent first. */
	breakdown(): JsonRecord[] {
		const groups = statuses.map(([code, name]) => ({ code, name, ...this.statuses.of(code) }));
		return breakdownRows(groups, ({ code }) => {
			const { judged, sum, high } = this.risks[code];
			return { averageRisk: judged === 0 ? null : roundTo(sum / judged, 2), highRisk: high };
		});
	}
}
