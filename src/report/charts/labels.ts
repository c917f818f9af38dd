import type { Figure } from '../figures';
import type { Formats } from '../formats';
import { type Attributes, element, type Markup } from '../page/markup';

/** Mean width of a character of the labels, in units of a picture. */
const characterWidth = 7.6;

/** A label cut to a width; its full text shows when the mouse rests on it, and in the table. */
export function label(text: string, width: number, attributes: Attributes): Markup {
	const characters = [...text];
	const most = Math.max(3, Math.floor(width / characterWidth));
	if (characters.length <= most) return element('text', attributes, text);
	const cut = `${characters.slice(0, most - 1).join('')}…`;
	return element('text', attributes, element('title', {}, text), cut);
}

/** A number of the Summary in a picture. */
export function figureLabel(shown: Figure, formats: Formats, attributes: Attributes): Markup {
	const value = shown.value ?? undefined;
	return element('text', { ...attributes, 'data-value': value }, formats.write(shown));
}

/** A number on an axis, which only helps to read the picture. */
export function tick(shown: Figure, formats: Formats, attributes: Attributes): Markup {
	return element('text', { ...attributes, class: 'tick' }, formats.write(shown));
}

/** A coordinate with one decimal, which is enough for pictures. */
export function at(coordinate: number): number {
	return Math.round(coordinate * 10) / 10;
}

/** The approximate width of a text in units of a picture. */
export function widthOf(text: string): number {
	return [...text].length * characterWidth;
}
