import type { Notice } from '../../../values/notice';
import { deletedRefusal as refusalOfDeleted } from '../../audience/refusals';
import type { Refusal } from '../../run/plan';
import { operationStatuses } from '../api/graph';
import type { AudienceChoice } from '../options';
import type { Audience } from './audience';

/** What a person has to know of a chosen audience before a run. */
export function audienceNotices(audience: Audience, choice: AudienceChoice): Notice[] {
	return [
		nameNotice(audience.name),
		statusNotice(audience),
		settingsNotice(audience, choice),
	].filter((notice) => notice !== undefined);
}

const sensitive =
	/\b(health|medic\w*|diabet\w*|cancer|pregnan\w*|depress\w*|disab\w*|addict\w*|obes\w*|income|salary|credit|debt\w*|loan\w*|mortgage\w*|bankrupt\w*|insolven\w*|wealth\w*|poor|rich)\b/i;

/** A warning where a name hints at health or money: Meta blocks such audiences. */
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

/** What a person has to know of an audience's status; undefined where it is normal. */
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
 * Settings of an audience that is created, as the panel calls them, and whether one that is there is known to differ. Labels and
 * restriction are not told for every version of the API: given with an audience by ID they are never applied, by name they may have been.
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

/** Says which of the settings given change nothing because the audience is there already; undefined where none is known to. */
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

/** The refusal to write members into an audience whose status forbids it; undefined where it may be written to. */
export function stateRefusal({ name, operationStatus = 200 }: Audience): Refusal | undefined {
	const state = operationStatuses[operationStatus];
	if (state?.effect !== 'blocks') return undefined;
	return {
		code: `audienceStatus${operationStatus}`,
		sentence: `Meta reports that "${name}" is ${state.meaning} (status ${operationStatus}). Nothing was sent. ${state.wayOut}`,
	};
}

/** Says what is left to do for an audience to keep anybody from seeing ads. */
export function exclusionNotice(name: string): Notice {
	return {
		code: 'exclusionLeftToDo',
		message:
			`Uploading an audience does not exclude anyone. Exclude "${name}" in each ad set (Audience > Exclude), or use ` +
			'"Set Existing Customers" and exclude them in campaigns for new customers.',
		level: 'warning',
	};
}

/** The refusal to create an audience anew that was deleted, unless that is chosen. */
export function deletedRefusal(
	{ id, name, others }: Audience,
	choice: AudienceChoice,
	audienceIds: ReadonlySet<string>,
): Refusal | undefined {
	if (id !== undefined || others === undefined || choice.createAgain) return undefined;
	return refusalOfDeleted(name, audienceIds, others, { platform: 'Meta', users: 'Ad sets' });
}
