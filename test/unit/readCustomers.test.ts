import { readCustomers } from '../../src/core/customers/readCustomers';

const ids = (rows: Array<Record<string, unknown>>) => readCustomers(rows, 'customerId').ids;

describe('readCustomers', () => {
	it('gives customers by id in code-unit order, with the rows they stand in', () => {
		const rows = ['b', 'B', '10', '9', 'a'].map((customerId) => ({ customerId }));
		const read = readCustomers(rows, 'customerId');
		expect(read.ids).toEqual(['10', '9', 'B', 'a', 'b']);
		expect(read.sources).toEqual([2, 3, 1, 4, 0]);
		expect(read.setAside).toEqual([]);
	});

	it('takes numbers as IDs, as JavaScript prints them', () => {
		expect(ids([{ customerId: 7 }, { customerId: 1e21 }, { customerId: '7a' }])).toEqual([
			'1e+21',
			'7',
			'7a',
		]);
	});

	it.each([
		[{}],
		[{ customerId: '' }],
		[{ customerId: null }],
		[{ customerId: NaN }],
		[{ customerId: true }],
		[{ customerId: {} }],
		[{ customerId: ['a'] }],
	])('sets aside %j, which is no customer', (row) => {
		const { setAside } = readCustomers([row], 'customerId');
		expect(setAside).toEqual([
			{
				source: 0,
				code: 'missingCustomerId',
				explanation: expect.stringContaining('"customerId"'),
				row,
			},
		]);
	});

	it('keeps one row per ID, the same one in any order', () => {
		const rows = [
			{ customerId: 'a', spend: 1 },
			{ customerId: 'a', spend: 3 },
			{ customerId: 'a', spend: 2 },
			{ customerId: 'b' },
		];
		for (const shuffled of [rows, [...rows].reverse(), [rows[1], rows[3], rows[0], rows[2]]]) {
			const read = readCustomers(shuffled, 'customerId');
			expect(read.ids).toEqual(['a', 'b']);
			expect(shuffled[read.sources[0]]).toEqual({ customerId: 'a', spend: 3 });
			expect(read.setAside.map(({ code }) => code)).toEqual([
				'duplicateCustomerId',
				'duplicateCustomerId',
			]);
			const accounted = [...read.sources, ...read.setAside.map(({ source }) => source)];
			expect(accounted.sort()).toEqual([0, 1, 2, 3]);
		}
	});

	it('reads ids that are called as a prototype’s members', () => {
		const rows = ['__proto__', 'constructor', 'toString'].map((customerId) => ({ customerId }));
		expect(ids(rows)).toEqual(['__proto__', 'constructor', 'toString']);
		expect(readCustomers([{}], 'constructor').setAside).toHaveLength(1);
	});

	it('returns nothing for nothing', () => {
		expect(readCustomers([], 'customerId')).toEqual({
			ids: [],
			sources: [],
			rows: [],
			setAside: [],
		});
	});
});
