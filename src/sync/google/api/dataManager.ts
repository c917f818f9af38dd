/** Google's limits of one request. */
export const mostMembersPerRequest = 10_000;
export const mostIdentifiersPerMember = 10;
export const mostDestinations = 10;

/** The most days that Google keeps a member. */
export const longestMembershipDays = 540;

/** Requests of one kind that a Google Cloud project may send in a minute. */
export const requestsPerMinute = 300;

/** Returns the number of requests that N members take. */
export function requestsOf(members: number): number {
	return Math.ceil(members / mostMembersPerRequest);
}

/** The products whose accounts own Customer Match lists. */
export const accountTypes = [
	'GOOGLE_ADS',
	'DISPLAY_VIDEO_ADVERTISER',
	'DISPLAY_VIDEO_PARTNER',
] as const;

export type AccountType = (typeof accountTypes)[number];

/** An account, and the manager through which the credential reaches it. */
export interface Account {
	readonly accountType: AccountType;
	readonly accountId: string;
	/** Empty where the credential has access to the account itself. */
	readonly loginAccountId: string;
}

/** The kind of account that manages others of a kind. */
const managerOf: Readonly<Record<AccountType, AccountType>> = {
	GOOGLE_ADS: 'GOOGLE_ADS',
	DISPLAY_VIDEO_ADVERTISER: 'DISPLAY_VIDEO_PARTNER',
	DISPLAY_VIDEO_PARTNER: 'DISPLAY_VIDEO_PARTNER',
};

/** A list that requests are sent to, as Google names it. */
export interface Destination {
	readonly operatingAccount: { readonly accountType: AccountType; readonly accountId: string };
	readonly loginAccount?: { readonly accountType: AccountType; readonly accountId: string };
	readonly productDestinationId: string;
}

/** Returns the destination of a list in an account. */
export function destinationOf(
	{ accountType, accountId, loginAccountId }: Account,
	listId: string,
): Destination {
	const loginAccount = { accountType: managerOf[accountType], accountId: loginAccountId };
	return {
		operatingAccount: { accountType, accountId },
		...(loginAccountId === '' ? {} : { loginAccount }),
		productDestinationId: listId,
	};
}

/** Returns the path of an account's lists, and the header that names the manager. */
export function listsOf({ accountType, accountId, loginAccountId }: Account) {
	const login = `accountTypes/${managerOf[accountType]}/accounts/${loginAccountId}`;
	return {
		path: `accountTypes/${accountType}/accounts/${accountId}/userLists`,
		headers: (loginAccountId === '' ? {} : { 'login-account': login }) as Readonly<
			Record<string, string>
		>,
	};
}
