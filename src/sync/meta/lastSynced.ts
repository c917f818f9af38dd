import { cellText } from '../shared/cellText';
import type { CustomerRow, Outcome } from '../shared/outcome';
import { readKeys, type MatchRow } from './members';

/** A customer whom an earlier run has left in the audience. */
export interface FormerMember extends MatchRow {
	/** Index of the row in "Last Synced". */
	readonly source: number;
	readonly customerId: string;
	readonly keys: string;
}

type Place = NonNullable<Outcome['fields']>;

/** Where the customers of the input stood before the run: kept for those the run doesn't come to. */
export class PlacesBefore {
	private readonly places = new Map<number, Place>();
	/** The place of all customers that have none of their own; absent for operations that keep no places. */
	everyoneElse: Place | undefined;

	set(index: number, place: Place): void {
		this.places.set(index, place);
	}

	get(index: number): Place | undefined {
		return this.places.get(index) ?? this.everyoneElse;
	}
}

/** The fields in which an outcome keeps a customer's place in an audience, for the next run to read. */
export function placeFields(
	audienceId: string | undefined,
	keys: string,
	isInAudience: boolean,
): Place {
	return {
		metaAudienceId: audienceId ?? '',
		metaMatchKeys: keys,
		metaInAudience: isInAudience,
	};
}

/**
 * Reads from the last run's rows who is in the audience, by customer id.
 *
 * Rows of other audiences and rows without keys are left out. Where a customer stands twice, the later row counts.
 */
export function readLastSynced(
	rows: readonly CustomerRow[],
	audienceId: string | undefined,
	customerIdField: string,
): Map<string, FormerMember> {
	const former = new Map<string, FormerMember>();
	if (audienceId === undefined) return former;
	rows.forEach((row, source) => {
		const customerId = cellText(row, customerIdField);
		if (customerId === '' || cellText(row, 'metaAudienceId') !== audienceId) return;
		const read = readKeys(row.metaMatchKeys);
		const isIn = row.metaInAudience === true || row.metaInAudience === 'true';
		if (isIn && read !== undefined) {
			former.set(customerId, { ...read, source, customerId, keys: String(row.metaMatchKeys) });
		} else {
			former.delete(customerId);
		}
	});
	return former;
}
