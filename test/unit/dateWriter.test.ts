import { dateWriter } from '../../src/values/dateWriter';

describe('dateWriter', () => {
	it('writes day numbers as dates, the same ones again too', () => {
		const write = dateWriter();
		expect([0, 20_454, 0, -1].map(write)).toEqual([
			'1970-01-01',
			'2026-01-01',
			'1970-01-01',
			'1969-12-31',
		]);
	});
});
