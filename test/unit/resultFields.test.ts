import { resultCopier, resultsOf } from '../../src/core/customers/resultFields';
import type { JsonRecord } from '../../src/values/jsonRecord';

const essential = { fields: 'essential', customerId: 'customerId' } as const;
const tierOf = resultCopier({ own: resultsOf('assignTier', 'essential'), ...essential });
const keysOf = (row: JsonRecord) => Object.keys(row);

describe('the fields of a customer', () => {
	it('start with the identity, then this node’s results, then those of the nodes before', () => {
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

	it('have one order for any input order', () => {
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

	it('leave out the details of earlier nodes, unless Fields is All', () => {
		const row = { customerId: '1', predictedClv: 1, clvExplanation: 'why', clvModelVersion: 'v' };
		expect(keysOf(tierOf(row))).not.toContain('clvExplanation');
		const all = resultCopier({ own: [], fields: 'all', customerId: 'customerId' });
		expect(all(row)).toEqual(row);
	});

	it('keep a user’s field that has the name of a field of a node that never ran', () => {
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
