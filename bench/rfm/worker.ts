// One process of the Compute RFM benchmark:
//   time ORDERS ROUNDS      all contenders in turn, round after round; prints milliseconds of processor time
//   regulars ORDERS ROUNDS  the same with eight orders a customer, of few fields
//   memory ORDERS WHO       one contender once; prints peak memory above the items
//   duckdb ORDERS ROUNDS    the same rows in DuckDB
import { contenders, type Contender } from './contenders';
import { duckDb } from './duckDb';
import { orderItems, regularItems } from './items';
import { processorTime } from '../processorTime';

const [, , task, orders, argument] = process.argv;
const items = (task === 'regulars' ? regularItems : orderItems)(Number(orders));

if (task === 'time' || task === 'regulars') {
	const names = Object.keys(contenders) as Contender[];
	const rounds: Array<Record<string, number>> = [];
	const customers: Record<string, number> = {};
	for (let round = -1; round < Number(argument); round++) {
		const ms: Record<string, number> = {};
		for (const name of names) {
			ms[name] = processorTime(() => (customers[name] = contenders[name](items))) / 1000;
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
