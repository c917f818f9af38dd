import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { cellText } from '../../../values/cellText';
import { ownCell } from '../../../values/ownCell';
import { counted } from '../../../values/wording';
import { Member } from '../../audience/member';
import { TextSet } from '../../people/textSet';
import { RowLedger, type Outcome } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import { metaKeys } from './columns';
import type { Refused } from './eligibility';
import { lookalikeValue, type MatchKey } from './matchKey';
import { memberReader, type MemberReader, type ReadRow } from './memberReader';
import type { JoiningOptions, PeopleOptions } from '../options';

const noContactKey = outcomeOf(
	'noContactKey',
	'No email address, phone number or device to match. Numbers without a country code need "Default Country".',
);

const sameContact = outcomeOf(
	'duplicateContact',
	'An earlier customer has the same match key: Meta treats both as one person, who is sent once.',
);

/**
 * The customers who are to leave, with their match keys; skipped are those without an email, phone or device that can be matched.
 *
 * Somebody who leaves goes under all keys of all their rows, whoever shares one of them. Without an ID a customer goes by the first
 * key that finds them.
 */
export function readMembers(
	rows: readonly JsonRecord[],
	options: PeopleOptions,
	ledger: RowLedger,
	isWanted: (row: JsonRecord, index: number) => boolean = () => true,
): Member[] {
	const reader = memberReader(options);
	const members: Member[] = [];
	rows.forEach((row, index) => {
		if (!isWanted(row, index)) return;
		const { cells, identity, customerId, unusable } = reader.read(row);
		if (unusable !== undefined) ledger.note(index, unusableSentence(unusable));
		if (identity === '') ledger.set(index, noContactKey);
		else members.push(new Member(index, customerId, reader.columns, cells, metaKeys));
	});
	return members;
}

/** Who may join, and who may not. */
export interface JoiningMembers {
	readonly wanted: Member[];
	/** Keys of customers who say no on a row. */
	readonly declined: ReadonlySet<string>;
}

/** What is read of whom besides the customers' match keys. */
interface JoiningScope {
	/** Holds the customer's worth, for value-based audiences. */
	readonly valueField?: string;
	/** All rows where those given are a part of them: a "no" in any of them counts. */
	readonly everyRow?: readonly JsonRecord[];
}

/**
 * The customers who join, with their match keys.
 *
 * Skipped are those who may not, whoever shares a first key or an ID with somebody who says no, customers without a key that finds
 * them, and of several with one first key or one ID all but the first. A further key of theirs that somebody who says no has is not sent.
 */
export function readJoining(
	rows: readonly JsonRecord[],
	options: JoiningOptions,
	ledger: RowLedger,
	notices: Notice[],
	refusalOf: (row: JsonRecord) => Refused | undefined,
	{ valueField, everyRow }: JoiningScope = {},
): JoiningMembers {
	const reader = memberReader(options, valueField);
	const declined = declinedOf(rows, options, ledger, reader, refusalOf);
	if (everyRow !== undefined) {
		const others = new RowLedger(everyRow.length);
		const { cells, ids } = declinedOf(everyRow, options, others, reader, refusalOf);
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
			ledger.note(index, unusableSentence(read.unusable));
			if (read.unusable.includes('PHONE')) unusablePhones++;
		}
		const reason = reasonAgainst(row, read);
		if (reason !== undefined) return ledger.set(index, reason);
		ids.add(read.customerId);
		if (declined.cells.size > 0) withoutDeclined(read.cells, reader, declined.cells);
		wanted.push(new Member(index, read.customerId, reader.columns, read.cells, metaKeys));
	});
	if (unusablePhones > 0) notices.push(unusablePhonesNotice(unusablePhones));
	return { wanted, declined: new Set(declined.cells.keys()) };

	function reasonAgainst(row: JsonRecord, read: ReadRow): Outcome | undefined {
		const { identity, customerId, cells } = read;
		if (identity === '') return noContactKey;
		const elsewhere = declined.cells.get(identity) ?? declined.ids.get(customerId);
		if (elsewhere !== undefined) return elsewhere;
		if (valueField !== undefined) {
			const value = lookalikeValue(ownCell(row, valueField));
			if (value === undefined) return outcomeOf('noValue', valueField);
			cells.push(value);
		}
		// Two rows under one ID would take turns: what one run keeps of the first, the next would take for the second's.
		if (ids.has(customerId)) return outcomeOf('duplicateCustomer');
		return keys.add(identity) ? undefined : sameContact;
	}
}

interface Declined {
	readonly cells: Map<string, Outcome>;
	readonly ids: Map<string, Outcome>;
}

/** Writes the outcomes of rows that may not join, and gathers the keys and IDs of those that say no. */
function declinedOf(
	rows: readonly JsonRecord[],
	{ customerIdField }: JoiningOptions,
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

/** A number that somebody who says no has, too, would match them. */
function withoutDeclined(
	cells: Array<string | number>,
	{ finding }: MemberReader,
	declined: ReadonlyMap<string, Outcome>,
) {
	for (const place of finding) if (declined.has(String(cells[place]))) cells[place] = '';
}

const unusableWords: Readonly<Partial<Record<MatchKey, string>>> = {
	EMAIL: 'the email address, which is not valid',
	PHONE: 'the phone number, which is not usable',
	MADID: 'the mobile advertiser ID, which is not a UUID',
};

function unusableSentence(keys: readonly MatchKey[]): string {
	return `Not sent: ${keys.map((key) => unusableWords[key]).join('; ')}.`;
}

function unusablePhonesNotice(phones: number): Notice {
	return {
		code: 'unusablePhones',
		message: `${counted(phones, 'phone number is', 'phone numbers are')} not usable and not sent. Numbers without a country code need the customer's country or "Default Country".`,
		level: 'info',
	};
}
