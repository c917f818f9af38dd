import { BodyBuffer } from '../../http/bodyBuffer';
import { uploadColumns, type Cell, type Column, type MatchRow } from '../people/members';
import type { JoiningOptions } from '../options';

export type LimitedDataUse = JoiningOptions['limitedDataUse'];

type ColumnName =
	| Column
	| 'DATA_PROCESSING_OPTIONS'
	| 'DATA_PROCESSING_OPTIONS_COUNTRY'
	| 'DATA_PROCESSING_OPTIONS_STATE';

interface ExtraColumns {
	readonly columns: readonly ColumnName[];
	readonly cells: ReadonlyArray<Cell | readonly string[]>;
}

/** LDU without a place: Meta finds out where the person lives; 1 and 1000: the United States, California. */
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

/** Gives the columns that any of the members has, in order; a session must not change them. */
export function columnsOf(members: Iterable<MatchRow>): readonly Column[] {
	const seen = new Set<Column>();
	let first: readonly Column[] | undefined;
	let last: readonly Column[] | undefined;
	for (const { columns } of members) {
		if (columns === last) continue;
		first ??= columns;
		last = columns;
		for (const column of columns) seen.add(column);
	}
	const ordered = uploadColumns.filter((column) => seen.has(column));
	// Members of one reading share their columns: given back as they are, they let the cells go out as they are.
	return first !== undefined && first.join() === ordered.join() ? first : ordered;
}

/** What a request says of the session that it belongs to. */
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
	readonly schema: readonly ColumnName[];

	constructor(
		private readonly columns: readonly Column[],
		limitedDataUse: LimitedDataUse = 'off',
	) {
		this.extra = limitedData[limitedDataUse];
		this.schema = [...columns, ...this.extra.columns];
	}

	/** Gives the JSON of one request, in UTF-8. It holds until the next one is written. */
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
