import type { JsonRecord } from '../../values/jsonRecord';
import { readSavedModel } from '../model/readSavedModel';
import { resolveAsOf } from '../../values/resolveAsOf';
import { settleOrders } from '../orders/settleOrders';
import { OrderIntake } from '../orders/sources/orderIntake';
import { ShopCalendar } from '../../values/shopCalendar';
import type { CustomersResult, OutputRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { groupByCustomer } from '../orders/customerOrders';
import { CustomerProfiles } from './customerProfiles';
import { fitRfm } from './fitRfm';
import type { RfmOptions } from './options';
import { rfmModel, withModelOptions, type RfmModel } from './rfmModel';
import { SegmentTallies } from './segmentTallies';
import { rfmNotices } from './rfmNotices';
import { rfmRowWriter } from './rfmRows';
import { RfmScorer } from './rfmScorer';
import { summariseRfm } from './summariseRfm';

/** What the run knows that no row says. */
export interface RfmHost {
	/** The workflow's zone, used where the options name none. */
	readonly timeZone: string;
	/** The present instant in ms since 1970, used where the options give no asOf. */
	readonly now: number;
}

export interface RfmResult extends CustomersResult {
	/** Input rows of each customer, where the options ask for all; else undefined. */
	readonly sources: number[][] | undefined;
}

/**
 * Computes recency, frequency and monetary value of customers from their orders: rows in chunks, then the result.
 *
 * Wrong options are `InvalidInputError`s, thrown before any row is read.
 */
export class RfmComputation {
	private readonly intake: OrderIntake;
	private readonly options: RfmOptions;
	private readonly saved: RfmModel | undefined;

	constructor(options: RfmOptions, host: RfmHost) {
		this.saved =
			options.use === 'savedModel'
				? readSavedModel('rfm', options.savedModel, rfmModel)
				: undefined;
		this.options = this.saved ? withModelOptions(options, this.saved) : options;
		RfmScorer.check(this.options);
		const calendar = new ShopCalendar(options.timeZone === '' ? host.timeZone : options.timeZone);
		const asOf = resolveAsOf(options.asOf, calendar, host.now);
		this.intake = new OrderIntake(this.options, { asOf, calendar });
	}

	/** Reads a chunk of order rows. */
	add(rows: readonly JsonRecord[]): void {
		this.intake.add(rows);
	}

	/** Sets rows aside that could not be read as orders. */
	refuse(rows: Parameters<OrderIntake['refuse']>[0]): void {
		this.intake.refuse(rows);
	}

	/** Refuses the first rows of a file that has no columns for date, amount or buyer. */
	requireColumns(rows: readonly JsonRecord[], file: string): void {
		this.intake.requireColumns(rows, file);
	}

	/** Settles all rows read and scores their customers. */
	finish(): RfmResult {
		const { intake, options } = this;
		const reader = intake.finish();
		const book = settleOrders(reader);
		const grouped = groupByCustomer(book, reader.frame.calendar);
		const profiles = new CustomerProfiles(reader, book, grouped, options);
		const values = profiles.scoredValues();
		const fit = this.saved ? undefined : fitRfm(options, book, values);
		const model = this.saved ?? (fit as NonNullable<typeof fit>).model;
		const scorer = new RfmScorer(options, model, book.digits);
		const segments = new SegmentTallies(book.digits);
		const writeRow = rfmRowWriter(profiles, model, options);
		const customers = new Array<OutputRow>(grouped.ids.length);
		for (const c of profiles.byLatestRow()) {
			const profile = profiles.describe(c, model.meanMonetaryTotal);
			const reasons = scorer.score(profile);
			segments.add(profile);
			const row = writeRow(c, profile, reasons);
			customers[c] = { row, source: intake.inputRowOf(profiles.sourceOf(c)) };
		}
		const setAside = sortSetAside(reader.setAside).map((row) => ({
			...row,
			source: intake.inputRowOf(row.source),
		}));
		const notices = rfmNotices({ intake, reader, book, customers, setAside, fit });
		return {
			customers,
			setAside,
			notices,
			breakdown: segments.breakdown(),
			summary: summariseRfm({
				reader,
				book,
				customers,
				segments,
				setAside,
				model,
				notices,
			}),
			sources: options.pairAllOrders
				? customers.map((_, c) => intake.inputRowsOf(profiles.sourcesOf(c)))
				: undefined,
		};
	}
}

/** Computes RFM of all rows at once. */
export function computeRfm(
	rows: readonly JsonRecord[],
	options: RfmOptions,
	host: RfmHost,
): RfmResult {
	const computation = new RfmComputation(options, host);
	computation.add(rows);
	return computation.finish();
}
