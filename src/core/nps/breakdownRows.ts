import type { JsonRecord } from '../../values/jsonRecord';
import { counted, firstFew, grouped } from '../../values/wording';
import { pInWords } from '../stats/pInWords';
import { roundAmount, roundP, roundShare } from '../stats/rounding';
import type { NpsFinding, NpsVerdict } from './breakDown';
import { answersIn, type NpsEstimate } from './npsInterval';

/** One row per value, the score first. */
export function breakdownRows(findings: readonly NpsFinding[]): JsonRecord[] {
	return findings.map((finding) => ({
		dimension: finding.dimension,
		value: finding.value,
		verdict: finding.verdict,
		...scoreColumns(finding),
		explanation: explainFinding(finding),
		answers: answersIn(finding.counts),
		...finding.counts,
		customers: finding.customers,
		answeredShare: roundShare(finding.answeredShare),
		differenceToRest: roundShare(finding.toRest?.difference ?? null),
		p: roundP(finding.toRest?.p ?? null),
		pAdjusted: roundP(finding.adjustedP),
		marginPerOrder: roundAmount(finding.marginPerOrder),
		contentAndProfitable: finding.contentAndProfitable,
	}));
}

/** A score and its interval as columns. */
export function scoreColumns({ nps, low, high }: NpsEstimate): JsonRecord {
	return { nps: roundShare(nps), npsLow: roundShare(low), npsHigh: roundShare(high) };
}

const conclusions = {
	stronger: 'stronger than the rest',
	weaker: 'weaker than the rest',
	noDifference: 'no proof of a difference to the rest',
	tooFew: 'too few answers to compare',
} as const satisfies Record<NpsVerdict, string>;

function explainFinding(finding: NpsFinding): string {
	const { dimension, value, verdict, adjustedP, counts } = finding;
	const chance = adjustedP === null ? '' : ` (${pInWords(adjustedP)})`;
	const name = `${firstFew([dimension])} ${firstFew([value])}`;
	return `${name}: ${npsInWords(finding)} from ${counted(answersIn(counts), 'answer')}, ${conclusions[verdict]}${chance}.`;
}

/** A score with its interval: "NPS 20 (-4 to 43)". */
export function npsInWords({ nps, low, high }: NpsEstimate): string {
	if (nps === null || low === null || high === null) return 'no NPS';
	return `NPS ${whole(nps)} (${whole(low)} to ${whole(high)})`;
}

function whole(points: number): string {
	return grouped(Math.round(points) + 0);
}
