import { lapseDaysReader } from '../../src/core/churn/lapseDays';
import {
	lapsePresets,
	unusualTierLapses,
	unusualUniformLapse,
} from '../../src/core/churn/lapseRules';
import { churnOptions } from '../../src/core/churn/options';

const reader = (given: object) => lapseDaysReader(churnOptions.parse(given));

describe('lapseDaysReader', () => {
	it.each([
		['standard', 'champions', 60],
		['standard', 'vip', 75],
		['standard', 'highValue', 90],
		['standard', 'midTier', 120],
		['standard', 'lowValue', undefined],
		['luxuryFashion', 'champions', 45],
		['luxuryFashion', 'vip', 60],
		['luxuryFashion', 'highValue', 90],
		['consumables', 'midTier', 45],
		['consumables', 'champions', 60],
	])('of the preset %s says %s: %s', (lapsePreset, tier, days) => {
		expect(reader({ lapsePreset })(tier, {})).toBe(days);
	});

	it.each([
		[1000, 60],
		[999.99, 90],
		[500, 90],
		[499.99, 120],
		[100, 120],
		[99.99, undefined],
		['1200', 60],
		[null, undefined],
	])('by money says of %s: %s', (monetaryTotal, days) => {
		expect(reader({ lapseRule: 'byMoney' })('vip', { monetaryTotal })).toBe(days);
	});

	it('gives everyone the same days on request', () => {
		const read = reader({ lapseRule: 'uniform' });
		expect([read('lowValue', {}), read(undefined, {})]).toEqual([90, 90]);
	});

	it('falls back to the days for everyone without a tier, and remembers unknown tiers', () => {
		const read = reader({});
		expect(read(undefined, {})).toBe(90);
		expect(read('platinum', {})).toBeUndefined();
		expect(read('constructor', {})).toBeUndefined();
		expect(read.unknownTiers()).toEqual(['constructor', 'platinum']);
	});

	it('takes a custom table, where 0 means never', () => {
		const lapseTable = [
			{ tier: 'gold', days: 33 },
			{ tier: 'silver', days: 0 },
		];
		const read = reader({ lapsePreset: 'custom', lapseTable });
		expect(read('gold', {})).toBe(33);
		expect(read('silver', {})).toBeUndefined();
		expect(read.unknownTiers()).toEqual([]);
	});
});

describe('what is unusual', () => {
	it('is none of the presets', () => {
		for (const table of Object.values(lapsePresets)) expect(unusualTierLapses(table)).toEqual([]);
	});

	it('is named with what is usual', () => {
		expect(unusualTierLapses([{ tier: 'champions', days: 10 }])).toEqual([
			'Champions 10 (usually 45 to 60)',
		]);
		expect(unusualTierLapses([{ tier: 'lowValue', days: 30 }])).toEqual([
			'Low-Value 30 (usually off)',
		]);
		expect(unusualTierLapses([{ tier: 'gold', days: 1 }])).toEqual([]);
		expect(unusualUniformLapse(0)).toEqual(['Everyone off (usually 60 to 120)']);
		expect(unusualUniformLapse(90)).toEqual([]);
	});
});
