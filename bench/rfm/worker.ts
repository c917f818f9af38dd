// One process of the Compute RFM benchmark:
//   time ORDERS ROUNDS      all contenders in turn, round after round; prints milliseconds
// memory ORDERS WHO       one contender once; prints peak memory above the items
//   duckdb ORDERS ROUNDS    the same rows in DuckDB
import { contenders, type Contender } from './contenders';
import { duckDb } from './duckDb';
import { orderItems } from './items';

const [, , task, orders, argument] = process.argv;
const items = orderItems(Number(orders));

function timed(work: () => number): { ms: number; customers: number } {
	globalThis.gc?.();
	const start = performance.now();
	const customers = work();
	return { ms: performance.now() - start, customers };
}

if (task === 'time') {
	const names = Object.keys(contenders) as Contender[];
	const rounds: Array<Record<string, number>> = [];
	const customers: Record<string, number> = {};
	for (let round = -1; round < Number(argument); round++) {
		const ms: Record<string, number> = {};
		for (const name of names) {
			const result = timed(() => contenders[name](items));
			ms[name] = result.ms;
			customers[name] = result.customers;
		}
		if (round >= 0) rounds.push(ms);
	}
	console.log(JSON.stringify({ orders: items.length, customers, rounds }));
} else if (task === 'memory') {
	globalThis.gc?.();
	const before = process.memoryUsage().rss;
	contenders[argument as Contender](items);
	const peak = process.resourceUsage().maxRSS * 1024;
	console.log(JSON.stringify({ peakMb: Math.max(0, peak - before) / 1e6, itemsMb: before / 1e6 }));
} else {
	console.log(JSON.stringify(await duckDb(items, Number(argument))));
}
