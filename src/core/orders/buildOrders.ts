import { applyEarlierRefunds, refuseOrphan } from './applyEarlierRefunds';
import { customerNumbers } from './guestAccounts';
import { emptyOrders, firstOrders, type Orders } from './orderBook';
import { type Continuation, statusCodes } from './readableRows';
import type { Settlement } from './settlement';
import { valueOrder } from './valueOrder';

/** Groups the open rows into orders, adds refund rows to theirs, and values each order. */
export function buildOrders(settlement: Settlement): Orders {
	return new OrderBuilder(settlement).build();
}

class OrderBuilder {
	private readonly isByLine: boolean;
	private readonly needsCosts: boolean;
	private readonly orderOfId: Int32Array;
	private readonly orders: Orders;
	/** The amount still owed on each order, and its tax, shipping and costs of goods as far as they are subtracted. */
	private readonly owed: Float64Array;
	private readonly costs: Float64Array;
	/** Amounts of each order's rows without a cost of goods of their own. */
	private readonly uncosted: Float64Array;
	private readonly customerOf: (k: number) => number;

	constructor(private readonly settlement: Settlement) {
		const { reader, isOpen } = settlement;
		const { options } = reader;
		this.isByLine = options.rowsAre === 'orderLines';
		this.needsCosts =
			options.excludeTax || options.excludeShipping || options.monetaryBasis === 'profit';
		this.orderOfId = new Int32Array(settlement.orderCount).fill(-1);
		const capacity = this.isByLine ? mostOrders(settlement) : isOpen.length;
		this.orders = emptyOrders(capacity, this.isByLine ? reader.rows.length : undefined);
		this.owed = new Float64Array(capacity);
		this.costs = new Float64Array(this.needsCosts ? capacity : 0);
		this.uncosted = new Float64Array(this.needsCosts ? capacity : 0);
		this.customerOf = customerNumbers(settlement);
	}

	build(): Orders {
		const { orders, settlement, customerOf } = this;
		const { isOpen, tally, reader } = settlement;
		const { readable } = reader;
		let count = 0;
		let hasRefundRows = false;
		for (let k = 0; k < isOpen.length; k++) {
			if (isOpen[k] === 0) continue;
			if (readable.amount[k] < 0) {
				hasRefundRows = true;
				continue;
			}
			const id = readable.order[k];
			let index = this.isByLine && id >= 0 ? this.orderOfId[id] : -1;
			if (index < 0) {
				index = count++;
				orders.source[index] = readable.source[k];
				orders.customer[index] = customerOf(k);
				orders.instant[index] = readable.instant[k];
				if (id >= 0) this.orderOfId[id] = index;
			} else {
				this.mergeLine(index, k, customerOf(k));
			}
			this.addMoney(index, k);
			tally.amountUsed += readable.amount[k];
		}
		if (hasRefundRows) this.applyRefundRows(count);
		for (const continuation of reader.continuations) this.addContinuation(continuation);
		for (let index = 0; index < count; index++) this.value(index);
		return firstOrders(orders, count);
	}

	/**
	 * A further line of an order: the order gets the earliest instant and, should lines disagree, the smallest customer
	 * ID.
	 */
	private mergeLine(index: number, k: number, customer: number): void {
		const { orders } = this;
		const { readable, buyers } = this.settlement.reader;
		if (orders.nextLine) {
			orders.nextLine[readable.source[k]] = orders.nextLine[orders.source[index]];
			orders.nextLine[orders.source[index]] = readable.source[k];
		}
		if (readable.instant[k] < orders.instant[index]) orders.instant[index] = readable.instant[k];
		const ids = buyers.accountIds.texts;
		if (ids[customer] < ids[orders.customer[index]]) orders.customer[index] = customer;
	}

	private addMoney(index: number, k: number): void {
		const { orders } = this;
		const { readable } = this.settlement.reader;
		orders.gross[index] += readable.amount[k];
		orders.discount[index] += readable.discount[k];
		orders.refund[index] += this.refundOf(k);
		if (readable.status[k] === statusCodes.partiallyPaid) this.owed[index] += this.owedOn(k);
		if (this.needsCosts) this.addCosts(index, k);
	}

	/** The refunded amount of row k; a status of refunded without an amount means all of it. */
	private refundOf(k: number): number {
		const { reader } = this.settlement;
		const { readable } = reader;
		if (readable.status[k] !== statusCodes.refunded || readable.refund[k] !== 0)
			return readable.refund[k];
		return reader.amounts.hasLaterRefund(this.settlement.rowOf(k)) ? 0 : readable.amount[k];
	}

	private owedOn(k: number): number {
		const { settlement } = this;
		const amount = settlement.reader.readable.amount[k];
		const paid = settlement.minor(k, 'amountPaid');
		if (paid >= 0) return Math.max(0, amount - paid);
		const outstanding = settlement.minor(k, 'amountOutstanding');
		if (outstanding >= 0) return Math.min(amount, outstanding);
		settlement.tally.partialAmountsUnknown++;
		return 0;
	}

	private addCosts(index: number, k: number): void {
		const { settlement } = this;
		const { reader } = settlement;
		const { options } = reader;
		const isProfit = options.monetaryBasis === 'profit';
		if (options.excludeTax || isProfit) this.costs[index] += settlement.optionalMinor(k, 'tax');
		if (options.excludeShipping || isProfit)
			this.costs[index] += settlement.optionalMinor(k, 'shipping');
		if (!isProfit) return;
		const cost = settlement.costOfGoods(k);
		if (!Number.isNaN(cost)) this.costs[index] += cost;
		else if (options.costOfGoodsPercent > 0) this.uncosted[index] += reader.readable.amount[k];
		else settlement.optionalMinor(k, 'costOfGoods');
	}

	/** A line without an amount belongs to its order, if another line has created one. */
	private addContinuation({ source, order, code }: Continuation): void {
		const { orders, settlement } = this;
		const index = this.orderOfId[order];
		if (index < 0 || orders.nextLine === undefined || settlement.sharedOrders.has(order))
			return settlement.reader.refuse(source, code);
		orders.nextLine[source] = orders.nextLine[orders.source[index]];
		orders.nextLine[orders.source[index]] = source;
	}

	/** A negative row is the refund of the order whose ID it has or names. */
	private applyRefundRows(count: number): void {
		const { orders, orderOfId, settlement, owed, customerOf } = this;
		const { isOpen, tally, reader } = settlement;
		const { amount, order } = reader.readable;
		const orphans: number[] = [];
		for (let k = 0; k < isOpen.length; k++) {
			if (isOpen[k] === 0 || !(amount[k] < 0)) continue;
			if (order[k] < 0 || orderOfId[order[k]] < 0) {
				orphans.push(k);
			} else {
				orders.refund[orderOfId[order[k]]] -= amount[k];
				tally.amountUsed += amount[k];
			}
		}
		if (reader.options.orphanRefunds === 'earlierOrders')
			applyEarlierRefunds(settlement, orphans, { orders, count, owed, customerOf });
		else for (const k of orphans) refuseOrphan(settlement, k);
	}

	private value(index: number): void {
		const { orders } = this;
		const { tally, reader } = this.settlement;
		const charged = orders.gross[index];
		const discount = orders.discount[index];
		const amounts = {
			charged,
			owed: this.owed[index],
			discount,
			refund: orders.refund[index],
			costs: this.needsCosts ? this.costs[index] : 0,
			uncosted: this.needsCosts ? this.uncosted[index] : 0,
		};
		const { paid, refund, value, isCounted, isPromotion } = valueOrder(amounts, reader.options);
		if (refund < amounts.refund) tally.overRefunded++;
		if (isPromotion) tally.promotionsLeftOut++;
		orders.gross[index] = isPromotion ? 0 : paid;
		orders.discount[index] = isPromotion ? 0 : discount;
		orders.refund[index] = isPromotion ? 0 : refund;
		orders.value[index] = value;
		orders.isCounted[index] = isCounted ? 1 : 0;
		tally.charged += charged;
		if (isCounted) {
			const deducted = reader.options.monetaryBasis === 'gross' ? 0 : refund;
			tally.counted += value;
			tally.refundsDeducted += deducted;
			tally.otherDeductions += charged - value - deducted;
		} else {
			tally.notCounted += charged;
			tally.ordersNotCounted++;
		}
	}
}

/** How many orders lines make at most: one an id, and one a line without. */
function mostOrders({ isOpen, orderCount, reader }: Settlement): number {
	const { order } = reader.readable;
	let count = orderCount;
	for (let k = 0; k < isOpen.length; k++) if (order[k] < 0) count++;
	return count;
}
