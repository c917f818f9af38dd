import { nextPurchaseOptions } from '../../src/core/nextPurchase/options';
import { ProductSuggester } from '../../src/core/nextPurchase/suggestProducts';
import { suggestNextPurchase } from '../../src/core/nextPurchase/suggestNextPurchase';
import { nextNumbers, togetherNumbers } from '../../src/core/nextPurchase/transitionRows';
import { categories } from '../../src/core/sampleShop/catalog';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { dateOfDay } from '../../src/values/days';
import { readReference } from '../../harness/data/referenceData';
import { expectNear } from '../support/expectNear';

interface Transition {
	from: string;
	to: string;
	support: number;
	fromBaskets: number;
	chance: number;
	lift: number;
	medianDays: number;
	chanceByTier: Record<string, number>;
}
interface Within {
	from: string;
	to: string;
	baskets: number;
	support: number;
	confidence: number;
	lift: number;
}
type Method = 'method' | 'bestSellers' | 'sameAgain';
const story = readReference<{
	options: { m: number; leastSupport: number; repeatShare: number; asOf: string };
	lines: Array<[customerId: string, day: string, product: string]>;
	tiers: Record<string, string>;
	expected: {
		baskets: number;
		pairs: number;
		popularity: Record<string, number>;
		basketsWith: Record<string, number>;
		repeat: Record<
			string,
			[buyers: number, repeatBuyers: number, gap: number | null, isRepeat: boolean]
		>;
		transitions: Transition[];
		within: Within[];
		customers: Record<
			string,
			[products: string[], chances: number[], reorder: string | null, dueAt: string | null]
		>;
		holdOut: {
			customers: number;
			hits: Record<Method, number>;
			rate: Record<Method, number>;
			bestSellers: string[];
			each: Record<
				string,
				[method: string[], sameAgain: string[], hit: number, hitBest: number, hitSame: number]
			>;
			beatsBoth: boolean;
		};
	};
}>('next-purchase-story.json');

const wanted = story.expected;
const options = nextPurchaseOptions.parse({
	source: 'custom',
	fields: { orderDate: 'day' },
	asOf: story.options.asOf,
	timeZone: 'UTC',
	shrinkage: story.options.m,
	leastSupport: story.options.leastSupport,
	repeatPercent: story.options.repeatShare * 100,
});
const lines = story.lines.map(([customerId, day, product]) => ({ customerId, day, product }));
const customers = Object.entries(story.tiers).map(([customerId, tier]) => ({ customerId, tier }));
const host = { timeZone: 'UTC', now: 0 };
const result = suggestNextPurchase(lines, options, host, customers);
const { purchases, model, learned } = result.found;
const { products } = purchases.baskets;
const { counts } = model;
const placeOf = new Map(products.map((name, place) => [name, place]));
const place = (name: string) => placeOf.get(name) as number;
const namesOf = (numbers: readonly number[]) => numbers.map((number) => products[number]);
const { findings } = learned as NonNullable<typeof learned>;
const keyOf = ({ from, to }: { from: string; to: string }) => `${from} → ${to}`;

/** Pairs by their names. */
function pairsOf<Numbers extends { from: number; to: number }>(
	starts: Uint32Array,
	read: (a: number, at: number) => Numbers,
): Map<string, Numbers> {
	const found = new Map<string, Numbers>();
	products.forEach((_, a) => {
		for (let at = starts[a]; at < starts[a + 1]; at++) {
			const pair = read(a, at);
			found.set(keyOf({ from: products[pair.from], to: products[pair.to] }), pair);
		}
	});
	return found;
}

describe('2,156 lines of 500 customers and 20 products', () => {
	it('makes one basket a customer and day, and pairs of one and the next', () => {
		expect(purchases.baskets.day).toHaveLength(wanted.baskets);
		expect(counts.pairs).toBe(wanted.pairs);
		expect(result.setAside).toEqual([]);
		for (const [name, share] of Object.entries(wanted.popularity)) {
			expectNear(counts.after[place(name)] / counts.pairs, share, 1e-9, name);
		}
		const inBaskets = Object.fromEntries(products.map((name, a) => [name, counts.inBaskets[a]]));
		expect(inBaskets).toEqual(wanted.basketsWith);
	});

	it('tells products that are bought again, and after how many days', () => {
		const { buyers, repeatBuyers, ownGap } = findings.counts;
		const found = products.map((name, a) => [
			name,
			[
				buyers[a],
				repeatBuyers[a],
				Number.isNaN(ownGap[a]) ? null : ownGap[a],
				model.repeatGap[a] > 0,
			],
		]);
		expect(Object.fromEntries(found)).toEqual(wanted.repeat);
	});

	it('gives every transition with its support, chance, lift and median days', () => {
		const { starts } = findings.counts.next;
		const found = pairsOf(starts, (a, at) => ({
			...nextNumbers(findings, a, at),
			medianDays: findings.details.medianDays[at],
		}));
		expect([...found.keys()].sort()).toEqual(wanted.transitions.map(keyOf).sort());
		for (const each of wanted.transitions) {
			const pair = found.get(keyOf(each));
			expect(pair?.support).toBe(each.support);
			expect(pair?.fromBaskets).toBe(each.fromBaskets);
			expect(pair?.medianDays).toBe(each.medianDays);
			expectNear(pair?.chance ?? NaN, each.chance, 1e-9, 'chance');
			expectNear(pair?.lift ?? NaN, each.lift, 1e-9, 'lift');
			findings.tiers.forEach((tier, t) =>
				expectNear(pair?.chanceByTier[t] ?? NaN, each.chanceByTier[tier], 1e-9, tier),
			);
			expect(findings.tiers).toHaveLength(Object.keys(each.chanceByTier).length);
		}
	});

	it('gives every pair that is bought together', () => {
		const { starts } = findings.together;
		const found = pairsOf(starts, (a, at) => togetherNumbers(findings, a, at));
		expect([...found.keys()].sort()).toEqual(wanted.within.map(keyOf).sort());
		for (const each of wanted.within) {
			const pair = found.get(keyOf(each));
			expect(pair?.support).toBe(each.baskets);
			const share = (pair?.support ?? NaN) / findings.counts.baskets;
			expectNear(share, each.support, 1e-9, 'support');
			expectNear(pair?.chance ?? NaN, each.confidence, 1e-9, 'confidence');
			expectNear(pair?.lift ?? NaN, each.lift, 1e-9, 'lift');
		}
	});

	it('has one row a pair, with rounded numbers', () => {
		expect(result.transitions).toHaveLength(wanted.transitions.length + wanted.within.length);
		const [first] = wanted.transitions;
		const row = result.transitions.find(
			({ kind, from, to }) => kind === 'next' && from === first.from && to === first.to,
		);
		expect(row).toMatchObject({ support: first.support, chance: +first.chance.toFixed(6) });
	});

	it('suggests to every customer the same three products, with the same chances', () => {
		const { baskets } = purchases;
		const suggester = new ProductSuggester(baskets, model, new Uint8Array(products.length));
		expect(baskets.customers).toEqual(Object.keys(wanted.customers).sort());
		baskets.customers.forEach((id, c) => {
			const [names, chances] = wanted.customers[id];
			const [start, end] = [baskets.starts[c], baskets.starts[c + 1]];
			const found = suggester.suggest('transitions', start, end);
			expect([id, namesOf(found.map(({ product }) => product))]).toEqual([id, names]);
			found.forEach(({ chance }, i) => expectNear(chance, chances[i], 1e-9, id));
		});
	});

	it('writes suggestions and what is due again on the customers', () => {
		for (const { row } of result.customers) {
			const [names, , reorder, dueAt] = wanted.customers[String(row.customerId)];
			const found = [row.nextProduct1, row.nextProduct2, row.nextProduct3];
			expect(found).toEqual([...names, null, null].slice(0, 3));
			expect([row.reorderProduct, row.reorderDueAt]).toEqual([reorder, dueAt]);
		}
	});

	it('tests itself on the last basket of everyone with two, and beats both rivals', () => {
		const test = learned?.test;
		const { holdOut } = wanted;
		expect(test?.customers).toBe(holdOut.customers);
		expect({
			method: test?.hits,
			bestSellers: test?.bestSellers.hits,
			sameAgain: test?.sameAgain.hits,
		}).toEqual(holdOut.hits);
		expect(namesOf(test?.bestSellersOfAll ?? [])).toEqual(holdOut.bestSellers);
		const suggestedTo = (c: number, by: 'transitions' | 'sameAgain') =>
			namesOf([...(test?.suggested[by].slice(3 * c, 3 * c + 3) ?? [])].filter((a) => a >= 0));
		purchases.baskets.customers.forEach((id, c) => {
			const [method, sameAgain] = holdOut.each[id] ?? [[], []];
			expect([id, suggestedTo(c, 'transitions')]).toEqual([id, method]);
			expect([id, suggestedTo(c, 'sameAgain')]).toEqual([id, sameAgain]);
		});
		expect(test?.beatsBoth).toBe(holdOut.beatsBoth);
		expect(result.summary).toMatchObject({
			method: 'transitions',
			recommendation: 'transitions',
			customersTested: holdOut.customers,
		});
		expectNear(result.summary.hitRate as number, holdOut.rate.method, 1e-5, 'hit rate');
	});

	it('says the same of each customer alone, by the saved model', () => {
		const byId = new Map(result.customers.map(({ row }) => [row.customerId, row] as const));
		const saved = { ...options, use: 'savedModel' as const, savedModel: result.summary };
		for (const { customerId, tier } of customers.slice(0, 100)) {
			const own = lines.filter((line) => line.customerId === customerId);
			const alone = suggestNextPurchase(own, saved, host, [{ customerId, tier }]);
			expect(alone.customers[0].row).toEqual(byId.get(customerId));
		}
	});

	it('dates orders by the day they are given', () => {
		expect(dateOfDay(purchases.asOfDay)).toBe(story.options.asOf);
	});
});

describe('the sample shop, whose categories have a natural next one', () => {
	const shop = sampleRows(
		sampleShopOptions.parse({ customers: 2000, asOf: '2026-06-30', timeZone: 'UTC' }),
	);
	const of = (suggest: 'products' | 'categories') =>
		suggestNextPurchase(shop, nextPurchaseOptions.parse({ suggest, asOf: '2026-06-30' }), host);

	it.each(['products', 'categories'] as const)(
		'suggests %s that hit more often than both rivals by more than one standard error',
		(suggest) => {
			const { summary } = of(suggest);
			expect(summary).toMatchObject({ method: 'transitions', beatsBoth: true });
			for (const rival of ['BestSellers', 'SameAgain']) {
				const gain = summary[`gainOver${rival}`] as number;
				expect(gain).toBeGreaterThan(summary[`gainOver${rival}Error`] as number);
			}
		},
	);

	it('finds the natural next category of every category, with the chance it was made with', () => {
		const { transitions } = of('categories');
		for (const { name, next } of categories) {
			const [likeliest] = transitions.filter(({ kind, from }) => kind === 'next' && from === name);
			expect([name, likeliest.to]).toEqual([name, categories[next].name]);
			// Half of the orders by design, and a sixth of the others by chance.
			expect(likeliest.chance).toBeGreaterThan(0.48);
			expect(likeliest.chance).toBeLessThan(0.68);
		}
	});
});
