import { settle } from '../../../values/settle';
import { z } from 'zod';
import { AuthenticationError, RejectedError, TransientError } from '../../http/errors';
import type { Refusal } from '../../run/plan';
import type { MetaClient } from './metaClient';

const accepted = z.record(z.coerce.number()).optional().catch(undefined);

/** Accepted terms by name; a map that is missing or invalid says nothing. */
const termsSchema = z.object({ tos_accepted: accepted, user_tos_accepted: accepted });

/** The terms that somebody with access to the ad account has to accept once, and where. */
const termsOf = {
	custom_audience_tos: {
		name: 'Custom Audience terms',
		address: 'business.facebook.com/ads/manage/customaudiences/tos',
	},
	value_based_custom_audience_tos: {
		name: 'value-based audience terms',
		address: 'business.facebook.com/customaudiences/value_based/tos',
	},
} as const;

/**
 * Refuses to create or fill audiences while terms are not accepted for the ad account; undefined where they are
 * accepted, or Meta does not report it.
 *
 * The account's own map decides; an acceptance by the token's user also counts, but Meta keeps no such map for system
 * users.
 */
export async function termsRefusal(
	client: MetaClient,
	adAccountId: string,
	isValueBased: boolean,
): Promise<Refusal | undefined> {
	const { tos_accepted: ofAccount, user_tos_accepted: ofUser } = await readTerms(
		client,
		adAccountId,
	);
	if (ofAccount === undefined) return undefined;
	const missing = (Object.keys(termsOf) as Array<keyof typeof termsOf>)
		.filter((term) => isValueBased || term === 'custom_audience_tos')
		.filter((term) => ofAccount[term] !== 1 && ofUser?.[term] !== 1)
		.map((term) => termsOf[term]);
	if (missing.length === 0) return undefined;
	const names = missing.map(({ name }) => name).join(' and the ');
	const addresses = missing.map(({ address }) => address).join(' and ');
	return {
		code: 'termsNotAccepted',
		sentence: `Meta's ${names} are not accepted for the ad account ${adAccountId}. Nothing was sent. Someone with access to the ad account has to accept them once, at ${addresses}.`,
	};
}

async function readTerms(
	client: MetaClient,
	adAccountId: string,
): Promise<z.output<typeof termsSchema>> {
	const query = { fields: 'tos_accepted,user_tos_accepted' };
	const call = client.call(
		{ method: 'GET', path: adAccountId, query, doing: 'reading the accepted terms' },
		termsSchema,
	);
	const read = await settle(call);
	if (read.status === 'fulfilled') return read.value;
	if (!isUnreadable(read.reason)) throw read.reason;
	return {};
}

/** A user who may not read the account may still use it, and an answer that can't be read says nothing. */
function isUnreadable(error: unknown): boolean {
	if (error instanceof RejectedError || error instanceof AuthenticationError) return true;
	return error instanceof TransientError && error.facts.code === 'unexpectedAnswer';
}
