import { checkChurn } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';
import { clvOptions } from '../../src/core/clv/options';
import { predictClv } from '../../src/core/clv/predictClv';
import { computeRfm } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { scoreOptions } from '../../src/core/score/options';
import { scoreCustomers } from '../../src/core/score/scoreCustomers';
import { buildSuppressionList } from '../../src/core/suppression/buildSuppressionList';
import { suppressionOptions } from '../../src/core/suppression/options';
import { assignTiers } from '../../src/core/tier/assignTiers';
import { tierOptions } from '../../src/core/tier/options';
import type { JsonRecord } from '../../src/values/jsonRecord';
import type { Notice } from '../../src/values/notice';

interface Step {
	readonly customers: ReadonlyArray<{ readonly row: JsonRecord }>;
	readonly notices: readonly Notice[];
}

/** All nodes of the chain at their defaults, on the sample shop at its defaults. */
function noticesOfChain(asOf: string): Notice[] {
	const host = { timeZone: 'America/New_York', now: Date.parse(`${asOf}T23:00:00-05:00`) };
	const shop = sampleShopOptions.parse({ asOf, timeZone: host.timeZone });
	const told: Notice[] = [];
	const customersOf = ({ customers, notices }: Step) => {
		told.push(...notices);
		return customers.map(({ row }) => row);
	};
	const rfm = customersOf(computeRfm(sampleRows(shop), rfmOptions.parse({ asOf }), host));
	const scored = customersOf(scoreCustomers(rfm, scoreOptions.parse({}), host));
	const withClv = customersOf(predictClv(scored, clvOptions.parse({})));
	customersOf(assignTiers(scored, tierOptions.parse({})));
	const tiered = customersOf(assignTiers(withClv, tierOptions.parse({})));
	const checked = customersOf(checkChurn(tiered, churnOptions.parse({})));
	customersOf(buildSuppressionList(checked, suppressionOptions.parse({})));
	return told;
}

describe('the sample shop at defaults', () => {
	it.each(['2026-07-31', '2026-11-28'])('raises no warning: %s', (asOf) => {
		const warnings = noticesOfChain(asOf).filter(({ level }) => level === 'warning');
		expect(warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
	});

	it('still gives its informational notices', () => {
		const codes = noticesOfChain('2026-11-28').map(({ code }) => code);
		expect(codes).toEqual(expect.arrayContaining(['noFxRate', 'noEngagementData', 'valueChosen']));
	});
});
