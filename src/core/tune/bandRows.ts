import type { JsonRecord } from '../../values/jsonRecord';
import { counted, percent } from '../../values/wording';
import { roundAmount, roundShare } from '../stats/rounding';
import type { BandFinding, BandFindings } from './bandFindings';

/** The most IDs that a row lists; the counts beside them are of all. */
const mostIds = 1000;

/** One row of Bands for each band of the score, then for each tenth of it. */
export function bandRows({ bands, tenths }: BandFindings): JsonRecord[] {
	return [...bands, ...tenths].map((finding): JsonRecord => {
		const { kind, name, falseVips, missedVips } = finding;
		return {
			groupedBy: kind,
			band: kind === 'band' ? name : null,
			tenth: kind === 'tenth' ? Number(name) : null,
			explanation: explainBand(finding),
			scoreFrom: finding.scoreFrom,
			scoreTo: finding.scoreTo,
			customers: finding.customers,
			revenuePerCustomer: roundAmount(finding.revenuePerCustomer),
			marginPerCustomer: roundAmount(finding.marginPerCustomer),
			shareOrdered: roundShare(finding.shareOrdered),
			falseVips: falseVips.length,
			missedVips: missedVips.length,
			falseVipIds: falseVips.slice(0, mostIds).join(', '),
			missedVipIds: missedVips.slice(0, mostIds).join(', '),
		};
	});
}

function explainBand(finding: BandFinding): string {
	const { kind, name, customers, revenuePerCustomer, shareOrdered } = finding;
	const who =
		kind === 'tenth'
			? `Tenth ${name} of 10 by score`
			: name === ''
				? 'Without a band'
				: `Band ${name}`;
	const revenue = Math.round(revenuePerCustomer * 100) / 100;
	const result = `${who}: ${counted(customers, 'customer')}, ${percent(shareOrdered)} ordered again, ${revenue} in revenue each.`;
	const falseOnes =
		finding.falseVips.length === 0
			? ''
			: ` ${counted(finding.falseVips.length, 'VIP')} brought no more than the median customer.`;
	const missed =
		finding.missedVips.length === 0
			? ''
			: ` ${counted(finding.missedVips.length, 'customer')} belonged to the top tenth later without being VIP.`;
	return result + falseOnes + missed;
}
