import type { Formats } from '../formats';
import type { Markup } from '../page/markup';

/** A row of bars of a mail, which draws no SVG: a label, the text of its number, and how long the bar is. */
export interface MailBar {
	readonly label: string;
	readonly text: string;
	/** 0 to 1. */
	readonly length: number;
}

/** A picture of a section, as a page and as a mail draw it. */
export interface Chart {
	/** The picture without its title: what `frame` puts around it. */
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

/** All pictures are as wide, so that type is the same size in each. */
export const chartWidth = 440;
