import type { Answer } from '../server';

/** An error in Klaviyo's wording. */
export const problem = (status: number, code: string, detail: string): Answer => ({
	status,
	body: {
		errors: [{ id: `e-${code}`, status, code, title: code, detail, source: {}, meta: {} }],
	},
});

/** Klaviyo's answer to an unknown ID in the path. */
export const notFound = (what: 'list' | 'profile' | 'job' | 'segment'): Answer =>
	problem(404, 'not_found', `A ${what} with that id was not found.`);

/** The objects that match a filter by name; all without one. */
export function named<Entry extends { readonly name: string }>(
	entries: Iterable<Entry>,
	{ query }: { readonly query: Readonly<Record<string, string>> },
): Entry[] {
	const [, name] = /^equals\(name,(".*")\)$/.exec(query.filter ?? '') ?? [];
	return [...entries].filter((entry) => name === undefined || entry.name === JSON.parse(name));
}

/** One page of a list, with the address of the next one. */
export function page<Entry>(
	entries: readonly Entry[],
	{
		query,
		path,
		address,
	}: { query: Readonly<Record<string, string>>; path: string; address: string },
	defaultSize: number,
	describe: (entry: Entry) => unknown,
): Answer {
	const size = Number(query['page[size]'] ?? defaultSize);
	const from = Number(Buffer.from(query['page[cursor]'] ?? '', 'base64url').toString() || 0);
	const to = from + size;
	const next = new URLSearchParams({
		...query,
		'page[cursor]': Buffer.from(String(to)).toString('base64url'),
	});
	return {
		status: 200,
		body: {
			data: entries.slice(from, to).map(describe),
			links: {
				self: `${address}${path}`,
				prev: null,
				next: to < entries.length ? `${address}${path}?${next.toString()}` : null,
			},
		},
	};
}
