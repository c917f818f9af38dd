import { listIn, numberIn, recordIn } from '../facts/readCell';
import type { ReportFacts } from '../facts/reportFacts';
import { figure, type Figure } from '../figures';
import { publicText } from '../publicText';
import { named, phrase, type Fillings, type Prose, type Texts } from '../texts/texts';

export type StepName = keyof Texts['steps'];

/** A recommended step, with its number of customers or its amount. */
export interface NextStep {
	readonly name: StepName;
	readonly title: Prose;
	readonly text: Prose;
	readonly facts: Fillings;
	/** The node for it, and its page in the docs. */
	readonly node: string;
	readonly page: string;
}

/** A possible step, and its importance, 0 to 1. */
interface Candidate {
	readonly name: StepName;
	readonly weight: number;
	readonly facts: Fillings;
	readonly node: string;
}

const mostSteps = 3;
/** A smaller share of rows set aside is not urgent. */
const manySetAside = 0.02;

/** The three most important steps. */
export function nextSteps(facts: ReportFacts, texts: Texts): NextStep[] {
	return [
		...churnSteps(facts, texts),
		...customerSteps(facts),
		...testSteps(facts, texts),
		...dataSteps(facts),
	]
		.filter(({ weight }) => weight > 0)
		.sort((a, b) => b.weight - a.weight)
		.slice(0, mostSteps)
		.map(({ name, facts: fillings, node }) => ({
			name,
			title: phrase(texts.steps[name].title, fillings),
			text: phrase(texts.steps[name].text, fillings),
			facts: fillings,
			node,
			page: node.toLowerCase().replaceAll(' ', '-'),
		}));
}

function churnSteps({ tally }: ReportFacts, texts: Texts): Candidate[] {
	const { all } = tally;
	const partOf = (revenue: number) => (all.revenue > 0 ? Math.max(0, revenue / all.revenue) : 0);
	return [
		{
			name: 'winBack',
			weight: all.lapsed === 0 ? 0 : 0.3 + partOf(all.lapsedRevenue),
			facts: {
				customers: figure('customers', all.lapsed),
				revenue: figure('money', all.lapsedRevenue),
				period: texts.periods[tally.revenueField],
			},
			node: 'Churn Check',
		},
		{
			name: 'rescue',
			weight: all.atRisk === 0 ? 0 : 0.35 + partOf(all.atRiskRevenue),
			facts: {
				customers: figure('customers', all.atRisk),
				revenue: figure('money', all.atRiskRevenue),
				period: texts.periods[tally.revenueField],
			},
			node: 'Churn Check',
		},
	];
}

function customerSteps({ tally, summaries, acquisitionCost }: ReportFacts): Candidate[] {
	const clv = summaries.of.predictClv;
	const chance = numberIn(listIn(clv, 'nextOrderChances')[0], 'chance');
	const worth = numberIn(recordIn(clv, 'newCustomers'), 'expectedMargin');
	const list = summaries.of.buildSuppressionList;
	const email = listIn(list, 'channels').find(({ channel }) => channel === 'emailPromotion');
	const leftOut = numberIn(email, 'suppressed') ?? 0;
	const cost = numberIn(email, 'costAvoidedPerSend');
	const needCare = numberIn(summaries.of.analyseNps, 'needCare') ?? 0;
	const isPartOfAll = (count: number) => count / Math.max(1, tally.customers);
	return [
		{
			name: 'secondOrder',
			weight: chance === null || tally.newOneTime === 0 ? 0 : 0.4 + isPartOfAll(tally.newOneTime),
			facts: { customers: figure('customers', tally.newOneTime), chance: figure('share', chance) },
			node: 'Sync to Klaviyo',
		},
		{
			name: 'leaveOut',
			weight: leftOut === 0 || cost === null ? 0 : 0.3 + 0.2 * isPartOfAll(leftOut),
			facts: { customers: figure('customers', leftOut), cost: figure('money', cost) },
			node: 'Build Suppression List',
		},
		{
			name: 'spendLess',
			weight: worth !== null && acquisitionCost > worth ? 0.9 : 0,
			facts: { cost: figure('money', acquisitionCost), worth: figure('money', worth) },
			node: 'Predict CLV',
		},
		{
			name: 'careFor',
			weight: needCare === 0 ? 0 : 0.42,
			facts: { customers: figure('customers', needCare) },
			node: 'Analyse NPS',
		},
		{
			name: 'tunePoints',
			weight: summaries.of.tuneScore?.recommendation === 'useTunedPoints' ? 0.45 : 0,
			facts: {},
			node: 'Score Customer',
		},
	];
}

const stepOfVerdict: Readonly<Record<string, readonly [StepName, number]>> = {
	rollOut: ['rollOut', 1],
	works: ['rollOut', 0.95],
	harms: ['stop', 1],
	noProof: ['keepTesting', 0.25],
	insufficientSample: ['keepTesting', 0.25],
};

function testSteps({ tally, summaries }: ReportFacts, texts: Texts): Candidate[] {
	const lift = summaries.of.measureLift;
	if (lift === undefined) {
		const facts = { customers: figure('customers', tally.customers) };
		const weight = tally.control > 0 || !tally.has.has('tier') ? 0 : 0.32;
		return [{ name: 'drawControl', weight, facts, node: 'Assign Tier' }];
	}
	const [name, weight] = stepOfVerdict[publicText(lift.verdict)] ?? ['keepTesting', 0];
	const found = numberIn(lift, 'lift');
	const size: Figure = figure('share', found === null ? null : Math.abs(found));
	const facts = {
		metric: named(texts.metrics, publicText(lift.metric)),
		lift: size,
		treated: figure('customers', numberIn(lift, 'treatedCustomers')),
		control: figure('count', numberIn(lift, 'controlCustomers')),
	};
	return [{ name, weight, facts, node: 'Measure Lift' }];
}

function dataSteps({ summaries }: ReportFacts): Candidate[] {
	const rfm = summaries.of.computeRfm;
	const aside = numberIn(rfm, 'rowsSetAside') ?? 0;
	const rows = numberIn(rfm, 'rowsIn') ?? 0;
	const share = rows > 0 ? aside / rows : 0;
	return [
		{
			name: 'fixRows',
			weight: share < manySetAside ? 0 : 0.3 + share,
			facts: { rows: figure('rows', aside), share: figure('share', share) },
			node: 'Compute RFM',
		},
	];
}
