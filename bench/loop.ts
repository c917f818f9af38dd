// Cost per customer of Track Migration, Measure Lift, Tune Score, Analyze NPS and Plan Offers, against a plain pass
// that reads the same fields and order histories and keeps only sums.
import { walkOrderHistory } from '../src/core/customers/orderHistory';
import { measureLift } from '../src/core/lift/measureLift';
import { liftOptions } from '../src/core/lift/options';
import { migrationOptions } from '../src/core/migration/options';
import { trackMigration } from '../src/core/migration/trackMigration';
import { analyseNps } from '../src/core/nps/analyseNps';
import { npsOptions } from '../src/core/nps/options';
import { planOptions } from '../src/core/playbook/options';
import { planOffers } from '../src/core/playbook/planOffers';
import { computeRfm } from '../src/core/rfm/computeRfm';
import { rfmOptions } from '../src/core/rfm/options';
import { scoreOptions } from '../src/core/score/options';
import { scoreCustomers } from '../src/core/score/scoreCustomers';
import { assignTiers } from '../src/core/tier/assignTiers';
import { tierOptions } from '../src/core/tier/options';
import { tuneOptions } from '../src/core/tune/options';
import { tuneScore } from '../src/core/tune/tuneScore';
import { dateOfDay, dayOfDate } from '../src/values/days';
import type { JsonRecord } from '../src/values/jsonRecord';
import { idIn } from '../src/values/readId';
import { readNumber } from '../src/values/readNumber';
import { asOf, orderItems } from './rfm/items';
import { besideBarePass } from './processorTime';

const sizes = (process.argv[2] ?? '20000,200000').split(',').map(Number);
/** Names of the nodes to measure; all where none is given. */
const only = process.argv[3]?.split(',');
const rounds = 9;

type Reader = (row: JsonRecord) => number;
const text =
	(field: string): Reader =>
	(row) => {
		const value = row[field];
		return typeof value === 'string' ? value.length : 0;
	};
const number =
	(field: string): Reader =>
	(row) =>
		readNumber(row[field]) || 0;
const day =
	(field: string): Reader =>
	(row) =>
		dayOfDate(row[field]) ?? 0;
let historySum = 0;
const addOrder = (day: number, amount: number) => {
	historySum += day + amount;
};
const history: Reader = (row) => {
	historySum = 0;
	walkOrderHistory(row.orderHistory, addOrder);
	return historySum;
};
const reasons: Reader = ({ scoreReasons }) => {
	let sum = 0;
	for (const reason of String(scoreReasons).split(',')) {
		sum += Number(reason.slice(reason.indexOf(':') + 1)) || 0;
	}
	return sum;
};

/** Reads the matching fields of two inputs, joined by ID. */
function barePass(
	rows: readonly JsonRecord[],
	readers: readonly Reader[],
	others: readonly JsonRecord[] = [],
	readersOfOthers: readonly Reader[] = [],
): number {
	const byId = new Map(others.map((row) => [idIn(row, 'customerId'), row]));
	let sum = 0;
	for (const row of rows) {
		for (const read of readers) sum += read(row);
		const other = byId.get(idIn(row, 'customerId'));
		if (other !== undefined) for (const read of readersOfOthers) sum += read(other);
	}
	return sum;
}

console.log(
	`Microseconds a customer of the bare pass, and how many times as long the node takes: median of ${rounds} rounds' own ratios (lowest and highest).\n`,
);
for (const size of sizes) {
	// Enough customers that half a year ago there were as many as needed; the rest are cut off.
	const orders = orderItems(Math.round(size * 2.3)).map(({ json }) => json);
	const around = { timeZone: 'UTC', now: 0 };
	const rfm = (day: string) =>
		computeRfm(orders, rfmOptions.parse({ asOf: day }), around).customers.map(({ row }) => row);
	const tiers = (rows: readonly JsonRecord[]) =>
		assignTiers(rows, tierOptions.parse({ holdoutShare: 10, holdoutSalt: 'bench' })).customers.map(
			({ row }) => row,
		);
	const lastDay = dayOfDate(asOf) ?? 0;
	const scored = scoreCustomers(
		rfm(dateOfDay(lastDay - 182)).slice(0, size),
		scoreOptions.parse({}),
		around,
	).customers.map(({ row }) => row);
	const today = rfm(dateOfDay(lastDay)).slice(0, size);
	const wasScored = new Set(scored.map(({ customerId }) => customerId));
	const scoredToday = rfm(dateOfDay(lastDay)).filter(({ customerId }) => wasScored.has(customerId));
	const [now, then] = [tiers(today), tiers(rfm(dateOfDay(lastDay - 30)).slice(0, size))];
	const predicted = now.map((row, i) => ({
		...row,
		predictedAverageOrderValue: Number(row.averageOrderValue ?? 0),
		predictedSpend: (i % 60_000) / 100,
	}));
	const assignments = now.map(({ customerId, holdoutGroup, tier }) => ({
		customerId,
		holdoutGroup,
		tier,
		assignedAt: dateOfDay(lastDay - 40),
	}));
	/** Every third customer has answered, most by email. */
	const surveys = now.flatMap(({ customerId, email }, i) =>
		i % 3 > 0
			? []
			: [
					{
						customerId: i % 2 === 0 ? '' : customerId,
						email,
						score: (i * 7) % 11,
						answeredAt: dateOfDay(lastDay - (i % 200)),
						gift: i % 4 === 0 ? 'yes' : 'no',
					},
				],
	);

	const ofRun = [
		text('tier'),
		number('tierValue'),
		number('monetaryLast365'),
		day('asOf'),
		text('churnStatus'),
		day('lastOrderAt'),
	];
	const contenders: Record<
		string,
		{ customers: number; bare: () => unknown; node: () => unknown }
	> = {
		trackMigration: {
			customers: now.length,
			bare: () => barePass(now, ofRun, then, ofRun),
			node: () => trackMigration(now, migrationOptions.parse({}), then),
		},
		measureLift: {
			customers: now.length,
			bare: () =>
				barePass(
					now,
					[
						text('holdoutGroup'),
						history,
						number('marginPercent'),
						day('asOf'),
						number('emailsSent'),
						number('discountGiven'),
						text('unsubscribed'),
					],
					assignments,
					[text('holdoutGroup'), text('tier'), day('assignedAt')],
				),
			node: () => measureLift(now, liftOptions.parse({ breakdownBy: 'tier' }), assignments),
		},
		tuneScore: {
			customers: scored.length,
			bare: () =>
				barePass(
					scored,
					[
						reasons,
						number('valueScore'),
						text('valueScoreBand'),
						number('rfmScore'),
						number('monetaryTotal'),
						number('daysSinceLastOrder'),
						number('marginPercent'),
						day('asOf'),
					],
					scoredToday,
					[history, day('asOf')],
				),
			node: () => tuneScore(scored, tuneOptions.parse({}), scoredToday),
		},
		analyseNps: {
			customers: now.length,
			bare: () =>
				barePass(
					now,
					[
						text('email'),
						text('tier'),
						text('rfmSegment'),
						text('topBrand'),
						text('topCategory'),
						number('discountShare'),
						number('averageOrderValue'),
						number('orderCountLifetime'),
						text('emailConsent'),
						day('lastOrderAt'),
						day('asOf'),
					],
					surveys,
					[text('email'), number('score'), day('answeredAt'), text('gift')],
				),
			node: () => analyseNps(surveys, npsOptions.parse({}), now, around),
		},
		planOffers: {
			customers: predicted.length,
			bare: () =>
				barePass(predicted, [
					text('tier'),
					text('holdoutGroup'),
					number('discountShare'),
					number('fullPriceOrderCount'),
					number('orderCountLifetime'),
					number('offer'),
					number('predictedAverageOrderValue'),
					number('predictedSpend'),
					number('marginPercent'),
					text('currency'),
					text('winBackState'),
					day('asOf'),
				]),
			node: () => planOffers(predicted, planOptions.parse({})),
		},
	};
	for (const [name, { customers, bare, node }] of Object.entries(contenders)) {
		if (only !== undefined && !only.includes(name)) continue;
		const times = besideBarePass({ bare, node, units: customers }, { rounds, warmUps: 2 });
		console.log(`${name.padEnd(15)} ${String(customers).padStart(8)} customers  ${times}`);
	}
}
