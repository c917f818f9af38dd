import type { JsonRecord } from '../../src/values/jsonRecord';
import type { Notice } from '../../src/values/notice';
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { z } from 'zod';
import { parseOptions } from '../../src/values/parseOptions';
import { withoutByteOrderMark } from '../../src/values/withoutByteOrderMark';
import type { PresetSection } from '../../src/core/preset/presetSections';
import { summarisePreset } from '../../src/core/preset/summarisePreset';
import { asNodeError, labelOf } from './asNodeError';
import { chosenOptions, labelInPreset, presetInUse, presetNotices } from './clientPreset';
import type { PresetInUse } from './clientPreset';
import { newNotices } from './newNotices';
import type { NodeRun } from './outputs';
import { readPanel } from './readPanel';
import { customersOfPanel, isToolCall, toolNotices, toolOutputs } from './toolCall';
import { unreadableItem } from './unreadableItem';

/**
 * Runs one node: options read and checked once, the work done, hints shown, faults turned into n8n's errors.
 *
 * Empty input gives empty outputs and no error. On "Continue On Fail" a wrong option gives one item `{ error }` on
 * output 1, paired to every input item: the fault concerns the run, not a row. Nodes that write to a platform give one a customer. A cancelled execution always stops.
 *
 * Every node's last output is its summary, and the one before it holds what was set aside. With a client's preset the summary says whose
 * it is, and what that changed.
 */
export async function runNode<Schema extends z.ZodTypeAny>(
	context: IExecuteFunctions,
	panel: {
		properties: readonly INodeProperties[];
		schema: Schema;
		/** Number of outputs of the node. */
		outputCount: number;
		/** Whether an error gives one item for each input item, so that n8n's error output holds all customers that were not handled. */
		failsPerItem?: boolean;
		/** The node's section in a client preset; undefined where the node takes none. */
		section?: PresetSection;
		/** Whether, with these options, a customer's numbers come from all customers of the run. */
		fitsBase?: (options: z.output<Schema>) => boolean;
	},
	work: (rows: JsonRecord[], options: z.output<Schema>) => NodeRun | Promise<NodeRun>,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const { properties, schema, outputCount, failsPerItem = false, section, fitsBase } = panel;
	const isTool = isToolCall(context);
	const nothing = Array.from({ length: outputCount }, (): INodeExecutionData[] => []);
	if (items.length === 0) return nothing;
	let inUse: PresetInUse | undefined;
	try {
		const given = readPanel(context, properties);
		inUse = presetInUse(given, section);
		const options: z.output<Schema> = parseOptions(schema, chosenOptions(given, inUse));
		const customers = customersOfPanel(context, given);
		const rows = customers ?? items.map(rowOf);
		const { outputs, notices } = await work(rows, options);
		const told = newNotices(context, rows, [
			...(inUse === undefined ? [] : presetNotices(properties, inUse, options)),
			...(isTool ? toolNotices(rows, fitsBase?.(options) ?? false, notices) : notices),
		]);
		showHints(context, told);
		if (inUse !== undefined) {
			const [summary] = outputs[outputCount - 1];
			Object.assign(summary.json, summarisePreset(inUse.preset, inUse.section, options));
		}
		if (customers !== undefined) pairToFirstItem(outputs);
		return isTool ? toolOutputs(outputs, told) : outputs;
	} catch (error) {
		const namedError = asNodeError(
			context,
			error,
			(path) => labelInPreset(inUse, path) ?? labelOf(properties, path),
		);
		const isKnown = namedError instanceof NodeOperationError || namedError instanceof NodeApiError;
		const nodeError = isKnown ? namedError : (unreadableItem(context, items) ?? namedError);
		const isCancelled = context.getExecutionCancelSignal()?.aborted === true;
		if (isCancelled || !context.continueOnFail() || !(nodeError instanceof Error)) throw nodeError;
		const { message } = nodeError;
		const failed = failsPerItem
			? items.map((_, item) => ({ json: { error: message }, pairedItem: { item } }))
			: [{ json: { error: message }, pairedItem: items.map((_, item) => ({ item })) }];
		return [failed, ...nothing.slice(1)];
	}
}

/** Customers that come from a parameter stand for no item of their own. */
function pairToFirstItem(outputs: readonly INodeExecutionData[][]): void {
	for (const item of outputs.flat()) item.pairedItem = { item: 0 };
}

/** The rows of the second input; empty where nothing is connected to it. */
export function secondInput(context: IExecuteFunctions): JsonRecord[] {
	return (context.getInputData(1) ?? []).map(rowOf);
}

/** The row of an item; one that holds no object, as n8n lets nodes hand on, becomes a row that holds what is there. */
function rowOf({ json }: INodeExecutionData): JsonRecord {
	const value: unknown = json;
	const isRow = typeof value === 'object' && value !== null && !Array.isArray(value);
	if (isRow) return withoutByteOrderMark(json);
	return value === undefined ? {} : { json: value };
}

function showHints(context: IExecuteFunctions, notices: readonly Notice[]): void {
	if (notices.length === 0) return;
	context.addExecutionHints(
		...notices.map(({ message, level }) => ({
			message,
			type: level,
			location: 'outputPane' as const,
		})),
	);
}
