import { isEmpty } from '../../../values/isEmpty';
import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { counted, firstFew, percent } from '../../../values/wording';
import type { SetAsideRow } from '../../result';
import { orderFieldLabel, orderFieldPaths, type OrderField } from '../orderFields';
import type { OrderReader } from '../orderReader';
import { type OrderPreset, orderPresets } from '../presets';
import { type RowStore, someRows } from '../rowStore';
import { orderSetAsideReasons } from '../setAsideReasons';
import type { GuessedFields } from './guessFields';
import type { OrdersRead } from './orderPreset';
import {
	type RecognisedSource,
	recogniseSource,
	sampleOrders,
	sampleSize,
} from './recogniseSource';
import { unmappedNotice } from './unmappedFields';

/** Share of rows set aside above which the source itself is in question. */
export const nearlyAll = 0.9;

interface Intake {
	readonly recognised: RecognisedSource | undefined;
	readonly isCutOff: boolean;
}

/**
 * What the user should know about the source of the orders: which was used and why, whether it is the wrong one, what
 * its orders leave open about money, whether a page is missing.
 */
export function sourceNotices(
	intake: Intake,
	reader: OrderReader,
	refused: readonly SetAsideRow[],
): Notice[] {
	const rowCount = reader.rows.length;
	const preset: OrderPreset = reader.preset;
	const isUnread = rowCount > 0 && refused.length >= nearlyAll * rowCount;
	return [
		...(isUnread ? [unreadNotice(intake, reader, refused)] : takenNotice(intake.recognised)),
		...(preset.openQuestions?.(ordersRead(reader)) ?? []),
		...(isUnread || reader.options.source !== 'custom'
			? []
			: unmappedNotice(
					sampleOf(reader.rows),
					(row, field) => !isEmpty(reader.fields.value(row, field)),
				)),
		...(intake.isCutOff ? [morePages] : []),
	];
}

/** Fields in quotation marks, the first five and how many more; `name=value` with its value. */
export function quoted(fields: readonly string[]): string {
	return firstFew(
		fields.map((field) => {
			const [name, value] = field.split('=');
			return value === undefined ? `"${name}"` : `"${name}" ${value}`;
		}),
	);
}

const morePages: Notice = {
	code: 'morePages',
	message:
		'The shop has more orders than were received: the response points to another page. Turn on pagination in the node that fetches them.',
	level: 'warning',
};

/** The detected source, and how it was recognized; nothing where it was set, or where the rows are plain. */
function takenNotice(recognised: RecognisedSource | undefined): Notice[] {
	if (recognised === undefined) return [];
	const { told, guessed } = recognised;
	if (guessed !== undefined) {
		return [
			{
				code: 'fieldsGuessed',
				message: `These items match no known source, so their fields were read by name: ${guessedList(guessed)}. If one is wrong, set Source to Custom Fields and map the fields under Order Fields.`,
				level: 'info',
			},
		];
	}
	if (told.length === 0) return [];
	const { name } = orderPresets[recognised.source];
	return [
		{
			code: 'sourceRecognized',
			message: `The items were read as orders from ${name}, because they have ${quoted(told)}. If that is wrong, choose another Source.`,
			level: 'info',
		},
	];
}

function guessedList(guessed: GuessedFields): string {
	return Object.entries(guessed)
		.map(([field, column]) => `${orderFieldLabel(field as OrderField)} from "${column}"`)
		.join(', ');
}

/** Why (nearly) no row could be used: the source that would fit better, or what the rows contain and what to set. */
function unreadNotice(
	intake: Intake,
	reader: OrderReader,
	refused: readonly SetAsideRow[],
): Notice {
	const { options, preset } = reader;
	const rows = sampleOf(reader.rows);
	const start = setAsideShare(refused.length, reader.rows.length);
	const found = intake.recognised ?? recogniseSource(rows);
	const better = orderPresets[found.source];
	if (found.source !== options.source && (found.told.length > 0 || isPlainBetter(found, rows))) {
		return {
			code: 'wrongSource',
			message: `${start}. They were read as ${preset.name} but look like orders from ${better.name}: they have ${quoted(found.told.length > 0 ? found.told : plainNames)}. Choose "${better.name}" or "Automatic" as Source.`,
			level: 'warning',
		};
	}
	const { reason, code } = mostCommonReason(refused);
	return {
		code: 'nothingRead',
		message: `${start}${reader.rows.length > 1 ? ', most of them' : ''} because: ${reason} The input was read as ${preset.name}${whyRead(intake.recognised)}; its fields are ${fieldsSeen(rows)}. ${valueAdvice[code] ?? adviceFor(options.source)}`,
		level: 'warning',
	};
}

function setAsideShare(refused: number, all: number): string {
	if (refused < all)
		return `${percent(refused / all)} of the ${counted(all, 'row')} were set aside`;
	return all === 1 ? 'The only row was set aside' : `All ${counted(all, 'row')} were set aside`;
}

function whyRead(recognised: RecognisedSource | undefined): string {
	if (recognised === undefined) return '';
	const { told } = recognised;
	return told.length > 0 ? `, because it has ${quoted(told)}` : ', because no source matches';
}

const plainNames = [orderFieldPaths.orderDate, orderFieldPaths.amount];

function isPlainBetter(found: RecognisedSource, rows: readonly JsonRecord[]): boolean {
	return (
		found.source === 'custom' && sampleOrders(rows).some((row) => orderFieldPaths.orderDate in row)
	);
}

function adviceFor(source: string): string {
	return source === 'custom'
		? 'Choose the system they come from as Source; if it is not listed, choose Custom Fields and map the date, amount and customer under Order Fields.'
		: 'If they come from another system, choose it as Source, or choose Custom Fields and map the fields under Order Fields.';
}

function fieldsSeen(rows: readonly JsonRecord[]): string {
	const names = new Set(sampleOrders(rows).flatMap((row) => Object.keys(row)));
	return names.size === 0 ? 'none' : quoted([...names]);
}

/** What to set where the fields were found but their values can't be read. */
const valueAdvice: Readonly<Record<string, string>> = {
	unparseableAmount:
		'If numbers are written like "1.234,50", choose "Number Format" under Options.',
	unparseableDate: 'Choose "Date Format" under Options.',
};

function mostCommonReason(refused: readonly SetAsideRow[]): { reason: string; code: string } {
	const counts = new Map<string, { reason: string; code: string; count: number }>();
	for (const { code, explanation } of refused) {
		const reason = code in orderSetAsideReasons ? explanation : code;
		const entry = counts.get(reason) ?? { reason, code, count: 0 };
		entry.count++;
		counts.set(reason, entry);
	}
	const [most] = [...counts.values()].sort(
		(a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1),
	);
	return most ?? { reason: '', code: '' };
}

/** The rows that leave questions open: of those set aside only the ones after As Of do. */
function ordersRead({ rows, setAside }: OrderReader): OrdersRead {
	const left = new Set<number>();
	for (const { source, code } of setAside)
		if (code !== 'afterAsOf' && code in orderSetAsideReasons) left.add(source);
	const each = (look: (row: JsonRecord) => void) => {
		for (let at = 0; at < rows.length; at++) if (!left.has(at)) look(rows.at(at));
	};
	return {
		length: rows.length - left.size,
		count: (isMeant) => {
			let count = 0;
			each((row) => isMeant(row) && count++);
			return count;
		},
		distinct: (read) => {
			const values = new Set<unknown>();
			each((row) => values.add(read(row)));
			return values;
		},
	};
}

/** As many rows as are looked at to find a source out. */
const sampleOf = (rows: RowStore) => someRows(rows, sampleSize);
