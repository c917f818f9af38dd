import type { Steps } from '../../values/steps';
import { groupByCustomer } from '../orders/customerOrders';
import type { OrderBook } from '../orders/orderBook';
import type { OrderReader } from '../orders/orderReader';
import { settlingSteps } from '../orders/settleOrders';
import type { OrderIntake } from '../orders/sources/orderIntake';
import type { OutputRow, TablesResult } from '../result';
import { sortSetAside } from '../setAsideRows';
import { CustomerProfiles } from './customerProfiles';
import { fitRfm, type RfmFit } from './fitRfm';
import type { RfmOptions } from './options';
import type { RfmModel } from './rfmModel';
import { rfmNotices } from './rfmNotices';
import { rfmRowWriter } from './rfmRows';
import { RfmScorer } from './rfmScorer';
import { SegmentTallies } from './segmentTallies';
import { summariseRfm } from './summariseRfm';

interface SettledOrders {
	readonly reader: OrderReader;
	readonly book: OrderBook;
	readonly profiles: CustomerProfiles;
	readonly fit: RfmFit | undefined;
	/** The customers in the order of their IDs. */
	readonly byId: Uint32Array;
}

/**
 * The customers of settled orders, described one after the other, so that the caller needs to hold only one.
 *
 * `finish` returns the totals, once each customer was described.
 */
export class DescribedCustomers {
	/** Number of customers. */
	readonly count: number;
	/** The customers by id. */
	private readonly byId: Uint32Array;
	private readonly reader: OrderReader;
	private readonly book: OrderBook;
	private readonly profiles: CustomerProfiles;
	private readonly fit: RfmFit | undefined;
	private readonly model: RfmModel;
	private readonly segments: SegmentTallies;
	private readonly describe: (c: number) => OutputRow;

	/** Settles the orders of an intake in steps, so that its customers can be described. */
	static *of(
		intake: OrderIntake,
		options: RfmOptions,
		saved: RfmModel | undefined,
	): Steps<DescribedCustomers> {
		const reader = intake.finish();
		const book = yield* settlingSteps(reader);
		yield;
		const grouped = groupByCustomer(book, reader.frame.calendar);
		yield;
		const profiles = new CustomerProfiles(reader, book, grouped, options);
		yield;
		const fit = saved ? undefined : fitRfm(options, book, profiles.scoredValues());
		return new DescribedCustomers(
			intake,
			options,
			{ reader, book, profiles, fit, byId: grouped.byId },
			saved,
		);
	}

	private constructor(
		private readonly intake: OrderIntake,
		options: RfmOptions,
		{ reader, book, profiles, fit, byId }: SettledOrders,
		saved: RfmModel | undefined,
	) {
		this.fit = fit;
		const model = saved ?? (fit as RfmFit).model;
		const scorer = new RfmScorer(options, model, book.digits);
		const segments = new SegmentTallies(book.digits);
		const writeRow = rfmRowWriter(profiles, model, options);
		this.describe = (c) => {
			const profile = profiles.describe(c, model.meanMonetaryTotal);
			const reasons = scorer.score(profile);
			segments.add(profile);
			const row = writeRow(c, profile, reasons);
			return { row, source: intake.inputRowOf(profiles.sourceOf(c)) };
		};
		this.byId = byId;
		this.count = byId.length;
		this.reader = reader;
		this.book = book;
		this.profiles = profiles;
		this.model = model;
		this.segments = segments;
	}

	/** All customers, by id. */
	all(): OutputRow[] {
		const described = Array.from({ length: this.count }, (_, c) => this.describe(c));
		return Array.from(this.byId, (c) => described[c]);
	}

	/** The customers one after the other, by id. */
	*oneByOne(): Generator<OutputRow> {
		for (const c of this.byId) yield this.describe(c);
	}

	/** Input rows of each customer. */
	sources(): number[][] {
		return Array.from(this.byId, (c) => this.intake.inputRowsOf(this.profiles.sourcesOf(c)));
	}

	/** The totals of all customers, and the rows that were set aside. */
	finish(): TablesResult & { readonly breakdown: Array<Record<string, unknown>> } {
		const { intake, reader, book, segments, model, fit } = this;
		const setAside = sortSetAside(reader.setAside).map((row) => ({
			...row,
			source: intake.inputRowOf(row.source),
		}));
		const notices = rfmNotices({ intake, reader, book, segments, setAside, fit });
		const customers = this.count;
		const summary = summariseRfm({ reader, book, customers, segments, setAside, model, notices });
		return { setAside, notices, breakdown: segments.breakdown(), summary };
	}
}
