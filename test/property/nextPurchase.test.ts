import fc from 'fast-check';
import { nextPurchaseOptions } from '../../src/core/nextPurchase/options';
import { suggestionMethods } from '../../src/core/nextPurchase/suggestionMethods';
import { suggestNextPurchase } from '../../src/core/nextPurchase/suggestNextPurchase';
import { dateOfDay, dayOfDate } from '../../src/values/days';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { jsonFaults } from '../support/jsonFaults';

const products = ['Ale', 'Beans', 'Cups', 'Dates', 'Eggs', 'Figs', 'Gin', 'Ham'];
const firstDay = dayOfDate('2026-01-01') as number;
const host = { timeZone: 'UTC', now: 0 };

const line = fc
	.record({
		customer: fc.nat(11),
		day: fc.nat(150),
		product: fc.constantFrom(...products),
		isNamed: fc.boolean(),
	})
	.map(
		({ customer, day, product, isNamed }): JsonRecord => ({
			customerId: `c${customer}`,
			orderDate: dateOfDay(firstDay + day),
			product: isNamed || product !== 'Ham' ? product : '',
		}),
	);
const lines = fc.array(line, { maxLength: 120 });
const settings = fc.record({
	method: fc.constantFrom('automatic' as const, ...suggestionMethods),
	leastSupport: fc.integer({ min: 1, max: 3 }),
	shrinkage: fc.constantFrom(0, 1, 10),
	repeatPercent: fc.constantFrom(1, 20, 100),
	outputFields: fc.constantFrom('all' as const, 'essential' as const),
	blockedProducts: fc.subarray(products),
});
type Settings = typeof settings extends fc.Arbitrary<infer Value> ? Value : never;
const optionsOf = (given: Settings) =>
	nextPurchaseOptions.parse({ source: 'custom', asOf: '2026-06-30', ...given });
const suggestedIn = (row: JsonRecord) =>
	[row.nextProduct1, row.nextProduct2, row.nextProduct3].filter((product) => product !== null);

it('gives plain JSON without NaN, and every customer once, for any number of lines', () => {
	fc.assert(
		fc.property(lines, settings, (rows, given) => {
			const { customers, transitions, summary } = suggestNextPurchase(rows, optionsOf(given), host);
			expect(
				jsonFaults({ customers: customers.map(({ row }) => row), transitions, summary }, 'result'),
			).toEqual([]);
			const ids = customers.map(({ row }) => row.customerId);
			expect(ids).toEqual([...new Set(rows.map(({ customerId }) => customerId))].sort());
		}),
	);
});

it('uses or sets aside every line', () => {
	fc.assert(
		fc.property(lines, settings, (rows, given) => {
			const { summary, setAside } = suggestNextPurchase(rows, optionsOf(given), host);
			expect(Number(summary.rowsUsed) + setAside.length).toBe(rows.length);
			const unnamed = rows.filter(({ product }) => product === '').length;
			expect(setAside.filter(({ code }) => code === 'missingProduct')).toHaveLength(unnamed);
		}),
	);
});

it('never suggests a blocked product, nor one twice, nor one bought before that is not bought again', () => {
	fc.assert(
		fc.property(lines, settings, (rows, given) => {
			const { customers, found } = suggestNextPurchase(rows, optionsOf(given), host);
			const { products: names } = found.purchases.baskets;
			const repeats = new Set(names.filter((_, a) => found.model.repeatGap[a] > 0));
			for (const { row } of customers) {
				const suggested = suggestedIn(row);
				expect(new Set(suggested).size).toBe(suggested.length);
				for (const product of [...suggested, row.reorderProduct])
					expect(given.blockedProducts).not.toContain(product);
				if (found.model.method === 'sameAgain') continue;
				const bought = new Set(
					rows.filter((each) => each.customerId === row.customerId).map((each) => each.product),
				);
				const again = suggested.filter((each) => bought.has(each) && !repeats.has(String(each)));
				expect(again).toEqual([]);
			}
		}),
	);
});

it('does not depend on the order of lines', () => {
	fc.assert(
		fc.property(lines, settings, fc.infiniteStream(fc.nat()), (rows, given, keys) => {
			const shuffled = rows
				.map((row) => ({ row, key: keys.next().value as number }))
				.sort((a, b) => a.key - b.key)
				.map(({ row }) => row);
			const one = suggestNextPurchase(rows, optionsOf(given), host);
			const other = suggestNextPurchase(shuffled, optionsOf(given), host);
			expect(other.customers.map(({ row }) => row)).toEqual(one.customers.map(({ row }) => row));
			expect([other.transitions, other.summary]).toEqual([one.transitions, one.summary]);
		}),
	);
});

it('does not change if a line comes twice', () => {
	fc.assert(
		fc.property(lines, settings, (rows, given) => {
			const one = suggestNextPurchase(rows, optionsOf(given), host);
			const other = suggestNextPurchase([...rows, ...rows.slice(0, 20)], optionsOf(given), host);
			expect(other.customers.map(({ row }) => row)).toEqual(one.customers.map(({ row }) => row));
			expect(other.transitions).toEqual(one.transitions);
		}),
	);
});

it('gives chances from 0 to 1, the best first', () => {
	fc.assert(
		fc.property(lines, settings, (rows, given) => {
			const { customers, transitions, found } = suggestNextPurchase(
				rows,
				optionsOf({ ...given, outputFields: 'all' }),
				host,
			);
			for (const { chance } of transitions) {
				expect(chance).toBeGreaterThanOrEqual(0);
				expect(chance).toBeLessThanOrEqual(1);
			}
			if (found.model.method === 'sameAgain') return;
			for (const { row } of customers) {
				const chances = [1, 2, 3].flatMap((place) => row[`nextProduct${place}Chance`] ?? []);
				expect(chances.every((chance) => Number(chance) >= 0 && Number(chance) <= 1)).toBe(true);
				expect(chances).toEqual([...chances].sort((a, b) => Number(b) - Number(a)));
			}
		}),
	);
});

it('gives each customer alone, by the saved model, what the run over all gave', () => {
	fc.assert(
		fc.property(lines, settings, (rows, given) => {
			const all = suggestNextPurchase(rows, optionsOf(given), host);
			const saved = { ...optionsOf(given), use: 'savedModel' as const };
			const savedModel = JSON.stringify(all.summary);
			for (const { row } of all.customers.slice(0, 5)) {
				const own = rows.filter(({ customerId }) => customerId === row.customerId);
				const alone = suggestNextPurchase(own, { ...saved, savedModel }, host);
				expect(alone.customers.map((each) => each.row)).toEqual([row]);
			}
		}),
	);
});
