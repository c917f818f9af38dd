import type { INodeProperties } from 'n8n-workflow';
import { scoreCustomerProperties } from '../ScoreCustomer/ScoreCustomer.properties';

const membersOf = (property: INodeProperties | undefined) =>
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
		.sort((a, b) => (a.displayName < b.displayName ? -1 : 1));
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

const rulesFrom = scoreCustomerProperties.find(({ name }) => name === 'rulesFrom');
const savedModel = { use: ['savedModel'] };

/** The choice of later steps, under Options. */
export const steps: INodeProperties = {
	displayName: 'Later Steps',
	name: 'steps',
	type: 'multiOptions',
	options: [
		{
			name: 'Points',
			value: 'points',
			description: 'Score Customer: points and band, by rules on orders and customer fields',
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
				rulesFrom: {
					options: membersOf(rulesFrom).filter(
						(choice) => 'value' in choice && choice.value !== 'list',
					),
				},
			},
		),
	),
];
