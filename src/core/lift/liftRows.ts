import { dateOfDay } from '../../values/days';
import { resultCopier } from '../customers/resultFields';
import type { OutputRow } from '../result';
import { explainStatus } from './explainStatus';
import type { GatheredOutcomes } from './gatherOutcomes';
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

/** Everybody, with what became of them in the experiment. */
export function writeLiftRows(
	{ base: { sources }, rows }: Experiment,
	{ statuses, assignmentOf, outcomes }: GatheredOutcomes,
	options: LiftOptions,
): OutputRow[] {
	const { customerId } = options.fieldNames;
	const copy = resultCopier({ own: addedFields, fields: 'all', customerId });
	const dates = new Map<number, string>();
	const dateOf = (day: number) => {
		let date = dates.get(day);
		if (date === undefined) dates.set(day, (date = dateOfDay(day)));
		return date;
	};
	let at = 0;
	return sources.map((source, i): OutputRow => {
		const out = copy(rows[i]);
		const assignment = assignmentOf[i];
		out.liftStatus = statuses[i];
		out.liftGroup = assignment?.group ?? null;
		out.liftAssignedAt = assignment === undefined ? null : dateOf(assignment.day);
		// Counted customers lie in the columns in the same order.
		if (statuses[i] === 'counted') {
			out.liftRevenue = outcomes.revenue[at];
			out.liftOrders = outcomes.orders[at];
			out.liftRevenueBefore = outcomes.revenueBefore[at];
			out.liftOrdersBefore = outcomes.ordersBefore[at];
			at++;
		}
		out.liftExplanation = explainStatus(statuses[i], out, options);
		return { row: out, source };
	});
}
