import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { CustomerTable } from '../customers/customerTable';
import { type OutputFields, resultCopier, resultsOf } from '../customers/resultFields';
import type { CustomersResult, OutputRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { contactJudge, type ContactJudgement } from './judgeContact';
import type { SuppressionOptions } from './options';
import { factsReader } from './readSuppressionFacts';
import { channelList } from './ruleSets';
import { summarizeChannels } from './summarizeChannels';
import { suppressionBreakdown } from './suppressionBreakdown';
import { suppressionNotices } from './suppressionNotices';
import { SuppressionTally } from './suppressionTally';

export interface SuppressionResult extends CustomersResult {
	/** Copies of the customers who are suppressed on the deciding channel. */
	readonly suppressed: OutputRow[];
	/** Copies of all others. */
	readonly contactable: OutputRow[];
}

/**
 * Decides per customer and channel who should not be contacted, with every reason that applies.
 *
 * The outputs Suppressed and Contactable follow the deciding channel: together they are all customers, and nobody is in
 * both. Strong intent lifts the inactivity rules. `winBackAllowed` says that a win-back message may still be sent on
 * the deciding channel: the customer lapsed within the window, and only inactivity suppresses the channel. `escalate`
 * requests a person's attention for tiers that inactivity never suppresses. Missing data suppresses in two cases: an
 * unknown SMS consent, and a missing engagement for the costly tiers.
 */
export function buildSuppressionList(
	rows: readonly JsonRecord[],
	options: SuppressionOptions,
): SuppressionResult {
	const { fieldNames, keepOrderHistory, outputFields: fields } = options;
	const table = new CustomerTable(
		rows,
		{ ...fieldNames, orderCount: 'orderCount', orderCountLifetime: fieldNames.orderCount },
		options.asOf,
	);
	const readFacts = factsReader(table, options);
	const judge = contactJudge(options);
	const copyRow = resultCopier({
		own: resultsOf('buildSuppressionList', fields),
		fields,
		customerId: fieldNames.customerId,
		dropped: keepOrderHistory ? undefined : fieldNames.orderHistory,
	});
	const tally = new SuppressionTally();
	const suppressed: OutputRow[] = [];
	const contactable: OutputRow[] = [];
	const customers = table.sources.map((source, i): OutputRow => {
		const facts = readFacts(i);
		const judged = judge(facts);
		tally.add(facts, judged, readNumber(table.row(i)[fieldNames.monetaryTotal]));
		const customer = { row: write(copyRow(table.row(i)), judged, fields), source };
		(judged.isSuppressed ? suppressed : contactable).push(customer);
		return customer;
	});

	const notices = suppressionNotices(tally, options);
	const channels = summarizeChannels(tally.matches, customers.length, options);
	return {
		customers,
		suppressed,
		contactable,
		setAside: sortSetAside(table.setAside),
		notices,
		breakdown: suppressionBreakdown(tally.matches, channels, options.channel),
		summary: {
			customers: customers.length,
			setAside: table.setAside.length,
			channel: options.channel,
			suppressed: suppressed.length,
			contactable: contactable.length,
			winBackAllowed: tally.winBackAllowed,
			escalate: tally.escalate,
			channels,
			notices,
		},
	};
}

function write(row: JsonRecord, judged: ContactJudgement, fields: OutputFields): JsonRecord {
	row.suppressedChannels = channelList(judged.closed);
	if (fields === 'all') row.suppressionReasons = judged.reasons;
	row.suppressionExplanation = judged.explanation;
	row.winBackAllowed = judged.winBackAllowed;
	row.escalate = judged.escalate;
	return row;
}
