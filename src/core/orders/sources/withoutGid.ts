/** The number of one of Shopify's global ids, which the REST API gives as the id; other ids as they are. */
export function withoutGid(id: unknown): unknown {
	if (typeof id !== 'string' || !id.startsWith('gid://')) return id;
	return /^gid:\/\/shopify\/\w+\/([^/?]+)/.exec(id)?.[1] ?? id;
}
