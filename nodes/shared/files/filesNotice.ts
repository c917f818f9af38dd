import type { INodeExecutionData } from 'n8n-workflow';
import type { Notice } from '../../../src/values/notice';
import type { NodeRun } from '../outputs';

/** Adds a notice where the items carry files and none of the items is an order. */
export function withFilesNotice(run: NodeRun, items: readonly INodeExecutionData[]): NodeRun {
	const [customers] = run.outputs;
	const isFiles = customers.length === 0 && items.every(({ binary }) => binary !== undefined);
	if (!isFiles) return run;
	const notice: Notice = {
		code: 'ordersInFiles',
		message: 'The items carry files. If the orders are in them, set "Orders Come As" to File.',
		level: 'warning',
	};
	return { ...run, notices: [notice, ...run.notices] };
}
