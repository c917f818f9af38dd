import { z } from 'zod';
import { TransientError } from '../../src/sync/http/errors';
import { readAnswer } from '../../src/sync/http/readAnswer';

describe('readAnswer', () => {
	it('returns what the schema reads', () => {
		const schema = z.object({ id: z.coerce.number() });
		expect(readAnswer('Meta', 'reading', schema, { id: '7', more: 1 })).toEqual({ id: 7 });
	});

	it('throws a passing fault for an answer of another shape, which quotes nothing of it', () => {
		const read = () => readAnswer('Meta', 'reading', z.object({ id: z.string() }), { id: 42_424 });
		expect(read).toThrow(TransientError);
		expect(read).not.toThrow(/42424/);
	});
});
