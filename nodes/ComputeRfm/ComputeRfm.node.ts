import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { RfmComputation } from '../../src/core/rfm/computeRfm';
import { type RfmOptions, rfmOptions } from '../../src/core/rfm/options';
import { fileOptions } from '../../src/files/options';
import { parseOptions } from '../../src/values/parseOptions';
import { withFilesNotice } from '../shared/files/filesNotice';
import { customerRun } from '../shared/outputs';
import { RunWatch } from '../shared/files/runWatch';
import { readPanel } from '../shared/readPanel';
import { runNode } from '../shared/runNode';
import { outputsThenBreakdown, scoringVersions } from '../shared/panel/versions';
import { customersFile } from './customersFile';
import { computeRfmProperties } from './ComputeRfm.properties';
import { pairedToFiles, readOrderFiles } from './readOrderFiles';

/** Orders read between two checks for a cancelled execution: about a tenth of a second. */
const chunkSize = 100_000;

export class ComputeRfm implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Compute RFM',
		name: 'computeRfm',
		icon: { light: 'file:computeRfm.svg', dark: 'file:computeRfm.dark.svg' },
		group: ['transform'],
		...scoringVersions,
		subtitle:
			'={{ ({ amazon: "Amazon Orders", amazonReport: "Amazon Orders", bigCommerce: "BigCommerce Orders", ebay: "eBay Orders", ebayReport: "eBay Orders", etsy: "Etsy Orders", etsyCsv: "Etsy Orders", magento: "Magento Orders", prestaShop: "PrestaShop Orders", shopify: "Shopify Orders", shopifyCsv: "Shopify Orders", shopifyGraphql: "Shopify Orders", shopifyTable: "Shopify Orders", square: "Square Payments", stripe: "Stripe Payments", stripeCsv: "Stripe Payments", wooCommerce: "WooCommerce Orders", wooCommerceTable: "WooCommerce Orders" })[$parameter["source"]] ?? "" }}',
		description:
			'Turns orders into customers: how recently, how often and how much they bought, with scores and segments',
		defaults: { name: 'Compute RFM' },
		inputs: [NodeConnectionTypes.Main],
		...outputsThenBreakdown('Customers', 'Set Aside', 'Summary'),
		// An agent passes one item, and this node needs all orders of a shop.
		usableAsTool: undefined,
		properties: computeRfmProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const panel = {
			properties: computeRfmProperties,
			schema: rfmOptions,
			outputCount: 4,
			section: 'computeRfm' as const,
			fitsBase: ({ use }: RfmOptions) => use === 'fit',
			readsOwnFiles: true as const,
		};
		return await runNode(this, panel, async (rows, options, _second, { format }) => {
			const host = { timeZone: this.getTimezone(), now: Date.now() };
			const files = parseOptions(fileOptions, readPanel(this, computeRfmProperties));
			const settling = new RunWatch(this, 'settling orders');
			const finish = async (computation: RfmComputation) =>
				format !== undefined
					? await customersFile(this, computation, format, settling)
					: customerRun(await settling.run(computation.finishing()));
			if (files.ordersAs === 'file') {
				const computation = new RfmComputation(options, { ...host, packsRows: true });
				const read = await readOrderFiles(this, files, computation);
				return pairedToFiles(await finish(computation), read);
			}
			const computation = new RfmComputation(options, host);
			const reading = new RunWatch(this, 'orders read');
			for (let start = 0; start < rows.length; start += chunkSize) {
				computation.add(rows.slice(start, start + chunkSize));
				await reading.look(start + chunkSize);
			}
			return withFilesNotice(await finish(computation), this.getInputData());
		});
	}
}
