import { holdoutGroup } from '../../src/core/holdout/holdoutGroup';

describe('holdoutGroup', () => {
	// First 8 hex digits of `printf 'holdout:ann@example.com' | sha256sum` and the like, over 2^32.
	it('is control below the share that the hash of salt and key stands for', () => {
		const position = 0x90406292 / 2 ** 32;
		expect(holdoutGroup('ann@example.com', 'holdout', position * 100 + 1e-6)).toBe('control');
		expect(holdoutGroup('ann@example.com', 'holdout', position * 100)).toBe('treated');
	});

	it('is nobody at 0 and everybody at 100', () => {
		const keys = Array.from({ length: 200 }, (_, i) => `key${i}`);
		expect(keys.filter((key) => holdoutGroup(key, 's', 0) === 'control')).toEqual([]);
		expect(keys.filter((key) => holdoutGroup(key, 's', 100) === 'treated')).toEqual([]);
	});

	it('holds about the share of many customers, another part for another salt', () => {
		const keys = Array.from({ length: 10_000 }, (_, i) => `customer-${i}`);
		const inGroup = (salt: string) =>
			keys.filter((key) => holdoutGroup(key, salt, 10) === 'control');
		expect(Math.abs(inGroup('spring').length - 1000)).toBeLessThan(120);
		const autumn = new Set(inGroup('autumn'));
		expect(inGroup('spring').filter((key) => autumn.has(key)).length).toBeLessThan(160);
	});
});
