/** The version of the Graph API that requests name unless another one is chosen; v26 came out on 2026-07-29. */
export const graphVersion = 'v26.0';

/** Meta's limit of one upload of members. */
export const mostRowsPerUpload = 10_000;

/** Audiences that can be replaced have fewer members than this. */
export const replaceLimit = 100_000_000;

/** Meanings of `operation_status.code` that keep an audience from being written to or used. */
export const operationStatuses: Readonly<Record<number, string>> = {
	100: 'expiring: it was not used for two years and will be deleted',
	410: 'without an upload so far',
	411: 'matching few people',
	412: 'reporting many invalid entries in its last upload',
	414: 'being replaced at the moment',
	415: 'left over from a replacement that failed',
	441: 'being filled; it can be used already',
	450: 'out of date',
	470: 'owned by an account that is not active',
	471: "flagged: Meta's rules forbid audiences that suggest health or money matters",
	500: 'in an error',
};
