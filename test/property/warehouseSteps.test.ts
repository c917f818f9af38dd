import fc from 'fast-check';
import { computeRfm } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import { scoreOptions } from '../../src/core/score/options';
import { scoreCustomers } from '../../src/core/score/scoreCustomers';
import { checkChurn } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';
import { buildSuppressionList } from '../../src/core/suppression/buildSuppressionList';
import { suppressionOptions } from '../../src/core/suppression/options';
import { assignTiers } from '../../src/core/tier/assignTiers';
import { tierOptions } from '../../src/core/tier/options';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { parseOptions } from '../../src/values/parseOptions';
import { warehouseOptions } from '../../src/warehouse/options';
import { readCustomers } from '../../src/warehouse/readCustomers';
import { writeStatement } from '../../src/warehouse/writeStatement';
import { type Engine, startEngines } from '../support/warehouseEngines';
import { allFields, drawnShop, type DrawnShop } from '../support/warehouseShops';
import { itemsOf, queryOf } from '../support/warehouseShopTables';

const host = { timeZone: 'UTC', now: Date.UTC(2025, 5, 30, 12) };
const engines: Engine[] = [];
const numRuns = Number(process.env.CUSTOMER_VALUE_RUNS ?? 10);

beforeAll(async () => {
	engines.push(...(await startEngines()));
}, 120_000);

afterAll(async () => {
	await Promise.all(engines.map((engine) => engine.stop()));
});

const share = fc.constantFrom(0, 1, 10, 12.5, 20, 33.3, 50);
const points = fc.constantFrom(-50, -7.25, 0, 0.5, 10, 100);
const limit = fc.constantFrom(-1, 0, 1, 2, 19.99, 30, 50.005, 90, 200);
const condition = fc.oneof(
	fc.record({
		operator: fc.constantFrom('above', 'atLeast', 'below', 'atMost', 'is', 'isNot'),
		value: limit,
	}),
	fc.tuple(limit, limit).map(([a, b]) => ({
		operator: 'between',
		value: Math.min(a, b),
		valueTo: Math.max(a, b),
	})),
	fc.record({
		operator: fc.constant('isOneOf'),
		value: fc.constantFrom('1', '2, 30', '1.0, x', 'x'),
	}),
	fc.record({ operator: fc.constantFrom('always', 'isPresent', 'isMissing') }),
);
const cap = fc.constantFrom(0, 0, 5, 30.5);
const group = fc.constantFrom('automatic', 'engagement', 'transaction', 'other');
const numbers = [
	'orderCountLifetime',
	'daysSinceLastOrder',
	'customerAgeDays',
	'orderCount',
	'orderCountLast365',
	'fullPriceOrderCount',
	'recencyScore',
	'frequencyScore',
	'monetaryScore',
	'monetaryTotal',
	'monetaryLifetime',
	'monetaryLast365',
];
const rule = fc.oneof(
	fc.record({ source: fc.constant('order'), lookBackDays: fc.constantFrom(0, 30, 365) }),
	fc.record({ source: fc.constant('field'), field: fc.constantFrom(...numbers) }),
);
const pointsOrUnits = fc.oneof(
	fc.record({ points, pointsFor: fc.constant('match') }),
	fc.record({ points: fc.constantFrom(0.125, -0.5, 2), pointsFor: fc.constant('unit') }),
);
const numberRule = fc
	.tuple(rule, condition, pointsOrUnits, fc.record({ cap, group }))
	.map((parts) => Object.assign({}, ...parts) as JsonRecord);
const wordRule = fc.record({
	source: fc.constant('field'),
	field: fc.constant('rfmSegment'),
	operator: fc.constantFrom('is', 'isNot', 'isOneOf', 'contains', 'isTrue', 'isPresent'),
	value: fc.constantFrom('champions', 'Loyal, LOST', 'noOrders'),
	points,
	group,
});
const rules = fc
	.array(fc.oneof({ weight: 4, arbitrary: numberRule }, { weight: 1, arbitrary: wordRule }), {
		minLength: 1,
		maxLength: 6,
	})
	.map((list) => list.map((own, i) => ({ ...own, code: i === 5 ? 'emailOpen' : `own${i}` })));
const pointSettings = fc.record({
	engagementCap: fc.constantFrom(100, 12.5),
	literalBands: fc.boolean(),
	recentOrderDays: fc.constantFrom(30, 0, 200),
	newCustomerDays: fc.constantFrom(90, 0, 400),
	atRiskAfterDays: fc.constantFrom(90, 0, 300),
	bandLimits: fc.constantFrom('percentiles', 'percentiles', 'points'),
	vipTopPercent: share,
	reengageBottomPercent: share,
	vipAbove: fc.constantFrom(500, 60, 33.335),
	reengageBelow: fc.constantFrom(-10, 33.335, 20),
});
const drawnPoints = fc
	.tuple(pointSettings, fc.constantFrom('standard', 'standardAndOwn', 'json'), rules)
	.map(([settings, rulesFrom, own]) => ({ ...settings, rulesFrom, ownRules: own, rulesJson: own }));

const groupsOf = {
	points: ['valueScoreBand', 'valueScoreBand'],
	tiers: ['tier', 'tier'],
	churn: ['churnStatus', 'churnStatus'],
	suppression: ['suppressedChannels', 'suppressedChannels'],
} as const;

const tierShares = fc
	.tuple(share, share, share, share)
	.map(([a, b, c, low]) => [a, b, c].sort((x, y) => x - y).concat(low))
	.filter(([, , high, low]) => high + low <= 100)
	.map(([championsShare, vipShare, highValueShare, lowValueShare]) => ({
		championsShare,
		vipShare,
		highValueShare,
		lowValueShare,
	}));
const drawnTiers = fc
	.tuple(
		tierShares,
		fc.record({
			method: fc.constantFrom('percentile', 'percentile', 'money'),
			value: fc.constantFrom('automatic', 'field', 'monetaryTotal'),
			valueField: fc.constantFrom('monetaryLifetime', 'orderCountLifetime', 'orderCountLast365'),
			moneyField: fc.constantFrom('monetaryLast365', 'monetaryTotal', 'orderCountLifetime'),
			moneyTiers: fc.constantFrom(
				[
					{ name: "Bob's", atLeast: 0 },
					{ name: 'upper', atLeast: 99.995 },
				],
				[
					{ name: 'a', atLeast: 250 },
					{ name: 'b', atLeast: -5 },
					{ name: 'c', atLeast: 20 },
				],
			),
			rankNewSeparately: fc.boolean(),
			cohortMinimum: fc.constantFrom(1, 2, 3, 100),
			newBelowDays: fc.constantFrom(0, 1, 90, 400),
			matureFromDays: fc.constant(400),
			holdoutShare: fc.constantFrom(0, 30, 99.9, 100),
			holdoutSalt: fc.constantFrom('holdout', "it's", ''),
		}),
	)
	.map(([shares, others]) => ({ ...shares, ...others }));

const drawnChurn = fc.record({
	method: fc.constantFrom('ownRhythm', 'ownRhythm', 'formula', 'formulaBounded', 'silence'),
	lapseRule: fc.constantFrom('byTier', 'byMoney', 'uniform'),
	lapsePreset: fc.constantFrom('standard', 'consumables', 'custom'),
	lapseTable: fc.constant([
		{ tier: "Bob's", days: 30 },
		{ tier: ' upper', days: 0 },
		{ tier: 'vip', days: 200 },
		{ tier: 'midTier', days: 20 },
		{ tier: 'midTier', days: 40 },
	]),
	moneyLapseTable: fc.constantFrom(
		[],
		[
			{ from: 20.005, days: 100 },
			{ from: 250, days: 0 },
			{ from: -10, days: 400 },
		],
	),
	uniformLapseDays: fc.constantFrom(0, 90, 300),
	watchedTiers: fc.constantFrom('champions,vip,highValue', "midTier,Bob's", ''),
	riskThreshold: fc.constantFrom(70, 50, 0, 100, 99.5),
	riskOperator: fc.constantFrom('above', 'atLeast'),
	activeDays: fc.constantFrom(30, 0, 400),
	trendWindowDays: fc.constantFrom(180, 45),
	mediumFrom: fc.constantFrom(33, 60),
	highAbove: fc.constantFrom(66, 90.25),
	silenceDays: fc.constantFrom(60, 300),
	maturityDays: fc.constantFrom(365, 60, 1),
	priorWeight: fc.constantFrom(20, 1, 3.5),
	minimumMatureOrders: fc.constantFrom(0, 5, 50),
	minimumMatureDays: fc.constantFrom(0, 180),
	gapPriorWeight: fc.constantFrom(2, 0.3),
	fallbackGapDays: fc.constantFrom(60, 12.5),
});

const drawnTierList = fc.constantFrom('champions,vip', "lowValue, Bob's", 'midTier,upper,a', '');
const drawnConsent = fc.constantFrom('suppress', 'allow');
const drawnSuppression = fc.record({
	channel: fc.constantFrom('emailPromotion', 'sms', 'push', 'paidSocial', 'acquisitionAds'),
	inactivityTable: fc.constantFrom(
		[],
		[
			{ tier: 'champions', days: 0 },
			{ tier: ' midTier ', days: 30 },
			{ tier: "Bob's", days: 200 },
			{ tier: 'lowValue', days: 5 },
		],
	),
	longInactivityDays: fc.constantFrom(0, 180, 20),
	keepOrderHistory: fc.boolean(),
	unknownEmailConsent: drawnConsent,
	unknownSmsConsent: drawnConsent,
	unknownPushConsent: drawnConsent,
	topTiers: drawnTierList,
	costlyTiers: drawnTierList,
	engagementDays: fc.constantFrom(0, 30),
	retargetingDays: fc.constantFrom(0, 60),
	recentBuyerDays: fc.constantFrom(0, 30),
	repeatBuyerOrders: fc.constantFrom(0, 2, 3),
	escalateTiers: drawnTierList,
	escalateAfterDays: fc.constantFrom(0, 60),
	winBackWindowDays: fc.constantFrom(0, 30, 400),
	winBackTable: fc.constantFrom(
		[],
		[
			{ tier: 'midTier', days: 40 },
			{ tier: 'upper', days: 10 },
		],
	),
});

interface Steps {
	readonly steps: readonly string[];
	readonly outputFields: string;
	readonly points: JsonRecord;
	readonly tiers: JsonRecord;
	readonly churn: JsonRecord;
	readonly suppression: JsonRecord;
}
const drawnSteps: fc.Arbitrary<Steps> = fc.record({
	steps: fc.subarray(['points', 'tiers', 'churn', 'suppression'], { minLength: 1 }),
	outputFields: fc.constantFrom('essential', 'all'),
	points: drawnPoints,
	tiers: drawnTiers,
	churn: drawnChurn,
	suppression: drawnSuppression,
});

/** The customers of the nodes in a row, and the models of each. */
function byNodes(shop: DrawnShop, { steps, outputFields, ...given }: Steps, { dialect }: Engine) {
	const options = { ...shop.options, source: 'custom', fields: allFields, outputFields };
	const base = computeRfm(itemsOf(shop, dialect), parseOptions(rfmOptions, options), host);
	let rows: JsonRecord[] = base.customers.map(({ row }) => row);
	const models: JsonRecord = {};
	const zone = shop.options.timeZone as string;
	if (steps.includes('points')) {
		const scored = scoreCustomers(
			rows,
			parseOptions(scoreOptions, { ...given.points, outputFields }),
			{ ...host, timeZone: zone },
		);
		rows = scored.customers.map(({ row }) => row);
		models.points = scored.summary.model;
	}
	if (steps.includes('tiers')) {
		const options = { ...given.tiers, holdoutKey: 'customerId', outputFields };
		const tiered = assignTiers(rows, parseOptions(tierOptions, options), [], zone);
		rows = tiered.customers.map(({ row }) => row);
		models.tiers = tiered.summary.model;
	}
	if (steps.includes('churn')) {
		const options = parseOptions(churnOptions, { ...given.churn, outputFields });
		const checked = checkChurn(rows, options, [], zone);
		rows = checked.customers.map(({ row }) => row);
		models.churn = checked.summary.model;
	}
	if (steps.includes('suppression')) {
		const options = parseOptions(suppressionOptions, { ...given.suppression, outputFields });
		rows = buildSuppressionList(rows, options).customers.map(({ row }) => row);
	}
	return { rows, models };
}

/** Fields that only all customers together tell. */
const ofAllCustomers = [
	'vipStrict',
	'vipRelaxed',
	'vipReasons',
	'vipExplanation',
	'tierModelVersion',
];

/** A customer as read among some: what only all tell is null. */
function amongSome(row: JsonRecord): JsonRecord {
	const unknown = ofAllCustomers.filter((field) => Object.hasOwn(row, field));
	return { ...row, ...Object.fromEntries(unknown.map((field) => [field, null])) };
}

function statementOf(shop: DrawnShop, steps: Steps, engine: Engine, more: JsonRecord = {}) {
	const options = parseOptions(warehouseOptions, {
		...shop.options,
		...steps,
		...more,
		dialect: engine.dialect,
		fields: allFields,
		dateColumns: shop.dateColumns,
		ordersQuery: queryOf(shop, engine.dialect),
	});
	return writeStatement(options, host);
}

describe('customers by SQL with later steps', () => {
	it('are those of the nodes in a row, in every field and with the same models, on every engine', async () => {
		await fc.assert(
			fc.asyncProperty(drawnShop, drawnSteps, async (shop, steps) => {
				for (const engine of engines) {
					const expected = byNodes(shop, steps, engine);
					const { sql, reading } = statementOf(shop, steps, engine);
					const sent = JSON.parse(JSON.stringify(reading)) as typeof reading;
					const rows = await engine.query(sql);
					const read = readCustomers(rows, sent);
					expect(read.customers).toEqual(expected.rows);
					if (expected.rows.length > 0) expect(read.models).toEqual(expected.models);
					// As Changes return them: some customers alone get the numbers they have among all.
					const some = rows.filter((_, i) => i % 3 === 1);
					const ids = new Set(some.map(({ customer_id }) => customer_id));
					expect(readCustomers(some, sent).customers).toEqual(
						expected.rows.filter(({ customerId }) => ids.has(customerId)).map(amongSome),
					);
				}
			}),
			{ numRuns },
		);
	}, 600_000);

	it('are those of the nodes with the saved models of another shop', async () => {
		await fc.assert(
			fc.asyncProperty(drawnShop, drawnShop, drawnSteps, async (other, shop, steps) => {
				const engine = engines[shop.rows.length % engines.length];
				const { rows, models } = byNodes(other, steps, engine);
				fc.pre(rows.some(({ daysSinceLastOrder }) => daysSinceLastOrder !== null));
				const saved = {
					...steps,
					points: { ...steps.points, use: 'savedModel', savedModel: models.points },
					tiers: { ...steps.tiers, use: 'savedModel', savedModel: JSON.stringify(models.tiers) },
					churn: { ...steps.churn, use: 'savedModel', savedModel: models.churn },
				};
				const expected = byNodes(shop, saved, engine);
				const { sql, reading } = statementOf(shop, saved, engine);
				const read = readCustomers(await engine.query(sql), reading);
				expect(read.customers).toEqual(expected.rows);
			}),
			{ numRuns: Math.ceil(numRuns / 2) },
		);
	}, 600_000);

	it('are counted by the groups of each step in the summary', async () => {
		await fc.assert(
			fc.asyncProperty(drawnShop, drawnSteps, async (shop, steps) => {
				const engine = engines[shop.rows.length % engines.length];
				const { rows } = byNodes(shop, steps, engine);
				const counts = await engine.query(
					statementOf(shop, steps, engine, { result: 'summary' }).sql,
				);
				for (const step of steps.steps) {
					const [kind, field] = groupsOf[step as keyof typeof groupsOf];
					const told = counts
						.filter((row) => row.kind === kind)
						.map(({ code, number }) => `${String(code)} ${Number(number)}`);
					const groups = [...new Set(rows.map((row) => row[field]))];
					const expected = groups.map(
						(group) => `${String(group)} ${rows.filter((row) => row[field] === group).length}`,
					);
					expect(told.sort()).toEqual(expected.sort());
				}
			}),
			{ numRuns: Math.ceil(numRuns / 4) },
		);
	}, 600_000);
});
