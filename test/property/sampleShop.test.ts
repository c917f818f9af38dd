import fc from 'fast-check';
import type { SampleShopOptions } from '../../src/core/sampleShop/options';
import { shopPresetNames } from '../../src/core/sampleShop/presets';
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
});

const timeField = {
	orders: 'orderDate',
	events: 'time',
	surveys: 'answeredAt',
	customers: 'trueLastOrderAt',
};

describe('any sample shop', () => {
	it('gives the same rows again', () => {
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
});
