import type { JsonRecord } from '../../../values/jsonRecord';
import { cellText } from '../../../values/cellText';
import type { Outcome } from '../../run/outcome';
import { identityOf, readKeys, type MatchRow } from '../people/members';

/** A customer whom an earlier run has left in the audience. */
export interface FormerMember extends MatchRow {
	/** Index of the row in "Last Synced". */
	readonly source: number;
	readonly customerId: string;
	readonly keys: string;
	/** Day of the last upload as it was kept; absent where none was kept, "" where the customer is to be sent again. */
	readonly syncedAt?: string;
}

type Place = NonNullable<Outcome['fields']>;

/** Where the customers of the input stood before the run: kept for those the run doesn't come to. */
export class PlacesBefore {
	private readonly places = new Map<number, Place>();
	private readonly leaders = new Map<number, number>();
	/** The place of all customers that have none of their own; absent for operations that keep no places. */
	everyoneElse: Place | undefined;

	set(index: number, place: Place): void {
		this.places.set(index, place);
	}

	/** Gives a row the place of another one of the same customer: two places of one customer would contradict each other. */
	follow(index: number, leader: number): void {
		this.leaders.set(index, leader);
	}

	/** Gives the outcomes, each with the customer's place. */
	addTo(outcomes: readonly Outcome[]): Outcome[] {
		const placeOf = (index: number) =>
			outcomes[index].fields ?? this.places.get(index) ?? this.everyoneElse;
		return outcomes.map((outcome, index) => {
			const leader = this.leaders.get(index);
			if (leader !== undefined) return { ...outcome, fields: placeOf(leader) };
			return outcome.fields === undefined ? { ...outcome, fields: placeOf(index) } : outcome;
		});
	}
}

/**
 * The fields in which an outcome keeps a customer's place in an audience, for the next run to read.
 *
 * @param syncedAt day of the last upload, ISO; "" where there is none or the customer is to be sent again
 */
export function placeFields(
	audienceId: string | undefined,
	keys: string,
	isInAudience: boolean,
	syncedAt = '',
): Place {
	return {
		metaAudienceId: audienceId ?? '',
		metaMatchKeys: keys,
		metaInAudience: isInAudience,
		metaSyncedAt: syncedAt,
	};
}

/** The place in which a former member still is. */
export function placeKept(audienceId: string | undefined, { keys, syncedAt }: FormerMember): Place {
	if (syncedAt !== undefined) return placeFields(audienceId, keys, true, syncedAt);
	const { metaSyncedAt: _, ...place } = placeFields(audienceId, keys, true);
	return place;
}

/**
 * Reads from the last run's rows who is in the audience, by customer id; customers without one go by the first key that finds them.
 *
 * Rows of other audiences and rows without keys are left out. Where a customer stands twice, the later row counts.
 */
export function readLastSynced(
	rows: readonly JsonRecord[],
	audienceId: string | undefined,
	customerIdField: string,
): Map<string, FormerMember> {
	const former = new Map<string, FormerMember>();
	if (audienceId === undefined) return former;
	rows.forEach((row, source) => {
		if (cellText(row, 'metaAudienceId') !== audienceId) return;
		const read = readKeys(row.metaMatchKeys);
		const customerId = cellText(row, customerIdField) || (read ? identityOf(read) : '');
		if (customerId === '') return;
		if (read !== undefined && isYes(cellText(row, 'metaInAudience'))) {
			const keys = String(row.metaMatchKeys);
			former.set(customerId, { ...read, source, customerId, keys, syncedAt: syncedAtOf(row) });
		} else {
			former.delete(customerId);
		}
	});
	return former;
}

/** Databases and spreadsheets give booleans back in their own ways. */
function isYes(text: string): boolean {
	return /^(true|t|yes|1)$/i.test(text);
}

/** The kept day as text; null, which databases hold in columns that are younger than the row, is none. */
function syncedAtOf({ metaSyncedAt }: JsonRecord): string | undefined {
	if (metaSyncedAt instanceof Date) return metaSyncedAt.toISOString();
	return typeof metaSyncedAt === 'string' ? metaSyncedAt.trim() : undefined;
}
