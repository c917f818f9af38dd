import { dayOfDate } from '../../values/days';
import { cellText, groupText } from '../../values/cellText';
import { codeList } from '../../values/codeList';
import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { readSavedModel } from '../model/readSavedModel';
import { chooserOf } from '../tier/rankedGroups';
import { tierCodes } from '../tier/tierCodes';
import { laddersOf, rungOf } from '../tier/tierLadder';
import { tierModel } from '../tier/tierModel';
import type { MigrationOptions } from './options';
import { placedBy } from './placedBy';

/** The group of a customer on one day. */
export interface Membership {
	/** Undefined: none. */
	readonly group: string | undefined;
	/** The customers among whom this one was ranked: new customers and others have separate cut points. */
	readonly rankedAmong: string | undefined;
	/** What the customer was ranked by; NaN: nothing. */
	readonly value: number;
	/** Whether the age that would decide this is missing; the customer then counts as established. */
	readonly lacksAge: boolean;
}

export interface GroupReader {
	/** Reads the customers of a run, whose input is named in errors. */
	readonly of: (rows: readonly JsonRecord[], input: string) => (row: JsonRecord) => Membership;
	/** Groups best first; empty where they have no order. */
	readonly order: readonly string[];
}

/** Reads groups: from a field, or by the cut points of a saved tier model. */
export function groupReader(options: MigrationOptions): GroupReader {
	if (options.cutPoints === 'frozen') return frozenReader(options);
	const { groupField, fieldNames } = options;
	const own = codeList(options.groupOrder);
	return {
		of: () => (row) => ({
			group: groupText(row, groupField) || undefined,
			rankedAmong: undefined,
			value: readNumber(row[fieldNames.tierValue]),
			lacksAge: false,
		}),
		order: own.length === 0 && groupField === 'tier' ? tierCodes : own,
	};
}

function frozenReader({ savedModel, fieldNames }: MigrationOptions): GroupReader {
	const model = readSavedModel('tier', savedModel, tierModel);
	const ladderOf = laddersOf(model);
	const names = new Map(
		model.method === 'money' ? [] : model.groups.map(({ group }) => [group, group] as const),
	);
	const nameOf = chooserOf(names);
	const ranksByAge = names.size > 1;
	const place = (row: JsonRecord, value: number): Membership => {
		const age = customerAge(row, fieldNames);
		const isNew = age < model.newBelowDays;
		const month = cohortMonth(row, fieldNames);
		const ladder = ladderOf(isNew, month);
		const isPlaced = !Number.isNaN(value) && ladder.length > 0;
		return {
			group: isPlaced ? ladder[rungOf(value, ladder)].tier : undefined,
			rankedAmong: nameOf(isNew, month),
			value,
			lacksAge: ranksByAge && isPlaced && Number.isNaN(age),
		};
	};
	return {
		order: model.method === 'money' ? model.tiers.map(({ name }) => name) : tierCodes,
		of: (rows, input) => {
			const field = placedBy(rows, model.valueField, fieldNames.tierValue, input);
			return (row) => place(row, readNumber(row[field]));
		},
	};
}

/** Days since the first order: as given, else counted from the date of the first order. */
function customerAge(row: JsonRecord, { customerAgeDays, asOf }: FieldNames): number {
	const given = readNumber(row[customerAgeDays]);
	if (!Number.isNaN(given)) return given;
	return (dayOfDate(row[asOf]) ?? NaN) - (dayOfDate(row.firstOrderAt) ?? NaN);
}

/** The month of the first order: as given, else from the date of the first order. */
function cohortMonth(row: JsonRecord, { cohortMonth: field }: FieldNames): string | undefined {
	return cellText(row, field) || /^\d{4}-\d{2}/.exec(cellText(row, 'firstOrderAt') ?? '')?.[0];
}

type FieldNames = MigrationOptions['fieldNames'];
