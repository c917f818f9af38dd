import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { z } from 'zod';
import { Customers } from '../../src/core/customers/customers';
import {
	collectPasses,
	type Pass,
	type Passes,
	type RowSink,
	type RowSinks,
} from '../../src/core/customers/passes';
import type { CustomerTotals } from '../../src/core/result';
import { type RowFormat, unionOfKeys } from '../../src/files/rowFormats';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { type CustomerWalk, walkOf } from './files/customerStream';
import { OutputFile } from './files/outputFile';
import { RunWatch } from './files/runWatch';
import { customerItems, type NodeRun, setAsideItems, summaryItems, tableItems } from './outputs';
import { customerIdIn, type NodePanel, runNode } from './runNode';

/** A verb over customers as a node runs it, on items or from file to file. */
export interface CustomerVerb<Options, Result extends CustomerTotals, Selection extends string> {
	/** Outputs with copies of some customers, in the order of the panel, each with its name as a file. */
	readonly selections: Readonly<Record<Selection, string>>;
	readonly start: (
		customers: Customers,
		options: Options,
		second: readonly JsonRecord[],
		sinks: RowSinks<'customers' | Selection>,
	) => Passes<Result>;
	readonly setAside?: (result: Result) => INodeExecutionData[];
}

/**
 * Runs a node whose verb needs the rows of its customers only one after the other.
 *
 * Where customers come out as a file, rows are written as they are judged; where they also come in as files that are in
 * the order of IDs, they are read anew for every pass, and none is held.
 */
export async function runCustomerNode<
	Schema extends z.ZodTypeAny,
	Result extends CustomerTotals,
	Selection extends string,
>(
	context: IExecuteFunctions,
	panel: NodePanel<Schema>,
	verb: CustomerVerb<z.output<Schema>, Result, Selection>,
): Promise<INodeExecutionData[][]> {
	const selections = Object.keys(verb.selections) as Selection[];
	const outputs = ['customers' as const, ...selections];
	return await runNode(
		context,
		{ ...panel, streams: true },
		async (rows, options, second, { stream, format }) => {
			const customers = stream?.customers ?? Customers.ofRows(rows, customerIdIn(options));
			const start = (sinks: RowSinks<'customers' | Selection>) =>
				verb.start(customers, options, second, sinks);
			if (format === undefined) {
				const result = collectPasses(customers, outputs, start);
				return runOf(
					verb,
					result,
					outputs.map((name) => customerItems(result[name])),
				);
			}
			const files = new OutputFiles(
				context,
				{ customers: 'customers', ...verb.selections },
				format,
			);
			const walk = stream ?? walkOf(customers);
			const { result, items } = await files.run(walk, start(files.sinks));
			return runOf(verb, result, items);
		},
	);
}

function runOf<Options, Result extends CustomerTotals, Selection extends string>(
	{ setAside }: CustomerVerb<Options, Result, Selection>,
	result: Result,
	customers: INodeExecutionData[][],
): NodeRun {
	const aside = setAside?.(result) ?? setAsideItems(result.setAside);
	return {
		outputs: [...customers, aside, summaryItems(result.summary)],
		breakdown: result.breakdown && tableItems(result.breakdown),
		notices: result.notices,
	};
}

/** The files of a node's outputs; one that gets no row is not written. */
class OutputFiles<Name extends string> {
	readonly sinks: RowSinks<Name>;
	private readonly files = new Map<Name, OutputFile>();
	private columns: readonly string[] = [];

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly names: Readonly<Record<Name, string>>,
		private readonly format: RowFormat,
	) {
		const entries = this.outputs().map((name): [Name, RowSink] => [
			name,
			{ push: ({ row }) => this.fileOf(name).add(row) },
		]);
		this.sinks = Object.fromEntries(entries) as Record<Name, RowSink>;
	}

	/** Runs a verb; returns its result, and one item for each file, none for an output without rows. */
	async run<Result>(walk: CustomerWalk, passes: Passes<Result>) {
		try {
			for (let number = 1; ; number++) {
				const { done, value } = passes.next();
				if (done === true) return { result: value, items: await this.items() };
				await this.pass(walk, value, number);
			}
		} finally {
			for (const file of this.files.values()) file.abandon();
		}
	}

	private async items(): Promise<INodeExecutionData[][]> {
		return await Promise.all(
			this.outputs().map(async (name) => {
				const file = this.files.get(name);
				return file === undefined ? [] : [await file.close()];
			}),
		);
	}

	private async pass(walk: CustomerWalk, { each, copy, further = [] }: Pass, number: number) {
		if (copy !== undefined) this.columns = unionOfKeys([...walk.samples, ...further].map(copy));
		const watch = new RunWatch(this.context, `customers ${copy ? 'written' : `read (${number})`}`);
		let i = 0;
		for await (const end of walk.portions()) {
			while (i < end) each(i++);
			for (const file of this.files.values()) await file.room();
			await watch.look(i);
		}
	}

	private outputs(): Name[] {
		return Object.keys(this.names) as Name[];
	}

	private fileOf(name: Name): OutputFile {
		let file = this.files.get(name);
		if (file === undefined) {
			file = new OutputFile(this.context, this.names[name], this.format, this.columns);
			this.files.set(name, file);
		}
		return file;
	}
}
