/** A category of the sample shop. Everything is invented. */
export interface Category {
	readonly name: string;
	readonly products: readonly string[];
	/** Index of the category that customers naturally come back for. */
	readonly next: number;
}

export const categories: readonly Category[] = [
	{ name: 'Coffee', products: ['House Blend', 'Dark Roast', 'Single Origin'], next: 1 },
	{ name: 'Brewing', products: ['Pour-Over Set', 'Paper Filters', 'French Press'], next: 2 },
	{ name: 'Grinders', products: ['Hand Grinder', 'Burr Grinder', 'Cleaning Kit'], next: 0 },
	{ name: 'Tea', products: ['Green Tea', 'Breakfast Tea', 'Herbal Mix'], next: 4 },
	{ name: 'Kettles', products: ['Gooseneck Kettle', 'Travel Kettle', 'Thermometer'], next: 5 },
	{ name: 'Cups', products: ['Stoneware Mug', 'Glass Cup', 'Travel Cup'], next: 3 },
];

export const brands = [
	'Northpeak',
	'Solvane',
	'Tessaly',
	'Kavora',
	'Hollin',
	'Brightmoor',
] as const;

/** Two-letter country codes and how many of 100 customers live there. */
export const regions = {
	codes: ['US', 'GB', 'CA', 'DE', 'AU'],
	weights: [60, 15, 12, 8, 5],
} as const;
