import fc from 'fast-check';
import { hasHappened as inSuppressionList } from '../../src/core/customers/yesOrNo';
import { hasHappened } from '../../src/sync/shared/hasHappened';

const words = [
	'yes true y 1 given granted hard 2026-01-05 2026-01-05T10:00:00Z pending ß 🙂',
	'no n false 0 none never denied withdrawn revoked unsubscribed redacted invalid null undefined nan',
]
	.flatMap((line) => line.split(' '))
	.concat('not subscribed', 'never-subscribed', 'opted  out', 'OPT_OUT', ' No ', '', ' ', '\t');
const others = [true, false, 0, 1, -0, 2, Number.NaN, null, undefined, {}, [], new Date(0)];

describe('what has happened to a customer', () => {
	it.each([...words, ...others])('is read in syncs as in Build Suppression List: %p', (cell) => {
		expect(hasHappened(cell)).toBe(inSuppressionList(cell));
	});

	it('is read alike whatever stands there', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything(), fc.string(), fc.constantFrom(...words)), (cell) => {
				expect(hasHappened(cell)).toBe(inSuppressionList(cell));
			}),
		);
	});

	it.each([
		['2026-01-05', true],
		[true, true],
		['no', false],
		['', false],
	])('takes %p for %p', (cell, expected) => {
		expect(hasHappened(cell)).toBe(expected);
	});
});
