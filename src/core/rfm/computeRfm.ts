import type { JsonRecord } from '../../values/jsonRecord';
import { readSavedModel } from '../model/readSavedModel';
import { resolveAsOf } from '../../values/resolveAsOf';
import { OrderIntake } from '../orders/sources/orderIntake';
import { runSteps, type Steps } from '../../values/steps';
import { ShopCalendar } from '../../values/shopCalendar';
import type { CustomersResult } from '../result';
import { DescribedCustomers } from './describedCustomers';
import type { RfmOptions } from './options';
import { rfmModel, withModelOptions, type RfmModel } from './rfmModel';
import { RfmScorer } from './rfmScorer';

/** What the host knows about the run. */
export interface RfmHost {
	/** The workflow's time zone, used where the options set none. */
	readonly timeZone: string;
	/** The present instant in ms since 1970, used where the options set no asOf. */
	readonly now: number;
	/** Set where nobody else holds the rows that come in: they are then kept as bytes. */
	readonly packsRows?: true;
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
		this.intake = new OrderIntake(this.options, {
			asOf,
			calendar,
			...(host.packsRows && { packsRows: true }),
		});
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

	/** Settles all rows read in steps; their customers can then be described one after the other. */
	describe(): Steps<DescribedCustomers> {
		return DescribedCustomers.of(this.intake, this.options, this.saved);
	}

	/** Settles all rows read and scores their customers. */
	finish(): RfmResult {
		return runSteps(this.finishing());
	}

	/** The same in steps. */
	*finishing(): Steps<RfmResult> {
		const described = yield* this.describe();
		yield;
		const customers = described.all();
		yield;
		return {
			customers,
			...described.finish(),
			sources: this.options.pairAllOrders ? described.sources() : undefined,
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
