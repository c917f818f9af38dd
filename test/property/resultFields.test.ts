import { assignTiers } from '../../src/core/tier/assignTiers';
import { tierOptions } from '../../src/core/tier/options';
import { buildSuppressionList } from '../../src/core/suppression/buildSuppressionList';
import { suppressionOptions } from '../../src/core/suppression/options';
import { checkChurn } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';
import { clvOptions } from '../../src/core/clv/options';
import { predictClv } from '../../src/core/clv/predictClv';
import type { OutputFields } from '../../src/core/customers/resultFields';
import { planOptions } from '../../src/core/playbook/options';
import { computeRfm } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { npsOptions } from '../../src/core/nps/options';
import { tuneOptions } from '../../src/core/tune/options';
import { scoreOptions } from '../../src/core/score/options';
import { scoreCustomers } from '../../src/core/score/scoreCustomers';
import type { JsonRecord } from '../../src/values/jsonRecord';

const host = { timeZone: 'UTC', now: Date.UTC(2026, 5, 1) };
const asOf = '2026-05-31';

type Step = (rows: readonly JsonRecord[], outputFields: OutputFields) => readonly JsonRecord[];
const rowsOf = (customers: ReadonlyArray<{ readonly row: JsonRecord }>) =>
	customers.map(({ row }) => row);

const events = rowsOfShop('events');
const orders = rowsOfShop('orders');
const steps: Readonly<Record<string, Step>> = {
	predictClv: (rows, outputFields) =>
		rowsOf(predictClv(rows, clvOptions.parse({ outputFields })).customers),
	scoreCustomer: (rows, outputFields) =>
		rowsOf(scoreCustomers(rows, scoreOptions.parse({ outputFields }), host, events).customers),
	assignTier: (rows, outputFields) =>
		rowsOf(
			assignTiers(
				rows,
				tierOptions.parse({ outputFields, vipRule: 'strict', rankNewSeparately: true }),
				[],
			).customers,
		),
	churnCheck: (rows, outputFields) =>
		rowsOf(checkChurn(rows, churnOptions.parse({ outputFields }), []).customers),
	buildSuppressionList: (rows, outputFields) =>
		rowsOf(buildSuppressionList(rows, suppressionOptions.parse({ outputFields })).customers),
};

function rowsOfShop(what: 'orders' | 'events'): JsonRecord[] {
	const options = sampleShopOptions.parse({ what, customers: 400 });
	return [...sampleRows({ ...options, asOf, timeZone: 'UTC' })] as JsonRecord[];
}

function chain(
	order: readonly string[],
	fields: OutputFields,
	windowDays = 0,
): readonly JsonRecord[] {
	const options = rfmOptions.parse({ asOf, outputFields: fields, windowDays });
	let rows: readonly JsonRecord[] = rowsOf(computeRfm(orders, options, host).customers);
	for (const step of order) rows = steps[step](rows, fields);
	return rows;
}

const usual = Object.keys(steps);

describe('a chain whose nodes give essential fields', () => {
	it.each([
		['in its usual order', usual, 0],
		['of orders of the last year', usual, 365],
		[
			'with churn before tiers',
			['scoreCustomer', 'churnCheck', 'predictClv', 'assignTier', 'buildSuppressionList'],
			0,
		],
		['with the value last', ['scoreCustomer', 'assignTier', 'churnCheck', 'predictClv'], 0],
	])('finds out what it finds out with all fields, %s', (_what, order, windowDays) => {
		const all = chain(order, 'all', windowDays);
		const essential = chain(order, 'essential', windowDays);
		expect(essential).toHaveLength(all.length);
		const picked = essential.map((row, i) =>
			Object.fromEntries(Object.keys(row).map((name) => [name, all[i][name]])),
		);
		expect(essential).toEqual(picked);
	});

	it('ends with at most 46 fields, and the results are among the first twelve', () => {
		for (const row of chain(usual, 'essential').slice(0, 5)) {
			const names = Object.keys(row).filter(
				(name) => name !== 'lastEngagedAt' && name !== 'lastIntentAt',
			);
			expect(names.length).toBeLessThanOrEqual(46);
			expect(names.slice(0, 12)).toEqual([
				'customerId',
				'email',
				'suppressedChannels',
				'suppressionExplanation',
				'winBackAllowed',
				'escalate',
				'tier',
				'churnRisk',
				'churnStatus',
				'predictedClv',
				'valueScore',
				'rfmSegment',
			]);
		}
	});

	it('leaves what Tune Score reads on the output of Score Customer', () => {
		const { marginPercent: _ownMargin, ...read } = tuneOptions.parse({}).fieldNames;
		const [row] = chain(['scoreCustomer'], 'essential');
		expect(Object.keys(row)).toEqual(expect.arrayContaining(Object.values(read)));
	});

	it('leaves what Analyse NPS reads on the output of Build Suppression List', () => {
		const { marginPercent: _ownMargin, ...read } = npsOptions.parse({}).fieldNames;
		const fields = ['topBrand', 'topCategory', 'rfmSegment', ...Object.values(read)];
		const [row] = chain(usual, 'essential');
		expect(Object.keys(row)).toEqual(expect.arrayContaining(fields));
	});

	it('leaves what Plan Offers reads on the output of Build Suppression List', () => {
		const {
			marginPercent: _ownMargin,
			offer: _ownOffer,
			firstOrderDiscounted: _impliedByFullPriceOrders,
			bounced: _bounced,
			complained: _complained,
			deletionRequested: _deletionRequested,
			winBackSince: _withNewLapsesOnly,
			winBackState: _withNewLapsesOnlyToo,
			...read
		} = planOptions.parse({}).fieldNames;
		const [row] = chain(usual, 'essential');
		expect(Object.keys(row)).toEqual(expect.arrayContaining(Object.values(read)));
	});

	it('gives rows of one shape after each node', () => {
		for (let length = 0; length <= usual.length; length++) {
			const shapes = new Set(
				chain(usual.slice(0, length), 'essential').map((row) => Object.keys(row).join()),
			);
			expect(shapes.size).toBe(1);
		}
	});
});
