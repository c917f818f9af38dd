import { counted, percent } from '../../values/wording';
import type { Notice } from '../../values/notice';
import type { OrderBook } from '../orders/orderBook';
import type { OrderSetAsideCode } from '../orders/setAsideReasons';
import { orderNotices } from '../orders/orderNotices';
import type { OrderReader } from '../orders/orderReader';
import type { OrderIntake } from '../orders/sources/orderIntake';
import { nearlyAll, sourceNotices } from '../orders/sources/sourceNotices';
import type { SetAsideRow } from '../result';
import type { RfmFit } from './fitRfm';
import type { SegmentTallies } from './segmentTallies';

interface Run {
	readonly intake: OrderIntake;
	readonly reader: OrderReader;
	readonly book: OrderBook;
	readonly segments: SegmentTallies;
	readonly setAside: readonly SetAsideRow[];
	/** Undefined when a saved model was applied: notices about the whole base are then off. */
	readonly fit: RfmFit | undefined;
}

const msPerDay = 86_400_000;

const scoreWords = {
	recency: 'number of days since the last order',
	frequency: 'number of orders',
	monetary: 'spend',
} as const;
const eighteenMonths = 548;

/**
 * Reasons that lose nothing, or that have their own notice: rows set aside for them are not a sign of a wrong setting.
 */
const explainedReasons: ReadonlySet<string> = new Set<OrderSetAsideCode>([
	'duplicateOrderId',
	'noFxRate',
	'orphanRefund',
	'statusTest',
]);

/** What the user of Compute RFM should know about a run. */
export function rfmNotices(run: Run): Notice[] {
	return [...rowNotices(run), ...(run.fit === undefined ? [] : baseNotices(run, run.fit))];
}

/** Notices about the input rows. */
function rowNotices({ intake, reader, book, setAside }: Run): Notice[] {
	const { tally } = book;
	const refused = setAside.filter(({ code }) => code !== 'afterAsOf');
	const notices = sourceNotices(intake, reader, refused);
	const unexplained = refused.filter(({ code }) => !explainedReasons.has(code)).length;
	const share = tally.rowsIn === 0 ? 0 : unexplained / tally.rowsIn;
	if (share > 0.05 && refused.length < nearlyAll * tally.rowsIn) {
		notices.push({
			code: 'manySetAside',
			message: `${percent(share)} of the rows were set aside. The output "Set Aside" gives the reason for each.`,
			level: 'warning',
		});
	}
	return [...notices, ...orderNotices(book, reader)];
}

/** Notices about the customer base that cut points were fitted on. */
function baseNotices({ reader, book, segments }: Run, fit: RfmFit): Notice[] {
	const notices: Notice[] = [];
	const { orders } = book;
	const withOrders = fit.model.customers;
	if (withOrders === 0) return notices;
	if (withOrders < 100) {
		notices.push({
			code: 'smallBase',
			message: `Only ${counted(withOrders, 'customer')}: scores rank them correctly, but one more order can change them. Scores are stable with 100 customers or more.`,
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
			message: `The orders cover ${counted(historyDays, 'day')}. Load 18 months or more, if you have them, to judge seasonal and slow buyers fairly.`,
			level: 'info',
		});
	}
	const whale = segments.largestSpendShare();
	if (withOrders > 1 && whale > 0.5) {
		notices.push({
			code: 'whale',
			message: `One customer accounts for ${percent(whale)} of the revenue. This affects averages, not scores: review that customer by hand.`,
			level: 'warning',
		});
	}
	for (const score of fit.degenerate) {
		notices.push({
			code: 'degenerate',
			message: `All customers have the same ${scoreWords[score]}, so all get the middle ${score} score.`,
			level: 'info',
		});
	}
	return notices;
}
