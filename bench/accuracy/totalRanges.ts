import type { totalRanges } from '../../src/core/clv/totalRange';
import { sum } from './measures';

/** How often the ranges of the totals held, over all shops and cuts. */
export class TotalRanges {
	private cuts = 0;
	private ordersHeld = 0;
	private spendHeld = 0;

	add(
		{ orders, spend }: NonNullable<ReturnType<typeof totalRanges>>,
		actual: { readonly orders: Float64Array; readonly spend: Float64Array },
	): void {
		const holds = ({ low, high }: { low: number; high: number }, total: number) =>
			total >= low && total <= high;
		this.cuts++;
		if (holds(orders, sum(actual.orders))) this.ordersHeld++;
		if (holds(spend, sum(actual.spend))) this.spendHeld++;
	}

	inWords(): string {
		return `80% ranges of totals: held total orders at ${this.ordersHeld} and total spend at ${this.spendHeld} of ${this.cuts} cuts`;
	}
}
