import type { Formats } from './formats';
import type { KeyNumbers } from './headline/keyNumbers';
import type { NextStep } from './headline/nextSteps';
import type { MissingSection, NamedSection } from './sections/sections';
import type { Language, Texts } from './texts/texts';

/** The content of a report, before it is drawn as a page or as an email. */
export interface Report {
	readonly title: string;
	readonly language: Language;
	readonly texts: Texts;
	readonly formats: Formats;
	readonly accentColor: string;
	/** A data URI; empty: none. */
	readonly logo: string;
	readonly day: number | undefined;
	readonly customers: number;
	readonly key: KeyNumbers;
	/** The most important sections. */
	readonly findings: readonly NamedSection[];
	readonly steps: readonly NextStep[];
	readonly sections: readonly NamedSection[];
	readonly missing: readonly MissingSection[];
}
