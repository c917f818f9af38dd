import { enlarged } from '../../src/values/enlarged';

describe('enlarged', () => {
	it('returns the larger column with the values of the smaller one at its start', () => {
		const larger = new Int32Array(4);
		expect(enlarged(Int32Array.of(7, -1), larger)).toBe(larger);
		expect([...larger]).toEqual([7, -1, 0, 0]);
	});
});
