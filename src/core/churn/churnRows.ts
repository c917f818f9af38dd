import { dateOfDay } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import type { CustomerTable } from '../customers/customerTable';
import { rowCopier } from '../customers/rowCopier';
import type { ChurnModel } from './churnModel';
import { churnReasonWriter } from './churnReasons';
import { churnExplainer } from './explainChurn';
import type { ChurnJudgement } from './judgeChurn';
import type { ChurnOptions } from './options';
import type { Rhythms } from './readRhythms';
import { neverReturnShareOf } from './riskMethods';
import { round } from './round';

/** What Churn Check adds to a customer, in this order. */
const churnFields = [
	'churnRisk',
	'churnLevel',
	'churnStatus',
	'churnReasons',
	'churnExplanation',
	'churnRiskChange',
	'expectedGapDays',
	'daysOverdue',
	'lapseAfterDays',
	'winBackKey',
	'churnModelVersion',
] as const;

/** Makes the function that writes the row of customer i; without a judgement the risk is null and the status `ok`. */
export function churnRowWriter(
	table: CustomerTable,
	rhythms: Rhythms,
	model: ChurnModel,
	version: string,
	options: ChurnOptions,
): (i: number, judged: ChurnJudgement | undefined) => JsonRecord {
	const copyRow = rowCopier(churnFields);
	const explain = churnExplainer();
	const writeReasons = churnReasonWriter();
	const keyEndOf = keyEndWriter();
	const { method, silenceDays, probabilityDays } = options;
	return (i, judged) => {
		const row = copyRow(table.row(i));
		if (judged === undefined) return Object.assign(row, unknownRisk(rhythms.orderDays[i], version));
		const { risk, riskChange, status, expectedGapDays, lapseDays } = judged;
		const orders = rhythms.orderDays[i];
		const daysSinceLastOrder = rhythms.daysSinceLastOrder[i];
		row.churnRisk = round(risk, 100);
		row.churnLevel = judged.level;
		row.churnStatus = status;
		row.churnReasons = writeReasons(judged.reasons);
		row.churnExplanation = explain({
			method,
			reasons: judged.reasons,
			tier: judged.tier,
			orders,
			neverReturnShare: neverReturnShareOf(model, orders),
			daysSinceLastOrder,
			expectedGapDays,
			risk,
			riskChange,
			lapseDays,
			silenceDays,
			probabilityDays,
		});
		row.churnRiskChange = Number.isNaN(riskChange) ? null : round(riskChange, 100);
		row.expectedGapDays = round(expectedGapDays, 10);
		row.daysOverdue = Math.max(0, round(daysSinceLastOrder - expectedGapDays, 10));
		row.lapseAfterDays = lapseDays ?? null;
		row.winBackKey =
			status === 'ok' ? null : table.ids[i] + keyEndOf(status, rhythms.lastOrderDay[i]);
		row.churnModelVersion = version;
		return row;
	};
}

/** The fields of a customer the day of whose last order is not known. */
function unknownRisk(orders: number, version: string): JsonRecord {
	const isBuyer = orders > 0;
	return {
		churnRisk: null,
		churnLevel: null,
		churnStatus: 'ok',
		churnReasons: isBuyer ? 'unknownLastOrder' : 'noOrders',
		churnExplanation: isBuyer
			? 'The day of the last order is not known, so there is no risk to tell'
			: 'No order so far, so there is no customer to lose yet',
		churnRiskChange: null,
		expectedGapDays: null,
		daysOverdue: null,
		lapseAfterDays: null,
		winBackKey: null,
		churnModelVersion: version,
	};
}

/** Writes `:lapsed:2025-06-01`; a base's last orders fall on few days, so each is written once. */
function keyEndWriter(): (status: 'lapsed' | 'atRisk', day: number) => string {
	const ends = { lapsed: new Map<number, string>(), atRisk: new Map<number, string>() };
	return (status, day) => {
		let end = ends[status].get(day);
		if (end === undefined) {
			end = `:${status}:${Number.isNaN(day) ? 'unknown' : dateOfDay(day)}`;
			ends[status].set(day, end);
		}
		return end;
	};
}
