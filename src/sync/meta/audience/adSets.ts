import { z } from 'zod';
import { InvalidInputError } from '../../../values/invalidInputError';
import type { MetaClient } from '../api/metaClient';

const reference = z.object({ id: z.string(), name: z.string().optional() }).passthrough();

const targetingSchema = z
	.object({
		custom_audiences: z.array(reference).optional(),
		excluded_custom_audiences: z.array(reference).optional(),
	})
	.passthrough();

/** Targeting as Meta returns it; everything but the audiences is passed through unread. */
export type Targeting = z.output<typeof targetingSchema>;

const adSetSchema = z.object({
	id: z.string(),
	account_id: z.string(),
	name: z.string().optional(),
	effective_status: z.string().optional(),
	targeting: targetingSchema,
});

export interface AdSet {
	readonly id: string;
	readonly name: string;
	readonly status?: string;
	readonly targeting: Targeting;
}

/**
 * Reads an ad set with all of its targeting.
 *
 * Refuses an ad set of another ad account, and one whose targeting holds a number that JSON would round: Meta accepts
 * targeting only as a whole, and a rounded number could not be written back.
 */
export async function readAdSet(
	client: MetaClient,
	adAccountId: string,
	id: string,
): Promise<AdSet> {
	const query = { fields: 'id,account_id,name,effective_status,targeting' };
	const { account_id, name, effective_status, targeting } = await client.call(
		{ method: 'GET', path: id, query, doing: 'reading the ad set' },
		adSetSchema,
	);
	if (`act_${account_id}` !== adAccountId) {
		throw new InvalidInputError('adSets', `ad sets of the ad account ${adAccountId}`);
	}
	if (hasRoundedNumber(targeting)) {
		throw new InvalidInputError(
			'adSets',
			`ad sets whose targeting can be written back unchanged; exclude the audience by hand in ad set ${id}`,
		);
	}
	return { id, name: name ?? id, status: effective_status, targeting };
}

function hasRoundedNumber(value: unknown): boolean {
	if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
	return typeof value === 'object' && value !== null && Object.values(value).some(hasRoundedNumber);
}

/** Writes an ad set's targeting, or has Meta validate it without writing. */
export async function writeTargeting(
	client: MetaClient,
	id: string,
	targeting: Targeting,
	isTrial: boolean,
): Promise<void> {
	await client.call(
		{
			method: 'POST',
			path: id,
			doing: isTrial
				? 'checking the targeting of the ad set'
				: 'changing the targeting of the ad set',
			body: { targeting, ...(isTrial ? { execution_options: ['validate_only'] } : {}) },
			isTrial,
		},
		z.unknown(),
	);
}

/** The targeting with one more excluded audience; undefined where it is excluded already. */
export function excluding(
	targeting: Targeting,
	audience: { readonly id?: string; readonly name: string },
): Targeting | undefined {
	const excluded = targeting.excluded_custom_audiences ?? [];
	if (excluded.some(({ id }) => id === audience.id)) return undefined;
	const further = { id: audience.id ?? '', name: audience.name };
	return { ...targeting, excluded_custom_audiences: [...excluded, further] };
}
