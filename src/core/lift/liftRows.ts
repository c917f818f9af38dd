import { dateOfDay } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import { NumberTexts } from '../customers/numberTexts';
import { resultCopier } from '../customers/resultFields';
import type { OutputRow } from '../result';
import { explainStatus } from './explainStatus';
import type { GatheredOutcomes, LiftStatus } from './gatherOutcomes';
import type { LiftOptions } from './options';
import type { Experiment } from './readExperiment';

const addedFields = [
	'liftStatus',
	'liftGroup',
	'liftAssignedAt',
	'liftRevenue',
	'liftOrders',
	'liftRevenueBefore',
	'liftOrdersBefore',
	'liftExplanation',
] as const;

/** All customers, with their status in the experiment. */
export function writeLiftRows(
	{ sources, rows, assignments }: Experiment,
	{ statuses, assignmentOf, outcomes }: GatheredOutcomes,
	options: LiftOptions,
): OutputRow[] {
	const copy = resultCopier({
		own: addedFields,
		fields: 'all',
		customerId: options.fieldNames.customerId,
	});
	const dateOf = new NumberTexts(dateOfDay, 100_000);
	const explain = explainer(options);
	let at = 0;
	return sources.map((source, i): OutputRow => {
		const out = copy(rows[i]);
		const assignment = assignmentOf[i];
		const isAssigned = assignment >= 0;
		const isTreated = assignments.isTreated[assignment] === 1;
		out.liftStatus = statuses[i];
		out.liftGroup = isAssigned ? (isTreated ? 'treated' : 'control') : null;
		out.liftAssignedAt = isAssigned ? dateOf.of(assignments.days[assignment]) : null;
		// Counted customers are in the columns in the same order.
		if (statuses[i] === 'counted') {
			out.liftRevenue = outcomes.revenue[at];
			out.liftOrders = outcomes.orders[at];
			out.liftRevenueBefore = outcomes.revenueBefore[at];
			out.liftOrdersBefore = outcomes.ordersBefore[at];
			at++;
		}
		out.liftExplanation = explain(statuses[i], out);
		return { row: out, source };
	});
}

/** Explains statuses; customers without orders share one sentence per status, group and day. */
function explainer(options: LiftOptions): (status: LiftStatus, row: JsonRecord) => string {
	const shared = new Map<string, string>();
	return (status, row) => {
		if (row.liftOrders) return explainStatus(status, row, options);
		const key = `${status} ${String(row.liftGroup)} ${String(row.liftAssignedAt)}`;
		let text = shared.get(key);
		if (text === undefined) shared.set(key, (text = explainStatus(status, row, options)));
		return text;
	};
}
