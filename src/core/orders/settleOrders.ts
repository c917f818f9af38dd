import type { JsonRecord } from '../../values/jsonRecord';
import { isEmpty } from '../../values/isEmpty';
import { guestId } from '../customers/guestId';
import { InvalidInputError } from '../../values/invalidInputError';
import { canonicalJson } from '../../values/canonicalJson';
import { currencyDigits } from '../money/currencyDigits';
import { divideHalfEven } from '../money/decimal';
import type { Conversion, RowCurrency } from './moneyReader';
import { normaliseEmail } from '../../values/normaliseEmail';
import type { OrderBook, Orders, OrderTally } from './orderBook';
import type { OrderField } from './orderFields';
import type { OrderReader } from './orderReader';
import { textOfId } from './orderReader';
import { parseInstant } from '../../values/parseInstant';
import { statusCodes } from './readableRows';
import type { OrderSetAsideCode } from './setAsideReasons';

/**
 * Settles what needs all rows at once: base currency and conversion, duplicates, statuses, refund rows, order lines,
 * guests' accounts, and what each order is worth.
 *
 * Every rule that chooses between rows compares their contents, never their places, so that the order of the input
 * changes nothing.
 */
export function settleOrders(reader: OrderReader): OrderBook {
	return new Settlement(reader).settle();
}

/** States of a readable row. */
const open = 0;
const refused = 1;

class Settlement {
	private readonly state: Uint8Array;
	private readonly currency: string;
	private readonly digits: number;
	private readonly rates = new Map<string, number>();
	private readonly tally: OrderTally;

	constructor(private readonly reader: OrderReader) {
		const { options, readable, rows } = reader;
		this.state = new Uint8Array(readable.count);
		this.currency = options.baseCurrency || mostFrequentCurrency(reader);
		this.digits = currencyDigits(this.currency) ?? 2;
		for (const { currency, rate } of options.exchangeRates) {
			if (currency === this.currency && rate !== 1) {
				throw new InvalidInputError(
					'exchangeRates',
					`no other rate than 1 for ${currency}, the base currency`,
					rate,
				);
			}
			this.rates.set(currency, rate);
		}
		this.rates.set(this.currency, 1).set('', 1);
		this.tally = emptyTally(rows.length);
	}

	settle(): OrderBook {
		this.convert();
		this.refuseDuplicates();
		this.refuseByStatus();
		const orders = this.buildOrders();
		this.tally.rowsUsed = this.tally.rowsIn - this.reader.setAside.length;
		return {
			customerIds: this.reader.accountIds.texts,
			orders,
			currency: this.currency,
			digits: this.digits,
			tally: this.tally,
		};
	}

	private refuse(k: number, code: OrderSetAsideCode): void {
		this.state[k] = refused;
		this.tally.amountSetAside += this.reader.readable.amount[k];
		this.reader.refuse(this.reader.readable.source[k], code);
	}

	private rowOf(k: number): JsonRecord {
		return this.reader.rows[this.reader.readable.source[k]];
	}

	private currencyOf(k: number): RowCurrency {
		const { money, readable } = this.reader;
		return money.currencies[readable.currency[k]];
	}

	/** How the money of row k becomes the base currency's; undefined where it is in it already. */
	private conversionOf(k: number): Conversion | undefined {
		const currency = this.currencyOf(k);
		if (this.isBase(currency)) return undefined;
		return { rate: this.rates.get(currency.code) ?? NaN, digits: this.digits };
	}

	/** A money field of row k in minor units of the base currency; NaN where it can't be read. */
	private minor(k: number, field: OrderField): number {
		const { reader } = this;
		const value = reader.value(this.rowOf(k), field);
		return reader.money.minor(value, this.currencyOf(k), this.conversionOf(k));
	}

	private isBase(currency: RowCurrency): boolean {
		return (
			(currency.code === this.currency || currency.code === '') && currency.digits === this.digits
		);
	}

	/** Money fields in the base currency; rows in a currency without a rate are set aside. */
	private convert(): void {
		const { reader, tally, state } = this;
		const { readable } = reader;
		const isBase = reader.money.currencies.map((currency) => this.isBase(currency));
		for (let k = 0; k < state.length; k++) {
			if (!isBase[readable.currency[k]]) this.convertRow(k, this.currencyOf(k));
			if (state[k] === open) tally.amountIn += readable.amount[k];
		}
	}

	private convertRow(k: number, currency: RowCurrency): void {
		const { reader, state } = this;
		const { readable } = reader;
		if (!this.rates.has(currency.code)) {
			state[k] = refused;
			const known = this.tally.amountWithoutRate.get(currency.code) ?? 0;
			this.tally.amountWithoutRate.set(currency.code, known + readable.amount[k]);
			const explanation = `The order is in ${currency.code}; give an exchange rate for it to count.`;
			return reader.refuse(readable.source[k], 'no_fx_rate', explanation);
		}
		const amount = this.minor(k, 'amount');
		if (Number.isNaN(amount)) {
			state[k] = refused;
			return reader.refuse(readable.source[k], 'unparseable_amount');
		}
		readable.amount[k] = amount;
		readable.discount[k] = this.optional(k, 'discount');
		readable.refund[k] = reader.refundMinor(this.rowOf(k), currency, this.conversionOf(k));
	}

	/** One row per order id (or line id) stays: the newest version, then the latest date, then the greatest canonical JSON. */
	private refuseDuplicates(): void {
		const { reader, state } = this;
		const { order, amount } = reader.readable;
		const isByLine = reader.options.rowsAre === 'orderLines';
		const kept = new Map<string, number>();
		const keptByOrder = new Int32Array(reader.orderIds.texts.length).fill(-1);
		const conflicting = new Set<string | number>();
		for (let k = 0; k < state.length; k++) {
			if (state[k] !== open || order[k] < 0) continue;
			const isPlain = !isByLine && amount[k] >= 0;
			const key = isPlain ? order[k] : this.keyOf(k, isByLine);
			if (key === undefined) continue;
			const other = typeof key === 'number' ? keptByOrder[key] : (kept.get(key) ?? -1);
			let stays = k;
			if (other >= 0) {
				const preference = this.prefer(k, other);
				if (preference !== 0) conflicting.add(key);
				stays = preference > 0 ? k : other;
				this.refuse(stays === k ? other : k, 'duplicate_order_id');
			}
			if (typeof key === 'number') keptByOrder[key] = stays;
			else kept.set(key, stays);
		}
		this.tally.conflictingDuplicates = conflicting.size;
	}

	/** What must be unique about a row: its line id, or for a refund row everything in it. */
	private keyOf(k: number, isByLine: boolean): string | undefined {
		const { reader } = this;
		const line = isByLine ? textOfId(reader.value(this.rowOf(k), 'lineId')) : undefined;
		if (isByLine && line === undefined) return undefined;
		if (reader.readable.amount[k] < 0) return `refund ${canonicalJson(this.rowOf(k))}`;
		return `line ${reader.readable.order[k]} ${line}`;
	}

	/** Above 0 if row a is the version to keep, below 0 if row b is, 0 if they are the same. */
	private prefer(a: number, b: number): number {
		const { instant } = this.reader.readable;
		const byUpdate = this.updatedAt(a) - this.updatedAt(b);
		if (byUpdate !== 0) return byUpdate;
		if (instant[a] !== instant[b]) return instant[a] - instant[b];
		if (isSameJson(this.rowOf(a), this.rowOf(b))) return 0;
		const [textA, textB] = [canonicalJson(this.rowOf(a)), canonicalJson(this.rowOf(b))];
		return textA > textB ? 1 : textA < textB ? -1 : 0;
	}

	private updatedAt(k: number): number {
		const { reader } = this;
		const instant = parseInstant(reader.value(this.rowOf(k), 'updatedAt'), reader.frame.calendar);
		return Number.isNaN(instant) ? -8.64e15 : instant;
	}

	private refuseByStatus(): void {
		const { state } = this;
		const { status } = this.reader.readable;
		for (let k = 0; k < state.length; k++) {
			if (state[k] !== open) continue;
			if (status[k] === statusCodes.cancelled) this.refuse(k, 'status_cancelled');
			else if (status[k] === statusCodes.test) this.refuse(k, 'status_test');
			else if (status[k] === statusCodes.unpaid) this.refuse(k, 'status_unpaid');
		}
	}

	private buildOrders(): Orders {
		const { reader, state, tally } = this;
		const { readable, options } = reader;
		const isByLine = options.rowsAre === 'orderLines';
		const orderOfId = new Int32Array(reader.orderIds.texts.length).fill(-1);
		const customerOf = this.identify();
		const orders = emptyOrders(state.length, isByLine ? this.reader.rows.length : undefined);
		const owed = new Float64Array(state.length);
		const extra = new Float64Array(state.length);
		let count = 0;
		let hasRefundRows = false;
		for (let k = 0; k < state.length; k++) {
			if (state[k] !== open) continue;
			const amount = readable.amount[k];
			if (amount < 0) {
				hasRefundRows = true;
				continue;
			}
			const id = readable.order[k];
			let index = isByLine && id >= 0 ? orderOfId[id] : -1;
			if (index < 0) {
				index = count++;
				orders.source[index] = readable.source[k];
				orders.customer[index] = customerOf(k);
				orders.instant[index] = readable.instant[k];
				if (id >= 0) orderOfId[id] = index;
			} else {
				this.mergeLine(orders, index, k, customerOf(k));
			}
			orders.gross[index] += amount;
			orders.discount[index] += readable.discount[k];
			orders.refund[index] += this.refundOf(k);
			if (readable.status[k] === statusCodes.partiallyPaid) owed[index] += this.owedOn(k);
			if (this.needsCosts) extra[index] += this.costsOf(k);
			tally.amountUsed += amount;
		}
		if (hasRefundRows) this.applyRefundRows(orders, orderOfId);
		for (let index = 0; index < count; index++)
			this.valueOrder(orders, index, owed[index], extra[index]);
		return trimmed(orders, count);
	}

	/** A further line of an order: the order has its earliest instant and, should lines disagree, its smallest customer id. */
	private mergeLine(orders: Orders, index: number, k: number, customer: number): void {
		const { readable, accountIds } = this.reader;
		if (orders.nextLine) {
			orders.nextLine[readable.source[k]] = orders.nextLine[orders.source[index]];
			orders.nextLine[orders.source[index]] = readable.source[k];
		}
		if (readable.instant[k] < orders.instant[index]) orders.instant[index] = readable.instant[k];
		const ids = accountIds.texts;
		if (ids[customer] < ids[orders.customer[index]]) orders.customer[index] = customer;
	}

	private refundOf(k: number): number {
		const { readable } = this.reader;
		if (readable.status[k] !== statusCodes.refunded || readable.refund[k] !== 0)
			return readable.refund[k];
		return this.reader.hasLaterRefund(this.rowOf(k)) ? 0 : readable.amount[k];
	}

	/** What is still owed on a partially paid order. */
	private owedOn(k: number): number {
		const { reader, tally } = this;
		const amount = reader.readable.amount[k];
		const paid = this.minor(k, 'amountPaid');
		if (paid >= 0) return Math.max(0, amount - paid);
		const outstanding = this.minor(k, 'amountOutstanding');
		if (outstanding >= 0) return Math.min(amount, outstanding);
		tally.partialAmountsUnknown++;
		return 0;
	}

	private get needsCosts(): boolean {
		const { options } = this.reader;
		return options.excludeTax || options.excludeShipping || options.monetaryBasis === 'profit';
	}

	/** Tax, shipping and cost of goods of a row as far as they are to be taken off. */
	private costsOf(k: number): number {
		const { options } = this.reader;
		const isProfit = options.monetaryBasis === 'profit';
		let sum = 0;
		if (options.excludeTax || isProfit) sum += this.optional(k, 'tax');
		if (options.excludeShipping || isProfit) sum += this.optional(k, 'shipping');
		if (isProfit) sum += this.costOfGoods(k);
		return sum;
	}

	private costOfGoods(k: number): number {
		const { reader } = this;
		if (!isEmpty(reader.value(this.rowOf(k), 'costOfGoods')))
			return this.optional(k, 'costOfGoods');
		const net = Math.max(0, reader.readable.amount[k] - this.refundOf(k));
		return divideHalfEven(net * Math.round(reader.options.costOfGoodsPercent * 100), 10_000);
	}

	private optional(k: number, field: OrderField): number {
		const { reader } = this;
		return reader.optionalMinor(
			reader.value(this.rowOf(k), field),
			field,
			this.currencyOf(k),
			this.conversionOf(k),
		);
	}

	/** A negative row is the refund of the order whose id it carries. */
	private applyRefundRows(orders: Orders, orderOfId: Int32Array): void {
		const { state, tally } = this;
		const { amount, order } = this.reader.readable;
		for (let k = 0; k < state.length; k++) {
			if (state[k] !== open || !(amount[k] < 0)) continue;
			if (order[k] < 0) {
				this.refuse(k, 'negative_amount');
			} else if (orderOfId[order[k]] < 0) {
				this.refuse(k, 'orphan_refund');
			} else {
				orders.refund[orderOfId[order[k]]] -= amount[k];
				tally.amountUsed += amount[k];
			}
		}
	}

	private valueOrder(orders: Orders, index: number, owed: number, costs: number): void {
		const { tally } = this;
		const { options } = this.reader;
		const charged = orders.gross[index];
		const amount = charged - owed;
		if (orders.refund[index] > amount) {
			tally.overRefunded++;
			orders.refund[index] = amount;
		}
		const refund = orders.refund[index];
		const isProfit = options.monetaryBasis === 'profit';
		const gross = isProfit ? amount : Math.max(0, amount - costs);
		const net = isProfit ? amount - refund : Math.max(0, amount - costs - refund);
		const value = options.monetaryBasis === 'gross' ? gross : isProfit ? net - costs : net;
		const isFree = amount === 0;
		const isPromotion =
			options.leaveOutPromotions &&
			orders.discount[index] * 100 >=
				options.promotionSharePercent * (amount + orders.discount[index]) &&
			orders.discount[index] > 0;
		const isCounted = !isPromotion && (isFree ? options.countFreeOrders : net > 0);
		if (isPromotion) {
			tally.promotionsLeftOut++;
			orders.refund[index] = 0;
			orders.discount[index] = 0;
		}
		orders.gross[index] = isPromotion ? 0 : amount;
		orders.value[index] = value;
		orders.isCounted[index] = isCounted ? 1 : 0;
		tally.charged += charged;
		if (isCounted) {
			const deducted = options.monetaryBasis === 'gross' ? 0 : refund;
			tally.counted += value;
			tally.refundsDeducted += deducted;
			tally.otherDeductions += charged - value - deducted;
		} else {
			tally.notCounted += charged;
			tally.ordersNotCounted++;
		}
	}

	/** A function that gives the customer number of a readable row; guests join the account with their email. */
	private identify(): (k: number) => number {
		const { reader } = this;
		const { buyer } = reader.readable;
		const guests = reader.guestEmails;
		if (guests.texts.length === 0) return (k) => buyer[k];
		const accountOfGuest = this.accountsOfGuests();
		return (k) => {
			if (buyer[k] >= 0) return buyer[k];
			const guest = -1 - buyer[k];
			if (accountOfGuest[guest] < 0)
				accountOfGuest[guest] = reader.accountIds.add(guestId(guests.texts[guest]));
			return accountOfGuest[guest];
		};
	}

	/** Per guest email the account that used it last (of two at one instant the smaller id); -1 without one. */
	private accountsOfGuests(): Int32Array {
		const { reader, state } = this;
		const { amount, buyer, email, instant } = reader.readable;
		const ids = reader.accountIds.texts;
		const guests = reader.guestEmails;
		const account = new Int32Array(guests.texts.length).fill(-1);
		const latest = new Float64Array(guests.texts.length);
		for (let k = 0; k < state.length; k++) {
			if (state[k] !== open || buyer[k] < 0 || amount[k] < 0) continue;
			const address = normaliseEmail(email[k]);
			const guest = address === undefined ? -1 : guests.find(address);
			if (guest < 0) continue;
			const isLater = account[guest] < 0 || instant[k] > latest[guest];
			const isTie = !isLater && instant[k] === latest[guest] && ids[buyer[k]] < ids[account[guest]];
			if (isLater || isTie) {
				account[guest] = buyer[k];
				latest[guest] = instant[k];
			}
		}
		return account;
	}
}

/** Whether two rows are the same to the letter: most duplicates are, and their own JSON is far faster than canonical JSON. */
function isSameJson(a: JsonRecord, b: JsonRecord): boolean {
	try {
		return JSON.stringify(a) === JSON.stringify(b);
	} catch {
		return false;
	}
}

/** The currency that most rows name, of those without an exchange rate: what has one is worth something in the base currency. */
function mostFrequentCurrency({ money, options, readable }: OrderReader): string {
	const rated = new Set(options.exchangeRates.map(({ currency }) => currency));
	const counts = new Float64Array(money.currencies.length);
	for (let k = 0; k < readable.count; k++) counts[readable.currency[k]]++;
	const known = money.currencies
		.filter(({ code }) => currencyDigits(code) !== undefined && !rated.has(code))
		.map((currency) => [currency, counts[currency.number]] as const);
	known.sort(([a, countA], [b, countB]) => countB - countA || (a.code < b.code ? -1 : 1));
	return known[0]?.[0].code ?? '';
}

function emptyTally(rowsIn: number): OrderTally {
	return {
		rowsIn,
		rowsUsed: 0,
		amountIn: 0,
		amountUsed: 0,
		amountSetAside: 0,
		amountWithoutRate: new Map(),
		charged: 0,
		counted: 0,
		notCounted: 0,
		refundsDeducted: 0,
		otherDeductions: 0,
		ordersNotCounted: 0,
		overRefunded: 0,
		conflictingDuplicates: 0,
		partialAmountsUnknown: 0,
		promotionsLeftOut: 0,
	};
}

function emptyOrders(capacity: number, lineCapacity: number | undefined): Orders {
	return {
		count: 0,
		customer: new Int32Array(capacity),
		source: new Uint32Array(capacity),
		nextLine: lineCapacity === undefined ? undefined : new Int32Array(lineCapacity).fill(-1),
		instant: new Float64Array(capacity),
		gross: new Float64Array(capacity),
		discount: new Float64Array(capacity),
		refund: new Float64Array(capacity),
		value: new Float64Array(capacity),
		isCounted: new Uint8Array(capacity),
	};
}

function trimmed(orders: Orders, count: number): Orders {
	return {
		count,
		customer: orders.customer.subarray(0, count),
		source: orders.source.subarray(0, count),
		nextLine: orders.nextLine,
		instant: orders.instant.subarray(0, count),
		gross: orders.gross.subarray(0, count),
		discount: orders.discount.subarray(0, count),
		refund: orders.refund.subarray(0, count),
		value: orders.value.subarray(0, count),
		isCounted: orders.isCounted.subarray(0, count),
	};
}
