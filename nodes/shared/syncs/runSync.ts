import {
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	NodeApiError,
	NodeOperationError,
	sleep,
} from 'n8n-workflow';
import { InvalidInputError } from '../../../src/values/invalidInputError';
import { settle } from '../../../src/values/settle';
import type { Progress, SyncContext } from '../../../src/sync/run/context';
import { type ErrorFacts, RefusedError, SyncError } from '../../../src/sync/http/errors';
import { n8nTransport, usesOAuth } from './n8nTransport';
import { workflowCalendar } from './workflowCalendar';

/** A platform's address and the API version to use, from the credential. */
export interface PlatformAccount {
	readonly baseUrl: string;
	/** Only for Meta. */
	readonly graphVersion: string;
}

type Host = IExecuteFunctions | ILoadOptionsFunctions;

/** What a sync and a search need from n8n: transport, sleep, clock and time zone. */
function hostContext(context: Host, credentialType: string, { baseUrl }: PlatformAccount) {
	return {
		transport: n8nTransport(context, credentialType, baseUrl),
		sleep,
		now: Date.now,
		calendar: workflowCalendar(context.getTimezone()),
		random: Math.random,
		usesOAuth: usesOAuth(credentialType),
	};
}

/** Runs a sync with n8n's transport, cancelling and a log of counts; its errors become n8n's (`withNodeErrors`). */
export async function runSync<Result>(
	context: IExecuteFunctions,
	credentialType: string,
	options: Readonly<Record<string, unknown>> & { readonly longestWaitMinutes: number },
	sync: (syncContext: SyncContext, account: PlatformAccount) => Promise<Result>,
): Promise<Result> {
	const account = await context.getCredentials<PlatformAccount & ICredentialDataDecryptedObject>(
		credentialType,
	);
	const signal = context.getExecutionCancelSignal();
	const syncContext: SyncContext = {
		...hostContext(context, credentialType, account),
		isCancelled: () => signal?.aborted ?? false,
		maxWaitMs: options.longestWaitMinutes * 60_000,
		onProgress: ({ phase, done, total }: Progress) => {
			context.logger.info(
				`${context.getNode().name}: ${phase}, ${done}${total ? ` of ${total}` : ''}`,
			);
		},
	};
	return await withNodeErrors(context, options, sync(syncContext, account));
}

/** Searches a platform for the entries of a dropdown: as a sync, but without cancelling, and with short waits. */
export async function searchPlatform(
	context: ILoadOptionsFunctions,
	credentialType: string,
	find: (
		syncContext: SyncContext,
		account: PlatformAccount,
	) => Promise<ReadonlyArray<{ id: string; name: string }>>,
	nameOf: (found: { id: string; name: string }) => string = ({ name }) => name,
): Promise<INodeListSearchResult> {
	const account = await context.getCredentials<PlatformAccount & ICredentialDataDecryptedObject>(
		credentialType,
	);
	const searchContext = {
		...hostContext(context, credentialType, account),
		isCancelled: () => false,
		maxWaitMs: 5000,
	};
	const found = await withNodeErrors(context, {}, find(searchContext, account));
	return { results: found.map((each) => ({ name: nameOf(each), value: each.id })) };
}

/**
 * Awaits a sync and turns its errors into n8n's, built from plain data.
 *
 * A refusal becomes an operation error with the solution, a platform's error an API error with advice. Nothing of a
 * request or an answer is included.
 *
 * @param options of the sync, to name the wrong setting
 */
async function withNodeErrors<Result>(
	context: Host,
	options: Readonly<Record<string, unknown>>,
	run: Promise<Result>,
): Promise<Result> {
	const done = await settle(run);
	if (done.status === 'fulfilled') return done.value;
	const error: unknown = done.reason;
	const node = context.getNode();
	if (error instanceof InvalidInputError) {
		throw new InvalidInputError(error.field, error.requirement, options[error.field]);
	}
	if (error instanceof RefusedError) {
		throw new NodeOperationError(node, error.message, { level: 'warning' });
	}
	if (error instanceof SyncError) {
		const { message, facts } = error;
		throw new NodeApiError(
			node,
			{ message },
			{
				message,
				description: errorDescription(facts),
				httpCode: facts.status === undefined ? undefined : String(facts.status),
			},
		);
	}
	throw error;
}

/** What to do about a platform's error, and where it comes from; it quotes no request and no answer. */
export function errorDescription(
	{ platform, code, requestId, advice }: ErrorFacts,
	more: readonly string[] = [],
): string {
	const place = [code && `code ${code}`, requestId && `request ${requestId}`].filter(Boolean);
	return [advice, ...more, place.length > 0 ? `(${platform}: ${place.join(', ')})` : '']
		.filter(Boolean)
		.join(' ');
}

/** Reads the values out of resource locators, at any depth. */
export function withoutLocators(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutLocators);
	if (typeof value !== 'object' || value === null) return value;
	const record = value as Record<string, unknown>;
	if (record.__rl === true)
		return typeof record.value === 'number' ? String(record.value) : (record.value ?? '');
	return Object.fromEntries(
		Object.entries(record).map(([key, inner]) => [key, withoutLocators(inner)]),
	);
}
