import type { Notice } from '../../values/notice';
import { counted } from '../../values/wording';
import type { Refusal } from '../run/plan';
import type { LastSynced } from './lastSynced';

/**
 * Refuses to mirror a membership inside a loop, where each batch would remove the customers of the others: in the first
 * iteration too, if the loop has further items.
 *
 * @param what has to receive all customers, as the start of a sentence
 */
export function loopRefusal(
	{ loopIteration, loopHasMore }: { readonly loopIteration: number; readonly loopHasMore: boolean },
	what: string,
): Refusal | undefined {
	if (loopIteration > 0) {
		return {
			code: 'laterLoopIteration',
			sentence:
				`${what} all customers at once, and this is a later iteration of a loop: it would remove the ` +
				'customers of the earlier ones. Nothing was sent. Take the node out of the loop.',
		};
	}
	if (!loopHasMore) return undefined;
	return {
		code: 'loopHasMore',
		sentence:
			`${what} all customers at once, and the loop before this node has further items: their customers would be removed. ` +
			'Nothing was sent. Take the node out of the loop, and connect it to the output "Done" of Loop Over Items.',
	};
}

/** Refuses to empty a target: a wrong field is more likely than an empty audience. */
export function emptyRefusal(name: string, why: string): Refusal {
	return {
		code: 'wouldBeEmpty',
		sentence: `None of the customers qualify for "${name}", so it would be emptied. Nothing was sent. ${why}`,
	};
}

const firstRun = 'If this is the first run for this audience, turn on "First Run" for this run.';

/**
 * Refuses to rely on a "Last Synced" that is connected but incomplete: customers missing from it would stay in the
 * audience for good or be removed unseen.
 *
 * @param rows rows on "Last Synced"
 * @param isExact whether all others are to leave: then "Last Synced" has to know the audience at all
 */
export function lastSyncedRefusal(
	name: string,
	rows: number,
	{ known, outside, unreadable }: LastSynced,
	isExact: boolean,
): Refusal | undefined {
	if (unreadable > 0) {
		return {
			code: 'lastSyncedUnreadable',
			sentence:
				`${counted(unreadable, 'row')} of "Last Synced" can't be read: the audience ID was rounded, as spreadsheets do with long ` +
				`numbers, or the match keys are missing. Who would be removed from "${name}" is unknown. Nothing was sent. Keep all fields of output 1 ` +
				`unchanged, as text. ${firstRun}`,
		};
	}
	if (known + outside > 0 || !isExact) return undefined;
	return {
		code: 'lastSyncedEmpty',
		sentence:
			`"Last Synced" is connected and has ${rows === 0 ? 'no rows' : `no row of "${name}"`}, and the audience has members, so who would be removed is unknown. ` +
			`Nothing was sent. Check the step that reads output 1 of the last run. ${firstRun}`,
	};
}

/** Why nobody may be in an audience, according to the notices. */
export function whyEmpty(notices: readonly Notice[]): string {
	const consent = notices.find(({ code }) => code === 'consentFieldMissing');
	return (
		consent?.message ??
		'Check the consent field and the match keys; a dry run shows the reason for each customer.'
	);
}

/**
 * Refuses to create an audience again that was deleted: ad sets that excluded it would silently stop excluding anybody.
 *
 * @param audienceIds of all members of "Last Synced"
 * @param others IDs of the account's audiences
 * @param words the platform, and what used the audience there: "Ad sets"
 */
export function deletedRefusal(
	name: string,
	audienceIds: ReadonlySet<string>,
	others: ReadonlySet<string>,
	words: { readonly platform: string; readonly users: string },
): Refusal | undefined {
	if (![...audienceIds].some((each) => !others.has(each))) return undefined;
	return {
		code: 'audienceDeleted',
		sentence:
			`There is no audience "${name}" at ${words.platform}, but "Last Synced" has members of an audience that was deleted. Nothing was sent. ` +
			`${words.users} that excluded or targeted it need the new audience. To create it again, turn on "Create Again" for one run; ` +
			'otherwise choose another audience.',
	};
}
