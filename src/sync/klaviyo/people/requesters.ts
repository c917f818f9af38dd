import type { JsonRecord } from '../../../values/jsonRecord';
import { normaliseEmail } from '../../../values/normaliseEmail';
import { ownCell } from '../../../values/ownCell';
import { readId } from '../../../values/readId';
import { toE164 } from '../../people/phone';
import { rowPhone } from '../../people/rowPhone';
import type { IdFields } from './fillById';
import type { KnownProfile } from './readProfiles';

/** The keys that a customer and a profile may share. */
const keys = ['email', 'phone', 'externalId', 'profileId'] as const;

type Key = (typeof keys)[number];
type Keys = Readonly<Record<Key, string | undefined>>;

/** The customers of a profile, and whether it also belongs to somebody without a request. */
export interface ProfileOwners {
	/** Indexes of the rows whose request concerns the profile. */
	readonly indexes: readonly number[];
	/** Whether the profile may belong to a customer without a request, so that it stays. */
	readonly isShared: boolean;
}

/**
 * Finds the profiles of customers who asked to be deleted.
 *
 * Customers with one email address are one person: a request on one row is a request on all. Two different addresses
 * are two people, whatever else they share; a profile without an address that also has the phone or ID of somebody
 * without a request stays.
 */
export class Requesters {
	/** Rows with a request, including those with a requester's email address. */
	readonly indexes: readonly number[];
	/** Those among them without a key to find a profile by. */
	readonly withoutKey: readonly number[];
	private readonly keysOf: readonly Keys[];
	private readonly rowsBy = newIndex<number[]>();
	private readonly othersBy = newIndex<true>();

	/** @param isRequested whether a row itself holds a request, by index */
	constructor(rows: readonly JsonRecord[], fields: IdFields, isRequested: readonly boolean[]) {
		this.keysOf = rows.map((row) => keysIn(row, fields));
		const emails = new Set<string | undefined>();
		this.keysOf.forEach(({ email }, index) => {
			if (isRequested[index]) emails.add(email);
		});
		emails.delete(undefined);
		const isMeant = (index: number) => isRequested[index] || emails.has(this.keysOf[index].email);
		this.indexes = [...rows.keys()].filter(isMeant);
		const meant = new Set(this.indexes);
		this.withoutKey = this.indexes.filter((index) =>
			keys.every((key) => this.keysOf[index][key] === undefined),
		);
		this.keysOf.forEach((own, index) => {
			for (const key of keys) {
				const value = own[key];
				if (value === undefined) continue;
				if (!meant.has(index)) this.othersBy[key].set(value, true);
				else this.rowsBy[key].set(value, [...(this.rowsBy[key].get(value) ?? []), index]);
			}
		});
	}

	/** The owners of a profile; undefined where none of them asked to be deleted. */
	ownersOf({ id, attributes }: KnownProfile): ProfileOwners | undefined {
		const held: Keys = {
			email: normaliseEmail(attributes.email),
			phone: toE164(attributes.phone_number),
			externalId: attributes.external_id ?? undefined,
			profileId: id,
		};
		const hasEmail = attributes.email != null && attributes.email !== '';
		const indexes = new Set<number>();
		for (const key of keys) {
			for (const index of this.rowsBy[key].get(held[key] ?? '') ?? []) {
				const isOther = hasEmail && this.keysOf[index].email !== undefined;
				if (key === 'email' || !isOther) indexes.add(index);
			}
			// An address belongs to one person; other keys that people share don't matter besides it.
			if (key === 'email' && indexes.size > 0) return { indexes: [...indexes], isShared: false };
		}
		if (indexes.size === 0) return undefined;
		const isShared = keys.some((key) => this.othersBy[key].has(held[key] ?? ''));
		return { indexes: [...indexes], isShared };
	}
}

function keysIn(row: JsonRecord, fields: IdFields): Keys {
	return {
		email: normaliseEmail(ownCell(row, fields.emailField)),
		phone: rowPhone(row, fields),
		externalId: readId(ownCell(row, fields.externalIdField)),
		profileId: readId(ownCell(row, fields.profileIdField)),
	};
}

const newIndex = <Value>(): Readonly<Record<Key, Map<string, Value>>> => ({
	email: new Map(),
	phone: new Map(),
	externalId: new Map(),
	profileId: new Map(),
});
