import type { Notice } from '../../values/notice';
import { counted, firstFew, percent } from '../../values/wording';
import { currencyDigits } from '../money/currencyDigits';
import type { OrderBook } from './orderBook';
import type { OrderReader } from './orderReader';
import type { OrderTally } from './orderTally';

/** From which share of orders with several lines on equal amounts look like the order's total. */
const nearlyAllLines = 0.9;

type Teller = (tally: OrderTally, book: OrderBook, reader: OrderReader) => string | undefined;

/** What is told of the rows that came in, by code: a sentence, or nothing. */
const tellers = {
	noFxRate: ['info', ({ amountWithoutRate }) => withoutRate([...amountWithoutRate.keys()].sort())],
	amountCurrencyDiffers: [
		'warning',
		(_, __, { money }) =>
			money.contradictions.size > 0
				? `${counted(sumOf(money.contradictions.values()), 'amount')} carried another currency than the currency field, which was believed: ${firstFew([...money.contradictions.keys()].sort())}.`
				: undefined,
	],
	unknownStatus: [
		'warning',
		({ unknownStatuses }) =>
			unknownStatuses.length > 0
				? `Orders with a status that is not known here count as paid: ${firstFew(unknownStatuses)}. If they are not paid, say what they mean in "Status Words" under Options.`
				: undefined,
	],
	looksLikeOrderLines: [
		'warning',
		({ ordersLikeLines }) =>
			ordersLikeLines > 0
				? `${counted(ordersLikeLines, 'order')} had several rows of the same date and customer, and none says that it is newer; one of each was used. They look like order lines: set "Rows Are" to Order Lines under Options to add them up. If they are versions of one order, name the field "Updated At".`
				: undefined,
	],
	equalLineAmounts: [
		'warning',
		({ ordersOfLines, ordersOfEqualLines }) =>
			ordersOfEqualLines >= 2 && ordersOfEqualLines >= nearlyAllLines * ordersOfLines
				? `In ${counted(ordersOfEqualLines, 'order')} all lines have the same amount, and it was counted once for each line. If it is the total of the order, set "Rows Are" to Orders under Options.`
				: undefined,
	],
	conflictingDuplicate: [
		'info',
		({ conflictingDuplicates }) =>
			conflictingDuplicates > 0
				? `${counted(conflictingDuplicates, 'order')} came in several versions; the newest of each was used.`
				: undefined,
	],
	sharedOrderIds: [
		'warning',
		({ sharedOrderIds }) =>
			sharedOrderIds > 0
				? `${counted(sharedOrderIds, 'order ID')} ${sharedOrderIds === 1 ? 'is' : 'are'} used by several people, and counted as one order for each of them. If the orders come from several shops, name the field that tells which in "Order Source / Shop Field" under Options.`
				: undefined,
	],
	joinedByEmail: [
		'info',
		({ joinedIds, joinedCustomers }) =>
			joinedIds > 0
				? `${counted(joinedIds, 'customer ID')} share an email with another and were joined to ${counted(joinedCustomers, 'customer')}. Set "Identify By" to ID under Options to keep them apart.`
				: undefined,
	],
	orphanRefunds: ['warning', orphanRefunds],
	earlierRefunds: [
		'info',
		({ earlierRefunds, earlierRefundAmount }, book) =>
			earlierRefunds > 0
				? `${counted(earlierRefunds, 'refund')} without an order, ${money(earlierRefundAmount, book)} in all, were taken off the customers’ earlier orders.`
				: undefined,
	],
	overRefunded: [
		'warning',
		({ overRefunded }) =>
			overRefunded > 0
				? `${counted(overRefunded, 'order')} had more refunded than was charged; the refund was taken as the whole order.`
				: undefined,
	],
	partialAmountUnknown: [
		'warning',
		({ partialAmountsUnknown }) =>
			partialAmountsUnknown > 0
				? `${counted(partialAmountsUnknown, 'partially paid order')} did not say how much was paid and count in full.`
				: undefined,
	],
	sheetDates: [
		'info',
		(_, __, { dates }) =>
			dates.sheetDays > 0
				? `${counted(dates.sheetDays, 'order date')} came as days that a spreadsheet counts, and were read as such: 46027 is 2026-01-05.`
				: undefined,
	],
	dateFormatFound: [
		'info',
		(_, __, { dates }) =>
			dates.foundOrder === undefined
				? undefined
				: `Dates such as 01/02/2026 were read with the ${dates.foundOrder === 'dayFirst' ? 'day' : 'month'} first, because others have a day above 12 there. "Date Format" under Options sets it.`,
	],
	dateFormatsMixed: [
		'warning',
		(_, __, { dates }) =>
			dates.isContradictory
				? 'Some dates have the day first and others the month. Those that can be read two ways were set aside. Choose "Date Format" under Options, or write dates as 2026-01-31.'
				: undefined,
	],
} as const satisfies Record<string, readonly [Notice['level'], Teller]>;

/** What the user should know about the rows that came in. */
export function orderNotices(book: OrderBook, reader: OrderReader): Notice[] {
	const notices: Notice[] = [];
	for (const [code, [level, tell]] of Object.entries(tellers)) {
		const message = tell(book.tally, book, reader);
		if (message !== undefined) notices.push({ code, message, level });
	}
	for (const [field, times] of [...book.tally.unreadableAmounts].sort()) {
		notices.push({
			code: 'unreadableAmount',
			message: `The amount in "${field}" could not be read in ${counted(times, 'row')} and counts as 0 there. Check "Number Format" under Options.`,
			level: 'warning',
		});
	}
	return notices;
}

function withoutRate(currencies: readonly string[]): string | undefined {
	if (currencies.length === 0) return undefined;
	const rest = currencies.every((code) => currencyDigits(code) !== undefined)
		? 'Add exchange rates under Options to count them.'
		: 'Add exchange rates under Options, or write three-letter codes such as USD; a sign such as $ means the Base Currency where that is set.';
	return `Orders in ${firstFew(currencies)} were set aside. ${rest}`;
}

function orphanRefunds(
	{ orphanRefunds, orphanRefundAmount, charged }: OrderTally,
	book: OrderBook,
	reader: OrderReader,
): string | undefined {
	if (orphanRefundAmount === 0) return undefined;
	const share = charged > 0 ? ` (${percent(orphanRefundAmount / charged)} of the revenue)` : '';
	const what = `${counted(orphanRefunds, 'refund row')} without their order, ${money(orphanRefundAmount, book)}${share}, were set aside, so spend is too high by that much.`;
	return reader.options.orphanRefunds === 'earlierOrders'
		? `${what} The customers have no earlier orders left that they could be taken off.`
		: `${what} Name the field "Refund Of" if the rows say which order they give money back on, or set "Refunds Without Their Order" under Options.`;
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
