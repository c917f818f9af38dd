import type { ExpectedField } from '../../src/core/customers/missingFields';
import type { PresetSection } from '../../src/core/preset/presetSections';
import { isRecord } from '../../src/values/isRecord';

/** A row of the table; `field` and `or` are keys of the node's field names, or names themselves. */
interface Expectation extends Omit<ExpectedField, 'anyOf'> {
	readonly field: string;
	readonly or?: readonly string[];
}

const table: Readonly<Partial<Record<PresetSection, readonly Expectation[]>>> = {
	scoreCustomer: [
		{
			field: 'orderHistory',
			from: 'Compute RFM',
			assumed: 'orders give no points',
			isEssential: true,
			toldBy: 'missingOrderHistory',
		},
		{
			field: 'asOf',
			from: 'Compute RFM',
			assumed: 'everyone is measured as of today',
			isEssential: false,
		},
	],
	assignTier: [
		{
			field: 'orderCountLifetime',
			or: ['orderCount'],
			from: 'Compute RFM',
			assumed: 'everyone counts as a customer with orders',
			isEssential: true,
		},
		{
			field: 'customerAgeDays',
			or: ['firstOrderAt', 'orderHistory'],
			from: 'Compute RFM',
			assumed: 'nobody counts as new',
			isEssential: true,
		},
	],
	churnCheck: [
		{
			field: 'daysSinceLastOrder',
			or: ['lastOrderAt', 'orderHistory'],
			from: 'Compute RFM',
			assumed: 'nobody has a churn risk',
			isEssential: true,
		},
		{
			field: 'tier',
			from: 'Assign Tier',
			assumed: 'everyone is watched and lapses after the same number of days',
			isEssential: true,
			toldBy: 'noTiers',
		},
		{
			field: 'valueScore',
			from: 'Score Customer',
			assumed: 'a falling score is not a sign of risk',
			isEssential: false,
		},
	],
	buildSuppressionList: [
		{
			field: 'daysSinceLastOrder',
			or: ['lastOrderAt', 'orderHistory'],
			from: 'Compute RFM',
			assumed: 'nobody counts as inactive or as a recent buyer',
			isEssential: true,
		},
		{
			field: 'orderCount',
			from: 'Compute RFM',
			assumed: 'nobody counts as a repeat buyer',
			isEssential: false,
		},
		{
			field: 'tier',
			from: 'Assign Tier',
			assumed: 'no rule about inactivity applies',
			isEssential: true,
			toldBy: 'noTiers',
		},
		{
			field: 'lapseAfterDays',
			from: 'Churn Check',
			assumed: 'win-backs are due after the days under "Win-Back Due After (Days by Tier)"',
			isEssential: false,
		},
	],
	analyseNps: [
		{
			field: 'tier',
			or: ['valueScoreBand'],
			from: 'Assign Tier',
			assumed: 'nobody is an ambassador, and no care is urgent',
			isEssential: true,
		},
		{
			field: 'lastOrderAt',
			or: ['orderHistory'],
			from: 'Compute RFM',
			assumed: 'nobody has ordered, so no survey is due',
			isEssential: true,
		},
		{
			field: 'averageOrderValue',
			from: 'Compute RFM',
			assumed: 'the margin of an order is not known',
			isEssential: false,
		},
	],
	planOffers: [
		{
			field: 'tier',
			from: 'Assign Tier',
			assumed: 'nobody gets an offer',
			isEssential: true,
			toldBy: 'noTiers',
		},
		{
			field: 'predictedSpend',
			from: 'Predict CLV',
			assumed: 'nobody gets an offer',
			isEssential: true,
			toldBy: 'noPredictions',
		},
		{
			field: 'predictedAverageOrderValue',
			or: ['averageOrderValue'],
			from: 'Predict CLV',
			assumed: 'nobody gets an offer',
			isEssential: true,
			toldBy: 'noOrderValues',
		},
		{
			field: 'discountShare',
			or: ['fullPriceOrderCount'],
			from: 'Compute RFM',
			assumed: 'nobody counts as dependent on discounts',
			isEssential: true,
			toldBy: 'noDiscountShares',
		},
	],
	trackMigration: [
		{
			field: 'monetaryLast365',
			from: 'Compute RFM',
			assumed: 'the revenue of the moves counts as 0',
			isEssential: true,
		},
		{
			field: 'churnStatus',
			from: 'Churn Check',
			assumed: 'nobody counts as lapsed',
			isEssential: false,
		},
	],
};

/** The fields that a node expects from the nodes before it, under the names that its options give them. */
export function expectedFields(
	section: PresetSection | undefined,
	options: unknown,
): readonly ExpectedField[] {
	const expectations = section === undefined ? undefined : table[section];
	const names = isRecord(options) && isRecord(options.fieldNames) ? options.fieldNames : {};
	const named = (field: string) => {
		const name = names[field];
		return typeof name === 'string' ? name : field;
	};
	return (expectations ?? []).map(({ field, or = [], ...rest }) => ({
		...rest,
		anyOf: [field, ...or].map(named),
	}));
}
