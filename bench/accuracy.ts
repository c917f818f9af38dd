// How close Predict CLV comes to what happened afterwards, on shops split in time.
//
//   npm run bench -- accuracy [--data FOLDER] [--peer PYTHON] [--shop NAME] [--churn]
//
// --data FOLDER  public sets as `bench/peers/accuracyData.py FOLDER` writes them
// --peer PYTHON  also predicts with lifetimes and scikit-learn's gradient boosting, as far as that Python has them
// --shop NAME    only shops whose name contains this
// --churn        only Churn Check's probabilities
import { cutHistories, observe, ordersWithin } from '../src/core/btyd/orderHistories';
import { historyDays } from '../src/core/clv/heldBackDays';
import { churnTableHead, compareChurnRisks } from './accuracy/churnRisks';
import { own, simple, uncorrected, type Contender } from './accuracy/contenders';
import { peers } from './accuracy/peers';
import { TotalRanges } from './accuracy/totalRanges';
import { measure, slices, type Coverage, type Measures } from './accuracy/measures';
import { cdnow, publicShops, simulatedShops, type Shop } from './accuracy/shops';

const argumentOf = (name: string) => {
	const place = process.argv.indexOf(name);
	return place < 0 ? undefined : process.argv[place + 1];
};
const contenders: Record<string, Contender> = {
	...own,
	...peers(argumentOf('--peer')),
	...simple,
};
const models = Object.keys(own).filter((name) => name !== 'automatic' && name !== uncorrected);
const mostCuts = 3;
const longestDays = 365;

/** A year ahead, or a third of the history; the cuts are half of that apart. */
function cutsOf({ histories }: Shop): { days: number; cuts: number[] } {
	const history = historyDays(histories);
	const days = Math.min(longestDays, Math.floor(history / 3));
	const step = Math.floor(days / 2);
	const cuts = Array.from({ length: mostCuts }, (_, i) => i * step).filter(
		(before) => history - before - days >= days,
	);
	return { days, cuts };
}

const pooled: Partial<Record<string, Record<(typeof slices)[number], Coverage>>> = {};
const worst: string[] = [];
const totals = new TotalRanges();

function compare(shop: Shop): void {
	const { days, cuts } = cutsOf(shop);
	const found = new Map<string, Measures[]>();
	const told: string[] = [];
	for (const before of cuts) {
		const past = cutHistories(shop.histories, days + before);
		const { customers, repeatTransactions } = observe(past);
		const actual = ordersWithin(shop.histories, customers, days, before);
		const orderDays = repeatTransactions.map((x) => x + 1);
		for (const [name, contender] of Object.entries(contenders)) {
			const forecast = contender(past, days);
			if (forecast === null) continue;
			if (name === 'automatic') {
				told.push(forecast.told ?? '');
				if (forecast.ranges) totals.add(forecast.ranges, actual);
			}
			const measures = measure(forecast, actual, orderDays);
			found.set(name, [...(found.get(name) ?? []), measures]);
		}
	}
	const size = shop.histories.asOfDays.length.toLocaleString('en-US');
	console.log(
		`\n### ${shop.name}: ${size} customers, ${cuts.length} cuts of ${days} days; automatic took ${told.join(', ')}\n`,
	);
	console.log(
		'| | RMSE | MAE | Poisson deviance | total orders | total spend | spend of the top tenth | AUC | 80% ranges hold |',
	);
	console.log('|---|---|---|---|---|---|---|---|---|');
	for (const [name, list] of found) {
		// A contender that failed at one of the cuts has no comparable mean.
		if (list.length === cuts.length) console.log(rowOf(name, list));
		else console.log(`| ${name} | failed at ${cuts.length - list.length} of ${cuts.length} cuts |`);
	}
	addUp(found.get('automatic') ?? [], 'automatic');
	judge(shop.name, found, cuts.length);
}

function rowOf(name: string, list: readonly Measures[]): string {
	const mean = (key: 'rmse' | 'mae' | 'deviance' | 'topTenth' | 'auc', digits: number) =>
		meanOf(list.map((measures) => measures[key]))?.toFixed(digits) ?? '';
	const errors = (key: 'orderError' | 'spendError') =>
		list
			.flatMap(({ [key]: error }) =>
				error === null ? [] : [`${error > 0 ? '+' : ''}${error.toFixed(0)}`],
			)
			.join(', ');
	const coverage = list.flatMap(({ coverage: one }) => (one === null ? [] : [one.all]));
	return `| ${name} | ${mean('rmse', 4)} | ${mean('mae', 4)} | ${mean('deviance', 4)} | ${errors('orderError')} | ${errors('spendError')} | ${mean('topTenth', 3)} | ${mean('auc', 3)} | ${share(coverage)} |`;
}

function meanOf(list: ReadonlyArray<number | null>): number | null {
	const known = list.filter((value) => value !== null);
	return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function share(list: readonly Coverage[]): string {
	const customers = list.reduce((sum, one) => sum + one.customers, 0);
	const held = list.reduce((sum, one) => sum + one.held, 0);
	return customers === 0 ? '' : `${((100 * held) / customers).toFixed(1)}%`;
}

function addUp(list: readonly Measures[], name: string): void {
	for (const { coverage } of list) {
		if (coverage === null) continue;
		const known = pooled[name];
		if (known === undefined) {
			pooled[name] = structuredClone(coverage);
			continue;
		}
		for (const slice of slices) {
			known[slice].customers += coverage[slice].customers;
			known[slice].held += coverage[slice].held;
		}
	}
}

/** How far the automatic choice is above the best single model. */
function judge(name: string, found: ReadonlyMap<string, readonly Measures[]>, cuts: number): void {
	const chosen = found.get('automatic');
	if (chosen?.length !== cuts) return;
	const parts = (['rmse', 'mae', 'deviance'] as const).map((key) => {
		const of = (list: readonly Measures[]) => meanOf(list.map((measures) => measures[key])) ?? NaN;
		const singles = models.flatMap((model) => {
			const list = found.get(model);
			return list?.length === cuts ? [{ model, value: of(list) }] : [];
		});
		singles.sort((one, other) => one.value - other.value);
		return `${((100 * of(chosen)) / singles[0].value - 100).toFixed(1)}% (${singles[0].model})`;
	});
	worst.push(`| ${name} | ${parts.join(' | ')} |`);
}

const data = argumentOf('--data');
const only = argumentOf('--shop') ?? '';
const shops = [
	...cdnow(process.cwd()),
	...(data === undefined ? [] : publicShops(data)),
	...simulatedShops(),
].filter(({ name }) => name.includes(only));
if (!process.argv.includes('--churn')) compareClv();
console.log('\n### Churn Check, Probability: Automatic before and after its correction\n');
for (const line of churnTableHead) console.log(line);
for (const shop of shops) for (const line of compareChurnRisks(shop)) console.log(line);

function compareClv(): void {
	for (const shop of shops) compare(shop);
	console.log('\n### The choice above the best single model\n');
	console.log('| | RMSE | MAE | Poisson deviance |\n|---|---|---|---|');
	console.log(worst.join('\n'));
	console.log('\n### 80% ranges of the choice, customers of all shops\n');
	for (const [name, coverage] of Object.entries(pooled)) {
		if (coverage === undefined) continue;
		console.log(
			`${name}: ${slices.map((slice) => `${slice} ${share([coverage[slice]])} of ${coverage[slice].customers}`).join(', ')}`,
		);
	}
	console.log(`\n${totals.inWords()}`);
}
