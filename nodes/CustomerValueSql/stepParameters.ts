import type { INodeProperties } from 'n8n-workflow';
import { assignTierProperties } from '../AssignTier/AssignTier.properties';
import { buildSuppressionListProperties } from '../BuildSuppressionList/BuildSuppressionList.properties';
import { churnCheckProperties } from '../ChurnCheck/ChurnCheck.properties';
import { scoreCustomerProperties } from '../ScoreCustomer/ScoreCustomer.properties';

/** The members of a collection, or the choices of a parameter. */
export const membersOf = (property: INodeProperties | undefined) =>
	(property?.options ?? []) as INodeProperties[];

/**
 * Parameters of a node's panel as members of a collection, by name.
 *
 * A member of a collection is shown by its siblings only where these are added, so that a condition on a default would
 * hide it: each member has the conditions given here and no others.
 */
function membersFrom(
	properties: readonly INodeProperties[],
	shown: Readonly<Record<string, Record<string, string[]> | undefined>>,
	changes: Readonly<Record<string, Partial<INodeProperties>>> = {},
): INodeProperties[] {
	const all = [...properties, ...membersOf(properties.find(({ name }) => name === 'options'))];
	return Object.entries(shown)
		.map(([name, show]): INodeProperties => {
			const found = all.find((own) => own.name === name) as INodeProperties;
			const { displayOptions: _shown, required: _required, ...own } = found;
			return { ...own, ...(show && { displayOptions: { show } }), ...changes[name] };
		})
		.sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'));
}

const stepCollection = (
	step: string,
	displayName: string,
	description: string,
	options: INodeProperties[],
): INodeProperties => ({
	displayName,
	name: step,
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	description,
	options,
	// Beside the choice: n8n shows no parameter by a member of a collection elsewhere.
	displayOptions: { show: { steps: [step] } },
});

/** The choices of a parameter but for some. */
function choicesWithout(
	properties: readonly INodeProperties[],
	name: string,
	left: readonly string[],
): Partial<INodeProperties> {
	const choices = membersOf(properties.find((property) => property.name === name));
	return {
		options: choices.filter(
			(choice) => !('value' in choice && left.includes(String(choice.value))),
		),
	};
}

const savedModel = { use: ['savedModel'] };

/** The choice of later steps, under Options. */
export const steps: INodeProperties = {
	displayName: 'Later Steps',
	name: 'steps',
	type: 'multiOptions',
	options: [
		{
			name: 'Churn',
			value: 'churn',
			description: 'Churn Check: risk, level and status, by the rhythm of orders',
		},
		{
			name: 'Points',
			value: 'points',
			description: 'Score Customer: points and band, by rules on orders and customer fields',
		},
		{
			name: 'Suppression',
			value: 'suppression',
			description: 'Build Suppression List: channels that are closed by consent, tier and silence',
		},
		{
			name: 'Tiers',
			value: 'tiers',
			description: 'Assign Tier: tiers by rank or by money, and the holdout group',
		},
	],
	default: [],
	description:
		'What the statement computes besides Compute RFM. Each step has settings of its own below, as its node has them.',
};

/** The settings of each later step. */
export const stepCollections: INodeProperties[] = [
	stepCollection(
		'points',
		'Points',
		'Settings of Score Customer for the step Points',
		membersFrom(
			scoreCustomerProperties,
			{
				use: undefined,
				savedModel,
				rulesFrom: undefined,
				ownRules: { rulesFrom: ['standardAndOwn'] },
				rulesJson: { rulesFrom: ['json'] },
				bandLimits: undefined,
				vipTopPercent: undefined,
				reengageBottomPercent: undefined,
				vipAbove: { bandLimits: ['points'] },
				reengageBelow: { bandLimits: ['points'] },
				engagementCap: undefined,
				literalBands: undefined,
				recentOrderDays: undefined,
				newCustomerDays: undefined,
				atRiskAfterDays: undefined,
			},
			{
				rulesFrom: choicesWithout(scoreCustomerProperties, 'rulesFrom', ['list']),
			},
		),
	),
	stepCollection(
		'tiers',
		'Tiers',
		'Settings of Assign Tier for the step Tiers',
		membersFrom(
			assignTierProperties,
			{
				use: undefined,
				savedModel,
				method: undefined,
				value: undefined,
				valueField: { value: ['field'] },
				moneyField: { method: ['money'] },
				moneyTiers: { method: ['money'] },
				championsShare: undefined,
				vipShare: undefined,
				highValueShare: undefined,
				lowValueShare: undefined,
				rankNewSeparately: undefined,
				cohortMinimum: undefined,
				newBelowDays: undefined,
				matureFromDays: undefined,
				lifespanYears: undefined,
				holdoutShare: undefined,
				holdoutSalt: undefined,
			},
			{ value: choicesWithout(assignTierProperties, 'value', ['historicLtv', 'predictedClv']) },
		),
	),
	stepCollection(
		'churn',
		'Churn',
		'Settings of Churn Check for the step Churn',
		membersFrom(
			churnCheckProperties,
			{
				use: undefined,
				savedModel,
				method: undefined,
				lapseRule: undefined,
				lapsePreset: undefined,
				lapseTable: { lapsePreset: ['custom'] },
				moneyLapseTable: { lapseRule: ['byMoney'] },
				uniformLapseDays: undefined,
				watchedTiers: undefined,
				vipTiers: undefined,
				riskThreshold: undefined,
				riskOperator: undefined,
				activeDays: undefined,
				trendWindowDays: undefined,
				mediumFrom: undefined,
				highAbove: undefined,
				silenceDays: { method: ['silence'] },
				maturityDays: undefined,
				priorWeight: undefined,
				minimumMatureOrders: undefined,
				minimumMatureDays: undefined,
				gapPriorWeight: undefined,
				fallbackGapDays: undefined,
			},
			{ method: choicesWithout(churnCheckProperties, 'method', ['probability']) },
		),
	),
	stepCollection(
		'suppression',
		'Suppression',
		'Settings of Build Suppression List for the step Suppression',
		membersFrom(
			buildSuppressionListProperties,
			{
				channel: undefined,
				inactivityTable: undefined,
				longInactivityDays: undefined,
				keepOrderHistory: undefined,
				unknownEmailConsent: undefined,
				unknownSmsConsent: undefined,
				unknownPushConsent: undefined,
				topTiers: undefined,
				costlyTiers: undefined,
				engagementDays: undefined,
				retargetingDays: undefined,
				recentBuyerDays: undefined,
				repeatBuyerOrders: undefined,
				escalateTiers: undefined,
				escalateAfterDays: undefined,
				winBackWindowDays: undefined,
				winBackTable: undefined,
			},
			{
				unknownEmailConsent: { default: 'suppress' },
				unknownPushConsent: { default: 'suppress' },
			},
		),
	),
];
