import type { JsonRecord } from '../../values/jsonRecord';
import { counted } from '../../values/wording';
import type { LiftStatus } from './gatherOutcomes';
import type { LiftOptions } from './options';

const sentences = {
	counted: (row, { windowDays }) =>
		`${groupInWords(row)} since ${row.liftAssignedAt}: ${counted(row.liftOrders as number, 'order')} worth ${row.liftRevenue} in the ${windowDays} days after.`,
	immature: (row, { windowDays }) =>
		`${groupInWords(row)} since ${row.liftAssignedAt}: the ${windowDays} days are not over, so it does not count yet.`,
	notAssigned: () => 'Not part of the experiment: nobody assigned this customer to a group.',
	changedGroup: (row) =>
		`Assigned to ${row.liftGroup} on ${row.liftAssignedAt}, but in the other group today, so it counts for neither.`,
	unreadableOrderHistory: (row, { fieldNames }) =>
		`${groupInWords(row)} since ${row.liftAssignedAt}, but "${fieldNames.orderHistory}" can't be read, so it does not count.`,
} as const satisfies Record<LiftStatus, (row: JsonRecord, options: LiftOptions) => string>;

/** A customer's status in the experiment, in one sentence. */
export function explainStatus(status: LiftStatus, row: JsonRecord, options: LiftOptions): string {
	return sentences[status](row, options);
}

function groupInWords({ liftGroup }: JsonRecord): string {
	return liftGroup === 'control' ? 'Control' : 'Treated';
}
