import { AmountWriter } from '../core/money/amountWriter';
import { currencyDigits } from '../core/money/currencyDigits';
import { divideHalfEven } from '../core/money/decimal';
import { sortedOrder } from '../core/customers/sortedOrder';
import { frequencyBand, recencyBand, spendBand } from '../core/rfm/bands';
import type { RfmOptions } from '../core/rfm/options';
import { namedModel, type RfmModel } from '../core/rfm/rfmModel';
import { RfmScorer } from '../core/rfm/rfmScorer';
import type { ScoreCuts } from '../core/rfm/scoreCuts';
import { shareOf } from '../core/rfm/shareOf';
import { InvalidInputError } from '../values/invalidInputError';
import type { JsonRecord } from '../values/jsonRecord';
import { normaliseEmail } from '../values/normaliseEmail';
import { ShopCalendar } from '../values/shopCalendar';
import { readConsent } from '../values/yesOrNo';
import type { LaterOptions } from './later/laterOptions';
import type { StepKind } from './later/options';
import { readLater } from './later/readLater';
import { cellReader, type ResultCells } from './readCells';
import type { KnownCuts, ScoredValue } from './scorePlan';

/** What is needed to read the rows of a statement. */
export interface Reading {
	/** The instant that all ages are measured from, in ms since 1970. */
	readonly asOf: number;
	readonly timeZone: string;
	readonly options: RfmOptions;
	readonly saved?: RfmModel | undefined;
	readonly cuts: KnownCuts;
	/** The options of the steps behind Compute RFM. */
	readonly later: LaterOptions;
}

/** The customers in the rows of a statement. */
export interface ReadCustomers {
	/** As Compute RFM and the nodes of the later steps return them, by id. */
	readonly customers: JsonRecord[];
	/** Those who are there as Compute RFM alone returns them. */
	readonly described: readonly JsonRecord[];
	/** The model with the cut points of the scores; undefined where there are no rows. */
	readonly model: RfmModel | undefined;
	/** The models of later steps. */
	readonly models: Partial<Record<StepKind, unknown>>;
}

/**
 * Turns the rows that a statement returned into the customers of Compute RFM, with identical values.
 *
 * The statement returns whole numbers and raw texts; floats and words are computed here, by the functions of the core.
 * Scores are computed again from the cut points in the rows: one that differs from the statement's is an
 * `InvalidInputError`, because the rows are then from different runs.
 */
export function readCustomers(rows: readonly JsonRecord[], reading: Reading): ReadCustomers {
	const read = cellReader();
	const cells = isNothing(rows) ? [] : rows.map(read);
	if (cells.length === 0) return { customers: [], described: [], model: reading.saved, models: {} };
	const order = sortedOrder(cells.map(({ text }) => text('customer_id') ?? fail('customer_id')));
	order.forEach((place, i) => {
		if (i > 0 && idOf(cells[place]) === idOf(cells[order[i - 1]])) throw wrongRows('customer_id');
	});
	const present = cells.find((row) => !isGone(row));
	const model = reading.saved ?? (present && modelOf(present, reading));
	const reader = model && new CustomerReader(reading, model);
	const sorted = Array.from(order, (place) => cells[place]);
	const there = reader === undefined ? [] : sorted.filter((row) => !isGone(row));
	const { digits } = currencyOf(reading.options);
	const host = { now: reading.asOf, timeZone: reading.timeZone, digits };
	const scored = there.map((row) => (reader as CustomerReader).customer(row));
	const later = readLater(scored, there, reading.later, host, wrongRows);
	let next = 0;
	const customers = sorted.map((row) => {
		if (isGone(row)) return goneCustomer(row);
		const customer = later.rows[next++];
		return row.change === undefined ? customer : { ...customer, change: row.change };
	});
	return { customers, described: scored, model, models: later.models };
}

/** Whether a database node says that its query succeeded, which it does where no rows came back. */
function isNothing(rows: readonly JsonRecord[]): boolean {
	return rows.length === 1 && rows[0].success === true && Object.keys(rows[0]).length === 1;
}

function idOf({ text }: ResultCells): string {
	return text('customer_id') ?? '';
}

function isGone({ change }: ResultCells): boolean {
	return change === 'gone';
}

/** A customer who was in the last run and no longer is; the other columns of the row are those of the last run. */
function goneCustomer(row: ResultCells): JsonRecord {
	return {
		customerId: idOf(row),
		email: normaliseEmail(row.text('email')) ?? null,
		change: 'gone',
	};
}

/** The model from the figures of the base, which every row has. */
function modelOf(row: ResultCells, { options, cuts }: Reading): RfmModel {
	const { digits, code } = currencyOf(options);
	const scale = 10 ** digits;
	const customers = row.count('base_customers');
	const cutsOf = (score: ScoredValue, per: number): ScoreCuts =>
		cuts[score] ?? readCuts(row.text(`${score}_cuts`), per);
	return namedModel(options, {
		currency: code,
		recencyCuts: cutsOf('recency', 1),
		frequencyCuts: cutsOf('frequency', 1),
		monetaryCuts: cutsOf('monetary', scale),
		meanMonetaryTotal: customers === 0 ? 0 : row.count('base_monetary_minor') / customers / scale,
		customers,
	} as Omit<RfmModel, 'kind' | 'version' | 'options'>);
}

function readCuts(text: string | null, per: number): ScoreCuts {
	return (text ?? '').split(',').map((cut) => (cut === '' ? null : Number(cut) / per));
}

function currencyOf({ baseCurrency }: RfmOptions): {
	readonly code: string;
	readonly digits: number;
} {
	const digits = currencyDigits(baseCurrency);
	return { code: digits === undefined ? '' : baseCurrency, digits: digits ?? 2 };
}

class CustomerReader {
	private readonly calendar: ShopCalendar;
	private readonly scorer: RfmScorer;
	private readonly amounts: AmountWriter;
	private readonly scale: number;
	private readonly currency: string | null;
	private readonly asOfText: string;

	constructor(
		private readonly reading: Reading,
		private readonly model: RfmModel,
	) {
		const { code, digits } = currencyOf(reading.options);
		this.calendar = new ShopCalendar(reading.timeZone);
		this.scorer = new RfmScorer(reading.options, model, digits);
		this.amounts = new AmountWriter(digits);
		this.scale = 10 ** digits;
		this.currency = code === '' ? null : code;
		this.asOfText = this.calendar.iso(reading.asOf);
	}

	customer(cells: ResultCells): JsonRecord {
		if (cells.integer('as_of_ms') !== this.reading.asOf) throw wrongRows('as_of_ms');
		return this.described(cells);
	}

	private described(cells: ResultCells): JsonRecord {
		const profile = this.profile(cells);
		const reasons = this.scorer.score(profile);
		checkScores(cells, profile);
		const row: JsonRecord = profile;
		if (this.reading.options.outputFields === 'all') {
			const { daysSinceLastOrder } = profile;
			row.firstOrderDiscounted = cells.count('first_order_discounted') === 1;
			row.recencyBand = daysSinceLastOrder === null ? null : recencyBand(daysSinceLastOrder);
			row.frequencyBand = frequencyBand(profile.orderCount);
			row.rfmReasons = reasons;
			row.rfmModelVersion = this.model.version;
		}
		return row;
	}

	/** The fields of `CustomerProfiles.describe`, in its order. */
	private profile(cells: ResultCells) {
		const { integer, count, text } = cells;
		const daysSinceLastOrder = integer('days_since_last_order');
		const customerAgeDays = integer('customer_age_days');
		const monetaryTotal = count('monetary_total_minor') / this.scale;
		const orderCount = count('order_count');
		const orderDays = count('order_days');
		const gapDays = (customerAgeDays ?? 0) - (daysSinceLastOrder ?? 0);
		const discount = count('discount_minor');
		const gross = count('gross_minor');
		const firstOrderAt = this.iso(integer('first_order_ms'));
		return {
			customerId: text('customer_id') ?? '',
			email: normaliseEmail(text('email')) ?? null,
			rfmSegment: '',
			rfmCell: null as string | null,
			rfmScore: null as number | null,
			recencyScore: null as number | null,
			frequencyScore: null as number | null,
			monetaryScore: null as number | null,
			rfmExplanation: '',
			spendBand:
				daysSinceLastOrder === null ? null : spendBand(monetaryTotal, this.model.meanMonetaryTotal),
			daysSinceLastOrder,
			orderCount,
			monetaryTotal,
			averageOrderValue:
				orderCount === 0
					? null
					: divideHalfEven(count('monetary_total_minor') * 100, orderCount) / (this.scale * 100),
			currency: this.currency,
			firstOrderAt,
			lastOrderAt: this.iso(integer('last_order_ms')),
			phone: trimmed(text('phone')),
			firstName: trimmed(text('first_name')),
			lastName: trimmed(text('last_name')),
			emailConsent: consent(text('email_consent')),
			smsConsent: consent(text('sms_consent')),
			pushConsent: consent(text('push_consent')),
			orderCountLifetime: count('order_count_lifetime'),
			orderCountLast365: count('order_count_last_365'),
			monetaryLifetime: count('monetary_lifetime_minor') / this.scale,
			monetaryLast365: count('monetary_last_365_minor') / this.scale,
			customerAgeDays,
			meanGapDays: orderDays > 1 ? Math.round((gapDays / (orderDays - 1)) * 100) / 100 : null,
			frequencyTrend: trendOf(text('frequency_trend')),
			cohortMonth: firstOrderAt === null ? null : firstOrderAt.slice(0, 7),
			topCategory: text('top_category'),
			topBrand: text('top_brand'),
			topProduct: text('top_product'),
			region: trimmed(text('region')),
			refundRate: shareOf(count('refund_minor'), gross),
			discountShare: shareOf(discount, gross + discount),
			fullPriceOrderCount: count('full_price_order_count'),
			asOf: this.asOfText,
			orderHistory: this.history(text('order_days_and_values') ?? ''),
		};
	}

	private iso(instant: number | null): string | null {
		return instant === null ? null : this.calendar.iso(instant);
	}

	/** `day:minor;…` as `YYYY-MM-DD:amount;…`. */
	private history(text: string): string {
		if (text === '') return '';
		return text
			.split(';')
			.map((entry) => {
				const [day, minor] = entry.split(':').map(Number);
				if (!Number.isSafeInteger(day) || !Number.isSafeInteger(minor))
					throw wrongRows('order_days_and_values');
				return `${this.calendar.date(day)}:${this.amounts.text(minor)}`;
			})
			.join(';');
	}
}

const trends = ['none', 'declining', 'increasing', 'stable'] as const;

function trendOf(text: string | null): (typeof trends)[number] {
	const trend = trends.find((name) => name === text);
	if (trend === undefined) throw wrongRows('frequency_trend');
	return trend;
}

type Scored = {
	recencyScore: number | null;
	frequencyScore: number | null;
	monetaryScore: number | null;
	rfmSegment: string;
};

function checkScores({ integer, text }: ResultCells, profile: Scored): void {
	const isSame =
		integer('recency_score') === profile.recencyScore &&
		integer('frequency_score') === profile.frequencyScore &&
		integer('monetary_score') === profile.monetaryScore &&
		text('rfm_segment') === profile.rfmSegment;
	if (!isSame) throw wrongRows('rfm_segment');
}

function fail(column: string): never {
	throw wrongRows(column);
}

function wrongRows(column: string): InvalidInputError {
	return new InvalidInputError(
		'statement',
		'the rows of one run of its statement as input, each customer once',
		`another ${column}`,
	);
}

function trimmed(text: string | null): string | null {
	const value = text?.trim() ?? '';
	return value === '' ? null : value;
}

function consent(text: string | null): boolean | null {
	return readConsent(text) ?? null;
}
