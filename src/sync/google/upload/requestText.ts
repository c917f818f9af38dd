/** What a request does to a customer: adds or removes them, or removes all who were not sent again with them. */
export type RequestKind = 'add' | 'remove' | 'all';

/** Requests as text to keep with a customer: "add:abc all:def". */
export function requestText(kind: RequestKind, requestIds: readonly string[]): string {
	return requestIds.map((id) => `${kind}:${id}`).join(' ');
}

/** The requests of some kinds, or of all, in a kept text. */
export function requestsIn(text: string, kind?: RequestKind): string[] {
	return text
		.split(' ')
		.filter((part) => (kind === undefined ? part.includes(':') : part.startsWith(`${kind}:`)))
		.map((part) => part.slice(part.indexOf(':') + 1));
}
