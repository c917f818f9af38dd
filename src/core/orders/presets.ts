import { amazon, amazonReport } from './sources/amazon';
import { bigCommerce } from './sources/bigCommerce';
import { custom } from './sources/custom';
import { ebay, ebayReport } from './sources/ebay';
import { etsy, etsyCsv } from './sources/etsy';
import { magento } from './sources/magento';
import type { OrderPreset } from './sources/orderPreset';
import { prestaShop } from './sources/prestaShop';
import { shopify } from './sources/shopify';
import { shopifyCsv } from './sources/shopifyCsv';
import { shopifyGraphql } from './sources/shopifyGraphql';
import { shopifyTable } from './sources/shopifyTable';
import { square } from './sources/square';
import { stripe } from './sources/stripe';
import { stripeCsv } from './sources/stripeCsv';
import { wooCommerce, wooCommerceTable } from './sources/wooCommerce';

export type { OrderPreset, Refund, StatusMeaning } from './sources/orderPreset';

/** The sources that Compute RFM knows. */
export const orderPresets = {
	custom,
	shopify,
	shopifyGraphql,
	shopifyTable,
	shopifyCsv,
	wooCommerce,
	wooCommerceTable,
	bigCommerce,
	stripe,
	stripeCsv,
	magento,
	square,
	etsy,
	etsyCsv,
	amazon,
	amazonReport,
	ebay,
	ebayReport,
	prestaShop,
} as const satisfies Record<string, OrderPreset>;

export type OrderSource = keyof typeof orderPresets;

export const orderSources = Object.keys(orderPresets) as [OrderSource, ...OrderSource[]];
