import { grouped } from '../../values/wording';
import type { TuneOptions } from './options';

/** The names of later value in the middle of a sentence. */
export const worthNames = {
	revenue: 'revenue',
	margin: 'margin',
	orders: 'orders',
} as const satisfies Record<TuneOptions['target'], string>;

/** A mean in words: two decimals, whole numbers from a thousand on. */
export function meanInWords(mean: number): string {
	return Math.abs(mean) < 1000 ? String(Math.round(mean * 100) / 100) : grouped(Math.round(mean));
}

/** The later value of customers with and without a rule, in one sentence. */
export function meansInWords(
	having: number,
	without: number,
	{ target }: Pick<TuneOptions, 'target'>,
): string {
	const what = target === 'orders' ? 'later orders each' : `each in later ${worthNames[target]}`;
	return `Customers with it brought ${meanInWords(having)} ${what}, those without ${meanInWords(without)}.`;
}
