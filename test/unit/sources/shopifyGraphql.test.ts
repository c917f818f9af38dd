import type { JsonRecord } from '../../../src/values/jsonRecord';
import { codesBySource, onlyCustomer, runRfm } from '../../support/runRfm';
import { graphqlOrder, moneySet, runnerOf, shopifyOrder } from '../../support/sourceOrders';

describe('the Shopify (GraphQL) source', () => {
	const run = runnerOf(graphqlOrder, { source: 'shopifyGraphql', timeZone: 'America/New_York' });
	const withoutVersion = ({ rfmModelVersion: _, ...customer }: JsonRecord) => customer;

	it.each<[string, JsonRecord]>([
		['today', {}],
		['after the second refund', { asOf: '2025-08-02' }],
		['by profit', { monetaryBasis: 'profit', costOfGoodsPercent: 10 }],
	])('makes the customer that the REST API makes of the same order: %s', (_, options) => {
		const rest = runRfm([shopifyOrder], {
			source: 'shopify',
			timeZone: 'America/New_York',
			...options,
		});
		expect(withoutVersion(onlyCustomer(run({}, options)))).toEqual(
			withoutVersion(onlyCustomer(rest)),
		);
	});

	it('finds one account under the IDs of both APIs', () => {
		const both = [graphqlOrder, { ...graphqlOrder, id: 'x', customer: { id: 207119551 } }];
		expect(runRfm(both, { source: 'shopifyGraphql' }).customers).toHaveLength(1);
		const twice = [graphqlOrder, { ...graphqlOrder, id: '450789469' }];
		const { setAside } = runRfm(twice, { source: 'shopifyGraphql' });
		expect(setAside.map(({ code }) => code)).toEqual(['duplicateOrderId']);
	});

	it('reads edges like nodes, and the fields that older versions of the API have', () => {
		const { nodes } = graphqlOrder.lineItems;
		const edges = nodes.map((node) => ({ node }));
		const customer = {
			id: 'gid://shopify/Customer/207119551',
			firstName: 'Bob',
			lastName: 'Norman',
			email: 'bob.norman@example.com',
			phone: null,
			emailMarketingConsent: { marketingState: 'SUBSCRIBED' },
			smsMarketingConsent: { marketingState: 'UNSUBSCRIBED' },
		};
		const older = onlyCustomer(run({ lineItems: { edges }, customer, email: null }));
		expect(older).toEqual(onlyCustomer(run()));
	});

	it('unfolds a whole page, and pairs every order with it', () => {
		const other = {
			...graphqlOrder,
			id: 'gid://shopify/Order/2',
			createdAt: null,
			processedAt: null,
		};
		const page = { data: { orders: { nodes: [graphqlOrder, other] } } };
		const empty = { data: { orders: { nodes: [] } } };
		const result = runRfm([empty, page], { source: 'shopifyGraphql', pairAllOrders: true });
		expect(result.customers[0].source).toBe(1);
		expect(result.sources).toEqual([[1]]);
		expect(result.setAside).toMatchObject([{ source: 1, code: 'missingDate', row: other }]);
		expect(result.summary).toMatchObject({ rowsIn: 2, rowsUsed: 1, rowsSetAside: 1 });
	});

	it('says when pages are missing', () => {
		const page = (hasNextPage: boolean) => ({
			data: { orders: { pageInfo: { hasNextPage }, nodes: [graphqlOrder] } },
		});
		const codes = (...pages: JsonRecord[]) =>
			runRfm(pages, { source: 'shopifyGraphql' }).notices.map(({ code }) => code);
		expect(codes(page(true))).toContain('morePages');
		expect(codes(page(true), page(false))).not.toContain('morePages');
	});

	it.each([
		['missingAmount', { totalPriceSet: undefined }, 'totalPriceSet'],
		['missingDate', { createdAt: undefined, processedAt: undefined }, 'createdAt'],
		['missingIdentity', { customer: undefined, email: undefined }, 'customer or email'],
	])('says of %s what the query does not ask for', (code, changes, name) => {
		const row = JSON.parse(JSON.stringify({ ...graphqlOrder, ...changes })) as JsonRecord;
		const [refused] = runRfm([row], { source: 'shopifyGraphql' }).setAside;
		expect(refused).toMatchObject({ code, explanation: expect.stringContaining(name) });
	});

	it('sets an API error aside as an error, not as an order without a customer', () => {
		const error = { errors: [{ message: 'Throttled' }], data: null };
		const [refused] = runRfm([error], { source: 'shopifyGraphql' }).setAside;
		expect(refused.explanation).toContain('error from Shopify');
		const nobody = run({ customer: null, email: null }).setAside[0];
		expect(nobody.explanation).toContain('neither a customer ID nor an email, but a phone number');
	});

	it('reads refunds as exactly as they were asked for', () => {
		const transaction = (kind: string, status: string, amount: string) => ({
			kind,
			status,
			processedAt: '2025-04-01T14:00:00Z',
			amountSet: moneySet(amount),
		});
		const nodes = [
			transaction('REFUND', 'SUCCESS', '40.0'),
			transaction('REFUND', 'FAILURE', '9.0'),
			transaction('VOID', 'SUCCESS', '9.0'),
		];
		const spent = (changes: JsonRecord) => onlyCustomer(run(changes)).monetaryTotal;
		expect(spent({ refunds: [{ transactions: { nodes } }] })).toBe(172.5);
		expect(spent({ refunds: [{ transactions: { edges: nodes.map((node) => ({ node })) } }] })).toBe(
			172.5,
		);
		expect(spent({ refunds: undefined })).toBe(142.5);
		expect(spent({ refunds: [{ createdAt: '2025-04-01T14:00:00Z' }] })).toBe(142.5);
		const unsaid = { refunds: undefined, totalRefundedSet: undefined };
		expect(spent({ ...unsaid, currentTotalPriceSet: undefined })).toBe(212.5);
		expect(spent(unsaid)).toBe(162.5);
	});

	it.each([
		['a test order', { test: true }, 'statusTest'],
		['an order cancelled by asOf', { cancelledAt: '2025-04-01T00:00:00Z' }, 'statusCancelled'],
		['a voided order', { displayFinancialStatus: 'VOIDED' }, 'statusCancelled'],
		['a pending order', { displayFinancialStatus: 'PENDING' }, 'statusUnpaid'],
		['an expired order', { displayFinancialStatus: 'EXPIRED' }, 'statusUnpaid'],
	])('sets aside %s', (_, changes, code) => {
		expect(codesBySource(run(changes))).toEqual({ 0: code });
	});

	it('counts what was paid of a partially paid order', () => {
		const changes = {
			displayFinancialStatus: 'PARTIALLY_PAID',
			totalOutstandingSet: moneySet('112.5'),
			refunds: [],
			totalRefundedSet: moneySet('0.0'),
			currentTotalPriceSet: moneySet('212.5'),
		};
		expect(onlyCustomer(run(changes)).monetaryTotal).toBe(100);
	});

	it('knows a guest by the email of the order', () => {
		expect(onlyCustomer(run({ customer: null }))).toMatchObject({
			customerId: expect.stringMatching(/^guest_[0-9a-f]{16}$/),
			firstName: 'Robert',
		});
	});

	it.each([
		['gid://shopify/Customer/5?key=x', '5'],
		['gid://shopify/Customer/', 'gid://shopify/Customer/'],
		['gid://other/Customer/5', 'gid://other/Customer/5'],
		[5, '5'],
	])('takes the id %j for %s', (id, customerId) => {
		expect(onlyCustomer(run({ customer: { id } })).customerId).toBe(customerId);
	});
});
