import type { JsonRecord } from '../../values/jsonRecord';
import type { CustomersResult } from '../result';
import { sortSetAside } from '../setAsideRows';
import { type Breakdown, breakDown } from './breakDown';
import { breakdownRows } from './breakdownRows';
import { npsJudge } from './judgePerson';
import { npsNotices } from './npsNotices';
import { writeNpsRows } from './npsRows';
import { type NpsSurroundings, readNpsRun } from './npsRun';
import type { NpsOptions } from './options';
import { type NpsTotals, summariseNps, totalNps } from './summariseNps';

export interface NpsResult extends CustomersResult {
	/** One row for each value of each dimension with an answer. */
	readonly scores: JsonRecord[];
	/** The same and the totals before rounding. */
	readonly found: Breakdown & { readonly totals: NpsTotals };
}

/**
 * Determines from surveys who would recommend the shop, who needs care, and which brands, categories and discounts make
 * the difference.
 *
 * Adds `npsScore`, `npsBand`, `npsAnsweredAt`, `npsChange`, `isAmbassador`, `needsCare`, `careUrgency`, `surveyDue` and
 * `npsExplanation` to every customer, and outputs everyone else who answered as well. Each person counts once, with the
 * latest answer.
 *
 * @param surveys one row per answer, as survey tools export them
 * @param customers rows of the scoring nodes; empty: only respondents are known
 */
export function analyseNps(
	surveys: readonly JsonRecord[],
	options: NpsOptions,
	customers: readonly JsonRecord[],
	surroundings: NpsSurroundings,
): NpsResult {
	const run = readNpsRun(surveys, customers, options, surroundings);
	const judge = npsJudge(run, options);
	const people = run.table.ids.length + run.answers.visitors.length;
	const judged = Array.from({ length: people }, (_, person) => judge(person));
	const totals = totalNps(run, judged, options);
	const breakdown = breakDown(run, judged, options);
	const notices = npsNotices({ run, judged, totals, breakdown, options });
	const setAside = sortSetAside(run.setAside);
	return {
		customers: writeNpsRows(run, judged, options),
		scores: breakdownRows(breakdown.findings),
		setAside,
		notices,
		summary: summariseNps({ run, judged, totals, breakdown, setAside, notices }),
		found: { ...breakdown, totals },
	};
}
