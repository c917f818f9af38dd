import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { Customers } from '../customers/customers';
import { CustomerTable } from '../customers/customerTable';
import { collectPasses, type Passes, type RowSinks } from '../customers/passes';
import { type OutputFields, resultCopier, resultsOf } from '../customers/resultFields';
import type { CustomersResult, CustomerTotals, OutputRow } from '../result';
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
	const customers = Customers.ofRows(rows, options.fieldNames.customerId);
	return collectPasses(customers, ['customers', 'suppressed', 'contactable'], (sinks) =>
		suppressionPasses(customers, options, sinks),
	);
}

/** Decides in one pass. */
export function* suppressionPasses(
	given: Customers,
	options: SuppressionOptions,
	{ customers, suppressed, contactable }: RowSinks<'customers' | 'suppressed' | 'contactable'>,
): Passes<CustomerTotals> {
	const { fieldNames, keepOrderHistory, outputFields: fields } = options;
	const table = new CustomerTable(
		given,
		{ ...fieldNames, orderCount: 'orderCount', orderCountLifetime: fieldNames.orderCount },
		options.asOf,
	);
	const readFacts = factsReader(table, options);
	const judge = contactJudge(options);
	const copy = resultCopier({
		own: resultsOf('buildSuppressionList', fields),
		fields,
		customerId: fieldNames.customerId,
		dropped: keepOrderHistory ? undefined : fieldNames.orderHistory,
	});
	const tally = new SuppressionTally();
	yield {
		copy,
		each: (i) => {
			const facts = readFacts(i);
			const judged = judge(facts);
			const before = table.row(i);
			tally.add(facts, judged, readNumber(before[fieldNames.monetaryTotal]));
			const customer = { row: write(copy(before), judged, fields), source: table.sources[i] };
			(judged.isSuppressed ? suppressed : contactable).push(customer);
			customers.push(customer);
		},
	};

	const count = table.ids.length;
	const notices = suppressionNotices(tally, options);
	const channels = summarizeChannels(tally.matches, count, options);
	return {
		setAside: sortSetAside(table.setAside),
		notices,
		breakdown: suppressionBreakdown(tally.matches, channels, options.channel),
		summary: {
			customers: count,
			setAside: table.setAside.length,
			channel: options.channel,
			suppressed: tally.suppressed,
			contactable: count - tally.suppressed,
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
