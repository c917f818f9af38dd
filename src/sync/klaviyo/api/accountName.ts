import { z } from 'zod';
import type { Notice } from '../../../values/notice';
import { settle } from '../../../values/settle';
import { AuthenticationError, RejectedError, SyncError } from '../../http/errors';
import { KlaviyoClient } from './klaviyoClient';
import type { SyncContext } from '../../run/context';

/** Wait for the account's name: a run is not held up for it. */
const longestWaitMs = 10_000;

const accountsSchema = z.object({
	data: z.array(
		z.object({
			attributes: z.object({
				contact_information: z.object({ organization_name: z.string().nullish() }).nullish(),
			}),
		}),
	),
});

/** The account that a key belongs to: its name, or why the name is not known. */
export type Account =
	| { readonly name: string; readonly unknownBecause?: undefined }
	| { readonly name?: undefined; readonly unknownBecause: string };

/**
 * Reads the account's name, which shows people whether the key is the right one.
 *
 * A key without the scope, or a transient fault, leaves the name unknown and stops nothing else. Throws for a key that
 * Klaviyo does not accept, and when the execution is cancelled.
 */
export async function readAccount(context: SyncContext): Promise<Account> {
	// A separate client: it waits for a shorter time, and its calls write nothing.
	const maxWaitMs = Math.min(context.maxWaitMs, longestWaitMs);
	const client = new KlaviyoClient({ ...context, maxWaitMs });
	const read = await settle(client.call('get_accounts', {}, accountsSchema));
	if (read.status === 'fulfilled') {
		const name = read.value.data[0]?.attributes.contact_information?.organization_name?.trim();
		return name ? { name } : { unknownBecause: 'the account has no name in Klaviyo' };
	}
	const error: unknown = read.reason;
	if (!(error instanceof SyncError)) throw error;
	const { status } = error.facts;
	if (error instanceof AuthenticationError && status === 403) {
		return { unknownBecause: 'the key lacks the scope accounts:read' };
	}
	if (error instanceof AuthenticationError) throw error;
	return {
		unknownBecause:
			error instanceof RejectedError
				? `Klaviyo refused to return it (status ${status})`
				: 'Klaviyo did not answer in time',
	};
}

/** Names the account that a dry run has read. */
export function accountNotice({ name, unknownBecause }: Account): Notice {
	return {
		code: 'account',
		message:
			name !== undefined
				? `Klaviyo account: "${name}".`
				: `The name of the Klaviyo account is not known: ${unknownBecause}. Everything else works without it.`,
		level: 'info',
	};
}
