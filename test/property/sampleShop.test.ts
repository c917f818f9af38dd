import type { JsonRecord } from '../../src/values/jsonRecord';
import fc from 'fast-check';
import type { SampleShopOptions } from '../../src/core/sampleShop/options';
import { shopPresetNames } from '../../src/core/sampleShop/presets';
import { ShopWindow } from '../../src/core/sampleShop/shopWindow';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';

const kinds = ['orders', 'events', 'surveys', 'customers'] as const;
const anyShop: fc.Arbitrary<SampleShopOptions> = fc.record({
	what: fc.constantFrom(...kinds),
	orderFormat: fc.constant('plain' as const),
	preset: fc.constantFrom(...shopPresetNames),
	customers: fc.integer({ min: 1, max: 40 }),
	seed: fc.nat(4_294_967_295),
	asOf: fc
		.date({ min: new Date('2004-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
		.map((date) => date.toISOString()),
	timeZone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'),
	messyData: fc.boolean(),
	eventDays: fc.integer({ min: 1, max: 1095 }),
	historyEnd: fc.constant(''),
});

const timeField = {
	orders: 'orderDate',
	events: 'time',
	surveys: 'answeredAt',
	customers: 'trueLastOrderAt',
};

describe('any sample shop', () => {
	it('outputs the same rows again', () => {
		fc.assert(
			fc.property(anyShop, (shop) => {
				expect(sampleRows(shop)).toEqual(sampleRows(shop));
			}),
			{ numRuns: 50 },
		);
	});

	it('has finite numbers only, and nothing after its last day', () => {
		fc.assert(
			fc.property(anyShop, (shop) => {
				for (const row of sampleRows({ ...shop, messyData: false })) {
					const numbers = Object.values(row).filter((value) => typeof value === 'number');
					expect(numbers.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
					const time = Date.parse(String(row[timeField[shop.what]]));
					expect(time).toBeLessThanOrEqual(Date.parse(String(shop.asOf)));
				}
			}),
			{ numRuns: 100 },
		);
	});

	it('contains every smaller shop of its kind', () => {
		fc.assert(
			fc.property(anyShop, (shop) => {
				const all = new Set(sampleRows(shop).map((row) => JSON.stringify(row)));
				const fewer = sampleRows({ ...shop, customers: Math.ceil(shop.customers / 2) });
				expect(fewer.filter((row) => !all.has(JSON.stringify(row)))).toEqual([]);
			}),
			{ numRuns: 50 },
		);
	});

	it('is the same shop at any time of the day', () => {
		fc.assert(
			fc.property(anyShop, fc.integer({ min: 0, max: 86_398 }), (shop, second) => {
				const utc = { ...shop, timeZone: 'UTC' };
				const midnight = Date.parse(`${String(shop.asOf).slice(0, 10)}T00:00:00Z`);
				const at = (ms: number) => sampleRows({ ...utc, asOf: new Date(ms).toISOString() });
				expect(at(midnight + second * 1000)).toEqual(at(midnight));
			}),
			{ numRuns: 50 },
		);
	});

	describe('with a fixed history', () => {
		const day = (days: number) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
		const fixedShop = fc
			.tuple(anyShop, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 60 }))
			.map(([shop, days, later]) => {
				const fixed = { ...shop, timeZone: 'UTC', historyEnd: '2027-01-01', messyData: false };
				return [
					{ ...fixed, asOf: day(days) },
					{ ...fixed, asOf: day(days + later) },
				] as const;
			});
		const lastInstant = (asOf: unknown) => Date.parse(`${String(asOf)}T23:59:59.999Z`);

		it('shows the same orders later, plus the new ones', () => {
			fc.assert(
				fc.property(fixedShop, fc.boolean(), ([first, second], messyData) => {
					const orders = (shop: SampleShopOptions) =>
						sampleRows({ ...shop, what: 'orders', messyData, customers: 60 });
					/** The fields that a refund or an unsubscription after the first day changes. */
					const asKnownAtFirst = (row: JsonRecord): JsonRecord => ({
						...row,
						status: '',
						refund: 0,
						refundedAt: null,
						updatedAt: '',
						emailConsent: true,
					});
					const known = lastInstant(first.asOf);
					const before = orders(first).map(asKnownAtFirst);
					const after = orders(second)
						.filter(({ orderDate }) => {
							const instant = Date.parse(String(orderDate));
							return instant <= known || instant > lastInstant(second.historyEnd);
						})
						.map(asKnownAtFirst);
					const texts = (rows: object[]) => rows.map((row) => JSON.stringify(row));
					expect(texts(after)).toEqual(expect.arrayContaining(texts(before)));
					const inHistory = (rows: JsonRecord[]) =>
						texts(rows.filter(({ orderId }) => !String(orderId).endsWith('-later')));
					expect(inHistory(after)).toEqual(inHistory(before));
				}),
				{ numRuns: 40 },
			);
		});

		it.each(['events', 'surveys'] as const)('shows the same %s later', (what) => {
			fc.assert(
				fc.property(fixedShop, ([first, second]) => {
					const rows = (shop: SampleShopOptions) =>
						sampleRows({ ...shop, what, customers: 30, eventDays: 1095 });
					const known = lastInstant(first.asOf);
					const before = rows(second).filter(
						(row) => Date.parse(String(row[timeField[what]])) <= known,
					);
					expect(before).toEqual(rows(first));
				}),
				{ numRuns: 15 },
			);
		});

		it('has the orders of the last year that its customers predicted', () => {
			const shop = { preset: 'standard', customers: 300, seed: 1, timeZone: 'UTC' } as const;
			const fixed = { ...shop, historyEnd: '2027-01-01', messyData: false };
			const options = (what: 'orders' | 'customers', asOf: string): SampleShopOptions => ({
				...fixed,
				what,
				asOf,
				orderFormat: 'plain',
				eventDays: 90,
			});
			const counts = (asOf: string) =>
				new Map(
					sampleRows(options('customers', asOf)).map((row) => [row.customerId, row] as const),
				);
			const ends = counts('2027-01-01');
			for (const [id, row] of counts('2026-01-01')) {
				const added = Number(ends.get(id)?.trueOrderCount) - Number(row.trueOrderCount);
				expect(row.trueOrdersInNextYear).toBe(added);
			}
		});

		it('ends like a shop without a fixed history on the same day', () => {
			fc.assert(
				fc.property(anyShop, (shop) => {
					const asOf = '2026-06-30';
					const bare = { ...shop, asOf, what: 'orders' as const };
					expect(sampleRows({ ...bare, historyEnd: asOf })).toEqual(sampleRows(bare));
				}),
				{ numRuns: 20 },
			);
		});

		it.each(['2025-12-31', '2029-01-01', 'soon'])('refuses to end on %s', (historyEnd) => {
			const shop = { asOf: '2026-01-01', timeZone: 'UTC', isRoundTheClock: false, historyEnd };
			expect(() => new ShopWindow(shop)).toThrow('historyEnd');
		});
	});
});
