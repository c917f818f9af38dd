import { nextPurchaseOptions } from '../../src/core/nextPurchase/options';
import { suggestNextPurchase } from '../../src/core/nextPurchase/suggestNextPurchase';
import type { OrderSource } from '../../src/core/orders/presets';
import { orderPresets } from '../../src/core/orders/presets';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { orderLayouts } from '../support/orderLayouts';

interface Item {
	readonly title: string;
	readonly category: string;
	readonly brand: string;
}
/** How a source writes the items of an order into its rows, and what it names of them. */
interface ItemLayout {
	readonly write: (rows: JsonRecord[], items: readonly Item[]) => JsonRecord[];
	readonly names: ReadonlyArray<'products' | 'categories' | 'brands'>;
}

const onFirst =
	(fields: (items: readonly Item[]) => JsonRecord): ItemLayout['write'] =>
	([first, ...others], items) => [{ ...first, ...fields(items) }, ...others];
const titles = (items: readonly Item[], name: string) =>
	items.map(({ title }) => ({ [name]: title }));
/** An order's first row with the first item, and a row for each further one with nothing else but what tells whose it is. */
const byRows =
	(blank: string[], fields: (item: Item) => JsonRecord): ItemLayout['write'] =>
	([first], items) =>
		items.map((item, place) => ({
			...first,
			...(place > 0 && Object.fromEntries(blank.map((name) => [name, '']))),
			...fields(item),
		}));

const itemLayouts: Partial<Record<OrderSource, ItemLayout>> = {
	custom: {
		write: ([row], items) =>
			items.map(({ title, category, brand }) => ({ ...row, product: title, category, brand })),
		names: ['products', 'categories', 'brands'],
	},
	shopify: {
		write: onFirst((items) => ({
			line_items: items.map(({ title, brand, category }) => ({
				product_id: 1,
				title,
				vendor: brand,
				product_type: category,
			})),
		})),
		names: ['products', 'categories', 'brands'],
	},
	shopifyGraphql: {
		write: ([order], items) => [
			{
				...order,
				lineItems: {
					edges: items.map(({ title, brand, category }) => ({
						node: { title, vendor: brand, product: { productType: category } },
					})),
				},
			},
		],
		names: ['products', 'categories', 'brands'],
	},
	shopifyCsv: {
		write: byRows(['Total', 'Financial Status', 'Refunded Amount'], ({ title, brand }) => ({
			'Lineitem name': title,
			Vendor: brand,
		})),
		names: ['products', 'brands'],
	},
	wooCommerce: {
		write: onFirst((items) => ({ line_items: titles(items, 'name') })),
		names: ['products'],
	},
	bigCommerce: {
		write: onFirst((items) => ({
			products: items.map(({ title, brand }) => ({ product_id: 7, name: title, brand })),
		})),
		names: ['products', 'brands'],
	},
	stripe: {
		write: onFirst((items) => ({
			object: 'checkout.session',
			line_items: { data: titles(items, 'description') },
			description: 'Thank you for your order',
		})),
		names: ['products'],
	},
	stripeCsv: {
		write: ([row], items) =>
			items.map(({ title }, place) => ({
				...row,
				id: `${String(row.id)}-${place}`,
				Description: title,
			})),
		names: ['products'],
	},
	magento: {
		write: onFirst((items) => ({
			items: items.flatMap(({ title }, place) => [
				{ item_id: place, name: title },
				{ item_id: 100 + place, name: `${title}-XS-Red`, parent_item_id: place },
			]),
		})),
		names: ['products'],
	},
	square: {
		write: onFirst((items) => ({
			line_items: titles(items, 'name'),
			state: 'COMPLETED',
		})),
		names: ['products'],
	},
	etsy: {
		write: onFirst((items) => ({ transactions: titles(items, 'title') })),
		names: ['products'],
	},
	amazon: {
		write: onFirst((items) => ({ OrderItems: titles(items, 'Title') })),
		names: ['products'],
	},
	amazonReport: {
		write: ([row], items) =>
			items.map(({ title }, place) => ({
				...row,
				'order-item-id': `${String(row['order-id'])}-${place}`,
				'product-name': title,
			})),
		names: ['products'],
	},
	ebay: {
		write: onFirst((items) => ({ lineItems: titles(items, 'title') })),
		names: ['products'],
	},
	ebayReport: {
		write: ([row], items) => [
			row,
			...items.map(({ title }) => ({ ...row, 'Item Title': title, 'Total Price': '' })),
		],
		names: ['products'],
	},
	prestaShop: {
		write: onFirst((items) => ({
			associations: { order_rows: titles(items, 'product_name') },
		})),
		names: ['products'],
	},
};

const mug: Item = { title: 'Mug', category: 'Kitchen', brand: 'Clay & Co' };
const plate: Item = { title: 'Plate', category: 'Table', brand: 'Oval' };
const noon = Date.UTC(2026, 0, 1, 12) / 1000;
const buyer = { id: 7, email: 'ann@example.com' };
/** A mug, and 40 days later a mug and a plate. */
const bought = [
	{ number: 1001, at: noon, items: [mug] },
	{ number: 1002, at: noon + 40 * 86_400, items: [mug, plate] },
];

function rowsOf(source: OrderSource): JsonRecord[] {
	return bought.flatMap(({ number, at, items }) => {
		const facts = { number, at, buyer, cents: 1500, refundCents: 0, state: 'paid' as const };
		const rows = orderLayouts[source].rows(facts) as JsonRecord[];
		return itemLayouts[source]?.write(rows, items) ?? rows;
	});
}

function suggest(rows: readonly JsonRecord[], what: ItemLayout['names'][number]) {
	const options = nextPurchaseOptions.parse({ suggest: what, asOf: '2026-06-30' });
	const { summary, notices } = suggestNextPurchase(rows, options, { timeZone: 'UTC', now: 0 });
	const sellers = summary.bestSellers as Array<{ product: string; baskets: number }>;
	return {
		sold: sellers.map(({ product, baskets }) => [product, baskets]),
		missing: notices.find(({ code }) => code === 'noProducts')?.message,
	};
}

const nameOf = { products: 'title', categories: 'category', brands: 'brand' } as const;
const withItems = Object.entries(itemLayouts).flatMap(([source, { names }]) =>
	names.map((what) => ({ source: source as OrderSource, what })),
);
const sources = Object.keys(orderLayouts) as OrderSource[];

describe('what each source names of the items of an order', () => {
	it.each(withItems)(
		'reads the $what of $source, as they are and in a page',
		({ source, what }) => {
			const rows = rowsOf(source);
			const wanted = [mug, plate].map((item, place) => [item[nameOf[what]], 2 - place]);
			expect(suggest(rows, what).sold).toEqual(wanted);
			expect(suggest([{ orders: rows }], what).sold).toEqual(wanted);
		},
	);

	it('says by name which sources have no products, categories or brands', () => {
		const silent = sources.flatMap((source) =>
			(['products', 'categories', 'brands'] as const)
				.filter((what) => !(itemLayouts[source]?.names ?? []).includes(what))
				.map((what) => ({ source, what })),
		);
		expect(silent.filter(({ what }) => what === 'products').map(({ source }) => source)).toEqual([
			'shopifyTable',
			'wooCommerceTable',
			'etsyCsv',
		]);
		for (const { source, what } of silent) {
			const { sold, missing } = suggest(rowsOf(source), what);
			expect({ source, sold, missing }).toMatchObject({ source, sold: [] });
			expect(missing).toContain(`Orders from ${orderPresets[source].name} have no ${what}.`);
		}
	});

	it('leaves out the parts that Magento lists beside a configured product', () => {
		expect(suggest(rowsOf('magento'), 'products').sold.flat()).not.toContain('Mug-XS-Red');
	});
});
