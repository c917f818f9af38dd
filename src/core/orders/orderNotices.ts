import type { Notice } from '../../values/notice';
import { counted, firstFew, percent } from '../../values/wording';
import { currencyDigits } from '../money/currencyDigits';
import type { OrderBook } from './orderBook';
import type { OrderReader } from './orderReader';
import type { OrderTally } from './orderTally';

/** Share of multi-line orders above which equal amounts look like the order's total. */
const nearlyAllLines = 0.9;

type Teller = (tally: OrderTally, book: OrderBook, reader: OrderReader) => string | undefined;

/** The notices about the input rows, by code: a sentence, or none. */
const tellers = {
	noFxRate: ['info', ({ amountWithoutRate }) => withoutRate([...amountWithoutRate.keys()].sort())],
	amountCurrencyDiffers: [
		'warning',
		(_, __, { money }) =>
			money.contradictions.size > 0
				? `${counted(sumOf(money.contradictions.values()), 'amount')} had a currency other than the currency field, which was used: ${firstFew([...money.contradictions.keys()].sort())}.`
				: undefined,
	],
	unknownStatus: [
		'warning',
		({ unknownStatuses }) =>
			unknownStatuses.length > 0
				? `Orders with an unknown status count as paid: ${firstFew(unknownStatuses)}. If they are not paid, define them in "Status Words" under Options.`
				: undefined,
	],
	looksLikeOrderLines: [
		'warning',
		({ ordersLikeLines }) =>
			ordersLikeLines > 0
				? `${counted(ordersLikeLines, 'order')} had several rows with the same date and customer and no update time; one of each was used. They look like order lines: set "Rows Are" to Order Lines under Options to add them up. If they are versions of one order, map the field "Updated At".`
				: undefined,
	],
	equalLineAmounts: [
		'warning',
		({ ordersOfLines, ordersOfEqualLines }) =>
			ordersOfEqualLines >= 2 && ordersOfEqualLines >= nearlyAllLines * ordersOfLines
				? `In ${counted(ordersOfEqualLines, 'order')} all lines have the same amount, which was counted once per line. If it is the order total, set "Rows Are" to Orders under Options.`
				: undefined,
	],
	conflictingDuplicate: [
		'info',
		({ conflictingDuplicates }) =>
			conflictingDuplicates > 0
				? `${counted(conflictingDuplicates, 'order')} appeared in several versions; the newest of each was used.`
				: undefined,
	],
	sharedOrderIds: [
		'warning',
		({ sharedOrderIds }) =>
			sharedOrderIds > 0
				? `${counted(sharedOrderIds, 'order ID')} ${sharedOrderIds === 1 ? 'is' : 'are'} used by several people and counted as one order for each of them. If the orders come from several shops, set "Order Source / Shop Field" under Options.`
				: undefined,
	],
	joinedByEmail: [
		'info',
		({ joinedIds, joinedCustomers }) =>
			joinedIds > 0
				? `${counted(joinedIds, 'customer ID')} share an email with another ID and were merged into ${counted(joinedCustomers, 'customer')}. Set "Identify By" to ID under Options to keep them apart.`
				: undefined,
	],
	orphanRefunds: ['warning', orphanRefunds],
	earlierRefunds: [
		'info',
		({ earlierRefunds, earlierRefundAmount }, book) =>
			earlierRefunds > 0
				? `${counted(earlierRefunds, 'refund')} without an order (${money(earlierRefundAmount, book)} in total) were deducted from the customers’ earlier orders.`
				: undefined,
	],
	overRefunded: [
		'warning',
		({ overRefunded }) =>
			overRefunded > 0
				? `${counted(overRefunded, 'order')} had more refunded than charged; the refund was limited to the whole order.`
				: undefined,
	],
	partialAmountUnknown: [
		'warning',
		({ partialAmountsUnknown }) =>
			partialAmountsUnknown > 0
				? `${counted(partialAmountsUnknown, 'partially paid order')} did not say how much was paid; counted in full.`
				: undefined,
	],
	sheetDates: [
		'info',
		(_, __, { dates }) =>
			dates.sheetDays > 0
				? `${counted(dates.sheetDays, 'order date')} came as spreadsheet day numbers and were read as such: 46027 is 2026-01-05.`
				: undefined,
	],
	dateFormatFound: [
		'info',
		(_, __, { dates }) =>
			dates.foundOrder === undefined
				? undefined
				: `Dates such as 01/02/2026 were read with the ${dates.foundOrder === 'dayFirst' ? 'day' : 'month'} first, because other dates have a day above 12 in that place. "Date Format" under Options overrides this.`,
	],
	dateFormatsMixed: [
		'warning',
		(_, __, { dates }) =>
			dates.isContradictory
				? 'Some dates put the day first and others the month. Ambiguous dates were set aside. Choose "Date Format" under Options, or use dates such as 2026-01-31.'
				: undefined,
	],
} as const satisfies Record<string, readonly [Notice['level'], Teller]>;

/** What the user should know about the input rows. */
export function orderNotices(book: OrderBook, reader: OrderReader): Notice[] {
	const notices: Notice[] = [];
	for (const [code, [level, tell]] of Object.entries(tellers)) {
		const message = tell(book.tally, book, reader);
		if (message !== undefined) notices.push({ code, message, level });
	}
	for (const [field, times] of [...book.tally.unreadableAmounts].sort()) {
		notices.push({
			code: 'unreadableAmount',
			message: `The amount in "${field}" could not be read in ${counted(times, 'row')} and counts as 0. Check "Number Format" under Options.`,
			level: 'warning',
		});
	}
	return notices;
}

function withoutRate(currencies: readonly string[]): string | undefined {
	if (currencies.length === 0) return undefined;
	const rest = currencies.every((code) => currencyDigits(code) !== undefined)
		? 'Add exchange rates under Options to count them.'
		: 'Add exchange rates under Options, or use three-letter codes such as USD; a sign such as $ means the Base Currency if that is set.';
	return `Orders in ${firstFew(currencies)} were set aside. ${rest}`;
}

function orphanRefunds(
	{ orphanRefunds, orphanRefundAmount, charged }: OrderTally,
	book: OrderBook,
	reader: OrderReader,
): string | undefined {
	if (orphanRefundAmount === 0) return undefined;
	const share = charged > 0 ? ` (${percent(orphanRefundAmount / charged)} of the revenue)` : '';
	const what = `${counted(orphanRefunds, 'refund row')} without their order, ${money(orphanRefundAmount, book)}${share}, were set aside, so total spend is too high by that amount.`;
	return reader.options.orphanRefunds === 'earlierOrders'
		? `${what} The customers have no earlier orders left to deduct them from.`
		: `${what} Map the field "Refund Of" if the rows say which order they refund, or set "Refunds Without Their Order" under Options.`;
}

function money(minor: number, { digits, currency }: OrderBook): string {
	const amount = (minor / 10 ** digits).toLocaleString('en-US', {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	});
	return currency === '' ? amount : `${amount} ${currency}`;
}

function sumOf(counts: Iterable<number>): number {
	let sum = 0;
	for (const count of counts) sum += count;
	return sum;
}
