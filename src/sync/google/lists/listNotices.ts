import type { Notice } from '../../../values/notice';
import { deletedRefusal as refusalOfDeleted } from '../../audience/refusals';
import type { Refusal } from '../../run/plan';
import type { ListChoice, ListCreation } from '../options';
import type { UserList } from './userList';

/** Names the settings that have no effect because the list exists already; undefined where there are none. */
export function settingsNotice(
	list: UserList,
	{ by }: ListChoice,
	{ description, membershipDays }: ListCreation,
): Notice | undefined {
	if (list.id === undefined) return undefined;
	const words: string[] = [];
	if (description !== '' && (list.description ?? '') !== description)
		words.push('"List Description"');
	const isShorter = by === 'name' && membershipDays !== list.membershipDays;
	if (isShorter) words.push('"Membership (Days)"');
	if (words.length === 0) return undefined;
	return {
		code: 'settingsOfCreation',
		message: `"${list.name}" already exists and keeps its settings: ${words.join(', ')} ${words.length === 1 ? 'applies' : 'apply'} only to new lists.`,
		level: 'info',
	};
}

/** Refuses to add members to a list that accepts none; undefined where it accepts them. */
export function stateRefusal({ name, isClosed, isReadOnly }: UserList): Refusal | undefined {
	if (isReadOnly) {
		return {
			code: 'listReadOnly',
			sentence: `This account may not change "${name}": another account owns the list. Nothing was sent. Choose a list of this account, or the account that owns it.`,
		};
	}
	if (!isClosed) return undefined;
	return {
		code: 'listClosed',
		sentence: `Google has closed "${name}" for new members, because it was not used or was closed by hand. Nothing was sent. Open it in Google Ads (Audience manager), or choose another list.`,
	};
}

/** Says what is left to do before a list has an effect. */
export function useNotice(name: string): Notice {
	return {
		code: 'exclusionLeftToDo',
		message:
			`Uploading a list neither targets nor excludes anyone. To exclude "${name}", add it under Exclusions in each campaign; ` +
			'for campaigns that look for new customers, choose it as existing customers under Customer acquisition in the account settings.',
		level: 'warning',
	};
}

/** Refuses to create a list again that was deleted, unless the user chose to. */
export function deletedRefusal(
	{ id, name, others }: UserList,
	{ createAgain }: ListCreation,
	audienceIds: ReadonlySet<string>,
): Refusal | undefined {
	if (id !== undefined || others === undefined || createAgain) return undefined;
	return refusalOfDeleted(name, audienceIds, others, { platform: 'Google', users: 'Campaigns' });
}

/** Refuses to send customers before somebody has accepted Google's terms. */
export function termsRefusal(): Refusal {
	return {
		code: 'termsNotAccepted',
		sentence:
			'"Customer Match Terms" is off. Nothing was sent. Google takes customers only from accounts whose owner has accepted ' +
			'its Customer Match terms (support.google.com/adspolicy/answer/6299717): read them, then turn it on.',
	};
}
