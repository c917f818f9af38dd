import type { Answer, ReceivedRequest } from '../../server';
import type { KlaviyoAccount } from '../account';

/** A request that has passed the limits. */
export interface RouteRequest extends Pick<ReceivedRequest, 'query' | 'path' | 'json'> {
	/** The ID in the path; empty where there is none. */
	readonly id: string;
	/** The account's address. */
	readonly address: string;
}

export type Handle = (account: KlaviyoAccount, request: RouteRequest) => Answer;

export interface Route {
	readonly operation: string;
	readonly method: string;
	readonly path: RegExp;
	readonly limit: RateLimit;
	readonly scopes: readonly string[];
	readonly handle: Handle;
}

/** Calls per second and calls per minute. */
type RateLimit = readonly [burst: number, steady: number];

/** The limits of Klaviyo's operations, by size. */
const rateLimits = {
	tiny: [1, 15],
	small: [3, 60],
	medium: [10, 150],
	large: [75, 750],
	huge: [350, 3500],
} as const satisfies Record<string, RateLimit>;

/**
 * One of Klaviyo's operations.
 *
 * @param where method and path, such as `GET /api/lists/:id`
 * @param scopes the scopes that the key needs, separated by spaces
 */
export function route(
	operation: string,
	where: string,
	size: keyof typeof rateLimits,
	scopes: string,
	handle: Handle,
): Route {
	const [method, path] = where.split(' ');
	const pattern = new RegExp(`^${path.replace(':id', '([^/]+)')}$`);
	return {
		operation,
		method,
		path: pattern,
		limit: rateLimits[size],
		scopes: scopes.split(' '),
		handle,
	};
}
