import {
	orderFieldLabel,
	orderFieldPaths,
	type OrderField,
} from '../../src/core/orders/orderFields';
import { orderOptions, type OrderOptions } from '../../src/core/orders/options';
import { orderPresets } from '../../src/core/orders/presets';
import { guessFields } from '../../src/core/orders/sources/guessFields';
import { OrderIntake } from '../../src/core/orders/sources/orderIntake';
import { sampleOrders } from '../../src/core/orders/sources/recogniseSource';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { parseOptions } from '../../src/values/parseOptions';
import { ShopCalendar } from '../../src/values/shopCalendar';

/** The settings named on the command line; the rest is detected. */
export interface GivenSettings {
	readonly source?: string;
	readonly rowsAre?: string;
	readonly numberLocale?: string;
	readonly dateFormat?: string;
	readonly timeZone?: string;
	readonly baseCurrency?: string;
	readonly asOf?: string;
	/** Columns by field. */
	readonly fields: Readonly<Record<string, string>>;
}

/** The settings of Compute RFM for a file. */
export interface OrderSettings {
	/** The node's parameters, without those at their defaults. */
	readonly parameters: JsonRecord;
	/** The same settings as a person makes them: one line for each, as "Label: value". */
	readonly lines: readonly string[];
}

/** Number formats to try where none is given: the most common one, then those with a decimal comma. */
const locales = ['en-US', 'de-DE', 'fr-FR'];
const sampleRows = 2000;

/**
 * Detects the settings with which Compute RFM can read rows, by the same reader and guesser as the node's.
 *
 * The reference date is the last day on which somebody ordered; dates after `now` don't move it.
 *
 * @param now ms since 1970
 * @throws InvalidInputError where a setting does not exist, or a named column is not there
 */
export function orderSettings(
	rows: readonly JsonRecord[],
	given: GivenSettings,
	now: number,
): OrderSettings {
	const { asOf, fields: named, ...options } = given;
	checkColumns(rows, named);
	const hasNames = Object.keys(named).length > 0;
	const guessed = hasNames ? { ...guessFields(sampleOrders(rows)), ...named } : undefined;
	const chosen: JsonRecord = {
		...options,
		...(guessed === undefined ? {} : { source: 'custom', fields: guessed }),
	};
	if (options.numberLocale === undefined) {
		const numberLocale = localeOf(rows, chosen, now);
		if (numberLocale !== locales[0]) chosen.numberLocale = numberLocale;
	}
	const parsed = read(chosen);
	const day = asOf ?? lastOrderDay(rows, parsed, now);
	if (day !== undefined) chosen.asOf = day;
	return { parameters: panelOf(chosen), lines: linesOf(chosen) };
}

const read = (options: JsonRecord) => parseOptions(orderOptions, options);

function checkColumns(rows: readonly JsonRecord[], named: Readonly<Record<string, string>>): void {
	const columns = new Set(sampleOrders(rows).flatMap((row) => Object.keys(row)));
	for (const [field, column] of Object.entries(named)) {
		if (columns.has(column) || column.includes('.')) continue;
		throw new Error(
			`There is no column "${column}" for ${orderFieldLabel(field as OrderField)}. The file has: ${[...columns].join(', ')}.`,
		);
	}
}

function intakeOf(rows: readonly JsonRecord[], options: OrderOptions, now: number) {
	const calendar = new ShopCalendar(options.timeZone === '' ? 'UTC' : options.timeZone);
	const intake = new OrderIntake(options, { asOf: now, calendar });
	intake.add(rows);
	return { reader: intake.finish(), calendar };
}

/** The first number format by which the most amounts can be read. */
function localeOf(rows: readonly JsonRecord[], chosen: JsonRecord, now: number): string {
	const step = Math.max(1, Math.floor(rows.length / sampleRows));
	const sample = rows.filter((_, index) => index % step === 0);
	const unread = locales.map((numberLocale) => {
		const { reader } = intakeOf(sample, read({ ...chosen, numberLocale }), now);
		return reader.setAside.filter(({ code }) => code === 'unparseableAmount').length;
	});
	return locales[unread.indexOf(Math.min(...unread))];
}

function lastOrderDay(
	rows: readonly JsonRecord[],
	options: OrderOptions,
	now: number,
): string | undefined {
	const { reader, calendar } = intakeOf(rows, options, now);
	let last = -Infinity;
	for (let i = 0; i < reader.readable.count; i++) {
		last = Math.max(last, reader.readable.instant[i]);
	}
	return last === -Infinity ? undefined : calendar.iso(last).slice(0, 10);
}

/** Parameters of the panel itself; the others are under Options. */
const ofPanel: ReadonlySet<string> = new Set(['source', 'fields', 'asOf', 'baseCurrency']);

function panelOf(chosen: JsonRecord): JsonRecord {
	const entries = Object.entries(chosen);
	const under = entries.filter(([name]) => !ofPanel.has(name));
	return {
		...Object.fromEntries(entries.filter(([name]) => ofPanel.has(name))),
		...(under.length === 0 ? {} : { options: Object.fromEntries(under) }),
	};
}

const labels: Readonly<Record<string, string>> = {
	source: 'Source',
	asOf: 'As Of',
	baseCurrency: 'Base Currency',
	rowsAre: 'Options > Rows Are',
	numberLocale: 'Options > Number Format',
	dateFormat: 'Options > Date Format',
	timeZone: 'Options > Time Zone',
};

function linesOf({ fields, ...settings }: JsonRecord): string[] {
	const source = String(settings.source ?? 'automatic');
	const name =
		source === 'automatic' ? 'Automatic' : orderPresets[source as keyof typeof orderPresets].name;
	const columns = Object.entries((fields ?? {}) as Record<OrderField, string>)
		.filter(([field, column]) => orderFieldPaths[field as OrderField] !== column)
		.map(([field, column]) => `Order Fields > ${orderFieldLabel(field as OrderField)}: ${column}`);
	const others = Object.entries(settings)
		.filter(([setting]) => setting !== 'source')
		.map(([setting, value]) => `${labels[setting]}: ${String(value)}`);
	return [`Source: ${name}`, ...columns, ...others];
}
