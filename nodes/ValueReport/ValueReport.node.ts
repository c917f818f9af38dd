import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { reportOptions } from '../../src/core/report/options';
import { type ReportResult, valueReport } from '../../src/report/valueReport';
import { type NodeRun, summaryItems } from '../shared/outputs';
import { runNode } from '../shared/runNode';
import { valueReportProperties } from './ValueReport.properties';

export class ValueReport implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Value Report',
		name: 'valueReport',
		icon: { light: 'file:valueReport.svg', dark: 'file:valueReport.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ { de: "German", en: "English", es: "Spanish" }[$parameter["language"]] }}',
		description:
			'Turns customers and summaries into one page with charts: to send by email, store, or show in a browser',
		defaults: { name: 'Value Report' },
		inputs: [
			{ type: NodeConnectionTypes.Main, displayName: 'Customers' },
			{ type: NodeConnectionTypes.Main, displayName: 'Summaries' },
		],
		requiredInputs: [0],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Report', 'Summary'],
		// An agent passes one item, and a report is about everybody.
		usableAsTool: undefined,
		properties: valueReportProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(
			this,
			{
				properties: valueReportProperties,
				schema: reportOptions,
				outputCount: 2,
				setsAside: false,
				section: 'valueReport',
				second: 'otherRows',
				needsCustomers: () => true,
			},
			async (rows, options, summaries) =>
				await reportRun(this, valueReport(rows, options, summaries)),
		);
	}
}

/** The page as text and as a file, because the next node may need either. */
async function reportRun(context: IExecuteFunctions, result: ReportResult): Promise<NodeRun> {
	const { title, html, emailHtml, text, fileName, summary, notices } = result;
	const page = Buffer.from(html, 'utf8');
	const report = await context.helpers.prepareBinaryData(page, fileName, 'text/html');
	const item: INodeExecutionData = {
		json: { title, fileName, text, emailHtml, html },
		binary: { report },
		pairedItem: { item: 0 },
	};
	return { outputs: [[item], summaryItems(summary)], notices };
}
