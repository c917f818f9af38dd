import type { JsonRecord } from '../../values/jsonRecord';
import { breakdownRows } from '../breakdown';
import { divideHalfEven } from '../money/decimal';
import { segmentNames } from './segments';
import { shareOf } from './shareOf';

/** A customer's values for the counts. */
interface Counted {
	readonly rfmSegment: string;
	readonly daysSinceLastOrder: number | null;
	readonly monetaryLifetime: number;
	readonly topCategory: string | null;
	readonly topBrand: string | null;
	readonly topProduct: string | null;
	readonly region: string | null;
}

/** Counts customers by segment as each is described: a second pass over them would cost more than the counting. */
export class SegmentTallies {
	customersWithOrders = 0;
	private spend = 0;
	private largestSpend = 0;
	private customers = 0;
	private readonly tallies = new Map<string, SegmentTally>();
	private readonly scale: number;

	/** @param digits digits of the currency's minor unit */
	constructor(digits: number) {
		this.scale = 10 ** digits;
	}

	add(customer: Counted): void {
		this.customers++;
		this.spend += customer.monetaryLifetime;
		if (customer.monetaryLifetime > this.largestSpend)
			this.largestSpend = customer.monetaryLifetime;
		if (customer.daysSinceLastOrder !== null) this.customersWithOrders++;
		let tally = this.tallies.get(customer.rfmSegment);
		if (tally === undefined) {
			tally = new SegmentTally();
			this.tallies.set(customer.rfmSegment, tally);
		}
		tally.customers++;
		tally.revenueMinor += Math.round(customer.monetaryLifetime * this.scale);
		tally.categories.add(customer.topCategory);
		tally.brands.add(customer.topBrand);
		tally.products.add(customer.topProduct);
		tally.regions.add(customer.region);
	}

	/** The share of all spend so far that the largest customer has. */
	largestSpendShare(): number {
		return this.spend > 0 ? this.largestSpend / this.spend : 0;
	}

	/** Per segment, most revenue first: size, share of all revenue so far, mean spend, and what its customers buy most. */
	records(): JsonRecord[] {
		const { scale } = this;
		let revenue = 0;
		for (const tally of this.tallies.values()) revenue += tally.revenueMinor;
		return this.byRevenue().map(([segment, tally]) => ({
			segment,
			name: segmentNames[segment] ?? segment,
			customers: tally.customers,
			share: shareOf(tally.customers, this.customers),
			revenue: tally.revenueMinor / scale,
			revenueShare: shareOf(tally.revenueMinor, revenue),
			meanSpend: divideHalfEven(tally.revenueMinor * 100, tally.customers) / (scale * 100),
			topCategories: tally.categories.top(5),
			topBrands: tally.brands.top(5),
			topProducts: tally.products.top(5),
			topRegions: tally.regions.top(5),
		}));
	}

	/** The segments as rows of the output Breakdown, most revenue first. */
	breakdown(): JsonRecord[] {
		const groups = this.byRevenue().map(([segment, tally]) => ({
			code: segment,
			name: segmentNames[segment] ?? segment,
			customers: tally.customers,
			revenue: tally.revenueMinor / this.scale,
			topCategory: tally.categories.top(1) || null,
			topProduct: tally.products.top(1) || null,
		}));
		return breakdownRows(groups, ({ topCategory, topProduct }) => ({ topCategory, topProduct }));
	}

	private byRevenue(): Array<[segment: string, tally: SegmentTally]> {
		return [...this.tallies].sort(
			([a, x], [b, y]) => y.revenueMinor - x.revenueMinor || (a < b ? -1 : 1),
		);
	}
}

class SegmentTally {
	customers = 0;
	/** Exact: units of the currency's minor unit. */
	revenueMinor = 0;
	readonly categories = new TextCounts();
	readonly brands = new TextCounts();
	readonly products = new TextCounts();
	readonly regions = new TextCounts();
}

class TextCounts {
	private readonly counts = new Map<string, { times: number }>();

	add(text: string | null): void {
		if (text === null) return;
		const count = this.counts.get(text);
		if (count === undefined) this.counts.set(text, { times: 1 });
		else count.times++;
	}

	top(count: number): string {
		return [...this.counts]
			.sort(([a, x], [b, y]) => y.times - x.times || (a < b ? -1 : 1))
			.slice(0, count)
			.map(([text]) => text)
			.join(', ');
	}
}
