import { divideHalfEven } from '../money/decimal';
import type { OrderBook } from '../orders/orderBook';
import type { OrderReader } from '../orders/orderReader';
import type { JsonRecord, Notice, OutputRow, SetAsideRow } from '../result';
import type { RfmOptions } from './options';
import type { RfmModel } from './rfmModel';
import { segmentNames } from './segments';

interface Run {
	readonly reader: OrderReader;
	readonly book: OrderBook;
	readonly customers: readonly OutputRow[];
	readonly setAside: readonly SetAsideRow[];
	readonly model: RfmModel;
	readonly notices: readonly Notice[];
	readonly options: RfmOptions;
}

/**
 * One record about the run: what came in and where it went (rows and money, both reconciling), the segments, the model.
 */
export function summariseRfm(run: Run): JsonRecord {
	const { reader, book, customers, setAside, model, notices, options } = run;
	const { tally, orders } = book;
	const major = (minor: number) => minor / 10 ** book.digits;
	const withOrders = customers.filter(({ row }) => row.daysSinceLastOrder !== null).length;
	return {
		node: 'computeRfm',
		asOf: reader.frame.calendar.iso(reader.frame.asOf),
		timeZone: reader.frame.calendar.timeZone,
		source: options.source,
		currency: book.currency === '' ? null : book.currency,
		customers: customers.length,
		customersWithOrders: withOrders,
		rowsIn: tally.rowsIn,
		rowsUsed: tally.rowsUsed,
		rowsSetAside: setAside.length,
		setAsideByReason: countsByCode(setAside),
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
		segments: segments(customers, book.digits),
		notices,
		model,
	};
}

function countsByCode(setAside: readonly SetAsideRow[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { code } of setAside) counts[code] = (counts[code] ?? 0) + 1;
	return counts;
}

const topFields = ['topCategory', 'topBrand', 'topProduct', 'region'] as const;

class SegmentTally {
	customers = 0;
	/** Exact: units of the currency's minor unit. */
	revenueMinor = 0;
	readonly tops = topFields.map(() => new Map<string, number>());

	add(row: JsonRecord, scale: number): void {
		this.customers++;
		this.revenueMinor += Math.round((row.monetaryLifetime as number) * scale);
		for (let i = 0; i < topFields.length; i++) {
			const value = row[topFields[i]];
			if (typeof value === 'string') this.tops[i].set(value, (this.tops[i].get(value) ?? 0) + 1);
		}
	}
}

/** Per segment, most revenue first: size, share of all revenue so far, mean spend, and what its customers buy most. */
function segments(customers: readonly OutputRow[], digits: number): JsonRecord[] {
	const scale = 10 ** digits;
	const tallies = new Map<string, SegmentTally>();
	for (const { row } of customers) {
		const segment = row.rfmSegment as string;
		let tally = tallies.get(segment);
		if (tally === undefined) tallies.set(segment, (tally = new SegmentTally()));
		tally.add(row, scale);
	}
	let revenue = 0;
	for (const tally of tallies.values()) revenue += tally.revenueMinor;
	return [...tallies]
		.sort(([a, x], [b, y]) => y.revenueMinor - x.revenueMinor || (a < b ? -1 : 1))
		.map(([segment, tally]) => ({
			segment,
			name: segmentNames[segment] ?? segment,
			customers: tally.customers,
			share: share(tally.customers, customers.length),
			revenue: tally.revenueMinor / scale,
			revenueShare: share(tally.revenueMinor, revenue),
			meanSpend: divideHalfEven(tally.revenueMinor * 100, tally.customers) / (scale * 100),
			topCategories: topFive(tally.tops[0]),
			topBrands: topFive(tally.tops[1]),
			topProducts: topFive(tally.tops[2]),
			topRegions: topFive(tally.tops[3]),
		}));
}

function topFive(counts: ReadonlyMap<string, number>): string {
	return [...counts]
		.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
		.slice(0, 5)
		.map(([text]) => text)
		.join(', ');
}

function share(part: number, whole: number): number {
	return whole > 0 ? Math.round((part / whole) * 1e4) / 1e4 : 0;
}
