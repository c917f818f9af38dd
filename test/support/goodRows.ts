import type { IDataObject } from 'n8n-workflow';
import { runSingle } from './singleNode';

/** The reference date. */
export const asOf = '2026-06-30';

export interface GoodRows {
	/** Orders by source: custom, shopify, wooCommerce, stripe. */
	readonly orders: Readonly<Record<string, IDataObject[]>>;
	readonly events: IDataObject[];
	readonly surveys: IDataObject[];
	/** Customers as the last node outputs them, with all fields of all nodes. */
	readonly customers: IDataObject[];
	/** The model of each node that fits one, by its short name. */
	readonly models: Readonly<Record<string, IDataObject>>;
}

const chain: ReadonlyArray<readonly [type: string, parameters: IDataObject]> = [
	['computeRfm', { asOf }],
	['predictClv', { options: { minimumCustomers: 10, minimumRepeatBuyers: 5 } }],
	['scoreCustomer', {}],
	['assignTier', {}],
	['churnCheck', { method: 'probability' }],
	['buildSuppressionList', { options: { keepOrderHistory: true } }],
];

/** Correct rows, from a small sample shop and a run of every node. */
export async function goodRows(customerCount = 60): Promise<GoodRows> {
	const shop = async (parameters: IDataObject) => {
		const run = await runSingle(
			'sampleShop',
			{ customers: customerCount, options: { asOf }, ...parameters },
			[{ json: {} }],
		);
		if (run.error) throw run.error;
		return run.rows('Node');
	};
	const orders = {
		custom: await shop({}),
		shopify: await shop({ orderFormat: 'shopify' }),
		wooCommerce: await shop({ orderFormat: 'wooCommerce' }),
		stripe: await shop({ orderFormat: 'stripe' }),
	};
	const models: Record<string, IDataObject> = {};
	let customers = orders.custom;
	for (const [type, parameters] of chain) {
		const run = await runSingle(
			type,
			parameters,
			customers.map((json) => ({ json })),
		);
		if (run.error) throw run.error;
		customers = run.rows('Node');
		const outputs = run.runs.Node[0].data?.main.map((items) => items?.[0]?.json);
		const summary = outputs?.find((json) => json?.model !== undefined);
		if (summary?.model !== undefined) models[type] = summary.model as IDataObject;
	}
	const learned = await runSingle(
		'suggestNextPurchase',
		{ options: { asOf } },
		orders.custom.map((json) => ({ json })),
	);
	models.suggestNextPurchase = learned.rows('Node', 3)[0].model as IDataObject;
	const [events, surveys] = [await shop({ what: 'events' }), await shop({ what: 'surveys' })];
	return { orders, events, surveys, customers, models };
}
