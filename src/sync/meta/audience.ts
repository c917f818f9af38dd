import { z } from 'zod';
import { RejectedError, TransientError } from '../shared/errors';
import { InvalidSetting } from '../shared/invalidSetting';
import type { SyncNotice } from '../shared/outcome';
import { operationStatuses } from './graph';
import type { MetaClient } from './metaClient';
import type { AudienceChoice } from './options';

const statusSchema = z.object({ code: z.number(), description: z.string().optional() }).optional();

const audienceSchema = z.object({
	id: z.string(),
	name: z.string().optional(),
	subtype: z.string().optional(),
	is_value_based: z.boolean().optional(),
	retention_days: z.number().optional(),
	approximate_count_lower_bound: z.number().optional(),
	approximate_count_upper_bound: z.number().optional(),
	operation_status: statusSchema,
	delivery_status: statusSchema,
	time_content_updated: z.number().optional(),
});

const audienceFields =
	'id,name,subtype,is_value_based,retention_days,approximate_count_lower_bound,approximate_count_upper_bound,operation_status,delivery_status,time_content_updated';

/** An audience as Meta describes it; without an id it is still to be created. */
export interface Audience {
	readonly id?: string;
	readonly name: string;
	readonly subtype: string;
	readonly isValueBased: boolean;
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
 * A name that several audiences have is refused: Meta lets names repeat, and guessing would empty the wrong one.
 */
export async function findAudience(
	client: MetaClient,
	adAccountId: string,
	choice: AudienceChoice,
): Promise<Audience> {
	if (choice.by === 'id') return readAudience(client, choice.id);
	const found = await audiencesNamed(client, adAccountId, choice.name);
	if (found.length > 1) {
		throw new InvalidSetting(
			'audience',
			`an audience chosen from the list or by id, because ${found.length} audiences have that name (${found.map(({ id }) => id).join(', ')})`,
		);
	}
	const { name, retentionDays } = choice;
	return found[0] ?? { name, subtype: 'CUSTOM', isValueBased: false, retentionDays };
}

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

async function audiencesNamed(client: MetaClient, adAccountId: string, name: string) {
	const found: Audience[] = [];
	const pages = client.pages(
		{
			path: `${adAccountId}/customaudiences`,
			query: { fields: audienceFields },
			doing: 'looking for the audience',
		},
		audienceSchema,
	);
	for await (const page of pages) {
		found.push(...page.filter((each) => each.name === name).map(described));
	}
	return found;
}

function described(audience: z.output<typeof audienceSchema>): Audience {
	// Meta answers -1 where it does not tell.
	const told = (count: number | undefined) =>
		count !== undefined && count >= 0 ? count : undefined;
	return {
		id: audience.id,
		name: audience.name ?? audience.id,
		subtype: audience.subtype ?? 'CUSTOM',
		isValueBased: audience.is_value_based ?? false,
		retentionDays: audience.retention_days ?? 0,
		matchedAtLeast: told(audience.approximate_count_lower_bound),
		matchedAtMost: told(audience.approximate_count_upper_bound),
		operationStatus: audience.operation_status?.code,
		deliveryStatus: audience.delivery_status?.code,
	};
}

const created = z.object({ id: z.string() });

/**
 * Creates the audience and gives its id.
 *
 * Restriction and labels are recent: where Meta refuses one of them, the audience is created without, and a notice says so. A
 * lost answer is followed by a look whether the audience is there; it is never created twice.
 */
export async function createAudience(
	client: MetaClient,
	adAccountId: string,
	choice: Extract<AudienceChoice, { by: 'name' }>,
	isValueBased: boolean,
	notices: SyncNotice[],
): Promise<string> {
	const plain = {
		name: choice.name,
		subtype: 'CUSTOM',
		customer_file_source: choice.customerFileSource,
		...(choice.description === '' ? {} : { description: choice.description }),
		...(choice.retentionDays === 0 ? {} : { retention_days: choice.retentionDays }),
		...(isValueBased ? { is_value_based: true } : {}),
	};
	const recent = {
		...(choice.exclusionOnly ? { usage_restriction: 'EXCLUSION_ONLY' } : {}),
		...(choice.labels.length === 0 ? {} : { audience_labels: choice.labels }),
	};
	const [full] = await Promise.allSettled([create({ ...plain, ...recent })]);
	if (full.status === 'fulfilled') return full.value;
	const error: unknown = full.reason;
	const isRefused = error instanceof RejectedError && error.facts.code === '100';
	if (!isRefused || Object.keys(recent).length === 0) throw error;
	const id = await create(plain);
	notices.push({
		code: 'audience_without_labels',
		message:
			'Meta did not take the labels or the restriction to exclusions for this ad account: the audience was created without them.',
		level: 'warning',
	});
	return id;

	async function create(body: Readonly<Record<string, unknown>>): Promise<string> {
		const call = client.call(
			{
				method: 'POST',
				path: `${adAccountId}/customaudiences`,
				body,
				doing: 'creating the audience',
				repeatable: false,
			},
			created,
		);
		const [made] = await Promise.allSettled([call]);
		if (made.status === 'fulfilled') return made.value.id;
		if (!(made.reason instanceof TransientError)) throw made.reason;
		const [found] = await audiencesNamed(client, adAccountId, choice.name);
		if (found?.id === undefined) throw made.reason;
		return found.id;
	}
}

const sensitive =
	/\b(health|medic\w*|diabet\w*|cancer|pregnan\w*|depress\w*|disab\w*|addict\w*|obes\w*|income|salary|credit|debt\w*|loan\w*|mortgage\w*|bankrupt\w*|insolven\w*|wealth\w*|poor|rich)\b/i;

/** Gives a warning where a name hints at health or money: Meta blocks such audiences. */
export function nameNotice(name: string): SyncNotice | undefined {
	if (!sensitive.test(name)) return undefined;
	return {
		code: 'name_may_be_flagged',
		message:
			`The name "${name}" may hint at health or financial status. Meta blocks audiences with such names (status 471): ` +
			'choose a neutral one, such as "Customers A".',
		level: 'warning',
	};
}

/** Gives what a person has to know of an audience's status; undefined where it is normal. */
export function statusNotice({ name, operationStatus }: Audience): SyncNotice | undefined {
	const meaning = operationStatus === undefined ? undefined : operationStatuses[operationStatus];
	if (meaning === undefined) return undefined;
	return {
		code: `audience_status_${operationStatus}`,
		message: `Meta says that "${name}" is ${meaning}.`,
		level: operationStatus === 441 || operationStatus === 410 ? 'info' : 'warning',
	};
}

/** Says what is left to do for an audience to keep anybody from seeing ads. */
export function exclusionNotice(name: string): SyncNotice {
	return {
		code: 'exclusion_left_to_do',
		message:
			`Uploading alone excludes nobody. For "${name}" to take effect, exclude it in each ad set (Audience > Exclude), or use ` +
			'"Set Existing Customers" and let campaigns for new customers leave them out.',
		level: 'warning',
	};
}
