import type { Chart } from '../charts/chart';
import type { ReportFacts } from '../facts/reportFacts';
import type { Figure } from '../figures';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Fillings, Prose, Texts } from '../texts/texts';

/** A column of a table: its name in the Summary, and its heading. */
export interface Column {
	readonly key: string;
	readonly name: string;
}

export type Cell = string | Figure;

/** One part of the report: its finding in words, as a picture and as a table. */
export interface Section {
	/** The finding as a heading. */
	readonly title: Prose;
	/** Further facts, including units. */
	readonly sentence: Prose;
	/** How to read the picture; left out in the email, which has none. */
	readonly reading?: string;
	/** Undefined where the table shows it better. */
	readonly chart?: Chart;
	readonly columns: readonly Column[];
	readonly rows: ReadonlyArray<readonly Cell[]>;
	/** Numbers of the picture that are in no row, for the Summary. */
	readonly drawn?: JsonRecord;
	/** The figures and names of title and sentence. */
	readonly facts: Fillings;
	/** The importance for a reader, 0 to 1; the page names the three most important first. */
	readonly weight: number;
}

/** Returns a section; undefined where there is no data for it. */
export type SectionMaker = (facts: ReportFacts, texts: Texts) => Section | undefined;
