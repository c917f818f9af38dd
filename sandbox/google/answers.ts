import type { z } from 'zod';
import type { Answer } from '../server';

/** HTTP statuses of Google's canonical error codes. */
const statuses: Readonly<Record<string, number>> = {
	INVALID_ARGUMENT: 400,
	UNAUTHENTICATED: 401,
	PERMISSION_DENIED: 403,
	NOT_FOUND: 404,
	ALREADY_EXISTS: 409,
	RESOURCE_EXHAUSTED: 429,
	INTERNAL: 500,
	UNAVAILABLE: 503,
};

/** A wrong field; Google's descriptions may quote what was sent, and so do these. */
export interface Violation {
	readonly field: string;
	readonly reason: string;
	readonly description?: string;
}

/** An error in the wording of Google's services. */
export function fault(
	status: string,
	reason: string,
	violations: readonly Violation[] = [],
	metadata?: Readonly<Record<string, string>>,
): Answer {
	const type = (name: string) => `type.googleapis.com/google.rpc.${name}`;
	return {
		status: statuses[status] ?? 400,
		body: {
			error: {
				code: statuses[status] ?? 400,
				message: 'There was a problem with the request.',
				status,
				details: [
					{
						'@type': type('ErrorInfo'),
						reason,
						domain: 'datamanager.googleapis.com',
						...(metadata === undefined ? {} : { metadata }),
					},
					...(violations.length === 0
						? []
						: [{ '@type': type('BadRequest'), fieldViolations: violations }]),
					{ '@type': type('RequestInfo'), requestId: 't-sandbox_1' },
				],
			},
		},
	};
}

/** The error of a body of the wrong shape, which quotes what was sent. */
export function invalid({ issues: [issue] }: z.ZodError, sent: unknown): Answer {
	const quoted = JSON.stringify(sent)?.slice(0, 2000);
	return fault('INVALID_ARGUMENT', 'INVALID_ARGUMENT', [
		{
			field: issue.path.join('.'),
			reason: issue.code === 'invalid_type' ? 'REQUIRED_FIELD_MISSING' : 'INVALID_FORMAT',
			description: `${issue.message}; got ${quoted}`,
		},
	]);
}

/** The pointer to a member in Google's errors. */
export const memberField = (place: number, rest = '') =>
	`audience_members.audience_members[${place}]${rest}`;
