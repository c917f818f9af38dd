import type { IExecuteFunctions } from 'n8n-workflow';
import type { RfmComputation } from '../../src/core/rfm/computeRfm';
import type { OutputRow } from '../../src/core/result';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { fileItem } from '../shared/files/outputFiles';
import { type NodeRun, setAsideItems, summaryItems, tableItems } from '../shared/outputs';

/** The outputs of a computation, with all customers in one file: each is described and written before the next. */
export async function customersFile(
	context: IExecuteFunctions,
	computation: RfmComputation,
): Promise<NodeRun> {
	const described = computation.describe();
	const customers =
		described.count === 0
			? []
			: [await fileItem(context, rowsOf(described.oneByOne()), 'customers')];
	const { setAside, summary, breakdown, notices } = described.finish();
	return {
		outputs: [customers, setAsideItems(setAside), summaryItems(summary)],
		breakdown: tableItems(breakdown),
		notices,
	};
}

function* rowsOf(customers: Iterable<OutputRow>): Generator<JsonRecord> {
	for (const { row } of customers) yield row;
}
