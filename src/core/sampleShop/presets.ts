/** How the customers of a kind of shop buy. */
export type BuyingPattern =
	| {
			/** Order rates are Gamma (shape, mean shape ÷ `days` a day); drop-out chances after an order are Beta. */
			readonly gaps: 'exponential';
			readonly rateShape: number;
			readonly rateDays: number;
			readonly dropOut: readonly [a: number, b: number];
	  }
	| {
			/** An order every `everyDays`, give or take `giveOrTakeDays`; the same drop-out chance after every order. */
			readonly gaps: 'regular';
			readonly everyDays: number;
			readonly giveOrTakeDays: number;
			readonly dropOutProbability: number;
	  };

const usual = {
	gaps: 'exponential',
	rateShape: 1.2,
	rateDays: 70,
	dropOut: [7 / 3, 4 / 3],
} as const;

/** The kinds of shop, by how often their customers come back. */
export const shopPresets = {
	standard: usual,
	lowRepeat: { ...usual, dropOut: [4, 1] },
	consumables: { ...usual, rateShape: 2, rateDays: 45, dropOut: [1.2, 2.4] },
	yearlyGifts: { ...usual, rateShape: 3, rateDays: 900 },
	subscription: { gaps: 'regular', everyDays: 30, giveOrTakeDays: 2, dropOutProbability: 0.08 },
} as const satisfies Record<string, BuyingPattern>;

export type ShopPreset = keyof typeof shopPresets;

export const shopPresetNames = Object.keys(shopPresets) as [ShopPreset, ...ShopPreset[]];
