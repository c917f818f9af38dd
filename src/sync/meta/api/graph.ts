/** The default version of the Graph API; v26 was released on 2026-07-29. */
export const graphVersion = 'v26.0';

/** Meta's limit for one upload of members. */
export const mostRowsPerUpload = 10_000;

/** Returns the requests that N rows take. */
export function uploadsOf(rows: number): number {
	return Math.ceil(rows / mostRowsPerUpload);
}

/** Only audiences with fewer members than this can be replaced. */
export const replaceLimit = 100_000_000;

/**
 * What a state of an audience means for a run: a word, a warning, or that no members may be added, and what to do then.
 */
type AudienceState =
	| { readonly meaning: string; readonly effect: 'info' | 'warning' }
	| { readonly meaning: string; readonly effect: 'blocks'; readonly wayOut: string };

/** Meanings of `operation_status.code` that a person should know; 0, 200 and 400 have none of their own. */
export const operationStatuses: Readonly<Record<number, AudienceState>> = {
	100: {
		meaning: 'expiring: unused for two years, it will be deleted',
		effect: 'warning',
	},
	410: { meaning: 'without an upload yet', effect: 'info' },
	411: { meaning: 'matching few people', effect: 'warning' },
	412: { meaning: 'reporting many invalid entries in its last upload', effect: 'warning' },
	414: { meaning: 'being replaced', effect: 'warning' },
	415: { meaning: 'left over from a failed replacement', effect: 'warning' },
	431: { meaning: 'a lookalike that could not be refreshed', effect: 'warning' },
	432: { meaning: 'a lookalike that could not be built', effect: 'warning' },
	433: { meaning: 'a lookalike that could not be built', effect: 'warning' },
	434: { meaning: 'a lookalike that Meta is retrying to build', effect: 'info' },
	441: { meaning: 'being filled; it can already be used', effect: 'info' },
	442: { meaning: 'not filled with past people', effect: 'warning' },
	450: { meaning: 'out of date', effect: 'warning' },
	470: {
		meaning: 'owned by an inactive account',
		effect: 'blocks',
		wayOut: 'Ask the owner of the account, or choose another audience.',
	},
	471: {
		meaning: "flagged: Meta's rules forbid audiences that suggest health or money matters",
		effect: 'blocks',
		wayOut: "Ask for a review in Meta's Audiences, or choose another audience.",
	},
	500: {
		meaning: 'in an error',
		effect: 'blocks',
		wayOut: 'Check it in Meta Ads Manager, or choose another audience.',
	},
};

/** Meanings of `delivery_status.code`; with any other code the audience can't be used in ads. */
export const deliveryStatuses: Readonly<Record<number, string>> = {
	200: 'ready for ads',
	300: 'too small to be used in ads',
};
