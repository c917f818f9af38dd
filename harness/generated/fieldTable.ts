import { productFields, type ResultNode } from '../../src/core/customers/resultFields';

const nodeNames: Readonly<Record<ResultNode, string>> = {
	computeRfm: 'Compute RFM',
	predictClv: 'Predict CLV',
	scoreCustomer: 'Score Customer',
	assignTier: 'Assign Tier',
	churnCheck: 'Churn Check',
	buildSuppressionList: 'Build Suppression List',
	analyseNps: 'Analyse NPS',
	planOffers: 'Plan Offers',
	suggestNextPurchase: 'Suggest Next Purchase',
};

const reaches = {
	travels: 'kept by all later nodes',
	own: 'on the output of its own node',
	all: 'only with All',
} as const;

const generated = /(<!-- fields -->\n)[\s\S]*?(<!-- \/fields -->)/;

/** The page of fields, with its table regenerated. */
export function withFieldTable(page: string): string {
	const rows = Object.entries(productFields).map(
		([name, [node, reach]]) => `| \`${name}\` | ${nodeNames[node]} | ${reaches[reach]} |`,
	);
	const table = `\n| field | from | with Essential |\n|---|---|---|\n${rows.join('\n')}\n\n`;
	return page.replace(generated, (_all, start: string, end: string) => start + table + end);
}
