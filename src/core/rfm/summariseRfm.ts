import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import type { OrderBook } from '../orders/orderBook';
import type { OrderReader } from '../orders/orderReader';
import type { SetAsideRow } from '../result';
import { countByReason } from '../setAsideRows';
import type { RfmModel } from './rfmModel';
import type { SegmentTallies } from './segmentTallies';

interface Run {
	readonly reader: OrderReader;
	readonly book: OrderBook;
	readonly customers: number;
	readonly segments: SegmentTallies;
	readonly setAside: readonly SetAsideRow[];
	readonly model: RfmModel;
	readonly notices: readonly Notice[];
}

/**
 * One record about the run: the input and what happened to it (rows and money, both reconciling), the segments, the
 * model.
 */
export function summariseRfm(run: Run): JsonRecord {
	const { reader, book, customers, segments, setAside, model, notices } = run;
	const { tally, orders } = book;
	const major = (minor: number) => minor / 10 ** book.digits;
	return {
		node: 'computeRfm',
		asOf: reader.frame.calendar.iso(reader.frame.asOf),
		timeZone: reader.frame.calendar.timeZone,
		source: reader.options.source,
		currency: book.currency === '' ? null : book.currency,
		customers,
		customersWithOrders: segments.customersWithOrders,
		rowsIn: tally.rowsIn,
		rowsUsed: tally.rowsUsed,
		rowsSetAside: setAside.length,
		setAsideByReason: countByReason(setAside),
		orders: orders.count,
		ordersNotCounted: tally.ordersNotCounted,
		// rows: amountIn = amountUsed + amountSetAside, plus what has no rate
		amountIn: major(tally.amountIn),
		amountUsed: major(tally.amountUsed),
		amountSetAside: major(tally.amountSetAside),
		amountWithoutRate: Object.fromEntries(
			[...tally.amountWithoutRate]
				.sort()
				.map(([code, minor]) => [code, minor / 10 ** reader.money.currencyOf(code).digits]),
		),
		// orders: charged = counted + notCounted + refundsDeducted + otherDeductions; counted = Σ monetaryLifetime
		charged: major(tally.charged),
		counted: major(tally.counted),
		notCounted: major(tally.notCounted),
		refundsDeducted: major(tally.refundsDeducted),
		otherDeductions: major(tally.otherDeductions),
		segments: segments.records(),
		notices,
		model,
	};
}
