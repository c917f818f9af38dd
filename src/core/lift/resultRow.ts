import type { JsonRecord } from '../../values/jsonRecord';
import type { Sample } from '../stats/jointMoments';
import type { Estimate } from './estimateMetric';
import { explainFinding } from './explainFinding';
import { liftBand } from './liftVerdict';
import type { Finding } from './finding';
import { roundAmount, roundP, roundShare } from '../stats/rounding';

/** One row of Results: the leading estimate first, then all other estimates. */
export function resultRow(
	finding: Finding,
	isPrimary: boolean,
	fixedHorizonOnly: boolean,
): JsonRecord {
	const { metric, field, value, estimate, leading, verdict, converters } = finding;
	const { control, treated, plain, adjusted, proportion } = estimate;
	return {
		metric,
		verdict: verdict ?? 'described',
		explanation: explainFinding(finding, fixedHorizonOnly),
		isPrimary,
		breakdownField: field,
		breakdownValue: value,
		band: verdict === null ? null : liftBand(leading.lift),
		controlCustomers: control.n,
		treatedCustomers: treated.n,
		converters,
		controlMean: roundAmount(control.mean),
		treatedMean: roundAmount(treated.mean),
		controlStandardError: roundAmount(standardErrorOf(control)),
		treatedStandardError: roundAmount(standardErrorOf(treated)),
		difference: roundAmount(leading.difference),
		differenceLow: roundAmount(leading.low),
		differenceHigh: roundAmount(leading.high),
		p: roundP(leading.p),
		pAdjusted: roundP(finding.leadingPAdjusted),
		lift: roundShare(leading.lift),
		liftLow: roundShare(leading.liftLow),
		liftHigh: roundShare(leading.liftHigh),
		...columnsOf('plain', plain),
		...columnsOf('adjusted', adjusted),
		varianceReductionPercent: roundShare(adjusted?.varianceReductionPercent ?? null),
		theta: roundShare(adjusted?.theta ?? null),
		shareLow: roundShare(proportion?.low ?? null),
		shareHigh: roundShare(proportion?.high ?? null),
		shareP: roundP(proportion?.p ?? null),
		fixedHorizonPAdjusted: roundP(finding.pAdjusted),
	};
}

function columnsOf(name: 'plain' | 'adjusted', estimate: Estimate | null): JsonRecord {
	return {
		[`${name}Difference`]: roundAmount(estimate?.difference ?? null),
		[`${name}Low`]: roundAmount(estimate?.low ?? null),
		[`${name}High`]: roundAmount(estimate?.high ?? null),
		[`${name}P`]: roundP(estimate?.p ?? null),
		[`${name}Lift`]: roundShare(estimate?.relative.lift ?? null),
		[`${name}LiftLow`]: roundShare(estimate?.relative.low ?? null),
		[`${name}LiftHigh`]: roundShare(estimate?.relative.high ?? null),
		[`${name}AlwaysValidLow`]: roundAmount(estimate?.alwaysValidLow ?? null),
		[`${name}AlwaysValidHigh`]: roundAmount(estimate?.alwaysValidHigh ?? null),
		[`${name}AlwaysValidP`]: roundP(estimate?.alwaysValidP ?? null),
	};
}

function standardErrorOf({ n, variance }: Sample): number {
	return Math.sqrt(variance / n);
}
