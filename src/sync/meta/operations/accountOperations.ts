import { InvalidInputError } from '../../../values/invalidInputError';
import { z } from 'zod';
import type { Planned } from '../../run/carryOut';
import { grouped } from '../../../values/wording';
import { planOf, targetPlan } from '../../run/plan';
import { findAudience, readAudience, type Audience } from '../audience/audience';
import { statusNotice } from '../audience/audienceNotices';
import { readSession } from '../upload/followSession';
import { deliveryStatuses, operationStatuses } from '../api/graph';
import type { AnyInput, PlanOperation } from './operation';
import { outcomeOf } from '../../run/outcomeTable';

type AccountInput = AnyInput<
	'createLookalike' | 'audienceStatus' | 'setExistingCustomers' | 'excludeFromAdSets'
>;

/** The customers of the input pass through: these operations are about the account. */
export function passThrough({ rows, ledger }: AccountInput) {
	rows.forEach((_row, index) => {
		ledger.set(index, outcomeOf('concernsTheAccount'));
	});
}

async function existingAudience({
	client,
	options,
}: AccountInput): Promise<Audience & { id: string }> {
	const audience = await findAudience(client, options.adAccountId, options.audience);
	return { ...audience, id: idOf(audience) };
}

/**
 * The audience to use; a dry run may name one that does not exist yet, because the step that creates it was a dry run
 * too.
 */
export async function audienceToUse({
	client,
	options,
	notices,
}: AnyInput<'createLookalike' | 'setExistingCustomers' | 'excludeFromAdSets'>): Promise<Audience> {
	const audience = await findAudience(client, options.adAccountId, options.audience);
	if (audience.id === undefined && options.dryRun) {
		notices.push({
			code: 'audienceMissing',
			message: `There is no audience "${audience.name}" yet: a real run needs it. Fill it first.`,
			level: 'info',
		});
	} else idOf(audience);
	return audience;
}

export function idOf({ id }: Audience): string {
	if (id === undefined) throw new InvalidInputError('audience', 'an audience that exists');
	return id;
}

/** Reads an audience's size and status; changes nothing. */
export const audienceStatus: PlanOperation<'audienceStatus'> = async (input) => {
	const { client, ledger, notices } = input;
	const audience = await existingAudience(input);
	passThrough(input);
	const notice = statusNotice(audience);
	if (notice !== undefined) notices.push(notice);
	notices.push({
		code: 'audienceStatus',
		message: `"${audience.name}": ${inWords(audience)}.`,
		level: 'info',
	});
	return {
		plan: planOf('audienceStatus', [], ledger),
		intents: () => [],
		act: async () => {
			const now = await readAudience(client, audience.id);
			const session = await readSession(client, audience.id);
			return {
				audienceId: now.id,
				audienceName: now.name,
				matchedAtLeast: now.matchedAtLeast,
				matchedAtMost: now.matchedAtMost,
				operationStatus: now.operationStatus,
				deliveryStatus: now.deliveryStatus,
				...session?.facts,
			};
		},
	};
};

function inWords({ matchedAtLeast, matchedAtMost, operationStatus, deliveryStatus }: Audience) {
	const size =
		matchedAtLeast === undefined
			? 'size not reported'
			: `${grouped(matchedAtLeast)} to ${grouped(matchedAtMost ?? matchedAtLeast)} people matched`;
	const state = operationStatuses[operationStatus ?? 200]?.meaning ?? 'in order';
	const delivery = deliveryStatuses[deliveryStatus ?? 0] ?? 'not ready for ads';
	return `${size}, ${state}, ${delivery}`;
}

const existingCustomers = z.object({
	existing_customers: z.array(z.union([z.string(), z.object({ id: z.string() })])).optional(),
});

/**
 * Plans to add an audience to the ad account's existing customers.
 *
 * Campaigns for new customers can then exclude them or bid less for them.
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
				targetPlan({
					target: `Existing customers of the ad account: ${audience.name}`,
					targetId: audience.id,
					added: isThere ? 0 : 1,
					unchanged: isThere ? 1 : 0,
					requests: isThere ? 0 : 1,
				}),
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
