import fc from 'fast-check';
import { canonicalJson } from '../../src/values/canonicalJson';

describe('canonicalJson', () => {
	it('sorts keys at every depth and leaves no spaces', () => {
		expect(canonicalJson({ b: 1, a: [true, null, { d: 'x', c: 2 }] })).toBe(
			'{"a":[true,null,{"c":2,"d":"x"}],"b":1}',
		);
	});

	it('writes what JSON writes', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
			}),
		);
	});

	it.each([
		[undefined, 'null'],
		[NaN, 'null'],
		[{ a: undefined, b: () => 1 }, '{}'],
		[[undefined], '[null]'],
		[new Date(0), '"1970-01-01T00:00:00.000Z"'],
		[{ n: 10n }, '{"n":10}'],
		[Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
		[JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
	])('writes %p', (value, text) => {
		expect(canonicalJson(value)).toBe(text);
	});

	it('survives cycles and endless depth', () => {
		const cycle: Record<string, unknown> = {};
		cycle.self = cycle;
		expect(canonicalJson(cycle)).toBe('{"self":"[cycle]"}');
		let deep: unknown = 1;
		for (let i = 0; i < 5000; i++) deep = [deep];
		expect(canonicalJson(deep)).toContain('"[deep]"');
	});
});
