import type { Notice } from '../../../values/notice';
import { deletedRefusal as refusalOfDeleted } from '../../audience/refusals';
import type { Refusal } from '../../run/plan';
import { operationStatuses } from '../api/graph';
import type { AudienceChoice } from '../options';
import type { Audience } from './audience';

/** What the user should know about a chosen audience before a run. */
export function audienceNotices(audience: Audience, choice: AudienceChoice): Notice[] {
	return [
		nameNotice(audience.name),
		statusNotice(audience),
		settingsNotice(audience, choice),
	].filter((notice) => notice !== undefined);
}

const sensitive =
	/\b(health|medic\w*|diabet\w*|cancer|pregnan\w*|depress\w*|disab\w*|addict\w*|obes\w*|income|salary|credit|debt\w*|loan\w*|mortgage\w*|bankrupt\w*|insolven\w*|wealth\w*|poor|rich)\b/i;

/** A warning where a name suggests health or money: Meta blocks such audiences. */
export function nameNotice(name: string): Notice | undefined {
	if (!sensitive.test(name)) return undefined;
	return {
		code: 'nameMayBeFlagged',
		message:
			`The name "${name}" may suggest health or financial status. Meta blocks audiences with such names (status 471): ` +
			'choose a neutral one, such as "Customers A".',
		level: 'warning',
	};
}

/** What the user should know about an audience's status; undefined where it is normal. */
export function statusNotice({ name, operationStatus = 200 }: Audience): Notice | undefined {
	const state = operationStatuses[operationStatus];
	if (state === undefined) return undefined;
	return {
		code: `audienceStatus${operationStatus}`,
		message: `Meta reports that "${name}" is ${state.meaning}.`,
		level: state.effect === 'info' ? 'info' : 'warning',
	};
}

/**
 * Settings of a new audience, by their labels, and whether those of an existing one are known to differ. Meta does not
 * report labels and restriction in every version of the API: set for an audience chosen by ID they are never applied;
 * set for one chosen by name they may have been.
 */
const creationSettings: ReadonlyArray<{
	readonly words: string;
	readonly differs: (audience: Audience, choice: AudienceChoice) => boolean;
}> = [
	{
		words: 'Audience Description',
		differs: (audience, { description }) =>
			description !== '' &&
			audience.description !== undefined &&
			audience.description !== description,
	},
	{
		words: 'Audience Labels',
		differs: (_audience, { by, labels }) => by === 'id' && labels.length > 0,
	},
	{
		words: 'Data Source',
		differs: (audience, { by, customerFileSource }) =>
			audience.customerFileSource !== undefined &&
			audience.customerFileSource !== customerFileSource &&
			(by === 'name' || customerFileSource !== 'USER_PROVIDED_ONLY'),
	},
	{
		words: 'For Exclusion Only',
		differs: (_audience, { by, exclusionOnly }) => by === 'id' && exclusionOnly,
	},
	{
		words: 'Retention (Days)',
		differs: (audience, { retentionDays }) =>
			retentionDays > 0 && audience.retentionDays !== retentionDays,
	},
];

/** Names the settings that have no effect because the audience exists already; undefined where there are none. */
function settingsNotice(audience: Audience, choice: AudienceChoice): Notice | undefined {
	if (audience.id === undefined) return undefined;
	const given = creationSettings.filter(({ differs }) => differs(audience, choice));
	if (given.length === 0) return undefined;
	const words = given.map((each) => `"${each.words}"`).join(', ');
	return {
		code: 'settingsOfCreation',
		message: `"${audience.name}" already exists and keeps its settings: ${words} ${given.length === 1 ? 'applies' : 'apply'} only to new audiences.`,
		level: 'info',
	};
}

/** Refuses to add members to an audience whose status forbids it; undefined where it doesn't. */
export function stateRefusal({ name, operationStatus = 200 }: Audience): Refusal | undefined {
	const state = operationStatuses[operationStatus];
	if (state?.effect !== 'blocks') return undefined;
	return {
		code: `audienceStatus${operationStatus}`,
		sentence: `Meta reports that "${name}" is ${state.meaning} (status ${operationStatus}). Nothing was sent. ${state.wayOut}`,
	};
}

/** Says what is left to do before an audience is excluded from ads. */
export function exclusionNotice(name: string): Notice {
	return {
		code: 'exclusionLeftToDo',
		message:
			`Uploading an audience does not exclude anyone. Exclude "${name}" in each ad set (Audience > Exclude), or use ` +
			'"Set Existing Customers" and exclude them in campaigns for new customers.',
		level: 'warning',
	};
}

/** Refuses to create an audience again that was deleted, unless the user chose to. */
export function deletedRefusal(
	{ id, name, others }: Audience,
	choice: AudienceChoice,
	audienceIds: ReadonlySet<string>,
): Refusal | undefined {
	if (id !== undefined || others === undefined || choice.createAgain) return undefined;
	return refusalOfDeleted(name, audienceIds, others, { platform: 'Meta', users: 'Ad sets' });
}
