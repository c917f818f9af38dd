import { readBytes } from '../../support/readBytes';

const read = (text: string, size?: number) => readBytes(text, { name: 'orders', size });

describe('JsonRows', () => {
	it.each<[string, string, 'json' | 'ndjson']>([
		['a list', ' [{"a":"}]\\"\\\\"}, {"b":[1,{"c":{}}]}]\n', 'json'],
		[
			'a list over many lines',
			'[\n  {\n    "a": "}]\\"\\\\"\n  },\n  {"b":[1,{"c":{}}]}\n]',
			'json',
		],
		['a line each', '{"a":"}]\\"\\\\"}\n\n{"b":[1,{"c":{}}]}\r\n', 'ndjson'],
		['objects over many lines', '{\n"a":"}]\\"\\\\"}{"b":[1,{"c":{}}]\n}', 'json'],
	])('reads %s, however it is split into chunks', async (_what, text, format) => {
		for (let size = 1; size <= text.length; size++) {
			const { rows, faults, found } = await read(text, size);
			expect(rows).toEqual([{ a: '}]"\\' }, { b: [1, { c: {} }] }]);
			expect(faults).toEqual([]);
			expect(found.format).toBe(format);
		}
	});

	it('sets aside a line that is not a JSON object, with its number', async () => {
		const { rows, faults } = await read('{"a":1}\n\n{"b":\n7\n{"c":3}');
		expect(rows).toEqual([{ a: 1 }, { c: 3 }]);
		expect(faults).toEqual([
			{ code: 'unreadableLine', row: { fileLine: 3, text: '{"b":' } },
			{ code: 'unreadableLine', row: { fileLine: 4, text: '7' } },
		]);
	});

	it('sets aside members of a list that are not objects', async () => {
		const { rows, faults } = await read('[{"a":1}, 5, "x,y", [2] ,{"b":2}]');
		expect(rows).toEqual([{ a: 1 }, { b: 2 }]);
		expect(faults.map(({ row }) => row.text)).toEqual(['5', '"x,y"', '[2]']);
	});

	it.each(['[{"a":1},{"b"', '[{"a":1}', '[', '{"a":\n1'])(
		'refuses the JSON %s, which ends early',
		async (text) => {
			await expect(read(text)).rejects.toThrow('ends early');
		},
	);

	it('returns the object that wraps a shop’s orders as one row', async () => {
		expect((await read('{"orders":[{"id":1}]}')).rows).toEqual([{ orders: [{ id: 1 }] }]);
	});
});
