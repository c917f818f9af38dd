/** The number in one of Shopify's global IDs, which is the ID in the REST API; other IDs are returned unchanged. */
export function withoutGid(id: unknown): unknown {
	if (typeof id !== 'string' || !id.startsWith('gid://')) return id;
	return /^gid:\/\/shopify\/\w+\/([^/?]+)/.exec(id)?.[1] ?? id;
}
