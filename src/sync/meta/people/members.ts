import { hasHappened, isConsentGiven } from '../../../values/yesOrNo';
import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { cellText } from '../../../values/cellText';
import { ownCell } from '../../../values/ownCell';
import { consentFieldNotice, isFilledAnywhere, type ConsentField } from '../../people/consent';
import { countryCode } from '../../people/country';
import { TextSet } from '../../people/textSet';
import type { RowLedger } from '../../run/outcome';
import { isSuppressedFor, suppressedSentence } from '../../people/suppressed';
import {
	cellReader,
	lookalikeValue,
	matchKeys,
	type MatchKey,
	type MatchKeyContext,
} from './matchKey';
import type { JoiningOptions, PeopleOptions } from '../options';
import { outcomeOf } from '../../run/outcomeTable';

/** A column of an upload. */
export type Column = MatchKey | 'LOOKALIKE_VALUE';

export type Cell = string | number;

/** All columns of an upload, in Meta's order. */
export const uploadColumns: readonly Column[] = [...matchKeys, 'LOOKALIKE_VALUE'];

/** Match keys as they are sent: columns in Meta's order, and a cell for each, "" where the customer lacks one. */
export interface MatchRow {
	/** Shared by all rows of one reading. */
	readonly columns: readonly Column[];
	readonly cells: readonly Cell[];
}

/** A customer as an audience knows them. */
export class Member implements MatchRow {
	private written: string | undefined;

	constructor(
		/** Index of the customer's row. */
		readonly index: number,
		readonly customerId: string,
		readonly columns: readonly Column[],
		readonly cells: readonly Cell[],
	) {}

	/** The cells as one text: equal texts are equal members. Written when it is asked for, and kept. */
	get keys(): string {
		this.written ??= writeKeys(this);
		return this.written;
	}
}

/** A key that finds a person by itself; names and places only narrow down. */
export const findingKeys: readonly MatchKey[] = ['EMAIL', 'PHONE', 'MADID'];

/**
 * Gives the customers with the match keys to be sent for them.
 *
 * Skipped are customers without an email, phone or device that can be matched; and, of those who join, those whose key or ID an
 * earlier one has.
 * Without an ID a customer goes by the first key that finds them.
 *
 * @param value gives the customer's worth, for value-based audiences
 */
export function readMembers(
	rows: readonly JsonRecord[],
	options: PeopleOptions,
	ledger: RowLedger,
	isWanted: (row: JsonRecord, index: number) => boolean = () => true,
	valueField?: string,
): Member[] {
	const order = new Map(matchKeys.map((key, place) => [key, place]));
	const fields = [...options.matchFields].sort(
		(a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0),
	);
	const columns: readonly Column[] = [
		...fields.map(({ key }) => key),
		...(valueField === undefined ? [] : (['LOOKALIKE_VALUE'] as const)),
	];
	const finding = findingKeys.map((key) => columns.indexOf(key)).filter((place) => place !== -1);
	const contextOf = contextReader(
		fields.find(({ key }) => key === 'COUNTRY')?.field ?? 'country',
		options.defaultCountry,
	);
	const readers = fields.map(({ key, field }) => ({
		field,
		read: cellReader(key, options.hashedInput),
	}));
	const members: Member[] = [];
	// Somebody who leaves goes under all keys of all their rows, whoever shares one of them.
	const joining =
		'consentSource' in options ? { keys: new TextSet(), ids: new TextSet() } : undefined;
	rows.forEach((row, index) => {
		if (!isWanted(row, index)) return;
		const context = contextOf(row);
		const cells: Cell[] = readers.map(
			({ field, read }) => read(ownCell(row, field), context) ?? '',
		);
		const found = finding.find((place) => cells[place] !== '');
		if (found === undefined) {
			ledger.set(
				index,
				outcomeOf(
					'noContactKey',
					'No email address, phone number or device that could be matched. Numbers without a country code need "Default Country".',
				),
			);
			return;
		}
		if (valueField !== undefined) {
			const value = lookalikeValue(ownCell(row, valueField));
			if (value === undefined) {
				ledger.set(index, outcomeOf('noValue', valueField));
				return;
			}
			cells.push(value);
		}
		const identity = String(cells[found]);
		const customerId = cellText(row, options.customerIdField) || identity;
		// Two rows under one ID would take turns: what one run keeps of the first, the next would take for the second's.
		if (joining?.ids.has(customerId)) {
			ledger.set(index, outcomeOf('duplicateCustomer'));
			return;
		}
		if (joining?.keys.add(identity) === false) {
			ledger.set(
				index,
				outcomeOf(
					'duplicateContact',
					'An earlier customer has the same match key: Meta takes both for one person, who is sent once.',
				),
			);
			return;
		}
		joining?.ids.add(customerId);
		members.push(new Member(index, customerId, columns, cells));
	});
	return members;
}

/**
 * Gives the reader of a customer's country: their own where the row names one, else the default one. A name that is not understood
 * stands for no country rather than for the default one: a number read in a wrong country is a stranger's.
 */
function contextReader(field: string, defaultCountry: string) {
	const byDefault: MatchKeyContext = { country: defaultCountry.toLowerCase() || undefined };
	const known = new Map<unknown, MatchKeyContext>();
	return (row: JsonRecord): MatchKeyContext => {
		const cell = ownCell(row, field);
		if (isNothing(cell)) return byDefault;
		let context = known.get(cell);
		if (context === undefined) {
			context = { country: countryCode(cell) };
			if (known.size < mostCountries) known.set(cell, context);
		}
		return context;
	};
}

function isNothing(cell: unknown): boolean {
	return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
}

/** Ways to write countries that are remembered. */
const mostCountries = 1000;

/**
 * Decides who may join: an explicit consent, or consent handled upstream; and nobody who asked to be deleted or is suppressed for
 * the channel.
 */
export function joinGate(
	rows: readonly JsonRecord[],
	options: JoiningOptions,
	ledger: RowLedger,
	notices: Notice[],
) {
	const { consentField, consentSource, deletionRequestField } = options;
	const isAsked = consentSource === 'field';
	const isFieldMissing = isAsked && !isFilledAnywhere(rows, consentField);
	if (isFieldMissing) notices.push(consentFieldNotice(rows.length, adConsent(consentField)));
	return (row: JsonRecord, index: number): boolean => {
		if (deletionRequestField !== '' && hasHappened(ownCell(row, deletionRequestField))) {
			ledger.set(index, outcomeOf('deletionRequested', deletionRequestField));
			return false;
		}
		if (isSuppressedFor(row, options.skipSuppressedFor)) {
			ledger.set(index, outcomeOf('suppressed', suppressedSentence));
			return false;
		}
		if (isFieldMissing) {
			ledger.set(
				index,
				outcomeOf(
					'noConsentField',
					`Not sent to Meta: no customer has a consent in "${consentField}".`,
				),
			);
			return false;
		}
		if (isAsked && !isConsentGiven(ownCell(row, consentField))) {
			ledger.set(
				index,
				outcomeOf('noConsent', `Not sent to Meta: no explicit yes in "${consentField}".`),
			);
			return false;
		}
		return true;
	};
}

/** What Meta's consent field is about. */
export const adConsent = (field: string): ConsentField => ({
	field,
	to: 'being matched for ads',
	otherChoice: 'Consent Handled Upstream',
});

/** Writes match keys as one text, `EMAIL=…;PHONE=…`, to be kept and read again in the next run. */
export function writeKeys({ columns, cells }: MatchRow): string {
	const parts: Array<string | number> = [];
	cells.forEach((cell, place) => {
		if (cell === '') return;
		const { first, further } = columnMarks[columns[place]];
		parts.push(
			parts.length === 0 ? first : further,
			typeof cell === 'number' || isHex(cell) ? cell : encode(cell),
		);
	});
	// Joined, not added up: a sum of texts stays a chain of its parts, which the collector walks through again and again.
	return parts.join('');
}

const columnNames: ReadonlySet<string> = new Set(uploadColumns);

/** What stands in front of a column's value, as the first one of a text and as a further one. */
const columnMarks = Object.fromEntries(
	uploadColumns.map((column) => [column, { first: `${column}=`, further: `;${column}=` }]),
) as Readonly<Record<Column, { readonly first: string; readonly further: string }>>;

/** Stands in a kept text for limited data use, which is no key of anybody's. */
export const limitedDataMark = 'LDU';

/** Gives the first key that finds the person, "" where there is none: the name of a customer without an ID. */
export function identityOf({ columns, cells }: MatchRow): string {
	const place = findingKeys.map((key) => columns.indexOf(key)).find((each) => cells[each]);
	return place === undefined ? '' : String(cells[place]);
}

/** Gives rows in which no column repeats: somebody may be kept under two emails. */
export function withoutRepeats({ columns, cells }: MatchRow): MatchRow[] {
	const rows: Array<{ columns: Column[]; cells: Cell[] }> = [];
	columns.forEach((column, place) => {
		let row = rows.find((each) => !each.columns.includes(column));
		if (row === undefined) {
			row = { columns: [], cells: [] };
			rows.push(row);
		}
		row.columns.push(column);
		row.cells.push(cells[place]);
	});
	return rows;
}

/** Reads match keys from the text that was kept; undefined where it is none. */
export function readKeys(text: unknown): MatchRow | undefined {
	if (typeof text !== 'string' || text === '') return undefined;
	const columns: Column[] = [];
	const cells: Cell[] = [];
	for (const part of text.split(';')) {
		const [key, value] = part.split('=');
		if (key === limitedDataMark) continue;
		if (!columnNames.has(key) || value === undefined || value === '') return undefined;
		columns.push(key as Column);
		cells.push(key === 'LOOKALIKE_VALUE' ? Number(value) : isHex(value) ? value : decode(value));
	}
	return { columns, cells };
}

function isHex(text: string): boolean {
	return text.length === 64;
}

/** Half a surrogate pair, which a cut text may end with, can't be encoded. */
function encode(text: string): string {
	return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
