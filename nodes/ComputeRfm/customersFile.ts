import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RfmComputation } from '../../src/core/rfm/computeRfm';
import type { OutputRow } from '../../src/core/result';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { type RowFormat, unionOfKeys } from '../../src/files/rowFormats';
import { fileItem } from '../shared/files/outputFiles';
import type { RunWatch } from '../shared/files/runWatch';
import { type NodeRun, setAsideItems, summaryItems, tableItems } from '../shared/outputs';

/** The outputs of a computation, with all customers in one file: each is described and written before the next. */
export async function customersFile(
	context: IExecuteFunctions,
	computation: RfmComputation,
	format: RowFormat,
	watch: RunWatch,
): Promise<NodeRun> {
	const described = await watch.run(computation.describe());
	const customers =
		described.count === 0 ? [] : [await fileOf(context, described.oneByOne(), format)];
	const { setAside, summary, breakdown, notices } = described.finish();
	return {
		outputs: [customers, setAsideItems(setAside), summaryItems(summary)],
		breakdown: tableItems(breakdown),
		notices,
	};
}

/** All customers have the same fields. */
async function fileOf(
	context: IExecuteFunctions,
	customers: Iterator<OutputRow>,
	format: RowFormat,
): Promise<INodeExecutionData> {
	const first = customers.next().value as OutputRow;
	const rows = function* (): Generator<JsonRecord> {
		yield first.row;
		for (let next = customers.next(); next.done !== true; next = customers.next()) {
			yield next.value.row;
		}
	};
	return await fileItem(context, rows(), 'customers', format, unionOfKeys([first.row]));
}
