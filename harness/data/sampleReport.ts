import type { JsonRecord } from '../../src/values/jsonRecord';
import { parseOptions } from '../../src/values/parseOptions';
import { valueReport } from '../../src/report/valueReport';
import { checkChurn } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';
import { clvOptions } from '../../src/core/clv/options';
import { predictClv } from '../../src/core/clv/predictClv';
import { measureLift } from '../../src/core/lift/measureLift';
import { liftOptions } from '../../src/core/lift/options';
import { migrationOptions } from '../../src/core/migration/options';
import { trackMigration } from '../../src/core/migration/trackMigration';
import { analyseNps } from '../../src/core/nps/analyseNps';
import { npsOptions } from '../../src/core/nps/options';
import { nextPurchaseOptions } from '../../src/core/nextPurchase/options';
import { suggestNextPurchase } from '../../src/core/nextPurchase/suggestNextPurchase';
import { planOptions } from '../../src/core/playbook/options';
import { planOffers } from '../../src/core/playbook/planOffers';
import { reportOptions } from '../../src/core/report/options';
import { computeRfm } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { scoreOptions } from '../../src/core/score/options';
import { scoreCustomers } from '../../src/core/score/scoreCustomers';
import { buildSuppressionList } from '../../src/core/suppression/buildSuppressionList';
import { suppressionOptions } from '../../src/core/suppression/options';
import { assignTiers } from '../../src/core/tier/assignTiers';
import { tierOptions } from '../../src/core/tier/options';

/** The input of Value Report: the customers of a shop, and the results of all other nodes about them. */
export interface SampleReport {
	readonly customers: JsonRecord[];
	readonly summaries: JsonRecord[];
}

const asOf = '2026-06-30';
const monthBefore = '2026-05-31';
const host = { timeZone: 'Europe/Berlin', now: Date.UTC(2026, 5, 30, 12) };

/**
 * The sample shop through all nodes of the chain, compared with a month before and its report, with a three-month
 * experiment.
 */
export function sampleReport(customers = 2000, seed = 1): SampleReport {
	const shop = (what: 'orders' | 'events' | 'surveys') =>
		sampleRows(
			parseOptions(sampleShopOptions, {
				what,
				customers,
				seed,
				asOf,
				timeZone: host.timeZone,
				preset: 'consumables',
			}),
		);
	const orders = shop('orders');
	const then = chain(orders, [], monthBefore);
	const now = chain(orders, shop('events'), asOf);
	const tierModel = then.summaries.find(({ tierModelVersion }) => tierModelVersion)?.model;
	const moved = trackMigration(
		now.customers,
		parseOptions(migrationOptions, { cutPoints: 'frozen', savedModel: tierModel }),
		then.customers,
		host.timeZone,
	);
	const lift = measureLift(
		now.customers,
		parseOptions(liftOptions, { windowDays: 90, start: '2026-03-31', breakdownBy: 'tier' }),
		[],
		host.timeZone,
	);
	const nps = analyseNps(
		shop('surveys'),
		parseOptions(npsOptions, {}),
		rowsOf(moved.customers),
		host,
	);
	const offers = planOffers(rowsOf(moved.customers), parseOptions(planOptions, {}));
	const next = suggestNextPurchase(
		orders,
		parseOptions(nextPurchaseOptions, { asOf, suggest: 'categories' }),
		host,
		rowsOf(moved.customers),
	);
	return {
		customers: rowsOf(moved.customers),
		summaries: [
			...now.summaries,
			moved.summary,
			...moved.moves,
			lift.summary,
			...lift.results,
			nps.summary,
			...nps.scores,
			offers.summary,
			...offers.playbook,
			next.summary,
			...syncs,
			valueReport(then.customers, parseOptions(reportOptions, {}), then.summaries).summary,
		],
	};
}

/** Summaries as the syncs write them: two runs to one platform, and a dry run to another. */
const syncs: readonly JsonRecord[] = [
	{
		platform: 'klaviyo',
		operation: 'syncLists',
		dryRun: false,
		plannedAdded: 120,
		plannedRemoved: 34,
	},
	{
		platform: 'klaviyo',
		operation: 'suppress',
		dryRun: false,
		plannedAdded: 15,
		plannedRemoved: 0,
	},
	{
		platform: 'meta',
		operation: 'mirrorAudience',
		dryRun: true,
		plannedAdded: 410,
		plannedRemoved: 12,
	},
].map((run, place) => ({ ...run, skipped: 20 + place, rejected: 3 - place, deferred: 0 }));

function chain(orders: JsonRecord[], events: JsonRecord[], day: string): SampleReport {
	const rfm = computeRfm(orders, parseOptions(rfmOptions, { asOf: day }), host);
	const score = scoreCustomers(rowsOf(rfm.customers), parseOptions(scoreOptions, {}), host, events);
	const clv = predictClv(rowsOf(score.customers), parseOptions(clvOptions, {}));
	const tiers = assignTiers(rowsOf(clv.customers), parseOptions(tierOptions, { holdoutShare: 10 }));
	const churn = checkChurn(rowsOf(tiers.customers), parseOptions(churnOptions, {}));
	const list = buildSuppressionList(
		rowsOf(churn.customers),
		parseOptions(suppressionOptions, { keepOrderHistory: true }),
	);
	const summaries = [rfm, score, clv, tiers, churn, list].map(({ summary }) => summary);
	return { customers: rowsOf(list.customers), summaries };
}

function rowsOf(rows: ReadonlyArray<{ readonly row: JsonRecord }>): JsonRecord[] {
	return rows.map(({ row }) => row);
}
