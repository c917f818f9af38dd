/** The methods of suggesting. */
export const suggestionMethods = ['transitions', 'bestSellers', 'sameAgain'] as const;

export type SuggestionMethod = (typeof suggestionMethods)[number];

/** The names of the methods in sentences. */
export const methodNames = {
	transitions: 'what customers like these bought next',
	bestSellers: 'best sellers',
	sameAgain: '"same again"',
} as const satisfies Record<SuggestionMethod, string>;
