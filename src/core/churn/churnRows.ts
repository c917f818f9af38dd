import { dateOfDay } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import type { CustomerTable } from '../customers/customerTable';
import { type OutputFields, resultCopier, resultsOf } from '../customers/resultFields';
import type { ChurnModel } from './churnModel';
import { churnReasonWriter } from './churnReasons';
import { churnExplainer } from './explainChurn';
import type { ChurnJudgement } from './judgeChurn';
import type { LapseKeyWriter } from './lapseKey';
import type { ChurnOptions } from './options';
import type { Rhythms } from './readRhythms';
import { neverReturnShareOf } from './riskMethods';
import { roundTo } from '../stats/rounding';
import type { WinBack } from './winBackState';

/** The fields added where each lapse is sent once. */
const winBackFields = ['winBackState', 'winBackSince', 'winBackSentKey'];

/** Returns the function that copies a customer's row and leaves room for the fields of churn. */
export function churnCopier({ outputFields: fields, fieldNames, winBack }: ChurnOptions) {
	const own = resultsOf('churnCheck', fields).filter(
		(name) => winBack === 'newLapses' || !winBackFields.includes(name),
	);
	return resultCopier({ own, fields, customerId: fieldNames.customerId });
}

/** Returns the function that writes the row of customer i; without a judgement the risk is null and the status `ok`. */
export function churnRowWriter(
	copyRow: ReturnType<typeof churnCopier>,
	table: CustomerTable,
	rhythms: Rhythms,
	model: ChurnModel,
	version: string,
	lapseKeyOf: LapseKeyWriter,
	options: ChurnOptions,
): (i: number, judged: ChurnJudgement | undefined, winBack: WinBack | undefined) => JsonRecord {
	const { outputFields: fields } = options;
	const explain = churnExplainer();
	const writeReasons = churnReasonWriter();
	const { method, silenceDays, probabilityDays } = options;
	return (i, judged, winBack) => {
		const row = copyRow(table.row(i));
		if (winBack !== undefined) writeWinBack(row, winBack);
		if (fields === 'all') row.churnModelVersion = version;
		if (judged === undefined) return writeUnknownRisk(row, rhythms.orderDays[i] > 0, fields);
		const { risk, riskChange, status, expectedGapDays, lapseDays } = judged;
		const orders = rhythms.orderDays[i];
		const daysSinceLastOrder = rhythms.daysSinceLastOrder[i];
		row.churnRisk = roundTo(risk, 2);
		row.churnLevel = judged.level;
		row.churnStatus = status;
		if (fields === 'all') row.churnReasons = writeReasons(judged.reasons);
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
		row.churnRiskChange = Number.isNaN(riskChange) ? null : roundTo(riskChange, 2);
		row.expectedGapDays = roundTo(expectedGapDays, 1);
		row.daysOverdue = Math.max(0, roundTo(daysSinceLastOrder - expectedGapDays, 1));
		row.lapseAfterDays = lapseDays ?? null;
		row.winBackKey = status === 'ok' ? null : lapseKeyOf(i, status);
		return row;
	};
}

function writeWinBack(row: JsonRecord, { state, sinceDay, sentKey }: WinBack): void {
	row.winBackState = state;
	row.winBackSince = Number.isNaN(sinceDay) ? null : dateOfDay(sinceDay);
	row.winBackSentKey = sentKey === '' ? null : sentKey;
}

/** Writes the fields of a customer whose day of the last order is not known; the others stay null. */
function writeUnknownRisk(row: JsonRecord, isBuyer: boolean, fields: OutputFields): JsonRecord {
	row.churnStatus = 'ok';
	row.churnExplanation = isBuyer
		? 'The date of the last order is unknown, so no risk can be computed'
		: 'No orders yet, so there is no customer to lose';
	if (fields === 'all') row.churnReasons = isBuyer ? 'unknownLastOrder' : 'noOrders';
	return row;
}
