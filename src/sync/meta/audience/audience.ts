import { InvalidInputError } from '../../../values/invalidInputError';
import { z } from 'zod';
import { AuthenticationError, RejectedError } from '../../http/errors';
import type { MetaClient } from '../api/metaClient';
import type { AudienceChoice } from '../options';

const statusSchema = z.object({ code: z.number(), description: z.string().optional() }).optional();

const audienceSchema = z.object({
	id: z.string(),
	account_id: z.string().optional(),
	name: z.string().optional(),
	subtype: z.string().optional(),
	is_value_based: z.boolean().optional(),
	description: z.string().optional(),
	customer_file_source: z.string().optional(),
	retention_days: z.number().optional(),
	approximate_count_lower_bound: z.number().optional(),
	approximate_count_upper_bound: z.number().optional(),
	operation_status: statusSchema,
	delivery_status: statusSchema,
	time_content_updated: z.number().optional(),
});

const audienceFields =
	'id,account_id,name,description,customer_file_source,subtype,is_value_based,retention_days,approximate_count_lower_bound,approximate_count_upper_bound,operation_status,delivery_status,time_content_updated';

/** An audience as Meta describes it; one without an ID is still to be created. */
export interface Audience {
	readonly id?: string;
	/** The ad account that owns it, `act_…`; absent where Meta does not report it. */
	readonly accountId?: string;
	readonly name: string;
	readonly subtype: string;
	readonly isValueBased: boolean;
	/** Absent where Meta does not report it, as for one that is still to be created. */
	readonly description?: string;
	readonly customerFileSource?: string;
	/** Days after which members leave unless they are sent again; 0: never. */
	readonly retentionDays: number;
	/** The least number of people that were matched; absent where Meta does not report it. */
	readonly matchedAtLeast?: number;
	readonly matchedAtMost?: number;
	readonly operationStatus?: number;
	readonly deliveryStatus?: number;
	/** IDs of the account's audiences; only of one that is still to be created. */
	readonly others?: ReadonlySet<string>;
}

/**
 * The chosen audience; one that is chosen by name and does not exist comes without an ID.
 *
 * Refuses a name that several audiences have, because Meta lets names repeat and a guess could empty the wrong one; and
 * an audience of another ad account that is not shared with the chosen one, because its members could be another
 * client's.
 */
export async function findAudience(
	client: MetaClient,
	adAccountId: string,
	choice: AudienceChoice,
): Promise<Audience> {
	if (choice.by === 'id') {
		const audience = await readAudience(client, choice.id);
		await checkAccount(client, adAccountId, audience);
		return audience;
	}
	const { name, retentionDays } = choice;
	const others = new Set<string>();
	const id = await findByName(client, adAccountId, name, 'audience', others);
	if (id !== undefined) return readAudience(client, id);
	return { name, subtype: 'CUSTOM', isValueBased: false, retentionDays, others };
}

/**
 * The ID of the audience with a name; undefined where there is none. A name that several have is an error of the
 * setting.
 *
 * @param others is filled with the IDs of the account's audiences
 */
export async function findByName(
	client: MetaClient,
	adAccountId: string,
	name: string,
	setting: 'audience' | 'name',
	others?: Set<string>,
): Promise<string | undefined> {
	const ids = await idsNamed(client, adAccountId, name, others);
	if (ids.length <= 1) return ids[0];
	const several = `${ids.length} audiences have that name (${ids.join(', ')})`;
	throw new InvalidInputError(
		setting,
		setting === 'audience'
			? `an audience chosen from the list or by id, because ${several}`
			: `another name, because ${several}`,
	);
}

async function checkAccount(client: MetaClient, adAccountId: string, audience: Audience) {
	const { id = '', accountId } = audience;
	if (accountId === undefined || accountId === adAccountId) return;
	const [shared] = await Promise.allSettled([accountsSharedWith(client, id)]);
	if (shared.status === 'fulfilled') {
		if (shared.value.has(adAccountId)) return;
	} else if (!isRefusal(shared.reason)) throw shared.reason;
	throw new InvalidInputError(
		'audience',
		`an audience of the ad account chosen under "Ad Account" (${adAccountId}), or an audience shared with it; this one belongs to ${accountId}`,
	);
}

function isRefusal(error: unknown): boolean {
	return error instanceof RejectedError || error instanceof AuthenticationError;
}

/** The ad accounts, besides the owner's, that may use an audience. */
async function accountsSharedWith(client: MetaClient, id: string): Promise<Set<string>> {
	const accounts = new Set<string>();
	const call = { path: `${id}/adaccounts`, doing: 'reading the audience’s shares' };
	for await (const page of client.pages(call, z.object({ id: z.string() }))) {
		for (const account of page) accounts.add(accountIdOf(account.id));
	}
	return accounts;
}

const accountIdOf = (id: string) => (id.startsWith('act_') ? id : `act_${id}`);

/** The least number of members of an audience; undefined for small ones, which Meta rounds up to 1,000. */
export function membersKnown({ matchedAtLeast = 0 }: Audience): number | undefined {
	return matchedAtLeast > 1000 ? matchedAtLeast : undefined;
}

/** Reads one audience with its size and status. */
export async function readAudience(
	client: MetaClient,
	id: string,
	mayLag = false,
): Promise<Audience> {
	const query = { fields: audienceFields };
	return described(
		await client.call(
			{ method: 'GET', path: id, query, doing: 'reading the audience', mayLag },
			audienceSchema,
		),
	);
}

/** Reads names only: Meta does not return all fields of hundreds of audiences at once. */
export async function idsNamed(
	client: MetaClient,
	adAccountId: string,
	name: string,
	others?: Set<string>,
): Promise<string[]> {
	const ids: string[] = [];
	const pages = client.pages(
		{
			path: `${adAccountId}/customaudiences`,
			query: { fields: 'id,name' },
			doing: 'looking for the audience',
		},
		z.object({ id: z.string(), name: z.string().optional() }),
	);
	for await (const page of pages) {
		for (const { id } of page) others?.add(id);
		ids.push(...page.filter((each) => each.name === name).map(({ id }) => id));
	}
	return ids;
}

function described(audience: z.output<typeof audienceSchema>): Audience {
	// Meta returns -1 for an unknown count.
	const told = (count: number | undefined) =>
		count !== undefined && count >= 0 ? count : undefined;
	return {
		id: audience.id,
		accountId: audience.account_id === undefined ? undefined : accountIdOf(audience.account_id),
		name: audience.name ?? audience.id,
		subtype: audience.subtype ?? 'CUSTOM',
		isValueBased: audience.is_value_based ?? false,
		description: audience.description,
		customerFileSource: audience.customer_file_source,
		retentionDays: audience.retention_days ?? 0,
		matchedAtLeast: told(audience.approximate_count_lower_bound),
		matchedAtMost: told(audience.approximate_count_upper_bound),
		operationStatus: audience.operation_status?.code,
		deliveryStatus: audience.delivery_status?.code,
	};
}
