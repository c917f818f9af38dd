import { bigCommerce } from './sources/bigCommerce';
import { custom } from './sources/custom';
import type { OrderPreset } from './sources/orderPreset';
import { shopify } from './sources/shopify';
import { shopifyGraphql } from './sources/shopifyGraphql';
import { stripe } from './sources/stripe';
import { wooCommerce } from './sources/wooCommerce';

export type { OrderPreset, Refund, StatusMeaning } from './sources/orderPreset';

/** The sources that Compute RFM knows, in the order in which they are tried. */
export const orderPresets = {
	custom,
	shopify,
	shopifyGraphql,
	wooCommerce,
	bigCommerce,
	stripe,
} as const satisfies Record<string, OrderPreset>;

export type OrderSource = keyof typeof orderPresets;

export const orderSources = Object.keys(orderPresets) as [OrderSource, ...OrderSource[]];
