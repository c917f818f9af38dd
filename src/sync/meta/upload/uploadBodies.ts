import { BodyBuffer } from '../../http/bodyBuffer';
import type { Cell, MatchRow } from '../../audience/keyFormat';
import { uploadColumns } from '../people/columns';
import type { JoiningOptions } from '../options';

export type LimitedDataUse = JoiningOptions['limitedDataUse'];

interface ExtraColumns {
	readonly columns: readonly string[];
	readonly cells: ReadonlyArray<Cell | readonly string[]>;
}

/** LDU without a place: Meta determines where the person lives; 1 and 1000: the United States, California. */
const limitedData: Readonly<Record<LimitedDataUse, ExtraColumns>> = {
	off: { columns: [], cells: [] },
	automatic: { columns: ['DATA_PROCESSING_OPTIONS'], cells: [['LDU']] },
	california: {
		columns: [
			'DATA_PROCESSING_OPTIONS',
			'DATA_PROCESSING_OPTIONS_COUNTRY',
			'DATA_PROCESSING_OPTIONS_STATE',
		],
		cells: [['LDU'], 1, 1000],
	},
};

/** The columns that any of the members has, in order; a session must not change them. */
export function columnsOf(members: Iterable<MatchRow>): readonly string[] {
	const seen = new Set<string>();
	let first: readonly string[] | undefined;
	let last: readonly string[] | undefined;
	for (const { columns } of members) {
		if (columns === last) continue;
		first ??= columns;
		last = columns;
		for (const column of columns) seen.add(column);
	}
	const ordered = uploadColumns.filter((column) => seen.has(column));
	// Members of one reading share their columns: returned as they are, they let the cells be written as they are.
	return first !== undefined && first.join() === ordered.join() ? first : ordered;
}

/** The fields of a request about its session. */
export interface SessionBatch {
	readonly session_id: number;
	readonly batch_seq: number;
	readonly last_batch_flag: boolean;
	readonly estimated_num_total: number;
}

/** Writes the bodies of uploads: columns, and a row per member with "" where a member lacks a key. */
export class UploadBodies {
	private readonly buffer = new BodyBuffer();
	private readonly extra: ExtraColumns;
	/** The columns as they are sent. */
	readonly schema: readonly string[];

	constructor(
		private readonly columns: readonly string[],
		limitedDataUse: LimitedDataUse = 'off',
	) {
		this.extra = limitedData[limitedDataUse];
		this.schema = [...columns, ...this.extra.columns];
	}

	/** The JSON of one request, in UTF-8. Valid until the next one is written. */
	bodyOf(members: readonly MatchRow[], session: SessionBatch): Buffer {
		const { buffer, schema } = this;
		buffer.cutTo(0);
		buffer.write(
			`{"session":${JSON.stringify(session)},"payload":{"schema":${JSON.stringify(schema)},"data":[`,
		);
		members.forEach((member, place) => {
			if (place > 0) buffer.write(',');
			buffer.write(JSON.stringify(this.cellsOf(member)));
		});
		buffer.write(']}}');
		return buffer.content();
	}

	private cellsOf({ columns, cells }: MatchRow): ExtraColumns['cells'] {
		const ordered =
			columns === this.columns
				? cells
				: this.columns.map((column) => cells[columns.indexOf(column)] ?? '');
		return this.extra.cells.length === 0 ? ordered : [...ordered, ...this.extra.cells];
	}
}
