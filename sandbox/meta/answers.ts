import type { z } from 'zod';
import type { Answer, ReceivedRequest } from '../server';

/** An error in the wording of the Graph API. */
export const fault = (
	code: number,
	subcode: number | undefined,
	message: string,
	status = 400,
): Answer => ({
	status,
	body: {
		error: {
			message,
			type: 'OAuthException',
			code,
			...(subcode === undefined ? {} : { error_subcode: subcode }),
			fbtrace_id: 'Asandbox',
		},
	},
});

/** Meta's answer for an unknown ID, or an edge that an object doesn't have. */
export const unknownId = () => fault(100, 33, 'Unsupported request.');
export const unknownEdge = () => fault(100, undefined, 'Unsupported request.');

/** The error of a body of the wrong shape, which quotes what was sent as Meta does. */
export function invalid({ issues: [issue] }: z.ZodError, sent: unknown): Answer {
	const quoted = JSON.stringify(sent)?.slice(0, 2000);
	return fault(100, undefined, `(#100) ${issue.path.join('.')}: ${issue.message}; got ${quoted}`);
}

/** The fields that a request names; the ID is always included. */
export function only({ query }: ReceivedRequest, object: Readonly<Record<string, unknown>>) {
	const fields = new Set(['id', ...(query.fields?.split(',') ?? [])]);
	return Object.fromEntries(Object.entries(object).filter(([name]) => fields.has(name)));
}

/** One page of a list. */
export function page<Entry>(
	entries: readonly Entry[],
	{ query }: ReceivedRequest,
	describe: (entry: Entry) => unknown,
): Answer {
	const from = Number(query.after ?? 0);
	const to = from + Number(query.limit ?? 25);
	const isLast = to >= entries.length;
	return {
		status: 200,
		body: {
			data: entries.slice(from, to).map(describe),
			paging: {
				cursors: { before: String(from), after: String(Math.min(to, entries.length)) },
				...(isLast ? {} : { next: 'https://graph.invalid/next?access_token=EAAnever' }),
			},
		},
	};
}

/** Repeats the second page forever. */
export function repeated(answer: Answer, { query }: ReceivedRequest): Answer {
	if (query.after === undefined) return answer;
	const paging = { cursors: { after: query.after }, next: 'https://graph.invalid/next' };
	return { ...answer, body: { ...(answer.body as object), paging } };
}

/** The header in which Meta reports how long to wait. */
export function usageHeader(accountId: string, minutes: number): Record<string, string> {
	return {
		'x-business-use-case-usage': JSON.stringify({
			[accountId]: [
				{
					type: 'custom_audience',
					call_count: minutes > 0 ? 100 : 1,
					total_cputime: 1,
					total_time: 1,
					estimated_time_to_regain_access: minutes,
					ads_api_access_tier: 'standard_access',
				},
			],
		}),
	};
}
