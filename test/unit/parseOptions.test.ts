import { z } from 'zod';
import { InvalidInputError } from '../../src/values/invalidInputError';
import { parseOptions } from '../../src/values/parseOptions';

const schema = z
	.object({
		bins: z.number().int().min(3).max(10).default(5),
		method: z.enum(['a', 'b']).default('a'),
		name: z.string().min(2).optional(),
		share: z.number().gt(0).lt(1).finite().optional(),
		rows: z
			.array(z.object({ rate: z.number() }))
			.min(1)
			.max(2)
			.optional(),
		kind: z.literal('rfm').optional(),
	})
	.strict();

describe('parseOptions', () => {
	it('fills in defaults', () => {
		expect(parseOptions(schema, {})).toEqual({ bins: 5, method: 'a' });
	});

	it.each([
		[{ bins: 2 }, 'bins', '"bins" needs a number of at least 3, but got 2'],
		[{ bins: 11 }, 'bins', '"bins" needs a number of at most 10, but got 11'],
		[{ bins: '5' }, 'bins', '"bins" needs a number, but got "5"'],
		[{ bins: 4.5 }, 'bins', '"bins" needs a whole number, but got 4.5'],
		[{ bins: NaN }, 'bins', '"bins" needs a number, but got NaN'],
		[{ method: 'c' }, 'method', '"method" needs one of a, b, but got "c"'],
		[{ method: '' }, 'method', '"method" needs one of a, b, but is empty'],
		[{ name: 'x' }, 'name', '"name" needs at least 2 characters, but got "x"'],
		[{ share: 0 }, 'share', '"share" needs a number of more than 0, but got 0'],
		[{ share: 1 }, 'share', '"share" needs a number of less than 1, but got 1'],
		[{ rows: [] }, 'rows', '"rows" needs at least 1 entry, but got a list of 0'],
		[{ rows: [{ rate: null }] }, 'rows.0.rate', '"rows.0.rate" needs a number, but got null'],
		[{ kind: 'x' }, 'kind', '"kind" needs the value "rfm", but got "x"'],
		[{ surplus: 1 }, 'options', '"options" needs no member called surplus, but got an object'],
		[{ name: 5 }, 'name', '"name" needs text, but got 5'],
		[null, 'options', '"options" needs an object, but got null'],
		[undefined, 'options', '"options" needs an object, but is empty'],
	])('says of %j which option is wrong, what it needs and what came', (given, field, message) => {
		const parse = () => parseOptions(schema, given);
		expect(parse).toThrow(InvalidInputError);
		expect(parse).toThrow(expect.objectContaining({ field, message }));
	});

	it('shortens what came', () => {
		expect(() => parseOptions(schema, { bins: 'x'.repeat(1000) })).toThrow(/x{40,57}…"$/);
	});

	it('puts the parameter’s name before the path', () => {
		expect(() => parseOptions(schema, { bins: 0 }, 'savedModel')).toThrow(/"savedModel.bins"/);
	});
});
