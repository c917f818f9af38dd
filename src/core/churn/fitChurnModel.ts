import type { Notice } from '../../values/notice';
import { HistoryReader, type ReadHistories } from '../clv/readHistories';
import type { CustomerTable } from '../customers/customerTable';
import type { ChurnModel } from './churnModel';
import { fitOrderTimes } from './fitOrderTimes';
import { fitRecalibration } from './fitRecalibration';
import { matureOrders, neverReturnShares, type ReturnCounts } from './neverReturnShares';
import type { ChurnOptions } from './options';
import { RhythmReader, type Rhythms } from './readRhythms';
import { isCorrected } from './riskCorrectorOf';

const smallBase = 100;

/** What is read besides today's rhythms; undefined where the method needs no such thing. */
export interface ChurnPast {
	/** Rhythms some time ago, to check what followed. */
	readonly before: Rhythms | undefined;
	readonly histories: ReadHistories | undefined;
}

/** Returns the reader of the past that a fit with these options, or a saved model, needs. */
export function churnPastReader(
	table: CustomerTable,
	options: ChurnOptions,
	saved: ChurnModel | undefined,
) {
	const { method, recalibrate, recalibrationDays, fieldNames } = options;
	const isRecalibrated = saved === undefined && method === 'ownRhythm' && recalibrate;
	const before = isRecalibrated ? new RhythmReader(table, options, recalibrationDays) : undefined;
	const needsHistories =
		saved === undefined ? method === 'probability' : isCorrected(saved.riskCorrection, options);
	const histories = needsHistories ? new HistoryReader(table, fieldNames) : undefined;
	return {
		/** Reads customer i. */
		read(i: number): void {
			before?.read(i);
			histories?.read(i);
		},
		/** The past of all customers, once each was read. */
		past: (): ChurnPast => ({ before: before?.rhythms(), histories: histories?.finish() }),
	};
}

/**
 * Fits on a whole base how many customers never return after their n-th order and how long the others take.
 *
 * Without a single gap the shop's mean gap is `fallbackGapDays`.
 */
export function fitChurnModel(
	rhythms: Rhythms,
	{ before, histories }: ChurnPast,
	options: ChurnOptions,
): { model: ChurnModel; notices: Notice[] } {
	const notices: Notice[] = [];
	const customers = rhythms.orderDays.length;
	const mature = matureOrders(rhythms.counts);
	const model: ChurnModel = {
		kind: 'churn',
		neverReturnShares: neverReturnShares(rhythms.counts, options),
		meanGapDays: meanGap(rhythms, options),
		recalibration: null,
		maturityDays: options.maturityDays,
		matureOrders: mature,
	};
	if (customers > 0 && customers < smallBase) {
		notices.push({
			code: 'smallBase',
			message: `Only ${customers} customers: too few to learn churn from reliably. To judge a few customers, use a saved model of the whole base.`,
			level: 'info',
		});
	}
	if (histories !== undefined) {
		const { orders, noModel, riskCorrection } = fitOrderTimes(histories.histories, options);
		if (noModel !== null && customers > 0) {
			notices.push({
				code: noModel.code,
				message: `${noModel.reason} Probabilities come from each customer's own rhythm and typical return rates. To judge a few customers, use a saved model of the whole base.`,
				level: 'warning',
			});
		}
		return { model: { ...model, orderModel: orders?.model ?? null, riskCorrection }, notices };
	}
	if (options.method !== 'ownRhythm') return { model, notices };
	const shortage = shortHistory(rhythms.counts, options);
	if (shortage !== undefined) {
		notices.push({ code: 'shortHistory', message: shortage, level: 'info' });
	}
	if (before === undefined) return { model, notices };

	const outcome = fitRecalibration(
		before,
		(customer) => rhythms.lastOrderDay[customer] > before.lastOrderDay[customer],
		// Of the same kind as the model's: a risk from usual shares would not show how to correct one from the shop's own.
		neverReturnShares(before.counts, shortage ? options : { ...options, minimumMatureDays: 0 }),
		meanGap(before, options),
		options.gapPriorWeight,
	);
	if (outcome === undefined) {
		notices.push({
			code: 'notRecalibrated',
			message: `The last ${options.recalibrationDays} days hold too little data to recalibrate: 50 customers who ordered again and 50 who did not are needed. Risks are not recalibrated.`,
			level: 'warning',
		});
	}
	return { model: { ...model, recalibration: outcome ?? null }, notices };
}

function meanGap(rhythms: Rhythms, options: ChurnOptions): number {
	return rhythms.gaps === 0 ? options.fallbackGapDays : rhythms.gapDays / rhythms.gaps;
}

/** Why the shop's own return rates can't be used; undefined where they can. */
function shortHistory(counts: ReturnCounts, options: ChurnOptions): string | undefined {
	const { maturityDays, minimumMatureOrders, minimumMatureDays } = options;
	const mature = matureOrders(counts);
	if (mature < minimumMatureOrders) {
		return `Only ${mature} orders are ${maturityDays} days old or more, too few to learn who returns. Typical return rates are used until there are ${minimumMatureOrders}.`;
	}
	if (counts.spanDays < minimumMatureDays) {
		return `The ${mature} orders that are ${maturityDays} days old or more lie within ${counts.spanDays + 1} days, too short a span to learn who returns. Typical return rates are used until they span ${minimumMatureDays} days.`;
	}
	return undefined;
}
