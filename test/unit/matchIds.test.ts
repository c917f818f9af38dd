import fc from 'fast-check';
import { matchIds } from '../../src/core/customers/matchIds';

const sortedIds = fc
	.uniqueArray(fc.string({ maxLength: 2 }))
	.map((ids) => ids.sort((a, b) => (a < b ? -1 : 1)));

describe('matchIds', () => {
	it('finds each id where indexOf does', () => {
		fc.assert(
			fc.property(sortedIds, sortedIds, (ids, others) => {
				expect([...matchIds(ids, others)]).toEqual(ids.map((id) => others.indexOf(id)));
			}),
		);
	});
});
