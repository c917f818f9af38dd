import type { JsonRecord } from '../../values/jsonRecord';
import { cellText } from '../../values/cellText';
import type { Outcome } from '../run/outcome';
import { outcomeOf } from '../run/outcomeTable';
import type { Membership, MembershipFormat } from './lastSynced';
import type { PreviousMemberships } from './previousMemberships';

const kept = outcomeOf('notReached', 'Not processed: the run ended before it could be planned.');

/**
 * Passes the memberships of "Last Synced" on unchanged, for a run that ended before it knew the audience: a customer's
 * own on their row of the input, all others as outcomes of former members. A table that keeps output 1 in place of its
 * old rows loses nothing.
 */
export function keepLastSynced(
	rows: readonly JsonRecord[],
	lastSynced: readonly JsonRecord[],
	customerIdField: string,
	format: MembershipFormat,
	memberships: PreviousMemberships,
): Map<number, Outcome> {
	const sourceOf = new Map<string, number>();
	const former = new Map<number, Outcome>();
	lastSynced.forEach((row, source) => {
		const fields = membershipIn(row, format);
		if (fields === undefined) return;
		former.set(source, { ...kept, fields });
		const customerId = cellText(row, customerIdField);
		if (customerId !== '' && !sourceOf.has(customerId)) sourceOf.set(customerId, source);
	});
	rows.forEach((row, index) => {
		const customerId = cellText(row, customerIdField);
		const source = sourceOf.get(customerId);
		const fields = source === undefined ? undefined : former.get(source)?.fields;
		if (source === undefined || fields === undefined) return;
		memberships.set(index, fields);
		former.delete(source);
	});
	return former;
}

/** The membership fields of a row; undefined where it has none. */
function membershipIn(row: JsonRecord, { fields }: MembershipFormat): Membership | undefined {
	const names = Object.values(fields).filter((name) => Object.hasOwn(row, name));
	if (names.length === 0) return undefined;
	return Object.fromEntries(names.map((name) => [name, row[name] as string]));
}
