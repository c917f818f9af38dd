import type { Formats } from '../formats';
import type { Markup } from '../page/markup';

/** A row of bars in an email, which draws no SVG: a label, the text of its number, and the length of the bar. */
export interface MailBar {
	readonly label: string;
	readonly text: string;
	/** 0 to 1. */
	readonly length: number;
}

/** A section's picture, as drawn on the page and in the email. */
export interface Chart {
	/** The picture without its title, for `frame` to wrap. */
	draw(formats: Formats): Drawing;
	bars(formats: Formats): readonly MailBar[];
}

/** The content of an SVG picture, in units of a picture 440 wide. */
export interface Drawing {
	readonly height: number;
	readonly content: Markup;
	/** Names of the colors, where the picture has several. */
	readonly legend: readonly LegendEntry[];
}

export interface LegendEntry {
	readonly name: string;
	/** Class of the color's mark. */
	readonly mark: string;
}

/** All pictures have the same width, so that the type has the same size in each. */
export const chartWidth = 440;
