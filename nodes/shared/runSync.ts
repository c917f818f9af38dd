import {
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	NodeApiError,
	NodeOperationError,
	sleep,
} from 'n8n-workflow';
import { InvalidInputError } from '../../src/values/invalidInputError';
import { settle } from '../../src/values/settle';
import type { Progress, SyncContext } from '../../src/sync/run/context';
import { RefusedError, SyncError } from '../../src/sync/http/errors';
import { n8nTransport } from './n8nTransport';
import { workflowCalendar } from './workflowCalendar';

/** Returns a sync what it needs of n8n: transport, sleep, clock, cancelling and a log of counts. */
export function syncContext(
	context: IExecuteFunctions,
	credentialType: string,
	baseUrl: string,
	longestWaitMinutes: number,
): SyncContext {
	const signal = context.getExecutionCancelSignal();
	return {
		transport: n8nTransport(context, credentialType, baseUrl),
		sleep,
		now: Date.now,
		calendar: workflowCalendar(context.getTimezone()),
		random: Math.random,
		isCancelled: () => signal?.aborted ?? false,
		maxWaitMs: longestWaitMinutes * 60_000,
		onProgress: ({ phase, done, total }: Progress) => {
			context.logger.info(
				`${context.getNode().name}: ${phase}, ${done}${total ? ` of ${total}` : ''}`,
			);
		},
	};
}

/** Returns a search for a dropdown what it needs: as a sync, but without cancelling, and with short waits. */
export function listContext(
	context: ILoadOptionsFunctions,
	credentialType: string,
	baseUrl: string,
): SyncContext {
	return {
		transport: n8nTransport(context, credentialType, baseUrl),
		sleep,
		now: Date.now,
		calendar: workflowCalendar(context.getTimezone()),
		random: Math.random,
		isCancelled: () => false,
		maxWaitMs: 5000,
	};
}

/** How often this node has run in this execution: 0 outside loops. */
export function loopIteration(context: IExecuteFunctions): number {
	const iteration = Number(context.getWorkflowDataProxy(0).$runIndex);
	return Number.isInteger(iteration) && iteration > 0 ? iteration : 0;
}

/**
 * Runs a sync and turns its errors into n8n's, built from plain data.
 *
 * A refusal becomes an operation error with the way out, a platform's error an API error with what to do. Nothing of a request or
 * an answer goes along.
 *
 * @param options of the sync, to name the setting that is wrong
 */
export async function runSync<Result>(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	options: Readonly<Record<string, unknown>>,
	run: () => Promise<Result>,
): Promise<Result> {
	const done = await settle(run());
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
		const { platform, status, code, requestId, advice } = error.facts;
		const place = [code && `code ${code}`, requestId && `request ${requestId}`].filter(Boolean);
		const description = [advice, place.length > 0 ? `(${platform}: ${place.join(', ')})` : '']
			.filter(Boolean)
			.join(' ');
		throw new NodeApiError(
			node,
			{ message: error.message },
			{
				message: error.message,
				description,
				httpCode: status === undefined ? undefined : String(status),
			},
		);
	}
	throw error;
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
