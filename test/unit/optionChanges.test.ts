import { z } from 'zod';
import { describeChanges, optionChanges } from '../../src/core/preset/optionChanges';

const schema = z.object({
	bins: z.number().default(5),
	word: z.string().default(''),
	rows: z.array(z.object({ tier: z.string(), days: z.number() })).default([]),
	names: z.object({ email: z.string().default('email'), id: z.string().default('id') }).default({}),
	anything: z.unknown().default(''),
});
const defaults = schema.parse({});
const changes = (given: z.input<typeof schema>) =>
	optionChanges(schema, defaults, schema.parse(given));

describe('optionChanges', () => {
	it('finds nothing where nothing differs', () => {
		expect(changes({ bins: 5, names: { id: 'id' } })).toEqual([]);
	});

	it('names what differs by its path, inside objects key by key, with the default and the value', () => {
		expect(changes({ names: { email: 'mail' }, bins: 0 })).toEqual([
			{ path: 'bins', default: 5, value: 0 },
			{ path: 'names.email', default: 'email', value: 'mail' },
		]);
	});

	it('returns lists and unchecked values whole', () => {
		const rows = [{ tier: 'vip', days: 3 }];
		expect(changes({ rows, anything: { a: 1 } })).toEqual([
			{ path: 'anything', default: '', value: { a: 1 } },
			{ path: 'rows', default: [], value: rows },
		]);
	});
});

describe('describeChanges', () => {
	it('describes a value without a known shape in the same way, in any key order', () => {
		const texts = [{ anything: [{ b: 1, a: 2 }] }, { anything: [{ a: 2, b: 1 }] }].map((given) =>
			describeChanges(changes(given)),
		);
		expect(texts[0]).toBe('anything: (2 1) instead of nothing');
		expect(texts[1]).toBe(texts[0]);
	});

	it.each([
		[{ bins: 3 }, 'bins: 3 instead of 5'],
		[{ word: 'x' }, 'word: x instead of nothing'],
		[
			{
				rows: [
					{ tier: 'vip', days: 3 },
					{ tier: 'gold', days: 4 },
				],
			},
			'rows: (vip 3, gold 4) instead of a list of 0',
		],
		[{ word: 'x'.repeat(500) }, `word: ${'x'.repeat(119)}… instead of nothing`],
		[
			{ rows: Array.from({ length: 50 }, () => ({ tier: 'vip', days: 3 })) },
			'rows: a list of 50 instead of a list of 0',
		],
		[{ bins: 3, word: 'x' }, 'bins: 3 instead of 5; word: x instead of nothing'],
	])('says %j as %j', (given, text) => {
		expect(describeChanges(changes(given))).toBe(text);
	});
});
