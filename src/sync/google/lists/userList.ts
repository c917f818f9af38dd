import { z } from 'zod';
import { InvalidInputError } from '../../../values/invalidInputError';
import { notUnderstood } from '../../http/readAnswer';
import { listsOf, longestMembershipDays, type Account } from '../api/dataManager';
import type { GoogleClient } from '../api/googleClient';
import type { ListChoice } from '../options';

/** 64-bit integers come as text. */
const count = z.coerce.number().optional().catch(undefined);
const id = z.union([z.string(), z.number()]).transform(String);

const listSchema = z.object({
	id,
	displayName: z.string().optional(),
	description: z.string().optional(),
	readOnly: z.boolean().optional(),
	membershipStatus: z.string().optional(),
	membershipDuration: z.string().optional(),
	accessReason: z.string().optional(),
	accountAccessStatus: z.string().optional(),
	sizeInfo: z
		.object({ displayNetworkMembersCount: count, searchNetworkMembersCount: count })
		.optional()
		.catch(undefined),
	ingestedUserListInfo: z
		.object({
			uploadKeyTypes: z.array(z.string()).optional(),
			contactIdInfo: z.object({ matchRatePercentage: count }).optional(),
		})
		.optional(),
});

/** A Customer Match list as Google describes it; without an ID it is still to be created. */
export interface UserList {
	readonly id?: string;
	readonly name: string;
	readonly description?: string;
	/** Days after which members leave unless they are sent again. */
	readonly membershipDays: number;
	/** Whether Google accepts no new members, or doesn't let this account change anything. */
	readonly isClosed: boolean;
	readonly isReadOnly: boolean;
	/** Kinds of data that members are identified by; absent where Google does not report them. */
	readonly keyTypes?: readonly string[];
	/** How many people Google counts for its display network and for search; absent where it does not report them. */
	readonly displayMembers?: number;
	readonly searchMembers?: number;
	readonly matchRatePercent?: number;
	/** IDs of the account's lists; only of one that is still to be created. */
	readonly others?: ReadonlySet<string>;
}

/**
 * The chosen list; one that is chosen by name and does not exist comes without an ID.
 *
 * A name that several lists have is refused: Google's names are unique among an account's own lists, but not among
 * those shared with it.
 *
 * @param membershipDays of a list that is to be created
 */
export async function findUserList(
	client: GoogleClient,
	account: Account,
	choice: ListChoice,
	membershipDays = longestMembershipDays,
): Promise<UserList> {
	if (choice.by === 'id') return readUserList(client, account, choice.id);
	const { name } = choice;
	const others = new Set<string>();
	const ids = await idsNamed(client, account, name, others);
	if (ids.length > 1) {
		throw new InvalidInputError(
			'audience',
			`a list chosen from the list or by ID, because ${ids.length} lists have that name (${ids.join(', ')})`,
		);
	}
	const [id] = ids;
	if (id !== undefined) return readUserList(client, account, id);
	return { name, membershipDays, isClosed: false, isReadOnly: false, others };
}

/** Reads one list with its size and state. */
export async function readUserList(
	client: GoogleClient,
	account: Account,
	listId: string,
): Promise<UserList> {
	const { path, headers } = listsOf(account);
	const call = {
		method: 'GET',
		path: `${path}/${listId}`,
		headers,
		doing: 'reading the list',
	} as const;
	return described(await client.call(call, listSchema));
}

/** The IDs of the account's lists with a name; `others` is filled with the IDs of all lists. */
export async function idsNamed(
	client: GoogleClient,
	account: Account,
	name: string,
	others?: Set<string>,
): Promise<string[]> {
	const ids: string[] = [];
	for await (const page of listPages(client, account, 'looking for the list')) {
		for (const each of page) others?.add(each.id);
		ids.push(...page.filter((each) => each.displayName === name).map((each) => each.id));
	}
	return ids;
}

const pageSize = '1000';

/** An account's lists, page by page. */
export async function* listPages(client: GoogleClient, account: Account, doing: string) {
	const { path, headers } = listsOf(account);
	const schema = z.object({
		userLists: z.array(listSchema).default([]),
		nextPageToken: z.string().optional(),
	});
	const tokens = new Set<string>();
	let pageToken: string | undefined;
	do {
		const query = { pageSize, ...(pageToken === undefined ? {} : { pageToken }) };
		const page = await client.call({ method: 'GET', path, query, headers, doing }, schema);
		yield page.userLists;
		pageToken = page.nextPageToken || undefined;
		if (pageToken === undefined) return;
		if (tokens.has(pageToken)) throw notUnderstood('Google', doing, 'pagesRepeat');
		tokens.add(pageToken);
	} while (pageToken !== undefined);
}

function described(list: z.output<typeof listSchema>): UserList {
	const { sizeInfo, ingestedUserListInfo } = list;
	const isShut = list.membershipStatus === 'CLOSED' || list.accountAccessStatus === 'DISABLED';
	return {
		id: list.id,
		name: list.displayName ?? list.id,
		description: list.description,
		membershipDays: daysIn(list.membershipDuration),
		isClosed: isShut,
		isReadOnly: list.readOnly ?? false,
		keyTypes:
			ingestedUserListInfo?.uploadKeyTypes ?? (ingestedUserListInfo === undefined ? [] : undefined),
		displayMembers: sizeInfo?.displayNetworkMembersCount,
		searchMembers: sizeInfo?.searchNetworkMembersCount,
		matchRatePercent: ingestedUserListInfo?.contactIdInfo?.matchRatePercentage,
	};
}

/** Google writes 30 days as "2592000s"; a list without a duration keeps its members for the longest time possible. */
function daysIn(duration: string | undefined): number {
	const seconds = Number(/^(\d+)(?:\.\d+)?s$/.exec(duration ?? '')?.[1] ?? 0);
	const days = Math.floor(seconds / 86_400);
	return days > 0 ? Math.min(days, longestMembershipDays) : longestMembershipDays;
}

/** The least number of people in a list; undefined for small ones, whose size Google does not report. */
export function membersKnown({ displayMembers = 0, searchMembers = 0 }: UserList) {
	const most = Math.max(displayMembers, searchMembers);
	return most >= 1000 ? most : undefined;
}

/** Refuses a list that accepts no contact data: Google would refuse every customer. */
export function checkTakesMembers({ keyTypes }: UserList): void {
	if (keyTypes === undefined || keyTypes.includes('CONTACT_ID')) return;
	throw new InvalidInputError(
		'audience',
		'a Customer Match list of contact data (emails, phones, addresses); this one is filled in another way',
	);
}
