import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { cellText } from '../../values/cellText';
import { ownCell } from '../../values/ownCell';
import { counted } from '../../values/wording';
import { TextSet } from '../people/textSet';
import { RowLedger, type Outcome } from '../run/outcome';
import { outcomeOf } from '../run/outcomeTable';
import type { Refused } from './eligibility';
import type { Cell, KeyFormat } from './keyFormat';
import { Member } from './member';

/** Match keys read from a row. */
export interface ReadRow {
	readonly cells: Cell[];
	/** The first key that finds the person; "" where there is none. */
	readonly identity: string;
	readonly customerId: string;
	/** Keys that are filled but can't be used; absent where there are none. */
	readonly unusable?: readonly string[];
}

/** Reads rows as the options say. */
export interface MemberReader {
	readonly columns: readonly string[];
	/** Positions of the keys that find a person, the most reliable first. */
	readonly finding: readonly number[];
	readonly read: (row: JsonRecord) => ReadRow;
	/** The keys that find the person, and no others. */
	readonly addresses: (row: JsonRecord) => string[];
}

/** How a platform's members are read, and the outcomes of rows that can't be used. */
export interface MemberSource {
	readonly reader: MemberReader;
	readonly format: KeyFormat;
	/** The outcome of a customer without a key that finds them. */
	readonly noContactKey: Outcome;
	/** The outcome of a customer whose first key belongs to an earlier one. */
	readonly sameContact: Outcome;
	/** Keys that are filled but can't be used, in words. */
	readonly unusable: Readonly<Record<string, string>>;
	readonly phoneKey: string;
}

/**
 * The customers who are to leave, with their match keys; customers without a key that finds them are skipped.
 *
 * A customer is removed under all keys of all their rows, even those that others share. Without an ID the first key
 * that finds them identifies a customer.
 */
export function membersIn(
	rows: readonly JsonRecord[],
	{ reader, format, noContactKey, unusable: words }: MemberSource,
	ledger: RowLedger,
	isWanted: (row: JsonRecord, index: number) => boolean = () => true,
): Member[] {
	const members: Member[] = [];
	rows.forEach((row, index) => {
		if (!isWanted(row, index)) return;
		const { cells, identity, customerId, unusable } = reader.read(row);
		if (unusable !== undefined) ledger.note(index, unusableSentence(unusable, words));
		if (identity === '') ledger.set(index, noContactKey);
		else members.push(new Member(index, customerId, reader.columns, cells, format));
	});
	return members;
}

/** Who may join, and who may not. */
export interface JoiningMembers {
	readonly wanted: Member[];
	/** Keys of customers who declined on a row. */
	readonly declined: ReadonlySet<string>;
}

/** Inputs to reading the customers besides their match keys. */
export interface JoiningScope {
	readonly customerIdField: string;
	/** The customer's value, for value-based audiences. */
	readonly worth?: { readonly field: string; readonly read: (cell: unknown) => Cell | undefined };
	/** All rows where the rows given are only some of them: a no in any of them counts. */
	readonly everyRow?: readonly JsonRecord[];
}

/**
 * The customers who join, with their match keys.
 *
 * Skipped are those who may not join, everybody who shares a first key or an ID with somebody who declined, customers
 * without a key that finds them, and all but the first of several customers with one first key or one ID. Further keys
 * that a customer shares with somebody who declined are not sent.
 */
export function joiningIn(
	rows: readonly JsonRecord[],
	source: MemberSource,
	ledger: RowLedger,
	notices: Notice[],
	refusalOf: (row: JsonRecord) => Refused | undefined,
	{ customerIdField, worth, everyRow }: JoiningScope,
): JoiningMembers {
	const { reader, format, noContactKey, sameContact, phoneKey } = source;
	const declined = declinedIn(rows, customerIdField, ledger, reader, refusalOf);
	if (everyRow !== undefined) {
		const others = new RowLedger(everyRow.length);
		const { cells, ids } = declinedIn(everyRow, customerIdField, others, reader, refusalOf);
		for (const [cell, outcome] of cells) declined.cells.set(cell, outcome);
		for (const [id, outcome] of ids) declined.ids.set(id, outcome);
	}
	const keys = new TextSet();
	const ids = new TextSet();
	const wanted: Member[] = [];
	let unusablePhones = 0;
	rows.forEach((row, index) => {
		if (!ledger.isOpen(index)) return;
		const read = reader.read(row);
		if (read.unusable !== undefined) {
			ledger.note(index, unusableSentence(read.unusable, source.unusable));
			if (read.unusable.includes(phoneKey)) unusablePhones++;
		}
		const reason = reasonAgainst(row, read);
		if (reason !== undefined) return ledger.set(index, reason);
		ids.add(read.customerId);
		if (declined.cells.size > 0) withoutDeclined(read.cells, reader, declined.cells);
		wanted.push(new Member(index, read.customerId, reader.columns, read.cells, format));
	});
	if (unusablePhones > 0) notices.push(unusablePhonesNotice(unusablePhones));
	return { wanted, declined: new Set(declined.cells.keys()) };

	function reasonAgainst(row: JsonRecord, read: ReadRow): Outcome | undefined {
		const { identity, customerId, cells } = read;
		if (identity === '') return noContactKey;
		const elsewhere = declined.cells.get(identity) ?? declined.ids.get(customerId);
		if (elsewhere !== undefined) return elsewhere;
		if (worth !== undefined) {
			const value = worth.read(ownCell(row, worth.field));
			if (value === undefined) return outcomeOf('noValue', worth.field);
			cells.push(value);
		}
		// Two rows under one ID would alternate: the next run would take what was kept of the first for the second.
		if (ids.has(customerId)) return outcomeOf('duplicateCustomer');
		return keys.add(identity) ? undefined : sameContact;
	}
}

interface Declined {
	readonly cells: Map<string, Outcome>;
	readonly ids: Map<string, Outcome>;
}

/** Writes the outcomes of rows that may not join, and collects the keys and IDs of those that declined. */
function declinedIn(
	rows: readonly JsonRecord[],
	customerIdField: string,
	ledger: RowLedger,
	reader: MemberReader,
	refusalOf: (row: JsonRecord) => Refused | undefined,
): Declined {
	const declined: Declined = { cells: new Map(), ids: new Map() };
	rows.forEach((row, index) => {
		const refused = refusalOf(row);
		if (refused === undefined) return;
		ledger.set(index, refused.own);
		const { others } = refused;
		if (others === undefined) return;
		for (const cell of reader.addresses(row)) declined.cells.set(cell, others);
		const customerId = cellText(row, customerIdField);
		if (customerId !== '') declined.ids.set(customerId, others);
	});
	return declined;
}

/** A phone number shared with somebody who declined would match that person too. */
function withoutDeclined(
	cells: Cell[],
	{ finding }: MemberReader,
	declined: ReadonlyMap<string, Outcome>,
) {
	for (const place of finding) if (declined.has(String(cells[place]))) cells[place] = '';
}

function unusableSentence(
	keys: readonly string[],
	words: Readonly<Record<string, string>>,
): string {
	return `Not sent: ${keys.map((key) => words[key]).join('; ')}.`;
}

function unusablePhonesNotice(phones: number): Notice {
	return {
		code: 'unusablePhones',
		message: `${counted(phones, 'phone number is', 'phone numbers are')} not usable and not sent. Numbers without a country code need the customer's country or "Default Country".`,
		level: 'info',
	};
}
