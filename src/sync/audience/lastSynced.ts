import type { JsonRecord } from '../../values/jsonRecord';
import { cellText } from '../../values/cellText';
import { ownCell } from '../../values/ownCell';
import { storedInstant } from '../../values/storedDay';
import { isNo } from '../../values/yesOrNo';
import type { Outcome } from '../run/outcome';
import type { KeyFormat, MatchRow } from './keyFormat';

/** A customer whom an earlier run left in the audience. */
export interface FormerMember extends MatchRow {
	/** Index of the row in "Last Synced". */
	readonly source: number;
	readonly customerId: string;
	readonly keys: string;
	/** Day of the last upload as it was kept; absent where none was kept, "" where the customer is to be sent again. */
	readonly syncedAt?: string;
	/** Requests about the member that the platform was still processing; absent where it has none. */
	readonly request?: string;
}

/** The fields of an outcome that keep a customer's membership for the next run. */
export type Membership = NonNullable<Outcome['fields']>;

/** What "Last Synced" knows about one audience. */
export interface LastSynced {
	/** Its members by customer ID; a customer without one is listed under the first key that finds them. */
	readonly members: ReadonlyMap<string, FormerMember>;
	/** Rows about the audience, members or not. */
	readonly known: number;
	/** Rows of customers who are in no audience, written before it existed. */
	readonly outside: number;
	/** Rows that may be members of the audience, but have no readable keys. */
	readonly unreadable: number;
	/** Rows whose match keys are cut short. */
	readonly cut: number;
	/** IDs of all audiences that the rows are members of. */
	readonly audienceIds: ReadonlySet<string>;
}

/** How memberships are written and read: names of the fields, the form of the audience's ID, and the match keys. */
export class MembershipFormat {
	readonly fields: Readonly<
		Record<'audienceId' | 'matchKeys' | 'inAudience' | 'syncedAt', string>
	> & {
		/** On platforms that process requests after they have accepted them. */
		readonly request?: string;
	};

	/**
	 * @param prefix of the fields, such as "meta"
	 * @param idPrefix put before an audience's ID, because a spreadsheet rounds a number of 17 digits but leaves a text
	 * alone
	 * @param hasRequests whether requests that are still being processed are kept with the members
	 */
	constructor(
		prefix: string,
		private readonly idPrefix: string,
		readonly keys: KeyFormat,
		hasRequests = false,
	) {
		this.fields = {
			audienceId: `${prefix}AudienceId`,
			matchKeys: `${prefix}MatchKeys`,
			inAudience: `${prefix}InAudience`,
			syncedAt: `${prefix}SyncedAt`,
			...(hasRequests ? { request: `${prefix}Request` } : {}),
		};
	}

	/**
	 * A membership as the next run reads it.
	 *
	 * @param syncedAt day of the last upload, ISO; "" where there is none or the customer is to be sent again
	 * @param request requests about the customer that the platform is still processing
	 */
	write(
		audienceId: string | undefined,
		keys: string,
		isInAudience: boolean,
		syncedAt = '',
		request = '',
	): Membership {
		const { fields } = this;
		return {
			[fields.audienceId]: audienceId === undefined ? '' : this.idPrefix + audienceId,
			[fields.matchKeys]: keys,
			[fields.inAudience]: isInAudience,
			[fields.syncedAt]: syncedAt,
			...(fields.request === undefined ? {} : { [fields.request]: request }),
		};
	}

	/** The membership of somebody who is in no audience. */
	writeEmptied(): Membership {
		const { [this.fields.audienceId]: _, ...emptied } = this.write(undefined, '', false);
		return emptied;
	}

	/** The membership that a former member still has. */
	kept(audienceId: string | undefined, { keys, syncedAt, request }: FormerMember): Membership {
		const kept = this.write(audienceId, keys, true, syncedAt, request);
		if (syncedAt !== undefined) return kept;
		const { [this.fields.syncedAt]: _, ...membership } = kept;
		return membership;
	}

	/** An audience's ID without the prefix. */
	idIn(text: string): string {
		return text.startsWith(this.idPrefix) ? text.slice(this.idPrefix.length) : text;
	}

	/**
	 * Reads the members of the audience from the last run's rows.
	 *
	 * Of two rows of one customer the later counts. Without an audience there are no members.
	 */
	read(
		rows: readonly JsonRecord[],
		audienceId: string | undefined,
		customerIdField: string,
	): LastSynced {
		const { fields } = this;
		const members = new Map<string, FormerMember>();
		const audienceIds = new Set<string>();
		const counts = { known: 0, outside: 0, unreadable: 0, cut: 0 };
		rows.forEach((row, source) => {
			const id = this.idIn(cellText(row, fields.audienceId));
			const kept = ownCell(row, fields.matchKeys);
			const isOut = isNo(ownCell(row, fields.inAudience));
			const keys = isOut ? undefined : this.keys.read(kept);
			if (keys !== undefined && id !== '') audienceIds.add(id);
			const isOurs = audienceId !== undefined && id === audienceId;
			if (!isOurs) {
				const mayBeOurs = audienceId !== undefined && isOnceRounded(id, audienceId);
				if (isOut && id === '') counts.outside++;
				if (mayBeOurs || (id === '' && keys !== undefined)) counts.unreadable++;
				return;
			}
			const customerId = cellText(row, customerIdField) || (keys ? this.keys.identityOf(keys) : '');
			if (keys !== undefined && customerId !== '') {
				counts.known++;
				if (keys.isCut) counts.cut++;
				const { columns, cells } = keys;
				// A customer who may or may not be a member is sent again, and removed just the same.
				const isIn = isYes(cellText(row, fields.inAudience));
				const syncedAt = isIn ? syncedAtOf(ownCell(row, fields.syncedAt)) : '';
				members.set(customerId, {
					columns,
					cells,
					source,
					customerId,
					keys: String(kept),
					syncedAt,
					...this.requestIn(row),
				});
			} else if (isOut) {
				counts.known++;
				members.delete(customerId);
			} else counts.unreadable++;
		});
		return { members, audienceIds, ...counts };
	}

	private requestIn(row: JsonRecord): { readonly request?: string } {
		const request = this.fields.request === undefined ? '' : cellText(row, this.fields.request);
		return request === '' ? {} : { request };
	}
}

/** Digits that a spreadsheet keeps of a number. */
const keptDigits = 15;

/**
 * Whether an ID may be the audience's after a program read it as a number: rounded to the digits that fit, or written
 * as a power of ten.
 */
function isOnceRounded(text: string, audienceId: string): boolean {
	if (audienceId.length <= keptDigits || !/^\d/.test(text)) return false;
	const number = Number(text.replace(',', '.'));
	if (/e/i.test(text)) return Math.abs(number / Number(audienceId) - 1) < 0.001;
	const zeros = '0'.repeat(audienceId.length - keptDigits);
	const cut = audienceId.slice(0, keptDigits);
	const rounded = [cut + zeros, String(BigInt(cut) + 1n) + zeros, String(Number(audienceId))];
	return rounded.includes(text.replace(/\.0+$/, ''));
}

/** Databases and spreadsheets return booleans in several forms. */
function isYes(text: string): boolean {
	return /^(true|t|yes|1)$/i.test(text);
}

/** The kept day as text; undefined for null, which databases return for columns added after the row was written. */
function syncedAtOf(cell: unknown): string | undefined {
	if (typeof cell === 'string') return cell.trim();
	const instant = storedInstant(cell);
	return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
}
