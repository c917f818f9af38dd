import { z } from 'zod';
import type { Planned } from '../shared/carryOut';
import { grouped } from '../shared/counted';
import { RejectedError } from '../shared/errors';
import { InvalidSetting } from '../shared/invalidSetting';
import { planOf } from '../shared/plan';
import { findAudience, nameNotice, readAudience, statusNotice, type Audience } from './audience';
import { operationStatuses } from './graph';
import type { AnyInput, PlanOperation } from './operation';

type AccountInput = AnyInput<'createLookalike' | 'audienceStatus' | 'setExistingCustomers'>;

/** The customers of the input pass through: these operations concern the account. */
function passThrough({ rows, ledger }: AccountInput) {
	rows.forEach((_row, index) => {
		ledger.set(
			index,
			'unchanged',
			'concerns_the_account',
			'This operation concerns the account, not single customers.',
		);
	});
}

async function existingAudience({
	client,
	options,
}: AccountInput): Promise<Audience & { id: string }> {
	const audience = await findAudience(client, options.adAccountId, options.audience);
	return { ...audience, id: idOf(audience) };
}

/** The audience; a dry run may name one that does not exist yet, because the step that fills it was a dry run too. */
async function audienceToUse({
	client,
	options,
	notices,
}: AnyInput<'createLookalike' | 'setExistingCustomers'>): Promise<Audience> {
	const audience = await findAudience(client, options.adAccountId, options.audience);
	if (audience.id === undefined && options.dryRun) {
		notices.push({
			code: 'audience_missing',
			message: `There is no audience "${audience.name}" yet: a run for real needs it. Fill it first.`,
			level: 'info',
		});
	} else idOf(audience);
	return audience;
}

function idOf({ id }: Audience): string {
	if (id === undefined) throw new InvalidSetting('audience', 'an audience that exists');
	return id;
}

/** Meta's least number of matched people in the source of a lookalike. */
const leastSeed = 100;

/** Plans to create an audience of people who resemble the members of another one; one of that name is left as it is. */
export const createLookalike: PlanOperation<'createLookalike'> = async (input) => {
	const { options, client, ledger, notices } = input;
	if (options.startingRatio >= options.ratio) {
		throw new InvalidSetting('startingRatio', `a share below the ratio of ${options.ratio}`);
	}
	const source = await audienceToUse(input);
	const existing = await findAudience(client, options.adAccountId, {
		by: 'name',
		name: options.name,
		description: '',
		customerFileSource: 'USER_PROVIDED_ONLY',
		exclusionOnly: false,
		labels: [],
		retentionDays: 0,
	});
	passThrough(input);
	const notice = nameNotice(options.name);
	if (notice !== undefined) notices.push(notice);
	if (source.matchedAtMost !== undefined && source.matchedAtMost < leastSeed) {
		notices.push({
			code: 'seed_too_small',
			message: `"${source.name}" has fewer than ${leastSeed} matched people in Meta's count: too few for a lookalike.`,
			level: 'warning',
		});
	}
	const isThere = existing.id !== undefined;
	return {
		plan: planOf(
			'createLookalike',
			[
				{
					target: options.name,
					targetId: existing.id,
					added: isThere ? 0 : 1,
					removed: 0,
					changed: 0,
					unchanged: isThere ? 1 : 0,
				},
			],
			ledger,
		),
		intents: () => [],
		act: async () => {
			if (isThere) return { audienceId: existing.id };
			const countries = options.countries;
			const spec = {
				...(source.isValueBased ? { type: 'custom_ratio' } : {}),
				ratio: options.ratio,
				...(options.startingRatio > 0 ? { starting_ratio: options.startingRatio } : {}),
				...(countries.length === 1
					? { country: countries[0] }
					: { location_spec: { geo_locations: { countries } } }),
			};
			const [made] = await Promise.allSettled([
				client.call(
					{
						method: 'POST',
						path: `${options.adAccountId}/customaudiences`,
						doing: 'creating the lookalike audience',
						repeatable: false,
						body: {
							name: options.name,
							subtype: 'LOOKALIKE',
							origin_audience_id: idOf(source),
							lookalike_spec: JSON.stringify(spec),
						},
					},
					z.object({ id: z.string() }),
				),
			]);
			if (made.status === 'rejected') {
				const error: unknown = made.reason;
				if (!(error instanceof RejectedError) || error.facts.code !== '2654') throw error;
				notices.push({
					code: 'lookalike_exists',
					message: 'A lookalike of this source, size and place exists already under another name.',
					level: 'info',
				});
				return {};
			}
			notices.push({
				code: 'lookalike_filling',
				message: 'Meta fills the lookalike audience within one to six hours.',
				level: 'info',
			});
			return { audienceId: made.value.id };
		},
	};
};

/** Reads an audience's size and status; changes nothing. */
export const audienceStatus: PlanOperation<'audienceStatus'> = async (input) => {
	const { client, ledger, notices } = input;
	const audience = await existingAudience(input);
	passThrough(input);
	const notice = statusNotice(audience);
	if (notice !== undefined) notices.push(notice);
	notices.push({
		code: 'audience_status',
		message: `"${audience.name}": ${inWords(audience)}.`,
		level: 'info',
	});
	return {
		plan: planOf('audienceStatus', [], ledger),
		intents: () => [],
		act: async () => {
			const now = await readAudience(client, audience.id);
			return {
				audienceId: now.id,
				audienceName: now.name,
				matchedAtLeast: now.matchedAtLeast,
				matchedAtMost: now.matchedAtMost,
				operationStatus: now.operationStatus,
				deliveryStatus: now.deliveryStatus,
			};
		},
	};
};

function inWords({ matchedAtLeast, matchedAtMost, operationStatus, deliveryStatus }: Audience) {
	const size =
		matchedAtLeast === undefined
			? 'size not told'
			: `${grouped(matchedAtLeast)} to ${grouped(matchedAtMost ?? matchedAtLeast)} people matched`;
	const state = operationStatuses[operationStatus ?? 200] ?? 'in order';
	const delivery =
		deliveryStatus === 300
			? 'too small to be used in ads'
			: deliveryStatus === 200
				? 'ready for ads'
				: 'not ready for ads';
	return `${size}, ${state}, ${delivery}`;
}

const existingCustomers = z.object({
	existing_customers: z.array(z.union([z.string(), z.object({ id: z.string() })])).optional(),
});

/**
 * Plans to name an audience as one of the ad account's existing customers, besides those named already.
 *
 * Campaigns for new customers then know whom to leave out or to pay less for.
 */
export const setExistingCustomers: PlanOperation<'setExistingCustomers'> = async (
	input,
): Promise<Planned> => {
	const { options, client, ledger } = input;
	const audience = await audienceToUse(input);
	const { adAccountId } = options;
	const account = await client.call(
		{
			method: 'GET',
			path: adAccountId,
			query: { fields: 'existing_customers' },
			doing: 'reading the ad account',
		},
		existingCustomers,
	);
	const named = (account.existing_customers ?? []).map((each) =>
		typeof each === 'string' ? each : each.id,
	);
	const isThere = audience.id !== undefined && named.includes(audience.id);
	passThrough(input);
	return {
		plan: planOf(
			'setExistingCustomers',
			[
				{
					target: `Existing customers of the ad account: ${audience.name}`,
					targetId: audience.id,
					added: isThere ? 0 : 1,
					removed: 0,
					changed: 0,
					unchanged: isThere ? 1 : 0,
				},
			],
			ledger,
		),
		intents: () => [],
		act: async () => {
			const id = idOf(audience);
			if (!isThere) {
				await client.call(
					{
						method: 'POST',
						path: adAccountId,
						doing: "naming the ad account's existing customers",
						body: { existing_customers: [...named, id] },
					},
					z.unknown(),
				);
			}
			return { existingCustomers: [...new Set([...named, id])] };
		},
	};
};
