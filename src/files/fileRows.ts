import type { JsonRecord } from '../values/jsonRecord';

/** Why a row of a file can't be used. */
export type RowFault = 'raggedRow' | 'totalRow' | 'unreadableLine';

/** A row of a file that can't be used, with its readable content. */
export interface FaultyRow {
	readonly code: RowFault;
	readonly row: JsonRecord;
}

/** Some rows of a file, in order. */
export interface FileRows {
	readonly rows: readonly JsonRecord[];
	readonly faults: readonly FaultyRow[];
}

/** A file that can't be read as rows; the message names its type and what to do. */
export class UnreadableFileError extends Error {}

/** Parses the text of a file and returns its rows in portions. */
export interface RowParser {
	/** Rows of the next text. */
	push(text: string): FileRows | undefined;
	/** Rows of the rest. */
	finish(): FileRows | undefined;
	/** The properties of the file; filled while it is read. */
	readonly found: FileFindings;
}

/** The detected properties of a file. */
export interface FileFindings {
	readonly format: 'csv' | 'json' | 'ndjson' | 'parquet';
	/** Of CSV: the delimiter. */
	readonly delimiter?: string;
	/** Of CSV: lines above the column names. */
	readonly linesAbove?: number;
	/** Of CSV: columns that had no name, or one that another column has. */
	readonly renamed?: readonly string[];
	/** Of Parquet: columns of a type that can't be read. */
	readonly notRead?: readonly string[];
}
