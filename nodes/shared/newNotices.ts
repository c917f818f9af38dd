import type { JsonRecord } from '../../src/values/jsonRecord';
import type { Notice } from '../../src/values/notice';
import type { IExecuteFunctions } from 'n8n-workflow';

/** Notices that Compute RFM has already given if later nodes have the same customers, each with the test for it. */
const toldByComputeRfm: Readonly<Record<string, (rows: readonly JsonRecord[]) => boolean>> = {
	smallBase: () => true,
	whale: () => true,
	degenerate: (rows) => rows.every((row) => row.monetaryScore === rows[0].monetaryScore),
};

/**
 * The notices that no node before this one has given.
 *
 * A chain that starts with Compute RFM says once that its base is small. A node in between, such as a filter, makes
 * another base of it, and so does any output of Compute RFM other than Customers: then the notice is given again.
 * Summaries list all.
 */
export function newNotices(
	context: IExecuteFunctions,
	rows: readonly JsonRecord[],
	notices: readonly Notice[],
): Notice[] {
	let isSameBase: boolean | undefined;
	return notices.filter(({ code }) => {
		if (!Object.hasOwn(toldByComputeRfm, code) || !toldByComputeRfm[code](rows)) return true;
		isSameBase ??= hasBaseOfComputeRfm(context);
		return !isSameBase;
	});
}

/** Whether all customers come directly from a node of this package, after a Compute RFM that fitted its own model. */
function hasBaseOfComputeRfm(context: IExecuteFunctions): boolean {
	const { name, type } = context.getNode();
	const ownPackage = type.slice(0, type.lastIndexOf('.') + 1);
	try {
		const { previousNode, previousNodeOutput = 0 } = context.getInputSourceData();
		const before = context.getParentNodes(name, { includeNodeParameters: true });
		const isStraight = before.some(
			(node) => node.name === previousNode && node.type.startsWith(ownPackage),
		);
		const computeRfm = before.find((node) => node.type === `${ownPackage}computeRfm`);
		const isFitted = computeRfm !== undefined && computeRfm.parameters?.use !== 'savedModel';
		return isStraight && isFitted && previousNodeOutput === 0;
	} catch {
		// A node that runs by itself, such as an agent's tool, has no node before it.
		return false;
	}
}
