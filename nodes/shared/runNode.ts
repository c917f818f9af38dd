import type { JsonRecord } from '../../src/values/jsonRecord';
import type { Notice } from '../../src/values/notice';
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { z } from 'zod';
import { missingFieldsNotice } from '../../src/core/customers/missingFields';
import { parseOptions } from '../../src/values/parseOptions';
import type { PresetSection } from '../../src/core/preset/presetSections';
import { summarisePreset } from '../../src/core/preset/summarisePreset';
import { asNodeError, labelOf } from './asNodeError';
import { chosenOptions, labelInPreset, presetInUse, presetNotices } from './clientPreset';
import type { PresetInUse } from './clientPreset';
import { expectedFields } from './expectedFields';
import { isRowFormat, type RowFormat, rowFormats } from '../../src/files/rowFormats';
import { idIn } from '../../src/values/readId';
import { asFiles } from './files/outputFiles';
import { pairToItems } from './files/pairToItems';
import { rowOf } from './files/rowsOfItems';
import { newNotices } from './newNotices';
import { type InputRows, inputRows, withWrittenAsOf } from './inputRows';
import type { NodeRun } from './outputs';
import { readPanel } from './readPanel';
import { refuseOrders } from './refuseOrders';
import {
	laterRunNotice,
	matchPrevious,
	optionsNotice,
	type SecondInput,
	setAsideNotice,
} from './runNotices';
import { customersOfPanel, isToolCall, toolNotices, toolOutputs } from './toolCall';
import { unreadableItem } from './unreadableItem';
import { earlierDefaults, hasBreakdown } from './panel/versions';

/** A node's panel, and what `runNode` needs to know about it. */
export interface NodePanel<Schema extends z.ZodTypeAny> {
	readonly properties: readonly INodeProperties[];
	readonly schema: Schema;
	/** Number of outputs of the node. */
	readonly outputCount: number;
	/** Whether the output before the last holds rows that were set aside; false where the node sets none aside. */
	readonly setsAside?: boolean;
	/**
	 * Whether an error returns one item for each input item, so that n8n's error output holds all customers that were not
	 * handled.
	 */
	readonly failsPerItem?: boolean;
	/** The node's section in a client preset; undefined where the node uses none. */
	readonly section?: PresetSection;
	/** Whether, with these options, a customer's numbers depend on all customers of the run. */
	readonly fitsBase?: (options: z.output<Schema>) => boolean;
	/** The second input; undefined where there is none. */
	readonly second?: 'otherRows' | SecondInput;
	/**
	 * Index of the input that holds the customers, where that is not the first; the node also runs with customers only.
	 */
	readonly customersOn?: 1;
	/** Whether, with these options, the rows have to be customers: then orders are refused. */
	readonly needsCustomers?: (options: z.output<Schema>) => boolean;
	/** What a row of the first input is; a customer by default. */
	readonly rowsAre?: 'orders';
	/** Set where customers of files may be streamed: the work then gets them as `stream`. */
	readonly streams?: true;
	/** Set where the node reads files of its items itself: an item is then what stands in it. */
	readonly readsOwnFiles?: true;
	/** Set where version 1 of the node already has the option "Fields". */
	readonly alwaysHadFields?: true;
}

/**
 * Runs one node: reads and checks the options once, does the work, shows hints, and turns errors into n8n's.
 *
 * Empty input gives empty outputs and no error. On "Continue On Fail" a wrong option gives one item `{ error }` on
 * output 1, paired to every input item, because the error is about the run, not a row. On an error output it is paired
 * to none, since n8n would add the fields of the first. Nodes that write to a platform return one item per customer. A
 * cancelled execution always stops.
 *
 * The last of a work's `outputs` is its summary, and the one before it holds rows set aside, unless the node sets none
 * aside; a breakdown follows. With a client's preset the summary names the client, and what the preset changed.
 */
export async function runNode<Schema extends z.ZodTypeAny>(
	context: IExecuteFunctions,
	panel: NodePanel<Schema>,
	work: (
		rows: readonly JsonRecord[],
		options: z.output<Schema>,
		second: readonly JsonRecord[],
		files: { readonly stream: InputRows['stream']; readonly format: RowFormat | undefined },
	) => NodeRun | Promise<NodeRun>,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const { properties, schema, outputCount, section, needsCustomers, customersOn } = panel;
	const isTool = isToolCall(context);
	const nothing = Array.from({ length: outputCount }, (): INodeExecutionData[] => []);
	if (items.length === 0 && !(customersOn === 1 && context.getInputData(1)?.length > 0)) {
		return nothing;
	}
	const earlier = panel.alwaysHadFields
		? {}
		: earlierDefaults(context.getNode().typeVersion, properties);
	let inUse: PresetInUse | undefined;
	try {
		const given = withWrittenAsOf(context, { ...earlier, ...readPanel(context, properties) });
		inUse = presetInUse(given, section);
		const options: z.output<Schema> = parseOptions(schema, chosenOptions(given, inUse));
		const customers = customersOfPanel(context, given);
		const own = panel.readsOwnFiles ? items.map(rowOf) : undefined;
		const { customersAs } = given;
		const format = isRowFormat(customersAs) && !isTool ? rowFormats[customersAs] : undefined;
		const input = await inputRows(context, options, {
			given: customers ?? own,
			hasSecond: panel.second !== undefined,
			customersOn,
			streamedBy: panel.streams && format ? customerIdIn(options) : undefined,
		});
		if (needsCustomers?.(options)) refuseOrders(context, customersIn(input, customersOn));
		const files = { stream: input.stream, format };
		const run = await work(input.rows, options, input.second, files);
		const { outputs } = run;
		const aboutPreset = inUse === undefined ? [] : presetNotices(properties, inUse, options);
		const aboutRun = noticesToShow(context, panel, input, options, run);
		const told = newNotices(context, input.rows, [...aboutPreset, ...aboutRun]);
		showHints(context, told);
		if (inUse !== undefined) {
			const [summary] = outputs[outputs.length - 1];
			Object.assign(summary.json, summarisePreset(inUse.preset, inUse.section, options, earlier));
		}
		const isShown = hasBreakdown(context.getNode().typeVersion);
		const breakdown = run.breakdown === undefined || !isShown ? [] : [run.breakdown];
		if (customers !== undefined) pairToFirstItem([...outputs, ...breakdown]);
		else if (input.itemOf.some((itemOf) => itemOf !== undefined))
			pairToItems(outputs, input.itemOf);
		if (format !== undefined) return [...(await asFiles(context, outputs, format)), ...breakdown];
		return [...(isTool ? toolOutputs(outputs, told) : outputs), ...breakdown];
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
		return [failedItems(context, nodeError.message, panel), ...nothing.slice(1)];
	}
}

/** The work's notices and those about the run; an agent gets only those that concern it. */
function noticesToShow<Schema extends z.ZodTypeAny>(
	context: IExecuteFunctions,
	panel: NodePanel<Schema>,
	input: InputRows,
	options: z.output<Schema>,
	run: NodeRun,
) {
	return isToolCall(context)
		? toolNotices(input.rows, panel.fitsBase?.(options) ?? false, run.notices, panel.rowsAre)
		: [...run.notices, ...noticesOfRun(context, panel, input, options, run)];
}

/** The items of a failed run whose node continues after errors. */
function failedItems(
	context: IExecuteFunctions,
	error: string,
	{ failsPerItem = false }: { readonly failsPerItem?: boolean },
): INodeExecutionData[] {
	const items = context.getInputData();
	if (failsPerItem) return items.map((_, item) => ({ json: { error }, pairedItem: { item } }));
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	if (hasErrorOutput) return [{ json: { error } }];
	return [{ json: { error }, pairedItem: items.map((_, item) => ({ item })) }];
}

/** Notices about the run itself, the same for every node; counts of an earlier run go into the summary too. */
function noticesOfRun<Schema extends z.ZodTypeAny>(
	context: IExecuteFunctions,
	panel: NodePanel<Schema>,
	input: InputRows,
	options: z.output<Schema>,
	{ outputs, notices: told }: NodeRun,
): Notice[] {
	const { properties, failsPerItem = false, setsAside = true } = panel;
	const { fitsBase, second, section, customersOn } = panel;
	const { second: previous, count } = input;
	const differing = optionsNotice(
		context,
		properties,
		Math.min(count, context.getInputData().length),
	);
	// A node that generates its rows has neither.
	if (outputs.length < 2) return differing;
	const [summary] = outputs[outputs.length - 1];
	const rowsIn = Number(summary.json.rowsIn ?? count);
	const idField = customerIdIn(options);
	const matched =
		typeof second === 'object' && previous.length > 0
			? matchPrevious(idsOf(input, idField), previous, idField, second)
			: undefined;
	const notices = [
		...(failsPerItem || !setsAside
			? []
			: setAsideNotice(outputs[outputs.length - 2], rowsIn, told)),
		...(matched === undefined ? [] : [matched.notice]),
		...(fitsBase?.(options) ? laterRunNotice(context) : []),
		...differing,
		...missingFieldsNotice(
			customersIn(input, customersOn),
			expectedFields(section, options),
			new Set(told.map(({ code }) => code)),
		),
	];
	Object.assign(summary.json, matched?.counts);
	if (Array.isArray(summary.json.notices)) summary.json.notices = [...told, ...notices];
	return notices;
}

/** The IDs of the rows of the first input. */
function idsOf({ rows, stream }: InputRows, idField: string): ReadonlySet<string | undefined> {
	return new Set(stream?.customers.ids ?? rows.map((row) => idIn(row, idField)));
}

function customersIn({ rows, second }: InputRows, customersOn: 1 | undefined): InputRows['rows'] {
	return customersOn === 1 ? second : rows;
}

/** Customers that come from a parameter have no item of their own. */
function pairToFirstItem(outputs: readonly INodeExecutionData[][]): void {
	for (const item of outputs.flat()) item.pairedItem = { item: 0 };
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

/** The name of the field with the customer's ID. */
export function customerIdIn(options: unknown): string {
	const { fieldNames, customerIdField } = options as {
		readonly fieldNames?: { readonly customerId?: string };
		readonly customerIdField?: string;
	};
	return fieldNames?.customerId ?? customerIdField ?? 'customerId';
}
