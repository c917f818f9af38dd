import { InvalidInputError } from '../values/invalidInputError';
import { resolveAsOf } from '../values/resolveAsOf';
import { ShopCalendar } from '../values/shopCalendar';
import { currencyDigits } from '../core/money/currencyDigits';
import { readSavedModel } from '../core/model/readSavedModel';
import { rfmModel, type RfmModel, withModelOptions } from '../core/rfm/rfmModel';
import { rfmOptions, type RfmOptions } from '../core/rfm/options';
import { RfmScorer } from '../core/rfm/rfmScorer';
import type { Dialect } from './dialects/dialect';
import { dialects } from './dialects/dialects';
import { type LaterOptions, laterOptionsOf } from './later/laterOptions';
import { type ColumnField, columnFields, type WarehouseOptions } from './options';
import { type ZoneOffset, zoneOffsets } from './zoneOffsets';

/** Facts about the run that no option sets. */
export interface WarehouseHost {
	/** The workflow's time zone, used where the options set none. */
	readonly timeZone: string;
	/** The present instant in ms since 1970, used where the options set no asOf. */
	readonly now: number;
}

/** The context of every part of a statement. */
export interface Frame {
	readonly options: WarehouseOptions;
	/** The options in the form of Compute RFM. */
	readonly rfm: RfmOptions;
	readonly saved: RfmModel | undefined;
	/** The options of the steps behind Compute RFM. */
	readonly later: LaterOptions;
	readonly dialect: Dialect;
	readonly asOf: number;
	readonly calendar: ShopCalendar;
	readonly offsets: readonly ZoneOffset[];
	/** Digits of the base currency's minor unit. */
	readonly digits: number;
	/** The column of each field that has one. */
	readonly columns: Partial<Record<ColumnField, string>>;
}

const msPerDay = 86_400_000;

/**
 * Checks options against what a statement supports; an unsupported one is an `InvalidInputError` that names the option.
 */
export function frameOf(given: WarehouseOptions, host: WarehouseHost): Frame {
	const saved =
		given.use === 'savedModel' ? readSavedModel('rfm', given.savedModel, rfmModel) : undefined;
	const full = rfmOptions.parse({ ...given, fields: {}, source: 'custom' });
	const rfm = saved ? withModelOptions(full, saved) : full;
	RfmScorer.check(rfm);
	const calendar = new ShopCalendar(given.timeZone === '' ? host.timeZone : given.timeZone);
	const asOf = resolveAsOf(given.asOf, calendar, host.now);
	return {
		options: given,
		rfm,
		saved,
		later: laterOptionsOf(given),
		dialect: dialects[given.dialect],
		asOf,
		calendar,
		offsets: zoneOffsets(calendar, asOf + 2 * msPerDay),
		digits: checkedDigits(rfm, given.fields.currency !== ''),
		columns: columnsOf(given),
	};
}

function columnsOf({ fields, identifyBy }: WarehouseOptions): Frame['columns'] {
	const columns: Partial<Record<ColumnField, string>> = {};
	for (const field of columnFields) {
		const column = fields[field];
		if (column !== '') columns[field] = column;
	}
	for (const field of ['orderDate', 'amount'] as const) {
		if (columns[field] === undefined)
			throw new InvalidInputError(`fields.${field}`, 'the name of a column');
	}
	const isByPhone = identifyBy === 'phone' && columns.phone !== undefined;
	if (columns.customerId === undefined && columns.email === undefined && !isByPhone)
		throw new InvalidInputError(
			'fields.customerId',
			'the column of customer IDs, or one of emails',
		);
	return columns;
}

function checkedDigits({ baseCurrency, exchangeRates }: RfmOptions, isNamed: boolean): number {
	if (baseCurrency === '' && isNamed) {
		throw new InvalidInputError(
			'baseCurrency',
			'a three-letter currency code such as USD, because the orders have a currency column',
		);
	}
	for (const { currency, rate } of exchangeRates) {
		if (currency === baseCurrency && rate !== 1)
			throw new InvalidInputError(
				'exchangeRates',
				`a rate of 1 for ${currency}, the base currency`,
				rate,
			);
	}
	return currencyDigits(baseCurrency) ?? 2;
}
