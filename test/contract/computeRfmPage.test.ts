import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orderPresets } from '../../src/core/orders/presets';
import { orderSetAsideReasons } from '../../src/core/orders/setAsideReasons';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'nodes', 'compute-rfm.md'), 'utf8');

/** The words of one row of the table of statuses, by source; "All sources" stand in each. */
function wordsOf(label: string): Record<string, string[]> {
	const row = page.split('\n').find((line) => line.startsWith(`| ${label}`)) ?? '';
	const [, , all, custom, shopify, wooCommerce, bigCommerce, stripe] = row.split('|');
	const words = (cell: string) => [...`${all}${cell}`.matchAll(/`(\w+)`/g)].map(([, word]) => word);
	return {
		custom: words(custom),
		shopify: words(shopify),
		shopifyGraphql: words(shopify),
		wooCommerce: words(wooCommerce),
		bigCommerce: words(bigCommerce),
		stripe: words(stripe),
	};
}

describe('the page of Compute RFM', () => {
	it.each([
		['paid', 'paid |'],
		['partiallyPaid', 'what was paid'],
		['refunded', 'refunded:'],
		['unpaid', 'unpaid |'],
		['cancelled', 'cancelled |'],
		['test', 'test |'],
	])('lists the status words that mean %s, as the code does', (meaning, label) => {
		const listed = wordsOf(label);
		for (const [source, { statuses }] of Object.entries(orderPresets)) {
			const words = Object.entries(statuses).flatMap(([word, found]) =>
				found === meaning ? [word] : [],
			);
			expect([source, [...listed[source]].sort()]).toEqual([source, words.sort()]);
		}
	});

	it('lists every reason to set a row aside, in the order in which the first is given', () => {
		const places = Object.keys(orderSetAsideReasons).map((code) => page.indexOf(`\`${code}\``));
		expect(places.every((place) => place > 0)).toBe(true);
		expect(places).toEqual([...places].sort((a, b) => a - b));
	});
});
