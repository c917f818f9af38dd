import { InvalidInputError } from '../../../values/invalidInputError';
import type { Notice } from '../../../values/notice';
import { z } from 'zod';
import { AuthenticationError, RejectedError } from '../../http/errors';
import type { Refusal } from '../../run/plan';
import { createOnce } from '../api/createOnce';
import { operationStatuses } from '../api/graph';
import { isAboutParameter } from '../api/judgeMeta';
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

/** An audience as Meta describes it; without an id it is still to be created. */
export interface Audience {
	readonly id?: string;
	/** The ad account that owns it, `act_…`; absent where Meta does not tell. */
	readonly accountId?: string;
	readonly name: string;
	readonly subtype: string;
	readonly isValueBased: boolean;
	/** Absent where Meta does not tell, as for one that is still to be created. */
	readonly description?: string;
	readonly customerFileSource?: string;
	/** Days after which members leave unless they are sent again; 0: never. */
	readonly retentionDays: number;
	/** How many people were matched at least; absent where Meta does not tell. */
	readonly matchedAtLeast?: number;
	readonly matchedAtMost?: number;
	readonly operationStatus?: number;
	readonly deliveryStatus?: number;
}

/**
 * Gives the chosen audience; one that is chosen by name and does not exist comes without an id.
 *
 * Refused are a name that several audiences have, for Meta lets names repeat, and guessing would empty the wrong one; and an
 * audience of another ad account that is not shared with the chosen one, for its members would be another client's.
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
	const id = await findByName(client, adAccountId, choice.name, 'audience');
	if (id !== undefined) return readAudience(client, id);
	const { name, retentionDays } = choice;
	return { name, subtype: 'CUSTOM', isValueBased: false, retentionDays };
}

/** Gives the id of the audience of a name; undefined where there is none. A name that several have is refused as the setting's fault. */
export async function findByName(
	client: MetaClient,
	adAccountId: string,
	name: string,
	setting: 'audience' | 'name',
): Promise<string | undefined> {
	const ids = await idsNamed(client, adAccountId, name);
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
		`an audience of the ad account chosen under "Ad Account" (${adAccountId}), or one that is shared with it; this one belongs to ${accountId}`,
	);
}

function isRefusal(error: unknown): boolean {
	return error instanceof RejectedError || error instanceof AuthenticationError;
}

/** Gives the ad accounts that may use an audience besides its owner. */
async function accountsSharedWith(client: MetaClient, id: string): Promise<Set<string>> {
	const accounts = new Set<string>();
	const call = { path: `${id}/adaccounts`, doing: 'reading whom the audience is shared with' };
	for await (const page of client.pages(call, z.object({ id: z.string() }))) {
		for (const account of page) accounts.add(accountIdOf(account.id));
	}
	return accounts;
}

const accountIdOf = (id: string) => (id.startsWith('act_') ? id : `act_${id}`);

/** How many members an audience has at least; undefined for small ones, which Meta rounds up to 1,000. */
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

/** Looks through names alone: all facts of hundreds of audiences are more than Meta gives at once. */
async function idsNamed(client: MetaClient, adAccountId: string, name: string): Promise<string[]> {
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
		ids.push(...page.filter((each) => each.name === name).map(({ id }) => id));
	}
	return ids;
}

function described(audience: z.output<typeof audienceSchema>): Audience {
	// Meta answers -1 where it does not tell.
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

/** What Meta may not know or allow for an ad account, in the order in which it is given up. */
const recentSettings = [
	{
		parameter: 'audience_labels',
		code: 'audienceWithoutLabels',
		message:
			'Meta did not take the labels for this ad account: the audience was created without them.',
	},
	{
		parameter: 'usage_restriction',
		code: 'audienceWithoutRestriction',
		message:
			'Meta did not take the restriction to exclusions for this ad account: the audience was created without it, and could be targeted by mistake.',
	},
] as const;

/**
 * Creates the audience and gives its id.
 *
 * Labels and restriction are recent: where Meta refuses a parameter, the audience is created without the labels, then without
 * the restriction too, and notices say so.
 */
export async function createAudience(
	client: MetaClient,
	adAccountId: string,
	choice: Extract<AudienceChoice, { by: 'name' }>,
	isValueBased: boolean,
	notices: Notice[],
): Promise<string> {
	let body: Readonly<Record<string, unknown>> = {
		name: choice.name,
		subtype: 'CUSTOM',
		customer_file_source: choice.customerFileSource,
		...(choice.description === '' ? {} : { description: choice.description }),
		...(choice.retentionDays === 0 ? {} : { retention_days: choice.retentionDays }),
		...(isValueBased ? { is_value_based: true } : {}),
		...(choice.exclusionOnly ? { usage_restriction: 'EXCLUSION_ONLY' } : {}),
		...(choice.labels.length === 0 ? {} : { audience_labels: choice.labels }),
	};
	const toGiveUp = recentSettings.filter(({ parameter }) => parameter in body);
	for (;;) {
		const [made] = await Promise.allSettled([
			createOnce(client, adAccountId, body, 'creating the audience', () =>
				idsNamed(client, adAccountId, choice.name),
			),
		]);
		if (made.status === 'fulfilled') return made.value;
		const givenUp = isAboutParameter(made.reason) ? toGiveUp.shift() : undefined;
		if (givenUp === undefined) throw made.reason;
		const { parameter, code, message } = givenUp;
		body = Object.fromEntries(Object.entries(body).filter(([name]) => name !== parameter));
		notices.push({ code, message, level: 'warning' });
	}
}

const sensitive =
	/\b(health|medic\w*|diabet\w*|cancer|pregnan\w*|depress\w*|disab\w*|addict\w*|obes\w*|income|salary|credit|debt\w*|loan\w*|mortgage\w*|bankrupt\w*|insolven\w*|wealth\w*|poor|rich)\b/i;

/** Gives a warning where a name hints at health or money: Meta blocks such audiences. */
export function nameNotice(name: string): Notice | undefined {
	if (!sensitive.test(name)) return undefined;
	return {
		code: 'nameMayBeFlagged',
		message:
			`The name "${name}" may hint at health or financial status. Meta blocks audiences with such names (status 471): ` +
			'choose a neutral one, such as "Customers A".',
		level: 'warning',
	};
}

/** Gives what a person has to know of an audience's status; undefined where it is normal. */
export function statusNotice({ name, operationStatus = 200 }: Audience): Notice | undefined {
	const state = operationStatuses[operationStatus];
	if (state === undefined) return undefined;
	return {
		code: `audienceStatus${operationStatus}`,
		message: `Meta says that "${name}" is ${state.meaning}.`,
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
export function settingsNotice(audience: Audience, choice: AudienceChoice): Notice | undefined {
	if (audience.id === undefined) return undefined;
	const given = creationSettings.filter(({ differs }) => differs(audience, choice));
	if (given.length === 0) return undefined;
	const words = given.map((each) => `"${each.words}"`).join(', ');
	return {
		code: 'settingsOfCreation',
		message: `"${audience.name}" is there already and keeps its own settings: ${words} ${given.length === 1 ? 'is' : 'are'} for an audience that is created.`,
		level: 'info',
	};
}

/** Gives the refusal to write members into an audience whose status forbids it; undefined where it may be written to. */
export function stateRefusal({ name, operationStatus = 200 }: Audience): Refusal | undefined {
	const state = operationStatuses[operationStatus];
	if (state?.effect !== 'blocks') return undefined;
	return {
		code: `audienceStatus${operationStatus}`,
		sentence: `Meta says that "${name}" is ${state.meaning} (status ${operationStatus}). Nothing was sent. ${state.wayOut}`,
	};
}

/** Says what is left to do for an audience to keep anybody from seeing ads. */
export function exclusionNotice(name: string): Notice {
	return {
		code: 'exclusionLeftToDo',
		message:
			`Uploading alone excludes nobody. For "${name}" to take effect, exclude it in each ad set (Audience > Exclude), or use ` +
			'"Set Existing Customers" and let campaigns for new customers leave them out.',
		level: 'warning',
	};
}
