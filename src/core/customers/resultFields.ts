import { z } from 'zod';
import type { JsonRecord } from '../../values/jsonRecord';
import { rowCopier } from './rowCopier';

/** Which fields of a customer a node outputs. */
export const outputFields = z.enum(['essential', 'all']).default('essential');

export type OutputFields = z.output<typeof outputFields>;

/**
 * Where a field appears while "Fields" is Essential: `travels`, later nodes keep it, because people look for it or a
 * later node reads it; `own`, its own node outputs it and later nodes drop it; `all`, only All outputs it.
 */
type Reach = 'travels' | 'own' | 'all';

export type ResultNode =
	| 'computeRfm'
	| 'predictClv'
	| 'scoreCustomer'
	| 'assignTier'
	| 'churnCheck'
	| 'buildSuppressionList'
	| 'analyseNps'
	| 'planOffers'
	| 'suggestNextPurchase';

type FieldTable = Readonly<Record<string, readonly [ResultNode, Reach]>>;

/** Results of the nodes, in the one order of the product: the main results first, then node by node. */
const results: FieldTable = {
	tier: ['assignTier', 'travels'],
	churnRisk: ['churnCheck', 'travels'],
	churnStatus: ['churnCheck', 'travels'],
	predictedClv: ['predictClv', 'travels'],
	valueScore: ['scoreCustomer', 'travels'],
	rfmSegment: ['computeRfm', 'travels'],
	suppressedChannels: ['buildSuppressionList', 'travels'],
	offerVerdict: ['planOffers', 'travels'],
	offerPercent: ['planOffers', 'travels'],
	nextProduct1: ['suggestNextPurchase', 'travels'],

	offerAmount: ['planOffers', 'travels'],
	offerCost: ['planOffers', 'travels'],
	offerExplanation: ['planOffers', 'own'],
	offerBenefit: ['planOffers', 'own'],
	winBackStep: ['planOffers', 'own'],
	winBackChannel: ['planOffers', 'own'],
	winBackOutline: ['planOffers', 'own'],
	offerReasons: ['planOffers', 'all'],
	emailsPerWeek: ['planOffers', 'all'],
	tone: ['planOffers', 'all'],
	upsell: ['planOffers', 'all'],

	nextProduct1Chance: ['suggestNextPurchase', 'own'],
	nextProduct1Why: ['suggestNextPurchase', 'own'],
	nextProduct2: ['suggestNextPurchase', 'travels'],
	nextProduct3: ['suggestNextPurchase', 'travels'],
	reorderProduct: ['suggestNextPurchase', 'travels'],
	reorderDueAt: ['suggestNextPurchase', 'travels'],
	nextTier: ['suggestNextPurchase', 'travels'],
	amountToNextTier: ['suggestNextPurchase', 'travels'],
	spendOffer: ['suggestNextPurchase', 'travels'],
	nextPurchaseExplanation: ['suggestNextPurchase', 'own'],
	nextProduct2Chance: ['suggestNextPurchase', 'all'],
	nextProduct2Why: ['suggestNextPurchase', 'all'],
	nextProduct3Chance: ['suggestNextPurchase', 'all'],
	nextProduct3Why: ['suggestNextPurchase', 'all'],
	nextPurchaseMethod: ['suggestNextPurchase', 'all'],
	nextPurchaseModelVersion: ['suggestNextPurchase', 'all'],

	suppressionExplanation: ['buildSuppressionList', 'own'],
	winBackAllowed: ['buildSuppressionList', 'own'],
	escalate: ['buildSuppressionList', 'own'],
	suppressionReasons: ['buildSuppressionList', 'all'],

	tierExplanation: ['assignTier', 'own'],
	tierChange: ['assignTier', 'travels'],
	previousTier: ['assignTier', 'travels'],
	holdoutGroup: ['assignTier', 'travels'],
	tierSince: ['assignTier', 'travels'],
	tierValue: ['assignTier', 'travels'],
	tierRank: ['assignTier', 'own'],
	maturity: ['assignTier', 'own'],
	lapsedHighValue: ['assignTier', 'travels'],
	lapsedLowValue: ['assignTier', 'own'],
	vipStrict: ['assignTier', 'own'],
	vipRelaxed: ['assignTier', 'own'],
	triggersOnEntry: ['assignTier', 'own'],
	historicLtv: ['assignTier', 'own'],
	vipReasons: ['assignTier', 'all'],
	vipExplanation: ['assignTier', 'all'],
	tierReasons: ['assignTier', 'all'],
	tierModelVersion: ['assignTier', 'all'],

	churnExplanation: ['churnCheck', 'own'],
	churnLevel: ['churnCheck', 'own'],
	lapseAfterDays: ['churnCheck', 'travels'],
	winBackKey: ['churnCheck', 'travels'],
	winBackState: ['churnCheck', 'travels'],
	winBackSince: ['churnCheck', 'travels'],
	winBackSentKey: ['churnCheck', 'travels'],
	daysOverdue: ['churnCheck', 'own'],
	expectedGapDays: ['churnCheck', 'own'],
	churnRiskChange: ['churnCheck', 'own'],
	churnReasons: ['churnCheck', 'all'],
	churnModelVersion: ['churnCheck', 'all'],

	clvSegment: ['predictClv', 'own'],
	clvExplanation: ['predictClv', 'own'],
	predictedOrders: ['predictClv', 'own'],
	predictedSpend: ['predictClv', 'travels'],
	predictedSpendLow: ['predictClv', 'own'],
	predictedSpendHigh: ['predictClv', 'own'],
	predictedAverageOrderValue: ['predictClv', 'travels'],
	maxAcquisitionCost: ['predictClv', 'own'],
	probabilityAlive: ['predictClv', 'own'],
	probabilityOfOrder: ['predictClv', 'own'],
	expectedNextOrderAt: ['predictClv', 'own'],
	orderLikelihood: ['predictClv', 'own'],
	probabilityOfSeveralOrders: ['predictClv', 'all'],
	predictedSpendBand: ['predictClv', 'all'],
	predictedAovBand: ['predictClv', 'all'],
	clvMethod: ['predictClv', 'all'],
	clvModelVersion: ['predictClv', 'all'],

	valueScoreBand: ['scoreCustomer', 'travels'],
	scoreExplanation: ['scoreCustomer', 'own'],
	valueScoreChange: ['scoreCustomer', 'travels'],
	scoreAtRisk: ['scoreCustomer', 'own'],
	transactionScore: ['scoreCustomer', 'own'],
	healthScore: ['scoreCustomer', 'own'],
	scoreReasons: ['scoreCustomer', 'own'],
	scoreModelVersion: ['scoreCustomer', 'all'],

	npsScore: ['analyseNps', 'travels'],
	npsBand: ['analyseNps', 'travels'],
	isAmbassador: ['analyseNps', 'travels'],
	needsCare: ['analyseNps', 'travels'],
	careUrgency: ['analyseNps', 'travels'],
	surveyDue: ['analyseNps', 'travels'],
	npsExplanation: ['analyseNps', 'own'],
	npsAnsweredAt: ['analyseNps', 'travels'],
	npsChange: ['analyseNps', 'own'],

	rfmCell: ['computeRfm', 'own'],
	rfmScore: ['computeRfm', 'travels'],
	recencyScore: ['computeRfm', 'own'],
	frequencyScore: ['computeRfm', 'own'],
	monetaryScore: ['computeRfm', 'own'],
	rfmExplanation: ['computeRfm', 'own'],
	spendBand: ['computeRfm', 'travels'],
	recencyBand: ['computeRfm', 'all'],
	frequencyBand: ['computeRfm', 'all'],
	rfmReasons: ['computeRfm', 'all'],
	rfmModelVersion: ['computeRfm', 'all'],
};

/** Fields that Compute RFM reads from the orders, and that the results are calculated from. */
const details: FieldTable = {
	daysSinceLastOrder: ['computeRfm', 'travels'],
	orderCount: ['computeRfm', 'own'],
	monetaryTotal: ['computeRfm', 'travels'],
	averageOrderValue: ['computeRfm', 'travels'],
	currency: ['computeRfm', 'travels'],
	firstOrderAt: ['computeRfm', 'travels'],
	lastOrderAt: ['computeRfm', 'travels'],
	phone: ['computeRfm', 'travels'],
	firstName: ['computeRfm', 'travels'],
	lastName: ['computeRfm', 'travels'],
	emailConsent: ['computeRfm', 'travels'],
	smsConsent: ['computeRfm', 'travels'],
	pushConsent: ['computeRfm', 'travels'],
	orderCountLifetime: ['computeRfm', 'travels'],
	orderCountLast365: ['computeRfm', 'travels'],
	monetaryLifetime: ['computeRfm', 'travels'],
	monetaryLast365: ['computeRfm', 'travels'],
	customerAgeDays: ['computeRfm', 'own'],
	meanGapDays: ['computeRfm', 'own'],
	frequencyTrend: ['computeRfm', 'own'],
	cohortMonth: ['computeRfm', 'own'],
	topCategory: ['computeRfm', 'travels'],
	topBrand: ['computeRfm', 'travels'],
	topProduct: ['computeRfm', 'own'],
	region: ['computeRfm', 'own'],
	refundRate: ['computeRfm', 'own'],
	discountShare: ['computeRfm', 'travels'],
	firstOrderDiscounted: ['computeRfm', 'all'],
	fullPriceOrderCount: ['computeRfm', 'travels'],
	asOf: ['computeRfm', 'travels'],
	orderHistory: ['computeRfm', 'travels'],
};

/** The field that marks a row as a node's output; without it, fields with that node's names are the user's own. */
const marks: Readonly<Record<ResultNode, string>> = {
	computeRfm: 'rfmSegment',
	predictClv: 'predictedClv',
	scoreCustomer: 'valueScore',
	assignTier: 'tier',
	churnCheck: 'churnRisk',
	buildSuppressionList: 'suppressedChannels',
	analyseNps: 'npsBand',
	planOffers: 'offerVerdict',
	suggestNextPurchase: 'nextProduct1',
};

/**
 * The fields of a node's results in the order of the product; those that only All outputs are included only for All.
 */
export function resultsOf(node: ResultNode, fields: OutputFields): string[] {
	return Object.keys(results).filter((name) => {
		const [of, reach] = results[name];
		return of === node && (fields === 'all' || reach !== 'all');
	});
}

/** All fields of the nodes in the order of the product: results, then details. */
export const productFields: FieldTable = { ...results, ...details };

/** Where a field appears while "Fields" is Essential; undefined for the user's own fields, which always stay. */
export function reachOf(name: string): Reach | undefined {
	return Object.hasOwn(productFields, name) ? productFields[name][1] : undefined;
}

interface ResultCopy {
	/** The fields that the node adds to every customer, in its order. */
	readonly own: readonly string[];
	/** Details that the node adds, where the customer lacks them. */
	readonly further?: readonly string[];
	readonly fields: OutputFields;
	/** The name of the field with the customer's ID. */
	readonly customerId: string;
	/** A field that is always dropped. */
	readonly dropped?: string;
}

/**
 * Returns a function that copies a customer for a node's output, with room for the fields that the node adds.
 *
 * The order is the same in the whole product: customer ID, email, this node's results, those of earlier nodes, the
 * user's own fields, details, and last what only All outputs. Essential drops the fields of earlier nodes that no later
 * node reads and nobody looks for; the user's own fields always stay.
 */
export function resultCopier(copy: ResultCopy): (row: JsonRecord) => JsonRecord {
	const { own, further = [] } = copy;
	return rowCopier([...own, ...further], (keys) => arranged([...keys, ...further], copy));
}

/** The fields of a copy, in the order of the product. */
function arranged(keys: readonly string[], { own, fields, customerId, dropped }: ResultCopy) {
	const there = new Set(keys);
	const stays = (name: string, table: FieldTable) => {
		if (name === dropped || !there.has(name)) return false;
		const [node, reach] = table[name];
		return fields === 'all' || reach === 'travels' || !there.has(marks[node]);
	};
	const users = keys.filter((name) => name !== dropped && !Object.hasOwn(productFields, name));
	const names = [
		...[customerId, 'email'].filter((name) => there.has(name)),
		...own,
		...Object.keys(results).filter((name) => stays(name, results)),
		...users,
		...Object.keys(details).filter((name) => stays(name, details)),
	];
	const isLast = (name: string) => reachOf(name) === 'all';
	return new Set([...names.filter((name) => !isLast(name)), ...names.filter(isLast)]);
}
