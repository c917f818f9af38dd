import type { JsonRecord } from '../values/jsonRecord';

/** Why a row of a file can't be used. */
export type RowFault = 'raggedRow' | 'totalRow' | 'unreadableLine';

/** A row of a file that can't be used, with what there is of it. */
export interface FaultyRow {
	readonly code: RowFault;
	readonly row: JsonRecord;
}

/** Some rows of a file, in their order. */
export interface FileRows {
	readonly rows: readonly JsonRecord[];
	readonly faults: readonly FaultyRow[];
}

/** A file that can't be read as rows at all; the message says what it is and what to do. */
export class UnreadableFileError extends Error {}

/** Takes the texts of a file in and hands its rows on in portions. */
export interface RowParser {
	/** Rows of a further text. */
	push(text: string): FileRows | undefined;
	/** Rows of what is left. */
	finish(): FileRows | undefined;
	/** What is to be known of the file; filled while it is read. */
	readonly found: FileFindings;
}

/** What was found out about a file. */
export interface FileFindings {
	readonly format: 'csv' | 'json' | 'ndjson' | 'parquet';
	/** Of CSV: the delimiter. */
	readonly delimiter?: string;
	/** Of CSV: lines above the column names. */
	readonly linesAbove?: number;
	/** Of CSV: columns that had no name, or one that another column has. */
	readonly renamed?: readonly string[];
}
