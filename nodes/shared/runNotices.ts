import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { idIn } from '../../src/values/readId';
import type { JsonRecord } from '../../src/values/jsonRecord';
import type { Notice } from '../../src/values/notice';
import { counted, firstFew, grouped, percent } from '../../src/values/wording';
import { loopIteration } from './loops';

/** Share of rows set aside from which a run is questionable. */
const manySetAside = 0.2;

/** Notices that already explain why rows were set aside. */
const saysSetAside: ReadonlySet<string> = new Set(['manySetAside', 'nothingRead', 'wrongSource']);

/**
 * Warns of many rows that were set aside, with the most common reason.
 *
 * @param setAside the items of the output Set Aside; those of a second input do not count
 * @param rowsIn rows of the first input, as the node counts them
 */
export function setAsideNotice(
	setAside: readonly INodeExecutionData[],
	rowsIn: number,
	told: readonly Notice[],
): Notice[] {
	const rows = setAside.filter(({ pairedItem }) => !isOfSecond(pairedItem));
	const isMany = rowsIn > 0 && rows.length > manySetAside * rowsIn;
	if (!isMany || told.some(({ code }) => saysSetAside.has(code))) return [];
	const counts = new Map<string, number>();
	for (const { json } of rows) {
		const why = String(json.setAsideExplanation);
		counts.set(why, (counts.get(why) ?? 0) + 1);
	}
	const [reason] = [...counts].sort((a, b) => b[1] - a[1])[0];
	return [
		{
			code: 'manySetAside',
			message: `${grouped(rows.length)} of ${counted(rowsIn, 'row')} (${percent(rows.length / rowsIn)}) were set aside, most of them because: ${reason} The output "Set Aside" gives the reason for each.`,
			level: 'warning',
		},
	];
}

function isOfSecond(pairedItem: INodeExecutionData['pairedItem']): boolean {
	return typeof pairedItem === 'object' && 'input' in pairedItem && pairedItem.input === 1;
}

/** The second input of a node that holds rows of an earlier run. */
export interface SecondInput {
	readonly name: string;
	/** The prefix of its counts in the summary, e.g. "previous": `previousRows`, `previousMatched`. */
	readonly prefix: string;
}

/** How many rows of an earlier run belong to customers of this one. */
export interface Matched {
	readonly counts: JsonRecord;
	readonly notice: Notice;
}

/**
 * Counts the rows of an earlier run whose customers are in the input again; undefined where there are no such rows.
 *
 * None at all is a warning: the IDs are probably written differently, and everybody counts as new.
 */
export function matchPrevious(
	ids: ReadonlySet<string | undefined>,
	previous: readonly JsonRecord[],
	idField: string,
	{ name, prefix }: SecondInput,
): Matched | undefined {
	if (previous.length === 0) return undefined;
	const matched = previous.filter((row) => {
		const id = idIn(row, idField);
		return id !== undefined && ids.has(id);
	}).length;
	const of = counted(previous.length, 'row');
	return {
		counts: { [`${prefix}Rows`]: previous.length, [`${prefix}Matched`]: matched },
		notice:
			matched === 0
				? {
						code: 'previousUnmatched',
						message: `None of the ${of} on "${name}" match a customer by "${idField}", so nothing is known about an earlier run. Check that both inputs use the same "${idField}".`,
						level: 'warning',
					}
				: {
						code: 'previousMatched',
						message: `${grouped(matched)} of ${of} on "${name}" match a customer.`,
						level: 'info',
					},
	};
}

/**
 * Warns where a node that learns from its input runs again in one execution: each run saw only some of the customers.
 */
export function laterRunNotice(context: IExecuteFunctions): Notice[] {
	const runs = loopIteration(context) + 1;
	if (runs === 1) return [];
	return [
		{
			code: 'laterRun',
			message: `This node has run ${runs} times in this execution and learned from each batch alone: it is in a loop, or several connections lead to it. Merge the items first (Merge node, mode Append), or use a saved model.`,
			level: 'warning',
		},
	];
}

/** An expression that may have another result for each item. */
const ofItem = /\$json\b|\$binary\b|\$itemIndex\b|\$input\.item\b|\)\.item\b|\$item\(/;

/**
 * Warns of options whose expressions have other results for other items: a node reads them once, for the first item.
 *
 * Checks the first, the middle and the last item.
 */
export function optionsNotice(
	context: IExecuteFunctions,
	properties: readonly INodeProperties[],
	items: number,
): Notice[] {
	if (items < 2) return [];
	const { parameters } = context.getNode();
	const differing = properties.filter(({ name }) => {
		const written: unknown = parameters[name];
		if (written === undefined || name === 'customerJson') return false;
		if (!ofItem.test(JSON.stringify(written))) return false;
		const [first, ...others] = [0, Math.floor(items / 2), items - 1].map((item) =>
			valueAt(context, name, item),
		);
		return others.some((other) => other !== first);
	});
	if (differing.length === 0) return [];
	const labels = firstFew(differing.map(({ displayName }) => `"${displayName}"`));
	return [
		{
			code: 'optionsDiffer',
			message: `${labels} ${differing.length === 1 ? 'is an expression with' : 'are expressions with'} different values for different items. The value of the first item was used for all. To run once per value, split the items before this node.`,
			level: 'warning',
		},
	];
}

function valueAt(context: IExecuteFunctions, name: string, item: number): string {
	try {
		return JSON.stringify(context.getNodeParameter(name, item)) ?? '';
	} catch {
		// An expression that fails for an item has no result there.
		return '';
	}
}
