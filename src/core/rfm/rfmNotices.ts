import { firstFew, counted, percent } from '../../values/wording';
import type { Notice } from '../../values/notice';
import type { OrderBook } from '../orders/orderBook';
import type { OrderReader } from '../orders/orderReader';
import type { OrderIntake } from '../orders/sources/orderIntake';
import { nearlyAll, sourceNotices } from '../orders/sources/sourceNotices';
import type { OutputRow, SetAsideRow } from '../result';
import type { RfmFit } from './fitRfm';

interface Run {
	readonly intake: OrderIntake;
	readonly reader: OrderReader;
	readonly book: OrderBook;
	readonly customers: readonly OutputRow[];
	readonly setAside: readonly SetAsideRow[];
	/** Undefined when a saved model was applied: base-level notices are then off. */
	readonly fit: RfmFit | undefined;
}

const msPerDay = 86_400_000;

const scoreWords = {
	recency: 'number of days since the last order',
	frequency: 'number of orders',
	monetary: 'spend',
} as const;
const eighteenMonths = 548;

/** What the user of Compute RFM should know about a run. */
export function rfmNotices(run: Run): Notice[] {
	return [...orderNotices(run), ...(run.fit === undefined ? [] : baseNotices(run, run.fit))];
}

/** Notices about the rows that came in. */
function orderNotices({ intake, reader, book, setAside }: Run): Notice[] {
	const { tally } = book;
	const notices: Notice[] = [];
	const warn = (code: string, message: string) => notices.push({ code, message, level: 'warning' });
	const inform = (code: string, message: string) => notices.push({ code, message, level: 'info' });

	const refused = setAside.filter(({ code }) => code !== 'afterAsOf');
	const refusedShare = tally.rowsIn === 0 ? 0 : refused.length / tally.rowsIn;
	notices.push(...sourceNotices(intake, reader, refused));
	if (refusedShare > 0.05 && refusedShare < nearlyAll) {
		warn(
			'manySetAside',
			`${percent(refusedShare)} of the rows were set aside. The output "Set Aside" says why for each of them.`,
		);
	}
	const currencies = [...tally.amountWithoutRate.keys()].sort();
	if (currencies.length > 0) {
		inform(
			'noFxRate',
			`Orders in ${firstFew(currencies)} were set aside. Add exchange rates under Options to count them.`,
		);
	}
	const words = [...reader.statuses.unknownWords].sort();
	if (words.length > 0) {
		warn(
			'unknownStatus',
			`Orders with a status that is not known here count as paid: ${firstFew(words)}. If they are not paid, filter them out before this node.`,
		);
	}
	if (tally.conflictingDuplicates > 0) {
		inform(
			'conflictingDuplicate',
			`${counted(tally.conflictingDuplicates, 'order')} came in several versions; the newest of each was used.`,
		);
	}
	if (tally.overRefunded > 0) {
		warn(
			'overRefunded',
			`${counted(tally.overRefunded, 'order')} had more refunded than was charged; the refund was taken as the whole order.`,
		);
	}
	if (tally.partialAmountsUnknown > 0) {
		warn(
			'partialAmountUnknown',
			`${counted(tally.partialAmountsUnknown, 'partially paid order')} did not say how much was paid and count in full.`,
		);
	}
	for (const [field, times] of [...reader.unreadable].sort()) {
		warn(
			'unreadableAmount',
			`The amount in "${field}" could not be read in ${counted(times, 'row')} and counts as 0 there. Check "Number Format" under Options.`,
		);
	}
	return notices;
}

/** Notices about the customer base that cut points were fitted on. */
function baseNotices({ reader, book, customers }: Run, fit: RfmFit): Notice[] {
	const notices: Notice[] = [];
	const { orders } = book;
	const withOrders = fit.model.customers;
	if (withOrders === 0) return notices;
	if (withOrders < 100) {
		notices.push({
			code: 'smallBase',
			message: `Only ${counted(withOrders, 'customer')}: scores rank them correctly, but one more order can change them. From 100 customers on they become steady.`,
			level: 'info',
		});
	}
	let first = Infinity;
	for (let i = 0; i < orders.count; i++) {
		if (orders.isCounted[i] === 1 && orders.instant[i] < first) first = orders.instant[i];
	}
	const historyDays = Math.floor((reader.frame.asOf - first) / msPerDay);
	if (historyDays < eighteenMonths) {
		notices.push({
			code: 'shortHistory',
			message: `The orders reach back ${counted(historyDays, 'day')}. From 18 months on, seasonal and slow buyers are judged fairly: load older orders if you have them.`,
			level: 'info',
		});
	}
	const whale = largestSpendShare(customers);
	if (withOrders > 1 && whale > 0.5) {
		notices.push({
			code: 'whale',
			message: `One customer makes ${percent(whale)} of the revenue. Scores are not affected, averages are: look at that customer by hand.`,
			level: 'warning',
		});
	}
	for (const score of fit.degenerate) {
		notices.push({
			code: 'degenerate',
			message: `All customers have the same ${scoreWords[score]}, so all have the middle ${score} score.`,
			level: 'info',
		});
	}
	return notices;
}

/** The share of all spend so far that the largest customer has. */
function largestSpendShare(customers: readonly OutputRow[]): number {
	let total = 0;
	let largest = 0;
	for (const { row } of customers) {
		const spend = row.monetaryLifetime as number;
		total += spend;
		if (spend > largest) largest = spend;
	}
	return total > 0 ? largest / total : 0;
}
