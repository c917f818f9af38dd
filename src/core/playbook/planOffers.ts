import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { CustomerTable } from '../customers/customerTable';
import { resultCopier, resultsOf } from '../customers/resultFields';
import type { CustomersResult, OutputRow, SetAsideRow } from '../result';
import { countByReason, sortSetAside } from '../setAsideRows';
import { roundShare } from '../stats/rounding';
import { offerJudge } from './judgeOffer';
import { offerWriter } from './offerWriter';
import type { PlanOptions } from './options';
import { playbookRows } from './playbookRows';
import { planNotices } from './planNotices';
import { PlanTally, verdictCounts } from './planTally';
import { offerFactsReader, unitsPerAmount } from './readOfferFacts';
import { chosenPlaybook, playsByTier } from './readPlaybook';
import { winBackStepFinder } from './winBackStep';

export interface PlanResult extends CustomersResult {
	/** Copies of the customers whose offer is blocked. */
	readonly blocked: OutputRow[];
	/** One row per tier of the playbook. */
	readonly playbook: JsonRecord[];
}

/**
 * Plans each customer's offer: as much as the tier's playbook allows and the predicted margin pays for.
 *
 * An offer is granted, lowered or blocked, with the reasons; customers who depend on discounts get content instead, and
 * the control group gets nothing. Customers in a win-back get its current step. Customers are not compared with each
 * other, so a single one gets the same result as in the whole base.
 */
export function planOffers(rows: readonly JsonRecord[], options: PlanOptions): PlanResult {
	const { fieldNames, outputFields: fields } = options;
	const playbook = chosenPlaybook(options);
	const plays = playsByTier(playbook.tiers);
	const table = new CustomerTable(
		rows,
		{ ...fieldNames, orderCount: 'orderCount', orderCountLifetime: fieldNames.orderCount },
		options.asOf,
	);
	const readFacts = offerFactsReader(table, options);
	const judge = offerJudge(options);
	const findStep = winBackStepFinder(playbook.winBack, options);
	const write = offerWriter(options);
	const copyRow = resultCopier({
		own: resultsOf('planOffers', fields),
		fields,
		customerId: fieldNames.customerId,
	});
	const tally = new PlanTally();
	const blocked: OutputRow[] = [];
	const customers = table.sources.map((source, i): OutputRow => {
		const row = table.row(i);
		const facts = readFacts(i);
		const play = plays.get(facts.tier ?? '');
		const judged = judge(facts, play);
		const step = findStep(row, facts);
		tally.add(facts, judged, step);
		const customer = { row: write(copyRow(row), { facts, judged, play, step }), source };
		if (judged.verdict === 'blocked') blocked.push(customer);
		return customer;
	});
	const notices = planNotices({ tally, options });
	const setAside = sortSetAside(table.setAside);
	return {
		customers,
		blocked,
		playbook: playbookRows(playbook, tally, options),
		setAside,
		notices,
		summary: summarisePlan(tally, setAside, notices, options),
	};
}

function summarisePlan(
	tally: PlanTally,
	setAside: readonly SetAsideRow[],
	notices: Notice[],
	{ playbook, offerKind, offer }: PlanOptions,
): JsonRecord {
	const { customers, control, cost, costAsked, inWinBack } = tally.all;
	return {
		playbook,
		offerKind,
		offer,
		customers,
		setAside: setAside.length,
		setAsideByReason: countByReason(setAside),
		...verdictCounts(tally.all),
		control,
		reasons: Object.fromEntries([...tally.reasons].sort(([a], [b]) => (a < b ? -1 : 1))),
		costOfPlan: cost / unitsPerAmount,
		costOfSameOfferToAll: costAsked / unitsPerAmount,
		saved: (costAsked - cost) / unitsPerAmount,
		savedShare: roundShare(costAsked === 0 ? null : (costAsked - cost) / costAsked),
		inWinBack,
		notices,
	};
}
