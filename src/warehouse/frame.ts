import { InvalidInputError } from '../values/invalidInputError';
import { resolveAsOf } from '../values/resolveAsOf';
import { ShopCalendar } from '../values/shopCalendar';
import { currencyDigits } from '../core/money/currencyDigits';
import { readSavedModel } from '../core/model/readSavedModel';
import { type OrderField, orderFields } from '../core/orders/orderFields';
import { rfmModel, type RfmModel, withModelOptions } from '../core/rfm/rfmModel';
import type { RfmOptions } from '../core/rfm/options';
import { RfmScorer } from '../core/rfm/rfmScorer';
import type { Dialect } from './dialects/dialect';
import { dialects } from './dialects/dialects';
import type { WarehouseOptions } from './options';
import { refuseEvaluated } from './safeNames';
import { type ZoneOffset, zoneOffsets } from './zoneOffsets';

/** What the run knows that no option says. */
export interface WarehouseHost {
	/** The workflow's zone, used where the options name none. */
	readonly timeZone: string;
	/** The present instant in ms since 1970, used where the options give no asOf. */
	readonly now: number;
}

/** What every part of a statement is written with. */
export interface Frame {
	readonly options: WarehouseOptions;
	/** The options as Compute RFM has them. */
	readonly rfm: RfmOptions;
	readonly saved: RfmModel | undefined;
	readonly dialect: Dialect;
	readonly asOf: number;
	readonly calendar: ShopCalendar;
	readonly offsets: readonly ZoneOffset[];
	/** Digits of the base currency's minor unit. */
	readonly digits: number;
	/** The column of each field that has one. */
	readonly columns: Partial<Record<OrderField, string>>;
}

const msPerDay = 86_400_000;

/** Fields of Compute RFM that a statement can't read: what each of them would need. */
const unreadFields = {
	lineId: 'rows that are order lines',
	quantity: 'an amount computed from quantity and unit price',
	unitPrice: 'an amount computed from quantity and unit price',
} as const satisfies Partial<Record<OrderField, string>>;

/** Checks options against what a statement can do; what it can't take is an `InvalidInputError` that names the option. */
export function frameOf(given: WarehouseOptions, host: WarehouseHost): Frame {
	const saved =
		given.use === 'savedModel' ? readSavedModel('rfm', given.savedModel, rfmModel) : undefined;
	const full: RfmOptions = {
		...given,
		source: 'custom',
		dateFormat: 'automatic',
		keepFields: '',
		numberLocale: 'en-US',
		rowsAre: 'orders',
		orphanRefunds: 'setAside',
		pairAllOrders: false,
	};
	const rfm = saved ? withModelOptions(full, saved) : full;
	RfmScorer.check(rfm);
	const calendar = new ShopCalendar(given.timeZone === '' ? host.timeZone : given.timeZone);
	const asOf = resolveAsOf(given.asOf, calendar, host.now);
	return {
		options: given,
		rfm,
		saved,
		dialect: dialects[given.dialect],
		asOf,
		calendar,
		offsets: zoneOffsets(calendar, asOf + 2 * msPerDay),
		digits: checkedDigits(rfm),
		columns: columnsOf(given),
	};
}

function columnsOf({ fields }: WarehouseOptions): Frame['columns'] {
	const columns: Partial<Record<OrderField, string>> = {};
	for (const field of orderFields) {
		const column = fields[field];
		if (column === '') continue;
		if (field in unreadFields) {
			const need = unreadFields[field as keyof typeof unreadFields];
			throw new InvalidInputError(
				`fields.${field}`,
				`to be empty: the statement does not support ${need}. Add them up in "Orders Query"`,
				column,
			);
		}
		columns[field] = refuseEvaluated(column, `fields.${field}`);
	}
	for (const field of ['orderDate', 'amount'] as const) {
		if (columns[field] === undefined)
			throw new InvalidInputError(`fields.${field}`, 'the name of a column');
	}
	if (
		columns.customerId === undefined &&
		columns.email === undefined &&
		columns.phone === undefined
	)
		throw new InvalidInputError(
			'fields.customerId',
			'the column of a customer ID, or one of emails',
		);
	return columns;
}

function checkedDigits({ baseCurrency, fields, exchangeRates }: RfmOptions): number {
	if (baseCurrency === '' && fields.currency !== '') {
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
