import type { Chart } from '../charts/chart';
import type { ReportFacts } from '../facts/reportFacts';
import type { Figure } from '../figures';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Fillings, Prose, Texts } from '../texts/texts';

/** A column of a table: its name in the Summary, and what people call it. */
export interface Column {
	readonly key: string;
	readonly name: string;
}

export type Cell = string | Figure;

/** One part of the report: what it found, in words, as a picture and as a table. */
export interface Section {
	/** The finding as a heading. */
	readonly title: Prose;
	/** What else is to be known, units included. */
	readonly sentence: Prose;
	/** How to read the picture; a mail, which has none, leaves it out. */
	readonly reading?: string;
	/** Undefined where the table says it better. */
	readonly chart?: Chart;
	readonly columns: readonly Column[];
	readonly rows: ReadonlyArray<readonly Cell[]>;
	/** Numbers of the picture that are in no row, for the Summary. */
	readonly drawn?: JsonRecord;
	/** The figures and names of title and sentence. */
	readonly facts: Fillings;
	/** How much a reader has to know this, 0 to 1; the three highest are named first on the page. */
	readonly weight: number;
}

/** Makes a section; undefined where there is nothing to make it from. */
export type SectionMaker = (facts: ReportFacts, texts: Texts) => Section | undefined;
