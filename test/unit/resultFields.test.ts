import { resultCopier, resultsOf } from '../../src/core/customers/resultFields';
import type { JsonRecord } from '../../src/values/jsonRecord';

const essential = { fields: 'essential', customerId: 'customerId' } as const;
const tierOf = resultCopier({ own: resultsOf('assignTier', 'essential'), ...essential });
const keysOf = (row: JsonRecord) => Object.keys(row);

describe('the fields of a customer', () => {
	it('begin with who it is, then what this node says, then what nodes before said', () => {
		const row = {
			rfmSegment: 'loyal',
			city: 'Rome',
			predictedClv: 9,
			email: 'a@x.com',
			customerId: '1',
		};
		expect(keysOf(tierOf(row)).slice(0, 3)).toEqual(['customerId', 'email', 'tier']);
		expect(keysOf(tierOf(row)).slice(-3)).toEqual(['predictedClv', 'rfmSegment', 'city']);
	});

	it('are in one order, whatever order they came in', () => {
		const row = {
			orderCount: 1,
			asOf: '2026-01-01',
			phone: null,
			valueScore: 3,
			customerId: '1',
			own: 0,
		};
		const turned = Object.fromEntries(Object.entries(row).reverse());
		const known = (copy: JsonRecord) => keysOf(copy).filter((key) => key !== 'own');
		expect(known(tierOf(turned))).toEqual(known(tierOf(row)));
	});

	it('lose what an earlier node said for itself, unless all are asked for', () => {
		const row = { customerId: '1', predictedClv: 1, clvExplanation: 'why', clvModelVersion: 'v' };
		expect(keysOf(tierOf(row))).not.toContain('clvExplanation');
		const all = resultCopier({ own: [], fields: 'all', customerId: 'customerId' });
		expect(all(row)).toEqual(row);
	});

	it('keep a field of the user’s own that is called like one of a node that never ran', () => {
		const row = { customerId: '1', region: 'EU', maturity: 'ripe', orderCount: 0 };
		const copy = resultCopier({ own: ['churnRisk'], ...essential });
		expect(copy(row)).toEqual({ ...row, churnRisk: null });
	});

	it('begin with the id under the name that it has', () => {
		const copy = resultCopier({ own: ['tier'], fields: 'essential', customerId: 'id' });
		expect(keysOf(copy({ a: 1, id: '7' }))).toEqual(['id', 'tier', 'a']);
	});

	it('go without the one that is dropped', () => {
		const copy = resultCopier({ own: [], ...essential, dropped: 'orderHistory' });
		expect(copy({ customerId: '1', orderHistory: '2026-01-01:5' })).toEqual({ customerId: '1' });
	});

	it('make room for the node’s own, also where an earlier run has left them', () => {
		expect(tierOf({ customerId: '1', tier: 'vip', tierReasons: 'top:1' })).toMatchObject({
			tier: null,
		});
		expect(keysOf(tierOf({ customerId: '1', tier: 'vip', tierReasons: 'x' }))).not.toContain(
			'tierReasons',
		);
	});
});
